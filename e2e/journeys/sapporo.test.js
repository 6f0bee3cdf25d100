// An office in Sapporo and the city's officer (D4): a report is announced, incomplete, handed in with a reason, given back, corrected and
// received.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { inspect, openInstallation } from '../support/site.js';

let site, office, city;
before(async () => {
  site = await openInstallation();
  office = await site.office({ stem: '992000003', name: 'グループホーム　見本の雪', address: '北海道札幌市中央区見本町1-1', designator: '011002' });
  city = await site.official('011002', '市野 職員');
});
after(async () => { await site?.close(); });

test('a report is announced, completed in several steps and received', async () => {
  await city.goto(`${site.origin}/authority/calls/new?kind=report`);
  await inspect(city, 'sapporo-call-new');
  await city.getByLabel(/^様式についての説明/).fill('市の様式で作った議事録と訪問記録を添えてください。');
  await city.getByLabel(/^様式のアドレス/).fill('https://example.jp/yoshiki');
  await city.getByRole('button', { name: '事業所に送る' }).click();
  await city.getByText('依頼を送りました').waitFor();
  const call = city.url();

  await office.goto(`${office.url()}/matters`);
  await inspect(office, 'sapporo-matters');
  await office.getByRole('link', { name: /実施状況の報告/ }).click();
  const matter = office.url();
  assert.match(await office.locator('main').innerText(), /この年度に開いた会議の記録がありません/);
  await inspect(office, 'sapporo-report-incomplete');
  await office.getByLabel(/個人が特定される内容がない/).check();
  await office.getByRole('button', { name: '提出する' }).click();
  await office.getByRole('alert').waitFor();
  await office.getByLabel(/^そろわない理由/).fill('会議は来月開きます。');
  await inspect(office, 'sapporo-report-refused');
  await office.getByRole('button', { name: '提出する' }).click();
  await office.getByText('提出しました。').waitFor();
  await inspect(office, 'sapporo-report-submitted');

  await city.goto(`${site.origin}/authority/matters?turn=own`);
  await city.getByRole('link', { name: /実施状況の報告/ }).click();
  await inspect(city, 'sapporo-city-thread');
  await city.getByText('直しをお願いする').click();
  await city.getByLabel(/^直してほしいこと/).fill('開く日を書いてください。');
  await city.getByRole('button', { name: '理由を添えて戻す' }).click();
  await city.getByText('直しをお願いしました。').first().waitFor();

  await office.goto(matter);
  await office.getByText('開く日を書いてください。').waitFor();
  await office.getByLabel(/^そろわない理由/).fill('会議は来月の20日に開きます。');
  await office.getByLabel(/個人が特定される内容がない/).check();
  await office.getByRole('button', { name: '提出する' }).click();
  await office.getByText('提出しました。').waitFor();

  await city.reload();
  await city.getByRole('link', { name: /提出した内容を開く/ }).last().click();
  assert.match(await city.locator('main').innerText(), /会議は来月の20日に開きます。/);
  await inspect(city, 'sapporo-papers');
  await city.goBack();
  await city.getByRole('button', { name: '受け取る' }).click();
  await city.getByText('受け取り、事業所に受領を知らせました').waitFor();
  await city.goto(call);
  assert.match(await city.locator('main').innerText(), /1／1事業所/);
  await inspect(city, 'sapporo-call');
  await office.reload();
  await inspect(office, 'sapporo-report-received');
});
