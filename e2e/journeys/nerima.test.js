// An office in Nerima and the ward's officer (D1–D3, D6): the date is told to the ward before the members, planned dates are collected
// with their clashes, a visit is announced, a reminder arrives.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { inspect, openInstallation } from '../support/site.js';

let site, office, second, ward;
before(async () => {
  site = await openInstallation();
  office = await site.office({ stem: '992000001', name: 'グループホーム　見本の丘', address: '東京都練馬区見本町1-1', designator: '130001' });
  second = await site.office({ stem: '992000002', name: 'グループホーム　見本の森', address: '東京都練馬区見本町2-2', designator: '130001' });
  ward = await site.official('131202', '区野 職員');
});
after(async () => { await site?.close(); });

const day = (days) => new Date(Date.now() + 9 * 3600_000 + days * 86_400_000).toISOString().slice(0, 10);
// Today lies in every 年度 that can be asked for.
const soon = 0;

async function openMatter(page, name) {
  await page.goto(new URL(page.url()).pathname.startsWith('/authority') ? `${site.origin}/authority/matters` : `${page.url().split('/').slice(0, 5).join('/')}/matters`);
  await page.getByRole('link', { name }).first().click();
}

test('the members wait until the ward knows the date', async () => {
  const home = office.url();
  await office.goto(`${home}/meetings`);
  await office.getByRole('button', { name: /の会議を計画に加える/ }).first().click();
  const meeting = office.url();
  await office.goto(`${meeting}/fix`);
  await inspect(office, 'nerima-fix');
  await office.getByLabel(/開催日/).fill(day(soon));
  await office.getByLabel('公民館・外部の会議室等').check();
  await office.getByLabel(/^場所必須/).fill('見本地区センター');
  await office.getByRole('button', { name: 'この日程に決める' }).click();
  await office.getByText('構成員には、まだ知らせていません').waitFor();
  await inspect(office, 'nerima-notice');
  assert.equal(await office.getByRole('button', { name: '構成員に日程を知らせる' }).count(), 0, 'the members wait');
  await office.getByRole('button', { name: 'この内容で行政に知らせる' }).click();
  await office.getByText('行政に日程を知らせました').waitFor();
  await inspect(office, 'nerima-told');

  await openMatter(ward, /地域連携推進会議/);
  await ward.getByLabel('職員が出席します').check();
  await inspect(ward, 'nerima-ward-thread');
  await ward.getByRole('button', { name: '事業所に返事する' }).click();
  await ward.getByText('職員2名が出席します。').waitFor();

  await office.getByRole('button', { name: '構成員に日程を知らせる' }).click();
  await office.getByText('構成員に日程を知らせました').waitFor();
  await office.goto(home);
});

test('planned dates are collected, and clashes shown', async () => {
  await ward.goto(`${site.origin}/authority/calls`);
  await inspect(ward, 'nerima-calls-empty');
  await ward.getByRole('link', { name: '開催日程を調査する' }).click();
  await inspect(ward, 'nerima-call-new');
  const year = Number(await ward.getByLabel(/^年度/).inputValue());
  await ward.getByRole('button', { name: '事業所に送る' }).click();
  await ward.getByText('依頼を送りました').waitFor();
  const call = ward.url();
  for (const [page, from] of [[office, '10:00'], [second, '11:00']]) {
    const home = page.url();
    await openMatter(page, /開催日程/);
    await page.locator('#day1').fill(`${year}-06-01`);
    await page.locator('#from1').fill(from);
    await page.locator('#to1').fill('13:00');
    await inspect(page, `nerima-survey-${from.slice(0, 2)}`);
    await page.getByRole('button', { name: '回答する' }).click();
    await page.getByText('回答しました。締め切りまで').waitFor();
    await page.goto(home);
  }
  await ward.goto(call);
  assert.equal(await ward.getByText('重なり', { exact: true }).count(), 3, 'the heading and both dates');
  await inspect(ward, 'nerima-call');
  await ward.getByRole('link', { name: '予定をカレンダーで見る' }).click();
  await inspect(ward, 'nerima-calendar');
});

test('a visit is announced and a reminder sent after a preview', async () => {
  await ward.goto(`${site.origin}/authority/visits`);
  await inspect(ward, 'nerima-visits');
  await ward.getByRole('link', { name: /予定を入れる/ }).first().click();
  await ward.getByLabel(/^訪問の日/).fill(day(soon));
  await inspect(ward, 'nerima-visit-new');
  await ward.getByRole('button', { name: 'この予定にする' }).click();
  await ward.getByText('訪問の予定を、事業所に知らせました').waitFor();

  await ward.goto(`${site.origin}/authority/reminders/new`);
  await ward.getByLabel(/^本文/).fill('会議の開催をお願いします。');
  await ward.getByLabel(/見本の森/).check();
  await inspect(ward, 'nerima-reminder-new');
  await ward.getByRole('button', { name: '送る前に確かめる' }).click();
  await ward.getByText('まだ送っていません').waitFor();
  await inspect(ward, 'nerima-reminder-preview');
  await ward.getByRole('button', { name: 'この内容で送る' }).click();
  await ward.getByText('お知らせを送りました').waitFor();
  await inspect(ward, 'nerima-reminder-sent');
  await ward.getByRole('link', { name: '全部の事業所あての書面を印刷する' }).click();
  await inspect(ward, 'nerima-letters');
  await openMatter(second, /お知らせ/);
  await second.getByText('会議の開催をお願いします。').waitFor();
  await inspect(second, 'nerima-reminded');
  await second.goto(second.url().replace(/\/matters\/.*/, '/matters'));
  await inspect(second, 'nerima-matters');
  await ward.goto(`${site.origin}/authority/matters`);
  await inspect(ward, 'nerima-ward-matters');
  // Notice, two surveys, a visit and a reminder; invitations besides.
  const told = (await site.mails(8)).filter((mail) => mail.includes('/matters/') || /matters/.test(Buffer.from(mail.split('\r\n\r\n')[1] ?? '', 'base64').toString()));
  assert.ok(told.length >= 5, `${told.length} mails about matters`);
});
