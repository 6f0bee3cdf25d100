// The demonstration from the authorities' side (D5, D6, D8): an invented city with a rulebook of its own, the prefecture around it, and
// offices that do everything too late or are excused. Without JavaScript, at a desk and on a phone.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { desktop, inspect, openSite, phone, signIn } from '../support/site.js';

let site, city, prefecture;
before(async () => {
  site = await openSite();
  const window = (size) => site.browser.newContext({ ...size, javaScriptEnabled: false });
  city = await signIn(site, await window(desktop), 'municipality_staff');
  prefecture = await signIn(site, await window(phone), 'prefecture_staff');
});
after(async () => { await site?.close(); });

const offices = (page) => page.locator('tbody tr').filter({ has: page.locator('a[href^="/authority/offices/"]') });

test('the city sees its offices by its own rulebook, and none of the city beside it', async () => {
  await city.goto(`${site.origin}/authority`);
  await inspect(city, 'demo-city', { axe: false });
  assert.equal(await offices(city).count(), 5);
  assert.equal(await city.getByText('縁台市の規則（見本）').count(), 1);
  assert.equal(await city.getByText('グループホーム　はなび').count(), 0);
});

test('the city says where abuse is reported, and a number that is none is told at its field', async () => {
  await city.goto(`${site.origin}/authority/desk`);
  await city.getByText('縁台市障害者虐待防止センター').waitFor();
  await inspect(city, 'demo-city-desk', { axe: false });
  await city.getByLabel(/^電話番号/).fill('代表番号');
  await city.getByRole('button', { name: '保存する' }).click();
  await city.getByRole('alert').getByText('数字とハイフンで').waitFor();
  assert.equal(await city.getByLabel(/^電話番号/).inputValue(), '代表番号');
  await city.getByLabel(/^電話番号/).fill('０００－０００－０００８');
  await city.getByRole('button', { name: '保存する' }).click();
  await city.getByText('保存しました').waitFor();
});

test('who is excused by an evaluation is told so, with the clause of the city', async () => {
  await city.goto(`${site.origin}/authority?rule=meetings.yearly&status=not_applicable`);
  assert.equal(await offices(city).count(), 1);
  await city.getByRole('link', { name: 'こもれび荘' }).click();
  await city.getByText('件の理由を見る').click();
  await city.getByText('第三者評価を受けたため').waitFor();
  await inspect(city, 'demo-city-excused', { axe: false });
});

test('a date waits for the answer of the city, and gets it', async () => {
  await city.goto(`${site.origin}/authority/matters`);
  await inspect(city, 'demo-city-matters', { axe: false });
  await city.getByRole('link', { name: /かざぐるまの家/ }).first().click();
  await inspect(city, 'demo-city-notice', { axe: false });
});

test('the prefecture sees both cities, and that one of them has no rulebook', async () => {
  await prefecture.goto(`${site.origin}/authority`);
  await inspect(prefecture, 'demo-prefecture-phone', { axe: false });
  assert.equal(await offices(prefecture).count(), 6);
  await prefecture.getByText('この地域の規則集は、まだありません').waitFor();
  await prefecture.getByRole('link', { name: '架空県が指定した事業所' }).click();
  assert.equal(await offices(prefecture).count(), 6);
});
