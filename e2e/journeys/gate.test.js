// Careless minutes full of names: gate, confirmation, publication, withdrawal (H1, B14). Once at a desk with the keyboard only, once
// on a phone without JavaScript.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { desktop, inspect, openSite, phone, signIn, tabTo } from '../support/site.js';

const today = () => new Date(Date.now() + 9 * 3600_000).toISOString().slice(0, 10);
const CARELESS = '小雪さんと緑川会長が、夏祭りの相談をした。小雪花江さん（82歳）の電話は090-0000-1234。角の家の犬好きの方も来た。';
const NAMES = /小雪|緑川|花江|0000-1234|犬好き/;

// A meeting of today, with a note full of names, confirmed by the one who came. Leads to the gate.
async function atTheGate(site, page, look) {
  const office = page.url();
  await page.goto(`${office}/meetings`);
  await page.locator('.cards a').first().click();
  const meeting = page.url();
  await page.goto(`${meeting}/fix`);
  await page.getByLabel(/開催日/).fill(today());
  await page.getByLabel('公民館・外部の会議室等').check();
  await page.getByLabel(/^場所必須/).fill('緑が丘公民館');
  await page.getByRole('button', { name: 'この日程に決めて知らせる' }).click();
  await page.goto(`${meeting}/day`);
  await page.getByRole('button', { name: /^対面.*緑川 茂さん/ }).click();
  await page.getByText('出欠を記録しました').waitFor();
  await page.getByLabel('要望', { exact: true }).check();
  await page.getByLabel(/発言した方/).selectOption({ label: '緑川 茂（地域の関係者）' });
  await page.getByLabel(/^内容/).fill(CARELESS);
  await page.getByRole('button', { name: '記録する', exact: true }).click();
  await page.getByText('角の家の犬好きの方').first().waitFor();
  await page.getByRole('button', { name: /「開催済」にして/ }).click();
  await page.getByRole('button', { name: '議事録の下書きを作る' }).click();
  await page.getByRole('button', { name: '出席した方に確認をお願いする' }).click();
  const minutes = page.url().replace(/\/circulate$/, '');
  const code = await page.locator('.letter__code').first().innerText();
  const hand = await site.browser.newContext(phone);
  const mobile = await hand.newPage();
  await mobile.goto(`${site.origin}/code`);
  await mobile.getByLabel(/お手紙のコード/).fill(code);
  await mobile.getByLabel(/姓のふりがな/).fill('みどりかわ');
  await mobile.getByRole('button', { name: 'お返事のページを開く' }).click();
  await mobile.getByRole('button', { name: 'この内容でよいです' }).click();
  await mobile.getByText('ご確認ありがとうございました').waitFor();
  await hand.close();
  await page.goto(minutes.replace('/minutes/', '/publications/'));
  await page.getByText(/個人が分かるかもしれない言葉が/).waitFor();
  await look('gate-open');
  return page.url();
}

async function nothingOfAnybody(site, address) {
  for (const part of ['', '/poster']) {
    const answer = await fetch(`${site.origin}${address}${part}`);
    assert.equal(answer.status, 200, part);
    assert.doesNotMatch(await answer.text(), NAMES, part);
  }
  const number = address.split('/').pop().split('-')[0];
  for (const part of ['', '/feed.xml']) assert.doesNotMatch(await (await fetch(`${site.origin}/p/offices/${number}${part}`)).text(), NAMES, part);
}

async function withdrawn(site, page, gate, address, look) {
  await page.goto(`${gate}/withdraw`);
  await page.getByLabel(/取り下げの理由/).fill('小雪さんのお話が載っていたため');
  await page.getByLabel(/確認のことば/).fill('取り下げる');
  await page.getByRole('button', { name: '公表を取り下げる' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel(/取り下げの理由/).fill('訂正のため');
  await page.getByRole('button', { name: '公表を取り下げる' }).click();
  await page.getByText('公表を取り下げました').waitFor();
  const answer = await page.goto(`${site.origin}${address}`);
  assert.equal(answer.status(), 410);
  assert.match(await page.locator('main').innerText(), /に取り下げられました/);
  assert.doesNotMatch(await page.locator('main').innerText(), /夏祭り/);
  await look('gate-withdrawn');
}

test('careless minutes become public without anybody, with the keyboard only', async () => {
  const site = await openSite();
  const context = await site.browser.newContext(desktop);
  const page = await signIn(site, context, 'office_manager');
  const look = (name) => inspect(page, `${name}-desk`);
  const gate = await atTheGate(site, page, look);

  // Words that the machine does not find are typed in; everything else is decided by arrow keys.
  const marked = page.getByLabel(/^ほかに隠す言葉/);
  await tabTo(page, marked);
  await page.keyboard.type('角の家の犬好きの方');
  await tabTo(page, page.getByRole('button', { name: '決めた内容を保存する' }));
  await page.keyboard.press('Enter');
  await page.getByText('まだ決めていない言葉が').first().waitFor();
  for (const choice of await page.locator('select[name^="how-"]').all()) {
    await tabTo(page, choice);
    const value = await choice.inputValue();
    if (value === '') await page.keyboard.press('ArrowDown');
  }
  await page.locator('[data-preview-status]').filter({ hasText: '書き換えました' }).waitFor({ state: 'attached' });
  assert.doesNotMatch(await page.locator('[data-preview-target]').innerText(), NAMES, 'the effect is shown at once');
  await look('gate-live');
  await tabTo(page, page.getByRole('button', { name: '決めた内容を保存する' }));
  await page.keyboard.press('Enter');
  await page.getByText('すべて決まりました').first().waitFor();
  await look('gate-decided');
  const publish = page.getByRole('button', { name: '確かめました。公表する' });
  for (const box of await page.getByRole('checkbox').all()) {
    await tabTo(page, box);
    await page.keyboard.press('Space');
  }
  await tabTo(page, publish);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/p\//);
  const address = new URL(page.url()).pathname;
  assert.doesNotMatch(await page.locator('main').innerText(), NAMES);
  await look('gate-public');
  await nothingOfAnybody(site, address);
  await withdrawn(site, page, gate, address, look);
  assert.doesNotMatch(site.log(), NAMES, 'no name stands in the log');
  await context.close();
  await site.close();
});

test('the same on a phone without JavaScript', async () => {
  const site = await openSite();
  const context = await site.browser.newContext({ ...phone, javaScriptEnabled: false });
  const page = await signIn(site, context, 'office_manager');
  // axe is itself a script.
  const look = (name) => inspect(page, `${name}-phone-nojs`, { axe: false });
  const gate = await atTheGate(site, page, look);
  await page.getByLabel(/^ほかに隠す言葉/).fill('角の家の犬好きの方');
  await page.getByRole('button', { name: '決めた内容を保存する' }).click();
  await page.getByText('まだ決めていない言葉が').first().waitFor();
  for (const choice of await page.locator('select[name^="how-"]').all()) {
    if ((await choice.inputValue()) === '') await choice.selectOption({ index: 1 });
  }
  await page.getByRole('button', { name: '決めた内容を保存する' }).click();
  await page.getByText('すべて決まりました').first().waitFor();
  await look('gate-decided');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: '確かめました。公表する' }).click();
  await page.waitForURL(/\/p\//);
  const address = new URL(page.url()).pathname;
  await look('gate-public');
  await nothingOfAnybody(site, address);
  await withdrawn(site, page, gate, address, look);
  await context.close();
  await site.close();
});
