// Files beside published minutes (H1, B9): a photograph loses what its camera wrote into it, hostile files are refused in words, and what
// was taken back is gone. At a desk with scripts, on a phone without.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { desktop, inspect, openSite, phone, signIn } from '../support/site.js';

let site;
before(async () => { site = await openSite(); });
after(async () => { await site?.close(); });

const HIDDEN = 'SHOWS-WHERE-IT-WAS-TAKEN';

// The files of a meeting whose minutes are public, and the address of these.
async function published(page) {
  await page.goto(`${page.url()}/publications`);
  const card = page.locator('.cards li', { has: page.locator('a[href^="/p/"]') }).first();
  const address = await card.locator('a[href^="/p/"]').first().getAttribute('href');
  await card.getByRole('link', { name: /資料・写真を添える/ }).click();
  return { address, rooms: page.url() };
}

async function bring(page, rooms, name, bytes) {
  await page.goto(rooms);
  await page.getByLabel(/^ファイル/).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  await page.getByRole('button', { name: '公表用の写しを作る' }).click();
}

// A photograph as a camera writes it: with a block of its own words (EXIF) behind the first mark.
async function photograph(page) {
  const plain = Buffer.from(await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 200 });
    const brush = canvas.getContext('2d');
    brush.fillStyle = '#7a9';
    brush.fillRect(0, 0, 320, 200);
    brush.fillStyle = '#e55';
    brush.beginPath();
    brush.arc(160, 90, 40, 0, 7);
    brush.fill();
    return canvas.toDataURL('image/jpeg').split(',')[1];
  }), 'base64');
  const words = Buffer.from(`Exif\0\0MM\0*\0\0\0\x08\0\0${HIDDEN}`, 'latin1');
  const head = Buffer.from([0xff, 0xe1, (words.length + 2) >> 8, (words.length + 2) & 0xff]);
  return Buffer.concat([plain.subarray(0, 2), head, words, plain.subarray(2)]);
}

test('a photograph becomes public without what its camera wrote, and is taken back', async () => {
  const page = await signIn(site, await site.browser.newContext(desktop), 'office_manager');
  const { address, rooms } = await published(page);
  await inspect(page, 'uploads-empty');
  const bytes = await photograph(page);
  assert.ok(bytes.includes(HIDDEN));
  await bring(page, rooms, '隣の家の花子さん.jpg', bytes);
  await page.getByRole('heading', { name: '取り除いたもの' }).waitFor();
  assert.ok(await page.locator('main img').evaluate((picture) => picture.complete && picture.naturalWidth === 320));
  await inspect(page, 'uploads-look');
  await page.getByRole('button', { name: '確かめました。公表する' }).click();
  await page.getByRole('alert').waitFor();
  await inspect(page, 'uploads-open');
  await page.getByLabel(/^何の資料か/).fill('庭の花です。人は写っていません。');
  for (const box of await page.getByRole('group', { name: /^確かめること/ }).getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: '確かめました。公表する' }).click();
  await page.getByText('から公表しています').waitFor();

  const file = await fetch(`${site.origin}${address}/files/1`);
  assert.equal(file.status, 200);
  const shown = Buffer.from(await file.arrayBuffer());
  assert.ok(!shown.includes(HIDDEN) && !shown.includes('Exif'));
  const reader = await (await site.browser.newContext(phone)).newPage();
  await reader.goto(`${site.origin}${address}`);
  await reader.getByText('庭の花です。').first().waitFor();
  assert.doesNotMatch(await reader.content(), /花子/);
  await inspect(reader, 'uploads-public');

  await page.getByRole('link', { name: /^取り下げる/ }).first().click();
  await page.getByRole('button', { name: /を取り下げる$/ }).click();
  await page.getByText('に取り下げました').first().waitFor();
  assert.equal((await fetch(`${site.origin}${address}/files/1`)).status, 410);
});

test('hostile files are refused in words, on a phone without a script', async () => {
  const page = await signIn(site, await site.browser.newContext({ ...phone, javaScriptEnabled: false }), 'office_staff');
  const { rooms } = await published(page);
  const huge = Buffer.from('89504e470d0a1a0a0000000d49484452000027100000271008000000', 'hex');
  for (const [name, bytes, words] of [
    ['図.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', /SVG は公表できません/],
    ['写真.jpg', 'MZ\x90\0\x03\0\0\0\x04\0\0\0', /これはプログラムです/],
    ['写真.png', huge, /画像/],
    ['資料.pdf', '%PDF-1.7\nnothing', /壊れているか、途中で切れています/],
  ]) {
    await bring(page, rooms, name, bytes);
    assert.match(await page.getByRole('alert').innerText(), words, name);
  }
  await inspect(page, 'uploads-refused', { axe: false });
});
