// Around a meeting: attendance by link, materials, what is written while the browser closes, and the plan of the next year.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { desktop, inspect, openSite, phone, signIn } from '../support/site.js';

let site;
before(async () => { site = await openSite(); });
after(async () => { await site?.close(); });

const day = (days) => new Date(Date.now() + 9 * 3600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** The address of the meeting of this year, with its date fixed. */
async function fixedMeeting(page) {
  await page.goto(`${new URL(page.url()).origin}${new URL(page.url()).pathname.split('/').slice(0, 3).join('/')}/meetings`);
  await page.locator('.cards a').first().click();
  const meeting = page.url();
  await page.goto(`${meeting}/fix`);
  await page.getByLabel(/開催日/).fill(day(0));
  await page.getByLabel('公民館・外部の会議室等').check();
  await page.getByLabel(/^場所必須/).fill('緑が丘公民館');
  await page.getByRole('button', { name: 'この日程に決めて知らせる' }).click();
  await page.getByText('日程を決め、構成員に知らせました').waitFor();
  return meeting;
}

test('a member who cannot come reads the materials and is heard in writing, on a phone without JavaScript', async () => {
  const desk = await site.browser.newContext(desktop);
  const page = await signIn(site, desk, 'office_staff');
  const meeting = await fixedMeeting(page);
  await page.goto(`${meeting}/materials`);
  const pdf = { name: '資料.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF') };
  for (const [title, personal] of [['日常生活の様子', false], ['事例の資料', true]]) {
    await page.getByLabel(/^資料の名前/).fill(title);
    await page.getByLabel(/^ファイル/).setInputFiles(pdf);
    if (personal) await page.getByLabel('個人情報がある').check();
    await page.getByRole('button', { name: '資料を加える' }).click();
    await page.getByRole('link', { name: title }).first().waitFor();
  }
  await inspect(page, 'materials');
  await page.getByRole('link', { name: /回収表を印刷する/ }).click();
  await inspect(page, 'materials-sheet');
  await page.goto(`${meeting}/attendance`);
  await page.getByRole('button', { name: '出欠を尋ねる' }).click();
  await page.getByText('ご案内を送りました').waitFor();
  await inspect(page, 'attendance-asked');
  const code = await page.locator('.cards li').filter({ hasText: '月野 百合子' }).locator('.letter__code').innerText();

  const hand = await site.browser.newContext({ ...phone, javaScriptEnabled: false });
  const mobile = await hand.newPage();
  await mobile.goto(`${site.origin}/code`);
  await mobile.getByLabel(/お手紙のコード/).fill(code);
  await mobile.getByLabel(/姓のふりがな/).fill('つきの');
  await mobile.getByRole('button', { name: 'お返事のページを開く' }).click();
  await inspect(mobile, 'member-attendance', { axe: false });
  assert.equal(await mobile.getByRole('link', { name: '事例の資料' }).count(), 0, 'nothing with personal information');
  const download = mobile.waitForEvent('download');
  await mobile.getByRole('link', { name: '日常生活の様子' }).click();
  assert.equal((await download).suggestedFilename(), 'shiryo.pdf');
  // A written opinion without a text is refused, and the choice is kept.
  await mobile.getByLabel('欠席して、書面で意見を出します').check();
  await mobile.getByRole('button', { name: '返事を送る' }).click();
  await mobile.getByRole('alert').waitFor();
  assert.ok(await mobile.getByLabel('欠席して、書面で意見を出します').isChecked());
  await mobile.getByLabel(/会議で伝えたいこと/).fill('夜の足音を気にかけてほしい。');
  await mobile.getByRole('button', { name: '返事を送る' }).click();
  await mobile.getByText('お返事を受け取りました').waitFor();
  await inspect(mobile, 'member-attendance-sent', { axe: false });
  await hand.close();

  await page.goto(`${meeting}/attendance`);
  assert.match(await page.locator('table').innerText(), /夜の足音を気にかけてほしい/);
  await inspect(page, 'attendance-answered');
  await desk.close();
});

test('a sentence that was being written when the browser closed is there again', async () => {
  const first = await site.browser.newContext(desktop);
  const page = await signIn(site, first, 'office_manager');
  const office = page.url();
  await page.goto(`${office}/meetings`);
  await page.locator('.cards a').first().click();
  const meeting = page.url();
  await page.goto(`${meeting}/day`);
  await page.getByLabel(/^内容/).fill('まだ書きかけの');
  await page.getByText(/に保存しました/).waitFor();
  await first.close();

  const second = await site.browser.newContext(desktop);
  const again = await signIn(site, second, 'office_manager');
  await again.goto(`${meeting}/day`);
  assert.equal(await again.getByLabel(/^内容/).inputValue(), 'まだ書きかけの');
  await inspect(again, 'day-draft');
  // The clock of an item counts when it is started.
  const clock = again.locator('[data-clock]').first();
  await clock.getByRole('button', { name: /時計を動かす/ }).click();
  await clock.locator('.clock').filter({ hasText: /^\d+:5\d$/ }).waitFor();
  await second.close();
});

test('the next year is planned from this one, and pressing twice plans it once', async () => {
  const context = await site.browser.newContext(desktop);
  const page = await signIn(site, context, 'office_manager');
  const office = page.url();
  await page.goto(`${office}/next-year`);
  await inspect(page, 'next-year-proposed');
  for (let press = 0; press < 2; press += 1) {
    await page.getByRole('button', { name: 'この内容で計画を作る' }).click();
    await page.getByText(/の計画と、再任の候補/).waitFor();
  }
  await inspect(page, 'next-year-planned');
  assert.equal(await page.getByRole('heading', { name: /（計画に入っているもの）/ }).locator('+ ul li').count(), 1);
  await page.goto(`${office}/year`);
  await inspect(page, 'year-plan');
  await context.close();
});
