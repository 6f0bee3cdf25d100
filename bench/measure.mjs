// Measures the release program: import, seeding, start-up, memory, and pages under load. Prints a table and writes bench/latest.json.
//
// Every figure of a page stands beside that of /healthz, taken by the same code in the same run: what the program's own HTTP costs
// and what this load generator costs are in both. The generator keeps connections open and sends the next request when the answer
// to the last is whole.
//
//   node bench/measure.mjs PROGRAM [--offices N] [--years Y] [--seconds S] [--also N,N] [--postgres URL] [LIST.csv …]
//
// --also seeds further countries of other sizes, with one year each, and measures the pages of authorities there as well: the largest
// city and prefecture have as many offices in each. --postgres names a server on which the country is seeded once more.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { writeList } from './list.mjs';

const here = path.dirname(new URL(import.meta.url).pathname);
const [program, ...rest] = process.argv.slice(2);
const option = (name, usual) => { const at = rest.indexOf(name); return at < 0 ? usual : Number(rest.splice(at, 2)[1]); };
const offices = option('--offices', 17500);
const seconds = option('--seconds', 5);
const years = option('--years', 3);
const named = (name) => { const at = rest.indexOf(name); return at < 0 ? '' : rest.splice(at, 2)[1]; };
const also = named('--also').split(',').filter(Boolean).map(Number);
const postgres = named('--postgres');
const lists = rest;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'engawa-bench-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

/** Environment of the program: an installation of its own in `name`. */
function installation(name, more = {}) {
  const dir = path.join(folder, name);
  fs.mkdirSync(dir, { recursive: true });
  return { ...process.env, ENGAWA_DATA_DIR: dir, ENGAWA_LOG__FILTER: 'warn', ...more };
}

const now = () => Number(process.hrtime.bigint()) / 1e6;
const status = (pid) => Object.fromEntries(fs.readFileSync(`/proc/${pid}/status`, 'utf8').split('\n').map((line) => line.split(/:\s+/)));
const megabytes = (kilobytes) => Math.round(parseInt(kilobytes, 10) / 102.4) / 10;

/** Runs the program to its end: milliseconds, peak memory, what it printed. */
async function run(env, ...args) {
  const begun = now();
  const child = spawn(program, args, { env, cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let peak = 0;
  child.stdout.on('data', (text) => { said += text; });
  const watch = setInterval(() => { try { peak = Math.max(peak, megabytes(status(child.pid).VmHWM ?? "0")); } catch { /* it has ended */ } }, 20);
  const [code] = await once(child, 'close');
  clearInterval(watch);
  if (code > 1) throw new Error(`${args.join(' ')} ended with ${code}`);
  return { milliseconds: Math.round(now() - begun), peak_mb: peak, said };
}

/** Starts serving; resolves once /healthz answers, with how long that took. */
async function serve(env, port) {
  const begun = now();
  const child = spawn(program, ['serve'], { env, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  for (;;) {
    const answered = await get(new http.Agent(), port, '/healthz').then((answer) => answer.status === 200, () => false);
    if (answered) return { child, milliseconds: Math.round((now() - begun) * 10) / 10 };
    if (child.exitCode !== null) throw new Error('the program did not start');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function get(agent, port, address, headers = {}, method = 'GET', body = undefined) {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, host: '127.0.0.1', port, path: address, headers, method }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Signs in as people do, and returns the cookie. */
async function signIn(port, email, password) {
  const body = new URLSearchParams({ email, password }).toString();
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) };
  const answer = await get(new http.Agent(), port, '/sign-in', headers, 'POST', body);
  const cookies = (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
  if (answer.status !== 303 || cookies.length === 0) throw new Error(`signing in answered ${answer.status}`);
  return cookies.join('; ');
}

/** The pages of authorities, one client each, beside /healthz of the same program. */
async function authorities(size, where, port, look) {
  const pages = [
    ['/healthz', null, '/healthz'],
    ['largest city', look.city_email, '/authority'],
    ['largest city, one rule', look.city_email, '/authority?rule=visits.members&status=due'],
    ['prefecture', look.prefecture_email, '/authority'],
    ['national counts', look.administrator_email, '/admin/standing'],
  ];
  let floor;
  for (const [page, email, address] of pages) {
    const headers = email ? { Cookie: await signIn(port, email, look.password) } : {};
    const measured = await load(port, address, headers, 1);
    floor ??= measured;
    results.authorities.push({ offices: size, where, page, ...measured, p50_to_healthz: Math.round(measured.p50_ms / floor.p50_ms * 10) / 10 });
  }
}

/** What two ways of judging do not count alike, by rule and status: [ours, theirs]. Nothing, when both judge the same. */
function differing(ours, theirs) {
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort();
  return Object.fromEntries(names.filter((name) => ours[name] !== theirs[name]).map((name) => [name, [ours[name] ?? 0, theirs[name] ?? 0]]));
}

/** Judging every office: from the database, and by itself next to the same six rules in plain Python. */
async function assessing(env) {
  const whole = await run(env, 'assess', '--all', '--format', 'csv');
  const rules = ['meetings.yearly', 'seats.required', 'seats.pledge', 'minutes.confirmed', 'publications.minutes', 'visits.dwellings'];
  const facts = path.join(folder, 'facts.jsonl');
  const alone = JSON.parse((await run(env, 'bench', 'evaluate', '--facts', facts, ...rules.flatMap((rule) => ['--rules', rule]))).said);
  const said = execFileSync('python3', [path.join(here, 'peer.py'), facts, alone.on], { encoding: 'utf8' });
  const peer = JSON.parse(said);
  const round = (ms) => Math.round(ms * 10) / 10;
  const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);
  results.assess = {
    all_from_database_ms: whole.milliseconds, peak_mb: whole.peak_mb, all_rules_one_thread_ms: round(alone.one_thread_ms), threads: alone.threads,
    all_rules_threads_ms: round(alone.threads_ms), peer_six_rules_ms: peer.ms, differing: differing(alone.counts, peer.counts),
    // How much longer the peer takes for one finding.
    peer_to_one_thread: round(peer.ms / sum(peer.counts) / (alone.one_thread_ms / alone.findings)),
  };
}

/** Loads an address by `clients` for some seconds, after a warm-up. */
async function load(port, address, headers, clients) {
  const times = [];
  let bytes = 0;
  let measuring = false;
  let ended = false;
  const client = async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    while (!ended) {
      const begun = now();
      const answer = await get(agent, port, address, headers);
      if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
      if (measuring) times.push(now() - begun);
      bytes = answer.body.length;
    }
    agent.destroy();
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  measuring = true;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  ended = true;
  await all;
  times.sort((a, b) => a - b);
  const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] * 100) / 100;
  return { clients, requests_per_second: Math.round(times.length / seconds), p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99), bytes };
}

const results = {
  machine: { cpu: os.cpus()[0].model, cores: os.cpus().length, memory_gb: Math.round(os.totalmem() / 2 ** 30), system: `${os.type()} ${os.release()}`, node: process.version },
  offices, years, seconds, import: [], pages: [], authorities: [],
};

// Import: into one fresh installation, one list after the other.
const given = lists.length > 0 ? lists : [writeList(path.join(folder, 'homes.csv'), 16022, '共同生活援助', 1), writeList(path.join(folder, 'institutions.csv'), 2555, '施設入所支援', 2)];
const importing = installation('import');
for (const list of given) {
  const { milliseconds, peak_mb, said } = await run(importing, 'import', 'offices', list, '--format', 'json');
  results.import.push({ list: lists.length > 0 ? path.basename(list) : 'generated', rows: JSON.parse(said).rows, milliseconds, peak_mb });
}

// Pages: an installation with a year of every office.
const port = 18080;
const seeded = installation('pages', { ENGAWA_LISTEN: `127.0.0.1:${port}`, ENGAWA_BASE_URL: `http://127.0.0.1:${port}` });
const seeding = await run(seeded, 'bench', 'seed', '--offices', String(offices), '--years', String(years));
const look = JSON.parse(seeding.said);
const database = fs.statSync(path.join(seeded.ENGAWA_DATA_DIR, 'engawa.db')).size;
results.seeding = { milliseconds: seeding.milliseconds, peak_mb: seeding.peak_mb, database_mb: Math.round(database / 2 ** 20) };

const starts = [];
for (let i = 0; i < 5; i += 1) {
  const { child, milliseconds } = await serve(seeded, port);
  starts.push(milliseconds);
  child.kill('SIGTERM');
  await once(child, 'exit');
}
results.start_ms = starts.sort((a, b) => a - b)[2];

const { child } = await serve(seeded, port);
try {
  await new Promise((resolve) => setTimeout(resolve, 2000));
  results.idle_mb = megabytes(status(child.pid).VmRSS);
  const cookie = { Cookie: await signIn(port, look.email, look.password) };
  const pages = [
    ['/healthz', '/healthz', {}],
    ['office home', `/offices/${look.office}`, cookie],
    ['minutes', `/offices/${look.office}/minutes/${look.meeting}`, cookie],
    ['public page', `/p/${look.public}`, {}],
  ];
  for (const clients of [1, 16]) {
    let floor;
    for (const [name, address, headers] of pages) {
      const measured = await load(port, address, headers, clients);
      floor ??= measured;
      results.pages.push({ page: name, ...measured, p50_to_healthz: Math.round(measured.p50_ms / floor.p50_ms * 10) / 10 });
    }
  }
  results.after_load_mb = megabytes(status(child.pid).VmRSS);
  await authorities(offices, 'SQLite', port, look);
} finally {
  child.kill('SIGTERM');
}
await once(child, 'exit');

await assessing(seeded);

// The pages of authorities in countries of other sizes, and on PostgreSQL.
const others = also.map((size) => [size, 'SQLite', `country-${size}`, {}]);
if (postgres) others.push([offices, 'PostgreSQL', 'postgres', { ENGAWA_DATABASE_URL: postgres }]);
for (const [size, where, name, more] of others) {
  const env = installation(name, { ENGAWA_LISTEN: `127.0.0.1:${port}`, ENGAWA_BASE_URL: `http://127.0.0.1:${port}`, ...more });
  const there = JSON.parse((await run(env, 'bench', 'seed', '--offices', String(size), '--years', '1')).said);
  const serving = await serve(env, port);
  try {
    await authorities(size, where, port, there);
  } finally {
    serving.child.kill('SIGTERM');
  }
  await once(serving.child, 'exit');
  fs.rmSync(env.ENGAWA_DATA_DIR, { recursive: true, force: true });
}

console.table(results.import);
console.table([{ seeding_s: results.seeding.milliseconds / 1000, seeding_peak_mb: results.seeding.peak_mb, database_mb: results.seeding.database_mb, start_ms: results.start_ms, idle_mb: results.idle_mb, after_load_mb: results.after_load_mb }]);
console.table(results.pages);
console.table(results.authorities);
console.table([results.assess]);
fs.writeFileSync(path.join(here, 'latest.json'), `${JSON.stringify(results, null, 2)}\n`);
