// Visits: the handbook is handed over, a visit is planned, made and recorded; who need not visit (C1, C2, C5, C8).
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { desktop, inspect, openSite, phone, signIn, tabTo } from '../support/site.js';

let site;
before(async () => { site = await openSite(); });
after(async () => { await site?.close(); });

const day = (days) => new Date(Date.now() + 9 * 3600_000 + days * 86_400_000).toISOString().slice(0, 10);

for (const [how, context] of [['desk', desktop], ['phone', phone], ['phone-nojs', { ...phone, javaScriptEnabled: false }]]) {
  const look = (page, name) => inspect(page, `visits-${name}-${how}`, { axe: context.javaScriptEnabled !== false });

  test(`every page about visits opens and is accessible: ${how}`, async () => {
    const window = await site.browser.newContext(context);
    const page = await signIn(site, window, 'office_manager');
    const base = `${page.url()}/visits`;
    for (const [part, name] of [['', 'list'], ['/new', 'new'], ['/handbook', 'handbook']]) {
      assert.equal((await page.goto(`${base}${part}`)).status(), 200, name);
      await look(page, name);
    }
    await page.goto(base);
    await page.getByRole('link', { name: /（りんごの家、月野 百合子さん）$/ }).click();
    await look(page, 'view');
    const visit = page.url();
    for (const part of ['record', 'change', 'cancel']) {
      assert.equal((await page.goto(`${visit}/${part}`)).status(), 200, part);
      await look(page, part);
    }
    await page.goto(base);
    await page.getByRole('link', { name: /^変える.*青空 一郎さん/ }).click();
    await look(page, 'excuse');
    await page.goto(base);
    await page.getByRole('link', { name: /^セルフチェック.*みかんの家/ }).click();
    // What is filled in is open already.
    const group = page.locator('details', { hasText: '施設の環境' });
    if (!(await group.evaluate((it) => it.open))) await group.locator('summary').click();
    await page.getByLabel(/^訪問の前に　施設の環境/).fill(`玄関の灯りが暗い。（${how}）`);
    await look(page, 'self-check');
    await page.getByRole('button', { name: '保存する' }).click();
    await page.getByText('セルフチェックを保存しました').waitFor();
    await page.getByRole('link', { name: /^セルフチェック.*みかんの家/ }).click();
    assert.equal(await page.getByLabel(/^訪問の前に　施設の環境/).inputValue(), `玄関の灯りが暗い。（${how}）`);
    await window.close();
  });
}

test('the handbook is handed over and a visit goes from the plan to its record, with the keyboard', async () => {
  const window = await site.browser.newContext(desktop);
  const page = await signIn(site, window, 'office_staff');
  const office = page.url();
  await page.getByRole('link', { name: '訪問', exact: true }).click();
  await page.getByRole('link', { name: '手引きを渡した記録' }).click();
  const box = page.getByRole('checkbox', { name: /市川 渉/ });
  await tabTo(page, box);
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: '渡したことを記録する' }));
  await page.keyboard.press('Enter');
  await page.getByText('全員にお渡ししています').waitFor();
  await inspect(page, 'visits-handbook-done');

  await page.goto(`${office}/visits/new`);
  // How many do not wish to be met is told without a name.
  const body = await page.locator('main').innerText();
  assert.match(body, /会うことを望まない方が1名います/);
  assert.doesNotMatch(body, /小雪/);
  await page.getByRole('radio', { name: /木下 薫/ }).check();
  await page.getByRole('radio', { name: /りんごの家/ }).check();
  await page.getByLabel(/^訪問の日/).fill(day(0));
  await page.getByRole('button', { name: '予定に入れる' }).click();
  await page.getByText('続けて記録してください').waitFor();

  await page.getByRole('link', { name: '訪問を記録する' }).click();
  // A day to come is refused, and what was typed is kept.
  await page.getByLabel(/^訪問した日/).fill(day(3));
  await page.getByLabel(/^訪問記録の内容/).fill('庭の畑を、皆さんで世話していた。');
  await page.getByRole('button', { name: '記録する' }).click();
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByLabel(/^訪問記録の内容/).inputValue(), /庭の畑/);
  await inspect(page, 'visits-record-refused');
  await page.getByLabel(/^訪問した日/).fill(day(0));
  await page.getByLabel(/^訪問記録を書いた日/).fill(day(0));
  await tabTo(page, page.getByRole('button', { name: '記録する' }));
  await page.keyboard.press('Enter');
  await page.getByText('訪問と訪問記録を残しました').waitFor();
  await inspect(page, 'visits-recorded');

  // The impressions are on the next agenda, once.
  await page.goto(`${office}/meetings`);
  await page.locator('.cards a').first().click();
  await page.goto(`${page.url()}/agenda/print`);
  assert.equal((await page.locator('body').innerText()).match(/訪問の感想/g)?.length, 1);
  // The line of the year shows the visit.
  await page.goto(office);
  await page.getByRole('link', { name: /りんごの家への訪問/ }).first().waitFor();
  await inspect(page, 'visits-home');
  // Nobody else reads it.
  const anybody = await site.browser.newContext(phone);
  const reader = await anybody.newPage();
  await reader.goto(`${office}/visits`);
  assert.match(reader.url(), /\/sign-in/);
  await anybody.close();
  await window.close();
});
