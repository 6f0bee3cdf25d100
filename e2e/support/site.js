// Starts the demonstration on a free port in a folder of its own, and a browser. Everything is thrown away afterwards.
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import AxeBuilder from '@axe-core/playwright';

const here = path.dirname(new URL(import.meta.url).pathname);
export const program = process.env.PROGRAM ?? path.join(here, '../../target/debug/engawa');
const artefacts = path.join(here, '../artefacts');

export async function openSite() {
  const folder = mkdtempSync(path.join(tmpdir(), 'engawa-e2e-'));
  const server = spawn(program, ['demo', '--dir', folder, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  server.stderr.on('data', (text) => { log += text; });
  const links = await new Promise((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (text) => {
      said += text;
      if (said.includes('Ctrl+C')) resolve(Object.fromEntries([...said.matchAll(/^(\w+)\s+(http\S+)$/gm)].map((m) => [m[1], m[2]])));
    });
    server.on('exit', (code) => reject(new Error(`the program ended with ${code}: ${log}`)));
    setTimeout(() => reject(new Error(`the program did not start in time: ${log}`)), 30_000).unref();
  });
  const origin = new URL(links.office_manager).origin;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  return {
    origin, links, browser,
    log: () => log,
    // The mails that left so far, the newest last; the worker looks every few seconds.
    async mails(count) {
      const dir = path.join(folder, 'mail');
      for (let tries = 0; tries < 80; tries += 1) {
        let names = [];
        try { names = readdirSync(dir).sort(); } catch { /* no mail yet */ }
        if (names.length >= count) return names.map((name) => readFileSync(path.join(dir, name), 'utf8'));
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      throw new Error(`fewer than ${count} mails`);
    },
    async close() {
      await browser.close();
      const ended = new Promise((resolve) => server.on('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const desktop = { viewport: { width: 1280, height: 900 }, locale: 'ja-JP' };
export const phone = { viewport: { width: 390, height: 844 }, locale: 'ja-JP', hasTouch: true };

// No violation on the page, no sideways scrolling, and a picture for people to look at.
export async function inspect(page, name, { axe = true } = {}) {
  mkdirSync(artefacts, { recursive: true });
  await page.screenshot({ path: path.join(artefacts, `${name}.png`), fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
  if (wide) throw new Error(`${name}: the page scrolls sideways`);
  if (!axe) return;
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  if (violations.length > 0) {
    throw new Error(`${name}: ${violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(', ')}`).join('; ')}`);
  }
}

export async function signIn(site, context, role) {
  const page = await context.newPage();
  await page.goto(site.links[role]);
  await page.getByRole('button', { name: 'サインインする' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return page;
}
