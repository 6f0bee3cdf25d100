// The program is killed without warning at random moments while somebody writes: nothing acknowledged is missing afterwards,
// nothing is there twice, and the audit chain verifies.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { program } from '../support/site.js';

const KILLS = 50;

// A small seeded generator, so that a failing run can be repeated.
function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function start(folder) {
  const server = spawn(program, ['demo', '--dir', folder, '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (text) => {
      said += text;
      const link = said.match(/office_staff\s+(\S+)/);
      if (link && said.includes('Ctrl+C')) resolve({ server, link: link[1] });
    });
    server.on('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
}

async function signIn(link) {
  const answer = await fetch(link, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' });
  const cookie = answer.headers.getSetCookie()[0].split(';')[0];
  const office = new URL(answer.headers.get('location'), link);
  const read = async (number) => (await fetch(`${office}/outreach?page=${number}`, { headers: { cookie } })).text();
  let page = await read(1);
  const pages = Number(page.match(/1 \/ (\d+) ページ/)?.[1] ?? 1);
  for (let number = 2; number <= pages; number += 1) page += await read(number);
  return { office, cookie, csrf: page.match(/name="csrf" value="([^"]+)"/)[1], page };
}

async function write(client, name) {
  const body = new URLSearchParams({ csrf: client.csrf, on_day: '2026-04-01', kind: 'greeting', whom: name, outcome: 'あいさつをした' });
  const answer = await fetch(`${client.office}/outreach`, { method: 'POST', redirect: 'manual', headers: { cookie: client.cookie }, body });
  return answer.status === 303;
}

test(`${KILLS} kills lose nothing that was acknowledged`, { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'engawa-kill-'));
  const chance = random(20261120);
  const acknowledged = [];
  let running;
  try {
    for (let round = 0; round < KILLS; round += 1) {
      const { server, link } = await start(folder);
      running = server;
      const client = await signIn(link);
      for (const name of acknowledged) assert.equal(client.page.split(`>${name}<`).length - 1, 1, `${name} after kill ${round}`);
      const gone = new Promise((resolve) => server.once('exit', resolve));
      setTimeout(() => server.kill('SIGKILL'), 5 + chance() * 60);
      for (let number = 0; ; number += 1) {
        const name = `見本${round}の${number}さん宅`;
        try {
          if (await write(client, name)) acknowledged.push(name);
        } catch {
          break;
        }
      }
      await gone;
    }
    const said = execFileSync(program, ['audit', 'verify'], { env: { ...process.env, ENGAWA_DATA_DIR: folder }, encoding: 'utf8' });
    assert.match(said, /all as they were written/);
    assert.ok(acknowledged.length > KILLS, `only ${acknowledged.length} writes were acknowledged`);
  } finally {
    running?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});
