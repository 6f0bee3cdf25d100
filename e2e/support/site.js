// Starts the demonstration on a free port in a folder of its own, and a browser. Everything is thrown away afterwards.
import { execFileSync, spawn } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import AxeBuilder from '@axe-core/playwright';

const here = path.dirname(new URL(import.meta.url).pathname);
export const program = process.env.PROGRAM ?? path.join(here, '../../target/debug/engawa');
const artefacts = path.join(here, '../artefacts');

// A running demonstration; `server` may be killed and started again on the same folder and port.
async function startDemo(folder, port) {
  const server = spawn(program, ['demo', '--dir', folder, '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
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
  return { server, links, log: () => log };
}

export async function openSite() {
  const folder = mkdtempSync(path.join(tmpdir(), 'engawa-e2e-'));
  let running = await startDemo(folder, 0);
  const origin = new URL(running.links.office_manager).origin;
  const browser = await openBrowser();
  return {
    origin, browser, folder,
    get links() { return running.links; },
    log: () => running.log(),
    mails: (count) => mailsIn(folder, count),
    // Dies at once, as at a power cut.
    kill: () => {
      const gone = new Promise((resolve) => running.server.once('exit', resolve));
      running.server.kill('SIGKILL');
      return gone;
    },
    again: async () => { running = await startDemo(folder, new URL(origin).port); },
    close: () => closeAll(browser, running.server, folder),
  };
}

function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

// The mails that left so far, the newest last; the worker looks every few seconds.
async function mailsIn(folder, count) {
  const dir = path.join(folder, 'mail');
  for (let tries = 0; tries < 80; tries += 1) {
    let names = [];
    try { names = readdirSync(dir).sort(); } catch { /* no mail yet */ }
    if (names.length >= count) return names.map((name) => readFileSync(path.join(dir, name), 'utf8'));
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`fewer than ${count} mails`);
}

async function closeAll(browser, server, folder) {
  await browser.close();
  const ended = new Promise((resolve) => server.on('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

async function freePort() {
  const listener = createServer();
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  return port;
}

async function startServing(env, origin) {
  const server = spawn(program, ['serve'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  server.stderr.on('data', (text) => { log += text; });
  for (let tries = 0; ; tries += 1) {
    try { if ((await fetch(`${origin}/healthz`)).ok) break; } catch { /* not yet */ }
    if (tries > 80) throw new Error(`the program did not start in time: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return { server, log: () => log };
}

// An installation with invented offices that have published for some years, as for measuring; the manager of one can sign in.
export async function openCountry({ offices, years }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'engawa-e2e-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = { ...process.env, ENGAWA_DATA_DIR: path.join(folder, 'data'), ENGAWA_LISTEN: `127.0.0.1:${port}`, ENGAWA_BASE_URL: origin };
  const call = (...words) => execFileSync(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
  const made = JSON.parse(call('bench', 'seed', '--offices', String(offices), '--years', String(years)));
  const { server, log } = await startServing(env, origin);
  const browser = await openBrowser();
  return {
    origin, browser, made, folder, call, log,
    close: () => closeAll(browser, server, folder),
    async manager(context) {
      const page = await context.newPage();
      await page.goto(`${origin}/sign-in`);
      await page.getByLabel(/^メールアドレス/).fill(made.email);
      await page.getByLabel(/^パスワード/).fill(made.password);
      await page.getByRole('button', { name: 'サインインする' }).click();
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
      return page;
    },
  };
}

// A plain file server, as any host has one. Returns its origin, what it could not find, and how to close it.
export async function serveFiles(folder) {
  const missing = [];
  const kinds = { html: 'text/html; charset=utf-8', css: 'text/css', woff2: 'font/woff2', svg: 'image/svg+xml', xml: 'application/xml', js: 'text/javascript' };
  const server = createHttpServer((request, response) => {
    const name = path.join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname).replace(/\/$/, '/index.html'));
    try {
      const bytes = readFileSync(name);
      response.writeHead(200, { 'Content-Type': kinds[path.extname(name).slice(1)] ?? 'text/plain; charset=utf-8' });
      response.end(bytes);
    } catch {
      missing.push(request.url);
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, missing, close: () => server.close() };
}

// A fresh installation as in earnest: no demonstration, accounts by command, offices by the administrator. For places whose rules matter.
export async function openInstallation() {
  const folder = mkdtempSync(path.join(tmpdir(), 'engawa-e2e-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = { ...process.env, ENGAWA_DATA_DIR: folder, ENGAWA_LISTEN: `127.0.0.1:${port}`, ENGAWA_BASE_URL: origin };
  const invite = (name, email, ...whose) => {
    const said = execFileSync(program, ['accounts', 'invite', '--name', name, '--email', email, ...whose], { env, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
    return said.match(/http\S+/)[0];
  };
  const administrator = invite('管理 者', 'admin@example.jp');
  const { server, log } = await startServing(env, origin);
  const browser = await openBrowser();
  // A page of somebody who was invited just now.
  const join = async (link, name) => {
    const page = await (await browser.newContext(desktop)).newPage();
    await page.goto(link);
    await page.getByLabel(/^お名前/).fill(name);
    await page.getByLabel(/^パスワード/).fill('えんがわ みかん ねこ ひなた');
    await page.getByRole('button', { name: '登録する' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/join'));
    return page;
  };
  const admin = await join(administrator, '管理 者');
  return {
    origin, browser, log,
    mails: (count) => mailsIn(folder, count),
    close: () => closeAll(browser, server, folder),
    // Somebody who acts for a municipality or a prefecture.
    official: (code, name) => join(invite(name, `official-${code}@example.jp`, '--municipality', code), name),
    // An invented office, and its manager at the home page.
    async office({ stem, name, address, designator }) {
      await admin.goto(`${origin}/admin/offices/new`);
      const number = withCheckDigit(stem);
      const fields = [[/^法人の名称必須/, '社会福祉法人　見本会'], [/^法人の名称のかな/, 'みほんかい'], [/^事業所番号/, number], [/^事業所の名称必須/, name], [/^事業所の名称のかな/, 'ぐるーぷほーむ'], [/^事業所の住所/, address], [/^事業所の電話番号/, '000-000-0001'], [/^住居の名称/, 'みかんの家']];
      for (const [label, value] of fields) await admin.getByLabel(label).fill(value);
      await admin.getByLabel('共同生活援助', { exact: true }).check();
      await admin.getByLabel(/^共同生活援助の類型/).selectOption({ label: '介護サービス包括型' });
      await admin.getByLabel(/^指定した自治体/).selectOption(designator);
      await admin.getByRole('button', { name: '登録する' }).click();
      await admin.getByText('事業所を登録しました').waitFor();
      return join(invite('管理 太郎', `manager-${number}@example.jp`, '--office', number), '管理 太郎');
    },
  };
}

// モジュラス10 of a 事業所番号.
function withCheckDigit(stem) {
  const products = [...stem].map((digit, place) => Number(digit) * (place % 2 === 0 ? 2 : 1));
  const sum = products.reduce((total, product) => total + Math.floor(product / 10) + (product % 10), 0);
  return `${stem}${(10 - (sum % 10)) % 10}`;
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

// From where the keyboard is to an element, with the keyboard only.
export async function tabTo(page, element) {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await element.evaluate((it) => it === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not reach it');
}
