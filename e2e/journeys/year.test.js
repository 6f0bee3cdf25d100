// The year of an office: manager and staff at a desk, members on a phone; with and without JavaScript (invariant 7).
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { desktop, inspect, openSite, phone, signIn } from '../support/site.js';

let site;
before(async () => { site = await openSite(); });
after(async () => { await site?.close(); });

const day = (days) => new Date(Date.now() + 9 * 3600_000 + days * 86_400_000).toISOString().slice(0, 10);

// 1280 px at 400 % are 320 px; the largest letters of the reader's choice on a phone; both in the dark.
for (const [name, viewport, text] of [['zoom', { width: 320, height: 256 }, 'standard'], ['large', { width: 390, height: 844 }, 'xlarge']]) {
  test(`nothing scrolls sideways or fades in the dark: ${name}`, async () => {
    const context = await site.browser.newContext({ locale: 'ja-JP', viewport, colorScheme: 'dark' });
    await context.addCookies([{ name: 'text_size', value: text, url: site.origin }]);
    const page = await signIn(site, context, 'office_manager');
    const office = new URL(page.url()).pathname;
    for (const room of ['', '/residents', '/seats', '/outreach', '/meetings', '/minutes', '/voices', '/publications', '/staff', '/settings', '/next-year', '/seats/new', '/visits', '/visits/new', '/visits/handbook']) {
      await page.goto(`${site.origin}${office}${room}`);
      await inspect(page, `${name}${room.replaceAll('/', '-') || '-home'}`);
    }
    await page.goto(`${site.origin}${office}/meetings`);
    await page.locator('.cards a').first().click();
    const meeting = page.url();
    for (const part of ['poll', 'attendance', 'agenda', 'materials', 'day']) {
      await page.goto(`${meeting}/${part}`);
      await inspect(page, `${name}-meeting-${part}`);
    }
    await page.goto(`${site.origin}/code`);
    await inspect(page, `${name}-code`);
    await context.close();
  });
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';
  const suffix = javaScriptEnabled ? '' : '-nojs';
  // axe is itself a script; pages are the same, so that one pass tells for both.
  const look = (page, name) => inspect(page, `${name}${suffix}`, { axe: javaScriptEnabled });

  test(`every room of the office opens and is accessible, ${how}`, async () => {
    const context = await site.browser.newContext({ ...desktop, javaScriptEnabled });
    const page = await signIn(site, context, 'office_manager');
    const office = new URL(page.url()).pathname;
    await look(page, 'home');
    for (const room of ['residents', 'residents/new', 'residents/sheet', 'seats', 'seats/new', 'seats/needs', 'outreach', 'outreach/municipality', 'outreach/proof', 'meetings', 'minutes', 'voices', 'publications', 'papers', 'staff', 'staff/invite', 'settings', 'edit', 'year', 'next-year', 'evaluations', 'evaluations/new', 'dwellings/new']) {
      const answer = await page.goto(`${site.origin}${office}/${room}`);
      assert.equal(answer.status(), 200, room);
      await look(page, room.replaceAll('/', '-'));
    }
    for (const [link, name] of [['登録内容を変える', 'seat-edit'], ['再任をお願いする', 'seat-reappoint'], ['後任の方を選ぶ', 'seat-successor'], ['委嘱状を印刷する', 'seat-appointment']]) {
      await page.goto(`${site.origin}${office}/seats`);
      await page.getByRole('link', { name: new RegExp(`^${link}`) }).first().click();
      await look(page, name);
    }
    await page.goto(`${site.origin}${office}/meetings`);
    await page.locator('.cards a').first().click();
    await look(page, 'meeting');
    const meeting = page.url();
    for (const part of ['poll', 'fix', 'scope', 'attendance', 'agenda', 'agenda/print', 'materials', 'day', 'payments', 'cancel']) {
      assert.equal((await page.goto(`${meeting}/${part}`)).status(), 200, part);
      await look(page, `meeting-${part.replaceAll('/', '-')}`);
    }
    await page.goto(`${site.origin}${office}/publications`);
    await page.getByRole('link', { name: '公表ページを見る' }).click();
    await look(page, 'public');
    await page.getByRole('link', { name: '掲示用の用紙', exact: true }).click();
    await look(page, 'poster');
    await context.close();
  });

  test(`a new neighbour is chosen, gets a letter, and accepts on a phone, ${how}`, async () => {
    const desk = await site.browser.newContext({ ...desktop, javaScriptEnabled });
    const page = await signIn(site, desk, 'office_staff');
    await page.goto(`${page.url()}/seats/new`);
    await page.getByLabel('地域の関係者', { exact: true }).check();
    await page.getByLabel(/地域の関係者の立場/).selectOption({ label: '近隣住民' });
    await page.getByLabel(/^氏名/).fill('野原 すすむ');
    await page.getByLabel(/^ふりがな/).fill('のはら すすむ');
    await page.getByRole('button', { name: '候補に加える' }).click();
    await page.getByText('候補に加えました').waitFor();
    await look(page, 'chosen');
    await page.getByRole('link', { name: /^依頼する.*野原 すすむさん/ }).click();
    await page.getByRole('button', { name: '依頼のお手紙を作る' }).click();
    await look(page, 'letter');
    const code = await page.locator('.paper-large').first().innerText();
    await desk.close();

    const hand = await site.browser.newContext({ ...phone, javaScriptEnabled });
    const mobile = await hand.newPage();
    await mobile.goto(`${site.origin}/code`);
    await look(mobile, 'member-code');
    await mobile.getByLabel(/お手紙のコード/).fill(code.toLowerCase());
    await mobile.getByLabel(/姓のふりがな/).fill('ノハラ');
    await mobile.getByRole('button', { name: 'お返事のページを開く' }).click();
    await mobile.getByText('構成員のお願い').first().waitFor();
    await look(mobile, 'member-invitation');
    // With the keyboard only: from the top of the page to the button, and press it.
    const button = mobile.getByRole('button', { name: '約束して、引き受けます' });
    for (let presses = 0; presses < 40; presses += 1) {
      if (await button.evaluate((element) => element === document.activeElement)) break;
      await mobile.keyboard.press('Tab');
    }
    await mobile.keyboard.press('Enter');
    await mobile.getByRole('heading', { name: 'お引き受けいただき、ありがとうございます' }).waitFor();
    await look(mobile, 'member-accepted');
    await hand.close();
  });
}

test('a resident who does not wish contact is refused, and what was typed is kept', async () => {
  const context = await site.browser.newContext(desktop);
  const page = await signIn(site, context, 'office_staff');
  await page.goto(`${page.url()}/seats/new`);
  await page.getByLabel('利用者', { exact: true }).check();
  await page.getByLabel(/利用者ご本人/).selectOption({ label: '小雪 花江（みかんの家・会いたくない）' });
  await page.getByRole('button', { name: '候補に加える' }).click();
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /望んでいない/);
  assert.ok(await page.getByLabel('利用者', { exact: true }).isChecked());
  await inspect(page, 'refused');
  await context.close();
});

test('the whole road of a meeting: date, day, minutes, confirmation, publication, withdrawal', async () => {
  const context = await site.browser.newContext(desktop);
  const page = await signIn(site, context, 'office_manager');
  const office = page.url();
  await page.goto(`${office}/meetings`);
  await page.locator('.cards a').first().click();
  const meeting = page.url();
  await page.goto(`${meeting}/fix`);
  await page.getByLabel(/開催日/).fill(day(0));
  await page.getByLabel('公民館・外部の会議室等').check();
  await page.getByLabel(/^場所必須/).fill('緑が丘公民館');
  await page.getByRole('button', { name: 'この日程に決めて知らせる' }).click();
  await page.getByText('日程を決め、構成員に知らせました').waitFor();
  await page.goto(`${meeting}/day`);
  await page.getByRole('button', { name: /^対面.*緑川 茂さん/ }).click();
  await page.getByText('出欠を記録しました').waitFor();
  await page.getByLabel('要望', { exact: true }).check();
  await page.getByLabel(/発言した方/).selectOption({ label: '緑川 茂（地域の関係者）' });
  await page.getByLabel(/^内容/).fill('秋の清掃にも一緒に参加してほしい。');
  await page.getByRole('button', { name: '記録する', exact: true }).click();
  await page.getByText('秋の清掃にも一緒に参加してほしい。').first().waitFor();
  await inspect(page, 'day-noted');
  await page.getByRole('button', { name: /「開催済」にして/ }).click();
  await page.getByRole('button', { name: '議事録の下書きを作る' }).click();
  await page.getByLabel(/決まったこと/).fill('秋の清掃に参加します。');
  await page.getByRole('button', { name: '新しい版として保存する' }).click();
  await page.getByText('第2版として保存しました').waitFor();
  await inspect(page, 'minutes-write');
  const minutes = page.url();
  await page.getByRole('button', { name: '出席した方に確認をお願いする' }).click();
  await inspect(page, 'minutes-circulated');
  const code = await page.locator('.letter__code').first().innerText();

  const hand = await site.browser.newContext(phone);
  const mobile = await hand.newPage();
  await mobile.goto(`${site.origin}/code`);
  await mobile.getByLabel(/お手紙のコード/).fill(code);
  await mobile.getByLabel(/姓のふりがな/).fill('みどりかわ');
  await mobile.getByRole('button', { name: 'お返事のページを開く' }).click();
  await inspect(mobile, 'member-minutes');
  await mobile.getByRole('button', { name: 'この内容でよいです' }).click();
  await mobile.getByText('ご確認ありがとうございました').waitFor();
  await hand.close();

  await page.goto(minutes);
  await inspect(page, 'minutes-confirmed');
  await page.goto(minutes.replace('/minutes/', '/publications/'));
  await inspect(page, 'gate');
  await page.getByRole('button', { name: '確かめました。公表する' }).click();
  await page.getByRole('alert').waitFor();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: '確かめました。公表する' }).click();
  await page.waitForURL(/\/p\//);
  assert.match(await page.locator('main').innerText(), /秋の清掃にも一緒に参加してほしい/);
  assert.doesNotMatch(await page.locator('main').innerText(), /緑川/);
  const published = page.url();

  await page.goto(`${minutes.replace('/minutes/', '/publications/')}/withdraw`);
  await page.getByLabel(/取り下げの理由/).fill('訂正のため');
  await page.getByLabel(/確認のことば/).fill('取り下げる');
  await page.getByRole('button', { name: '公表を取り下げる' }).click();
  await page.getByText('公表を取り下げました').waitFor();
  await page.goto(published);
  const main = await page.locator('main').innerText();
  assert.match(main, /に取り下げられました/);
  assert.doesNotMatch(main, /秋の清掃/);
  await inspect(page, 'withdrawn');
  await context.close();
});

test('members answer the date poll on a phone', async () => {
  const context = await site.browser.newContext(desktop);
  const page = await signIn(site, context, 'office_staff');
  const office = page.url();
  await page.goto(`${office}/meetings`);
  await page.getByRole('button', { name: /会議を計画に加える/ }).last().click();
  const meeting = page.url();
  await page.goto(`${meeting}/poll`);
  const next = Number(day(0).slice(0, 4)) + (Number(day(0).slice(5, 7)) > 3 ? 1 : 0);
  await page.locator('#day1').fill(`${next}-06-01`);
  await page.locator('#day2').fill(`${next}-06-08`);
  await page.getByLabel(/お返事の期限/).fill(`${next}-05-01`);
  await page.getByRole('button', { name: '構成員に尋ねる' }).click();
  await page.getByText('ご案内を送りました').waitFor();
  await inspect(page, 'poll-opened');
  const card = page.locator('.cards li').filter({ hasText: '月野 百合子' });
  const code = await card.locator('.letter__code').innerText();
  const hand = await site.browser.newContext({ ...phone, javaScriptEnabled: false });
  const mobile = await hand.newPage();
  await mobile.goto(`${site.origin}/code`);
  await mobile.getByLabel(/お手紙のコード/).fill(code);
  await mobile.getByLabel(/姓のふりがな/).fill('つきの');
  await mobile.getByRole('button', { name: 'お返事のページを開く' }).click();
  for (const choice of await mobile.getByLabel('○　出られます').all()) await choice.check();
  await mobile.getByRole('button', { name: '返事を送る' }).click();
  await mobile.getByText('お返事を受け取りました').waitFor();
  await inspect(mobile, 'member-dates', { axe: false });
  await hand.close();
  await page.goto(`${meeting}/poll`);
  await inspect(page, 'poll-standing');
  await context.close();
});

test('an administrator sees the list of offices and the import, and no office from inside', async () => {
  const context = await site.browser.newContext(desktop);
  const page = await signIn(site, context, 'administrator');
  await inspect(page, 'admin-offices');
  await page.goto(`${site.origin}/admin/offices/import`);
  await page.getByLabel(/一覧のファイル/).setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b,c\n1,2,3\n') });
  await page.getByRole('button', { name: '先に確かめる' }).click();
  await page.getByRole('alert').waitFor();
  await inspect(page, 'admin-import-refused');
  await page.goto(`${site.origin}/admin/offices/new`);
  await inspect(page, 'admin-office-new');
  await page.getByLabel(/^事業所番号/).fill('9920009999');
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel(/^事業所番号/).inputValue(), '9920009999', 'what was typed is kept');
  await inspect(page, 'admin-office-refused');
  await page.goto(`${site.origin}/admin/offices`);
  await page.getByRole('link', { name: /ひだまりの丘/ }).click();
  await inspect(page, 'admin-office');
  await context.close();
});

test('no name and no secret of a link stands in the log', async () => {
  const log = site.log();
  assert.ok(log.includes('pattern="/m/{token}'), 'requests are logged by their pattern');
  assert.doesNotMatch(log, /野原|緑川|青空|\/m\/[a-z2-7]{26}/);
});
