// A prefecture over its municipalities (D5, D6, D8, B16): what lies in it and what it designated, who did nothing last year, who is
// excused by a third-party evaluation, and every number leading to the offices behind it.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect, openInstallation } from '../support/site.js';

let site, excused, tokyo, last;
before(async () => {
  site = await openInstallation();
  excused = await site.office({ stem: '992000011', name: 'グループホーム　見本の空', address: '東京都練馬区見本町1-1', designator: '130001' });
  await site.office({ stem: '992000012', name: 'グループホーム　見本の海', address: '東京都板橋区見本町2-2', designator: '130001' });
  await site.office({ stem: '992000013', name: 'グループホーム　見本の里', address: '東京都八王子市見本町3-3', designator: '132012' });
  tokyo = await site.official('130001', '都野 職員');
  const today = new Date(Date.now() + 9 * 3600_000);
  last = today.getUTCFullYear() - (today.getUTCMonth() < 3 ? 2 : 1);
});
after(async () => { await site?.close(); });

test('what lies in the prefecture and what it designated are told apart', async () => {
  await tokyo.goto(`${site.origin}/authority`);
  await inspect(tokyo, 'prefecture-overview');
  assert.equal(await tokyo.getByRole('row').filter({ hasText: '見本の' }).count(), 3);
  assert.equal(await tokyo.getByText('指定は別の自治体').count(), 1);
  await tokyo.getByRole('link', { name: '東京都が指定した事業所' }).click();
  assert.equal(await tokyo.getByRole('row').filter({ hasText: '見本の' }).count(), 2);
  assert.equal(await tokyo.getByText('見本の里').count(), 0);
});

test('who held no meeting last year is counted, listed, exported and reminded', async () => {
  await tokyo.goto(`${site.origin}/authority?year=${last}`);
  await tokyo.getByText('決まりごとの数を見る').click();
  await inspect(tokyo, 'prefecture-rules-counted');
  const row = tokyo.getByRole('row').filter({ hasText: '会議を、年度に1回以上開きます' });
  await row.getByRole('link', { name: '3', exact: true }).click();
  await tokyo.getByText('の事業所だけを表示しています').waitFor();
  assert.equal(await tokyo.getByRole('row').filter({ hasText: '見本の' }).count(), 3);
  await tokyo.getByLabel('この条件に名前をつけて保存する').fill('昨年度に会議のない事業所');
  await tokyo.getByRole('button', { name: '保存する' }).click();
  await tokyo.getByRole('link', { name: '昨年度に会議のない事業所' }).waitFor();
  await inspect(tokyo, 'prefecture-saved');
  const [file] = await Promise.all([tokyo.waitForEvent('download'), tokyo.getByRole('link', { name: 'CSV', exact: true }).click()]);
  const table = readFileSync(await file.path(), 'utf8');
  assert.match(table, /見本の空.*会議を、年度に1回以上開きます.*不足/);
  await tokyo.getByRole('link', { name: 'この条件の事業所にお知らせを送る' }).click();
  assert.equal(await tokyo.locator('input[name=office]:checked').count(), 3);
  await inspect(tokyo, 'prefecture-reminder');
});

test('an office with an evaluation is excused in its ward, with the clause', async () => {
  await excused.goto(`${excused.url().split('/').slice(0, 5).join('/')}/evaluations/new`);
  await excused.getByLabel(/^評価した機関/).fill('見本評価機関');
  await excused.getByLabel(/^結果を受け取った日/).fill(new Date(Date.now() + 9 * 3600_000).toISOString().slice(0, 10));
  await excused.getByRole('button', { name: '記録する' }).click();
  await excused.getByText('第三者評価を記録しました').waitFor();
  await tokyo.goto(`${site.origin}/authority?rule=meetings.yearly&status=not_applicable`);
  assert.equal(await tokyo.getByRole('row').filter({ hasText: '見本の' }).count(), 1);
  await tokyo.getByRole('link', { name: '見本の空' }).click();
  await inspect(tokyo, 'prefecture-office');
});

test('the rules, their guide, their preview and the key for programs are at hand', async () => {
  for (const [address, name] of [['/authority/rules', 'rules'], ['/authority/rules/guide', 'guide'], ['/authority/rules/preview', 'preview'], ['/authority/key', 'key']]) {
    await tokyo.goto(`${site.origin}${address}`);
    await inspect(tokyo, `prefecture-${name}`);
  }
  await tokyo.goto(`${site.origin}/authority/rules/preview`);
  await tokyo.getByLabel(/^いつの決まりを/).fill('2025-01-01');
  await tokyo.getByRole('button', { name: '試す' }).click();
  await tokyo.getByText('3の事業所について確かめました').waitFor();
  await inspect(tokyo, 'prefecture-preview-seen');
});
