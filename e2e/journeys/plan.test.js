// A year of visits: asked for, proposed, changed by hand, taken over, told; somebody falls ill and it is planned again (C1–C4, A11).
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { desktop, inspect, openSite, phone, signIn, tabTo } from '../support/site.js';

let site;
before(async () => { site = await openSite(); });
after(async () => { await site?.close(); });

const HOUSES = 12;

// The demonstration's year, or the next one near its end, so that there are months to plan in.
const now = new Date(Date.now() + 9 * 3600_000);
const startYear = now.getUTCMonth() < 3 ? now.getUTCFullYear() - 1 : now.getUTCFullYear();
const year = now.getUTCMonth() === 2 ? startYear + 1 : startYear;

async function addHouses(page, office) {
  await page.goto(`${office}/visits`);
  const there = await page.locator('a[href*="new?dwelling="]').count();
  for (let number = there + 1; number <= HOUSES; number += 1) {
    await page.goto(`${office}/dwellings/new`);
    await page.getByLabel(/^住居の名称/).fill(`見本の家${number}`);
    await page.getByLabel(/^住所/).fill(`架空県架空市みどり町${number}-1`);
    await page.getByRole('button', { name: '保存する' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/new'));
  }
}

test('an office with twelve houses plans its year, somebody falls ill, and only their visits move', async () => {
  const window = await site.browser.newContext(desktop);
  const page = await signIn(site, window, 'office_manager');
  const office = page.url();
  await addHouses(page, office);
  const plan = `${office}/visits/proposal?year=${year}`;

  // Members are asked; one answers on a phone, without JavaScript.
  await page.goto(`${office}/visits/wishes?year=${year}`);
  const reply = new Date(now.getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel(/^お返事の期限/).fill(reply);
  await page.getByRole('button', { name: '構成員に尋ねる' }).click();
  await page.getByText('ご案内を送りました').waitFor();
  await inspect(page, 'plan-asked');
  const card = page.locator('.cards li', { hasText: '木下 薫' }).filter({ has: page.locator('.letter__code') });
  const code = await card.locator('.letter__code').innerText();
  const small = await site.browser.newContext({ ...phone, javaScriptEnabled: false });
  const member = await small.newPage();
  await member.goto(`${site.origin}/code`);
  await member.getByLabel(/^お手紙のコード/).fill(code);
  await member.getByLabel(/^姓のふりがな/).fill('きのした');
  await member.getByRole('button').last().click();
  await member.getByRole('heading', { name: '訪問に来られる日をお聞かせください' }).waitFor();
  await member.getByRole('button', { name: '返事を送る' }).click();
  await member.getByRole('alert').waitFor();
  await inspect(member, 'plan-days-refused-phone', { axe: false });
  await member.getByLabel('水曜日').check();
  await member.getByLabel('土曜日').check();
  await member.getByRole('button', { name: '返事を送る' }).click();
  await member.getByText('お返事を受け取りました').waitFor();
  await inspect(member, 'plan-days-said-phone', { axe: false });
  await small.close();

  // The proposal: every house once, everybody goes, the one who answered only on the days that were said.
  await page.goto(plan);
  await inspect(page, 'plan-proposal');
  const planned = async () => {
    const rows = await page.locator('.plan__visit').all();
    const found = [];
    for (const row of rows) {
      const day = await row.locator('input[type=date]').inputValue();
      if (!day) continue;
      const [house, person] = await row.locator('select').evaluateAll((selects) => selects.map((select) => select.selectedOptions[0].textContent));
      found.push({ day, house, person });
    }
    return found;
  };
  const before = await planned();
  assert.ok(before.filter(({ person }) => person === '木下 薫さん').every(({ day }) => [3, 6].includes(new Date(day).getUTCDay())));
  assert.ok(new Set(before.map(({ person }) => person)).size >= 2);

  // A change by hand is told at once: a Sunday.
  const sunday = new Date(before[0].day);
  sunday.setUTCDate(sunday.getUTCDate() + ((7 - sunday.getUTCDay()) % 7));
  await page.locator('.plan__visit summary').first().click();
  await page.locator('#day-1').fill(sunday.toISOString().slice(0, 10));
  await page.locator('[data-preview-target] li').first().waitFor();
  await inspect(page, 'plan-sunday');
  await page.getByRole('button', { name: 'この計画で予定に入れる' }).click();
  await page.getByLabel(/確かめたうえで、このまま予定に入れます/).waitFor();
  assert.equal(await page.locator('#day-1').inputValue(), sunday.toISOString().slice(0, 10));
  await page.locator('.plan__visit summary').first().click();
  await page.locator('#day-1').fill(before[0].day);
  await tabTo(page, page.getByRole('button', { name: 'この計画で予定に入れる' }));
  await page.keyboard.press('Enter');
  await page.getByText(/訪問の予定を\d+件入れました/).waitFor();

  // Everybody is told of the own visits.
  await page.getByRole('button', { name: '全員にご案内を送る' }).click();
  await page.getByText('ご案内を送りました').waitFor();
  await page.goto(`${office}/visits?year=${year}`);
  await inspect(page, 'plan-year');

  // Somebody falls ill: only their visits are called off.
  await page.getByRole('link', { name: /木下 薫さん/ }).filter({ hasText: '理由を記録する' }).click();
  await page.locator('textarea, input[type=text]').first().fill('療養のため');
  await page.getByRole('button').filter({ hasText: '記録' }).first().click();
  await page.goto(plan);
  const lost = before.filter(({ person }) => person === '木下 薫さん').length;
  await inspect(page, 'plan-again');
  assert.equal(await page.locator('section', { hasText: '予定から外れる訪問' }).locator('li').count(), lost);
  const after = await planned();
  const same = after.filter((one) => before.some((other) => other.day === one.day && other.house === one.house && other.person === one.person));
  assert.equal(same.length, before.length - lost, 'what others agreed on stands');
  await page.getByRole('button', { name: 'この計画で予定に入れる' }).click();
  await page.getByText(new RegExp(`${lost}件を中止にしました`)).waitFor();
  await window.close();
});

for (const [how, context] of [['phone', phone], ['phone-nojs', { ...phone, javaScriptEnabled: false }]]) {
  test(`the pages of a plan open and are accessible: ${how}`, async () => {
    const window = await site.browser.newContext(context);
    const page = await signIn(site, window, 'office_staff');
    const visits = `${page.url()}/visits`;
    const look = (name) => inspect(page, `plan-${name}-${how}`, { axe: context.javaScriptEnabled !== false });
    for (const [part, name] of [['', 'list'], ['/proposal', 'proposal'], ['/wishes', 'wishes'], ['/tell', 'tell']]) {
      assert.equal((await page.goto(`${visits}${part}?year=${year}`)).status(), 200, name);
      await look(name);
    }
    await page.goto(`${visits}/wishes?year=${year}`);
    await page.getByRole('link', { name: /^受け入れる日を決める/ }).first().click();
    await look('house');
    await page.goto(`${visits}/wishes?year=${year}`);
    await page.getByRole('link', { name: /^代わりに入力する/ }).first().click();
    await look('wish');
    if (context.javaScriptEnabled === false) {
      await page.goto(`${visits}/proposal?year=${year}`);
      await page.getByRole('button', { name: '変えた内容を確かめる' }).click();
      await page.getByRole('heading', { name: '確かめること' }).waitFor();
    }
    await window.close();
  });
}
