// A visit on a phone: written without reception, sent once, also when the page was closed, the answer was lost or the server was killed;
// two phones at once; abuse noticed leaves no trace (C6–C9).
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { desktop, inspect, openSite, phone, program, signIn, tabTo } from '../support/site.js';

let site;
before(async () => { site = await openSite(); });
after(async () => { await site?.close(); });

const today = new Date(Date.now() + 9 * 3600_000).toISOString().slice(0, 10);

// A visit of today, told with a code.
async function told(staff, office, dwelling, person = '木下 薫') {
  await staff.goto(`${office}/visits/new`);
  await staff.getByRole('radio', { name: new RegExp(person) }).check();
  await staff.getByRole('radio', { name: dwelling }).check();
  await staff.getByLabel(/^訪問の日/).fill(today);
  await staff.getByRole('button', { name: '予定に入れる' }).click();
  await staff.getByText('訪問の予定を入れました').waitFor();
  const visit = staff.url();
  return { visit, code: await announce(staff, visit) };
}

async function announce(staff, visit) {
  await staff.goto(visit);
  const send = staff.getByRole('button', { name: '訪問のご案内を送る' });
  await send.click();
  return staff.locator('.letter__code').innerText();
}

async function enter(page, code, surname = 'きのした') {
  await page.goto(`${site.origin}/code`);
  await page.getByLabel(/^お手紙のコード/).fill(code);
  await page.getByLabel(/^姓のふりがな/).fill(surname);
  await page.getByRole('button').last().click();
  await page.getByRole('heading', { name: '訪問のご案内' }).waitFor();
}

async function desk() {
  const window = await site.browser.newContext(desktop);
  const staff = await signIn(site, window, 'office_manager');
  return { staff, office: staff.url() };
}

const status = (page) => page.locator('[data-notes-status]');

test('what is written without reception is sent once, in order, also after the page was closed', async () => {
  const { staff, office } = await desk();
  const { visit, code } = await told(staff, office, /りんごの家/);
  const context = await site.browser.newContext(phone);
  let page = await context.newPage();
  await enter(page, code);
  await page.getByText('赤い郵便受けが目印です').waitFor();
  await inspect(page, 'phone-visit');
  await page.getByRole('link', { name: '訪問の記録を書く' }).click();
  await page.getByRole('heading', { name: '訪問のときの約束' }).waitFor();
  await inspect(page, 'phone-conduct');
  await page.getByRole('button', { name: '約束して、次へ進む' }).click();
  await page.getByRole('heading', { name: '訪問の記録を書く' }).waitFor();
  const address = page.url();

  await page.getByLabel(/^感じたこと/).fill('玄関に花があって、明るい家だった。');
  await status(page).getByText('この電話に保存しました。まだ送っていません。').waitFor();
  await page.locator('summary', { hasText: '施設の環境' }).click();
  await page.locator('#answer-environment').fill('台所がきれいだった。');
  await page.locator('#to_office').fill('廊下の灯りが切れていました。');
  await page.locator('#own-notes').fill('自分だけのこと。');
  await page.locator('#keep-code').fill(code);
  await page.getByRole('button', { name: '圏外でも開けるようにする' }).click();
  await page.getByText('圏外でも、コードで開けるようになっています。').waitFor();
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await inspect(page, 'phone-write');

  // The network is cut in the middle; the page is closed and opened again.
  await context.setOffline(true);
  await page.getByRole('button', { name: '事業所に送る' }).click();
  await status(page).getByText('まだ送っていません。電波が届いたら').waitFor();
  await inspect(page, 'phone-waiting', { axe: false });
  await page.close();
  page = await context.newPage();
  await page.goto(address);
  await page.getByRole('heading', { name: '電波の届かないところで書く' }).waitFor();
  await page.locator('#unlock-code').fill('AAAAA-AAAAA');
  await page.getByRole('button', { name: '開く' }).click();
  await page.getByText('コードが違うようです').waitFor({ timeout: 20_000 });
  await page.locator('#unlock-code').fill(code.toLowerCase());
  await page.getByRole('button', { name: '開く' }).click();
  await page.locator('[data-shell-write]:not([hidden])').waitFor({ timeout: 20_000 });
  assert.equal(await page.locator('#impressions').inputValue(), '玄関に花があって、明るい家だった。');
  assert.equal(await page.locator('#own-notes').inputValue(), '自分だけのこと。');
  assert.equal(await page.locator('#abuse a[href="tel:000-000-0008"]').count(), 1, 'the desk of the municipality, also without reception');
  await inspect(page, 'phone-shell');
  await page.locator('#to_meeting').fill('夏祭りに一緒に出たいです。');
  await page.getByRole('button', { name: '事業所に送る' }).click();
  await status(page).getByText('まだ送っていません').waitFor();

  // What lies on the phone is unreadable.
  const kept = await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open('engawa-visits');
    request.onsuccess = () => {
      const all = request.result.transaction('visits').objectStore('visits').getAll();
      all.onsuccess = () => resolve(JSON.stringify(all.result));
    };
  }));
  for (const word of ['花', '灯り', '夏祭り', '自分だけ', code.replace('-', '')]) assert.ok(!kept.includes(word), word);

  await context.setOffline(false);
  await status(page).getByText(/^送りました/).waitFor({ timeout: 30_000 });
  await page.goto(address);
  await page.getByText('お送りいただいた記録を受け取りました').waitFor();
  await inspect(page, 'phone-sent');

  await staff.goto(visit);
  const read = await staff.locator('main').innerText();
  for (const words of ['玄関に花があって', '台所がきれいだった', '廊下の灯り', '夏祭りに一緒に出たい']) assert.ok(read.includes(words), words);
  assert.ok(!read.includes('自分だけのこと'), 'what is meant for nobody stays on the phone');
  assert.equal(await staff.getByText('に届きました').count(), 1);
  await inspect(staff, 'phone-office');
  await staff.goto(`${office}/voices`);
  assert.equal(await staff.locator('.cards li', { hasText: '廊下の灯り' }).count(), 1);
  await context.close();
});

test('an answer that is lost on the way, and two phones at once, lose and double nothing', async () => {
  const { staff, office } = await desk();
  const { visit, code } = await told(staff, office, /みかんの家/);
  const one = await (await site.browser.newContext(phone)).newPage();
  const two = await (await site.browser.newContext(phone)).newPage();
  for (const page of [one, two]) {
    await enter(page, code);
    await page.getByRole('link', { name: '訪問の記録を書く' }).click();
    const promise = page.getByRole('button', { name: '約束して、次へ進む' });
    if (await promise.count()) await promise.click();
    await page.getByRole('heading', { name: '訪問の記録を書く' }).waitFor();
  }
  // The server takes it, and its answer never arrives.
  let lost = 0;
  await one.route('**/visit/notes/sealed', async (route) => {
    lost += 1;
    if (lost > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await one.locator('#impressions').fill('一台目の電話で書いた。');
  await one.getByRole('button', { name: '事業所に送る' }).click();
  await status(one).getByText('まだ送っていません').waitFor();
  await two.locator('#impressions').fill('二台目の電話で書いた。');
  await tabTo(two, two.getByRole('button', { name: '事業所に送る' }));
  await two.keyboard.press('Enter');
  await status(two).getByText(/^送りました/).waitFor();
  await one.reload();
  await status(one).getByText(/^送りました/).waitFor();
  assert.ok(lost >= 1);
  await staff.goto(visit);
  const read = await staff.locator('main').innerText();
  assert.equal(read.match(/一台目の電話/g).length, 1 + 1, 'once as it came, once in the record');
  assert.ok(read.includes('二台目の電話で書いた。'));
  assert.equal(await staff.getByText('に届きました').count(), 2);
  await one.context().close();
  await two.context().close();
});

test('a link that was taken back wipes what the phone keeps', async () => {
  const { staff, office } = await desk();
  const { visit, code } = await told(staff, office, /すみれ荘/);
  const context = await site.browser.newContext(phone);
  const page = await context.newPage();
  await enter(page, code);
  await page.getByRole('link', { name: '訪問の記録を書く' }).click();
  await page.getByRole('button', { name: '約束して、次へ進む' }).click();
  await page.locator('#impressions').fill('なくした電話。');
  await status(page).getByText('この電話に保存しました').waitFor();
  await announce(staff, visit);
  await page.getByRole('button', { name: '事業所に送る' }).click();
  await status(page).getByText('このご案内は使えなくなりました').waitFor();
  const left = await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open('engawa-visits');
    request.onsuccess = () => {
      const all = request.result.transaction('visits').objectStore('visits').count();
      all.onsuccess = () => resolve(all.result);
    };
  }));
  assert.equal(left, 0);
  await context.close();
});

test('a server that is killed while it takes what was sent loses and doubles nothing', { timeout: 240_000 }, async () => {
  const { staff, office } = await desk();
  const { visit, code } = await told(staff, office, /りんごの家/, '月野 百合子');
  const context = await site.browser.newContext(phone);
  const page = await context.newPage();
  await enter(page, code, 'つきの');
  await page.getByRole('link', { name: '訪問の記録を書く' }).click();
  await page.getByRole('button', { name: '約束して、次へ進む' }).click();
  await page.getByRole('heading', { name: '訪問の記録を書く' }).waitFor();
  // The kill comes before the request has arrived, while it is worked on, or after the answer has left.
  const moments = [0, 1, 2, 3, 4, 6, 8, 12, 20, 40];
  let asked = () => {};
  await page.route('**/visit/notes/sealed', (route) => {
    asked();
    return route.continue();
  });
  for (const [round, wait] of moments.entries()) {
    const killed = new Promise((resolve) => { asked = resolve; }).then(() => new Promise((resolve) => { setTimeout(() => resolve(site.kill()), wait); }));
    await page.getByLabel(/^感じたこと/).fill(`${round}回目に書いたこと。`);
    await page.getByRole('button', { name: '事業所に送る' }).click();
    await killed;
    asked = () => {};
    await status(page).getByText(/まだ送っていません。電波が届いたら|^送りました/).waitFor();
    await site.again();
    // What the browser says when the network is back.
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await status(page).getByText(/^送りました/).waitFor();
  }
  await staff.goto(visit);
  assert.ok((await staff.locator('main').innerText()).includes(`${moments.length - 1}回目に書いたこと。`));
  // Each was taken once and in order, and the audit chain holds.
  const env = { ...process.env, ENGAWA_DATA_DIR: site.folder };
  assert.match(execFileSync(program, ['audit', 'verify'], { env, encoding: 'utf8' }), /all as they were written/);
  const out = path.join(site.folder, 'taken-out');
  execFileSync(program, ['export', out], { env, stdio: 'ignore' });
  const rows = readFileSync(path.join(out, 'tables', 'visit_notes.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const own = rows.filter((row) => visit.endsWith(row.visit_id)).sort((one, other) => one.seq - other.seq);
  assert.deepEqual(own.map((row) => row.seq), moments.map((_, round) => round + 1));
  own.forEach((row, round) => assert.ok(JSON.stringify(row).includes(`${round}回目に書いたこと。`)));
  await context.close();
});

test('what to do about abuse is read without asking the server anything', async () => {
  const { staff, office } = await desk();
  const { code } = await told(staff, office, /すみれ荘/, '月野 百合子');
  const context = await site.browser.newContext(phone);
  const page = await context.newPage();
  await enter(page, code, 'つきの');
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByRole('link', { name: '虐待かもしれないと思ったら' }).click();
  await page.getByText('いま危ないときは').waitFor();
  assert.equal(await page.locator('#abuse').getByRole('link', { name: '電話 000-000-0008' }).getAttribute('href'), 'tel:000-000-0008');
  assert.match(page.url(), /#abuse$/);
  await page.waitForTimeout(500);
  // The sign in the tab is the browser's own affair, the same for everybody.
  assert.deepEqual(asked.filter((url) => !url.includes('/assets/')), []);
  await inspect(page, 'phone-abuse');
  await context.close();
});

test('without a script the notes are a form as any other', async () => {
  const { staff, office } = await desk();
  const { visit, code } = await told(staff, office, /すみれ荘/, '緑川 茂');
  const context = await site.browser.newContext({ ...phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await enter(page, code, 'みどりかわ');
  await page.getByRole('link', { name: '訪問の記録を書く' }).click();
  await page.getByRole('button', { name: '約束して、次へ進む' }).click();
  await page.getByText('だれにも伝えないことは、紙にお書きください').waitFor();
  await page.getByRole('button', { name: '事業所に送る' }).click();
  await page.getByRole('alert').waitFor();
  await page.locator('#impressions').fill('紙のように書けた。');
  await inspect(page, 'phone-noscript', { axe: false });
  await page.getByRole('button', { name: '事業所に送る' }).click();
  await page.getByText('お送りいただいた記録を受け取りました').waitFor();
  await staff.goto(visit);
  assert.ok((await staff.locator('main').innerText()).includes('紙のように書けた。'));
  await context.close();
});
