// Papers in hand (A10, B2, B4, C5, C7): the letters of five members in one PDF, one answered by its QR code on a phone, one by its short
// code; the handbook read and received on the phone.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pagesOf, scanned } from '../support/letters.js';
import { desktop, inspect, openSite, phone, signIn, tabTo } from '../support/site.js';

// Who is asked in the demonstration, and how the surname of the one who types the code is read.
const MEMBERS = ['青空 一郎', '月野 百合子', '緑川 茂', '木下 薫', '市川 渉'];
const BY_QR = '月野 百合子';
const BY_CODE = { name: '木下 薫', surname: 'キノシタ' };
const CODE = /[0-9A-Z]{5}-[0-9A-Z]{5}/g;

let site, folder, office, staff, letters, link;
const day = (days) => new Date(Date.now() + 9 * 3600_000 + days * 86_400_000).toISOString().slice(0, 10);

before(async () => {
  site = await openSite();
  folder = mkdtempSync(path.join(tmpdir(), 'engawa-letters-'));
  staff = await signIn(site, await site.browser.newContext(desktop), 'office_staff');
  office = staff.url();
});
after(async () => {
  await site?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** The next meeting on a day to come, and everybody asked whether they come. */
async function askEverybody() {
  await staff.goto(`${office}/meetings`);
  await staff.locator('.cards a').first().click();
  const meeting = staff.url();
  await staff.goto(`${meeting}/fix`);
  await staff.getByLabel(/開催日/).fill(day(20));
  await staff.getByLabel('公民館・外部の会議室等').check();
  await staff.getByLabel(/^場所必須/).fill('緑が丘公民館');
  await staff.getByRole('button', { name: 'この日程に決めて知らせる' }).click();
  await staff.getByText('日程を決め、構成員に知らせました').waitFor();
  await staff.goto(`${meeting}/attendance`);
  await staff.getByRole('button', { name: '出欠を尋ねる' }).click();
  await staff.getByText('ご案内を送りました').waitFor();
  const cards = await staff.locator('.cards > li').allInnerTexts();
  return { meeting, codes: Object.fromEntries(cards.map((card) => [MEMBERS.find((name) => card.includes(name)), card.match(CODE)[0]])) };
}

test('the letters of five members leave in one PDF, each with its own code', async () => {
  const { meeting, codes } = await askEverybody();
  assert.deepEqual(Object.keys(codes).sort(), [...MEMBERS].sort());
  assert.equal(new Set(Object.values(codes)).size, MEMBERS.length);
  const answer = await staff.request.get(`${office}/papers/meeting-notice.pdf?of=${meeting.split('/').pop()}`);
  assert.equal(answer.status(), 200);
  const file = path.join(folder, 'letters.pdf');
  writeFileSync(file, await answer.body());
  const pages = pagesOf(file);
  const found = pages.flatMap((text, index) => [...new Set(text.match(CODE) ?? [])].map((code) => ({ code, text, page: index + 1 })));
  assert.equal(found.length, MEMBERS.length, 'one code a member, on one page');
  for (const name of MEMBERS) {
    const [letter] = found.filter(({ code }) => code === codes[name]);
    assert.ok(letter, `the code of ${name} is printed`);
    for (const other of MEMBERS) {
      assert.equal(letter.text.replace(/\s/g, '').includes(other.replace(' ', '')), other === name, `${other} in the letter of ${name}`);
    }
  }
  letters = { meeting, file, codes, pages: Object.fromEntries(MEMBERS.map((name) => [name, found.find(({ code }) => code === codes[name]).page])) };
});

test('a camera reads the code of each letter, and no two lead to the same place', async () => {
  const addresses = MEMBERS.map((name) => scanned(letters.file, letters.pages[name]));
  for (const address of addresses) assert.match(address, new RegExp(`^${site.origin}/m/[a-z2-7]{26}$`));
  assert.equal(new Set(addresses).size, MEMBERS.length);
});

test('one member answers by the QR code, on a phone', async () => {
  const hand = await site.browser.newContext(phone);
  const page = await hand.newPage();
  await page.goto(scanned(letters.file, letters.pages[BY_QR]));
  await page.getByText(`${BY_QR} 様`).waitFor();
  await inspect(page, 'papers-attendance-qr');
  await page.getByRole('radio', { name: '会場で出席します' }).check();
  await page.getByRole('button', { name: '返事を送る' }).click();
  await page.getByText('お返事を受け取りました').waitFor();
  link = page.url().replace(/\/attendance$/, '');
  await hand.close();
});

test('another types the short code, and the office sees both answers', async () => {
  const hand = await site.browser.newContext({ ...phone, javaScriptEnabled: false });
  const page = await hand.newPage();
  await page.goto(`${site.origin}/code`);
  await page.getByLabel(/お手紙のコード/).fill(letters.codes[BY_CODE.name].toLowerCase());
  await page.getByLabel(/姓のふりがな/).fill(BY_CODE.surname);
  await page.getByRole('button', { name: 'お返事のページを開く' }).click();
  await page.getByText(`${BY_CODE.name} 様`).waitFor();
  await page.getByRole('radio', { name: '欠席して、書面で意見を出します' }).check();
  await page.getByLabel(/会議で伝えたいこと/).fill('夏祭りで、また一緒に屋台を出したいです。');
  await page.getByRole('button', { name: '返事を送る' }).click();
  await page.getByText('お返事を受け取りました').waitFor();
  await inspect(page, 'papers-attendance-code', { axe: false });
  await hand.close();

  await staff.goto(`${letters.meeting}/attendance`);
  const answers = await staff.locator('tbody tr').allInnerTexts();
  assert.match(answers.find((row) => row.includes(BY_QR)), /対面/);
  assert.match(answers.find((row) => row.includes(BY_CODE.name)), /夏祭りで、また一緒に屋台を出したいです。/);
  assert.equal(answers.filter((row) => row.includes('まだ')).length, MEMBERS.length - 2);
  await inspect(staff, 'papers-answers');
});

test('the handbook is read on the phone, with readings and aloud, and received with the keyboard only', async () => {
  const hand = await site.browser.newContext(phone);
  // A browser of a test has no voice: what would be said is written down.
  await hand.addInitScript(() => {
    window.said = [];
    const voice = { speak: (words) => { window.said.push(words.text); window.saying = words; }, cancel: () => {} };
    Object.defineProperty(window, 'speechSynthesis', { value: voice });
  });
  const page = await hand.newPage();
  await page.goto(`${link}/attendance`);
  await page.getByRole('link', { name: '訪問の手引きを読む' }).click();
  await page.getByRole('heading', { name: '訪問のときの約束' }).waitFor();
  await page.getByText('写真や動画は、撮りません。').waitFor();
  await inspect(page, 'handbook');
  await page.getByRole('link', { name: 'ふりがなを付ける' }).click();
  await page.locator('rt', { hasText: 'ほうもん' }).first().waitFor();
  await inspect(page, 'handbook-ruby');

  await page.getByRole('button', { name: '聞く' }).click();
  await page.evaluate(() => window.saying.onend());
  const said = await page.evaluate(() => window.said);
  assert.match(said.join('\n'), /地域連携推進員/);
  assert.doesNotMatch(said.join('\n'), /ちいきれんけい/, 'nothing is heard twice');
  await inspect(page, 'handbook-aloud');
  await page.getByRole('button', { name: '止める' }).click();
  await page.getByRole('button', { name: '聞く' }).waitFor();

  await page.reload();
  await tabTo(page, page.getByRole('button', { name: '受け取りました' }));
  await page.keyboard.press('Enter');
  await page.getByText('受け取ったことを記録しました').waitFor();
  await inspect(page, 'handbook-received');
  assert.equal(await page.getByRole('button', { name: '受け取りました' }).count(), 0);
  await hand.close();

  await staff.goto(`${office}/visits`);
  const row = await staff.locator('tr', { hasText: BY_QR }).first().innerText();
  assert.match(row, /ご本人がリンクで/);
  await inspect(staff, 'handbook-seen-by-staff');
});

test('the handbook works without JavaScript and in the largest letters', async () => {
  const hand = await site.browser.newContext({ ...phone, javaScriptEnabled: false });
  await hand.addCookies([{ name: 'text_size', value: 'xlarge', url: site.origin }]);
  const page = await hand.newPage();
  await page.goto(`${link}/handbook?ruby=on`);
  await page.locator('rt').first().waitFor();
  assert.equal(await page.getByRole('button', { name: '聞く' }).isVisible(), false, 'nothing that does nothing');
  await inspect(page, 'handbook-nojs-xlarge', { axe: false });
  await hand.close();
});

test('a visit is announced, and its code leads to the visit and from there to the handbook', async () => {
  await staff.goto(`${office}/visits/new`);
  await staff.getByRole('radio', { name: new RegExp(BY_CODE.name) }).check();
  await staff.getByRole('radio', { name: /みかんの家/ }).check();
  await staff.getByLabel(/^訪問の日/).fill(day(10));
  await staff.getByRole('button', { name: '予定に入れる' }).click();
  await staff.getByText('訪問の予定を入れました').waitFor();
  await staff.getByRole('button', { name: '訪問のご案内を送る' }).click();
  await staff.getByText('ご案内を送りました').waitFor();
  await inspect(staff, 'visit-announced');
  const code = (await staff.locator('.cards > li').innerText()).match(CODE)[0];

  const hand = await site.browser.newContext(phone);
  const page = await hand.newPage();
  await page.goto(`${site.origin}/code`);
  await page.getByLabel(/お手紙のコード/).fill(code);
  await page.getByLabel(/姓のふりがな/).fill(BY_CODE.surname);
  await page.getByRole('button', { name: 'お返事のページを開く' }).click();
  await page.getByRole('heading', { name: '訪問のご案内' }).waitFor();
  await inspect(page, 'member-visit');
  await page.getByRole('link', { name: '訪問の手引きを読む' }).click();
  await page.getByRole('heading', { name: '訪問のときの約束' }).waitFor();
  await hand.close();
});
