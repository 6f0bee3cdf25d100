// The public side (B14): a neighbour finds the minutes of a house by word and place, reads them in large letters, without JavaScript;
// what is withdrawn is gone everywhere; the same as files on any server.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { desktop, inspect, openCountry, phone, serveFiles } from '../support/site.js';

let site;
before(async () => { site = await openCountry({ offices: 30, years: 2 }); });
after(async () => { await site?.close(); });

const sizes = [['390', phone], ['1280', desktop]];

for (const [width, size] of sizes) {
  test(`a neighbour finds minutes by word and place and reads them in large letters, ${width} px, without JavaScript`, async () => {
    const context = await site.browser.newContext({ ...size, javaScriptEnabled: false });
    const page = await context.newPage();
    const look = (name) => inspect(page, `public-${name}-${width}`, { axe: false });
    await page.goto(`${site.origin}/p`);
    await look('home');
    await page.getByRole('link', { name: '大阪府', exact: true }).click();
    await page.getByRole('heading', { name: '大阪府の議事録' }).waitFor();
    await page.getByRole('link', { name: '大阪市', exact: true }).click();
    await look('place');
    await page.getByRole('searchbox').fill('夏祭り　てすり　ﾋﾔﾘﾊｯﾄ');
    await page.getByRole('button', { name: '探す' }).click();
    await page.getByText('見つかりませんでした').waitFor();
    await page.getByRole('searchbox').fill('夏祭り　手すり　ﾋﾔﾘﾊｯﾄ');
    await page.getByLabel('年度').selectOption({ index: 1 });
    await page.getByRole('button', { name: '探す' }).click();
    assert.match(await page.locator('main').innerText(), /30件のうち1～30件目/);
    assert.equal(await page.locator('mark', { hasText: '夏祭り' }).first().innerText(), '夏祭り');
    await look('found');
    await page.locator('.cards a').first().click();
    await page.getByRole('heading', { name: '決まったこと' }).waitFor();
    await look('minutes');
    await page.getByRole('link', { name: '大きな文字', exact: true }).click();
    assert.equal(await page.locator('html').getAttribute('class'), 'text-xlarge');
    await look('large');
    assert.deepEqual(await context.cookies(), []);
    await context.close();
  });

  test(`every public page is accessible and keeps to its policy, ${width} px`, async () => {
    const context = await site.browser.newContext(size);
    const page = await context.newPage();
    const said = [];
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) said.push(`${page.url()}: ${message.text()}`); });
    const number = site.made.public.split('-')[0];
    for (const [name, address] of [['home', '/p'], ['place', '/p/places/271004'], ['second', '/p/places/271004?page=2'], ['office', `/p/offices/${number}`], ['search', '/p/search'], ['found', '/p/search?q=%E5%A4%8F%E7%A5%AD%E3%82%8A'], ['none', '/p/search?q=%E7%9B%86%E8%B8%8A%E3%82%8A'], ['minutes', `/p/${site.made.public}`], ['large', `/p/${site.made.public}/large`], ['poster', `/p/${site.made.public}/poster`], ['data', '/p/data'], ['embed', `/p/offices/${number}/embed`], ['snippet', `/p/offices/${number}/snippet`], ['practice', '/practice'], ['practice-found', '/practice?theme=emergency'], ['practice-entry', '/practice/b-002']]) {
      assert.equal((await page.goto(`${site.origin}${address}`)).status(), 200, address);
      await inspect(page, `public-axe-${name}-${width}`);
    }
    assert.deepEqual(said, []);
    await context.close();
  });
}

test('a list stands in a frame of somebody else’s site', async () => {
  const number = site.made.public.split('-')[0];
  writeFileSync(path.join(site.folder, 'index.html'), `<!DOCTYPE html><html lang="ja"><title>x</title><iframe src="${site.origin}/p/offices/${number}/embed" title="議事録"></iframe>`);
  const other = await serveFiles(site.folder);
  const context = await site.browser.newContext(desktop);
  const page = await context.newPage();
  await page.goto(`${other.origin}/`);
  await page.frameLocator('iframe').getByRole('link', { name: /一覧を見る/ }).waitFor();
  await context.close();
  other.close();
});

test('what is withdrawn is gone from search, list, feed, data and the copy in files', async () => {
  const copy = path.join(site.folder, 'copy');
  const address = site.made.public;
  site.call('export', '--public', copy, '--base-url', 'https://city.example.jp/kaigi');
  const files = await serveFiles(copy);
  const context = await site.browser.newContext({ ...phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${files.origin}/index.html`);
  await inspect(page, 'copy-home', { axe: false });
  await page.getByRole('link', { name: '大阪府', exact: true }).click();
  await page.getByRole('link', { name: '次の50件' }).click();
  await page.getByText('51～60件目').waitFor();
  await page.locator('.cards a').first().click();
  await page.getByRole('link', { name: '大きな文字', exact: true }).click();
  assert.equal(await page.locator('html').getAttribute('class'), 'text-xlarge');
  await inspect(page, 'copy-large', { axe: false });
  await page.getByRole('link', { name: 'ふつうの文字' }).click();
  await page.getByRole('link', { name: /の議事録の一覧/ }).click();
  await page.getByRole('link', { name: 'データ（CSV）' }).waitFor();
  await page.goto(`${files.origin}/${address}.html`);
  await page.getByRole('heading', { name: '決まったこと' }).waitFor();
  assert.deepEqual(files.missing.filter((one) => one !== '/favicon.ico'), []);

  const desk = await site.browser.newContext(desktop);
  const manager = await site.manager(desk);
  await manager.goto(`${site.origin}/offices/${site.made.office}/publications/licence`);
  await manager.getByLabel(/クリエイティブ・コモンズ/).check();
  await manager.getByRole('button', { name: '保存する' }).click();
  await manager.getByText('条件を保存しました').waitFor();
  await inspect(manager, 'public-licence-chosen');
  const shown = await (await fetch(`${site.origin}/p/${address}`)).text();
  assert.match(shown, /rel="license" href="https:\/\/creativecommons.org/);
  const number = address.split('-')[0];
  await manager.goto(`${site.origin}/offices/${site.made.office}/publications/${site.made.meeting}/withdraw`);
  await manager.getByLabel(/取り下げの理由/).fill('訂正のため');
  await manager.getByLabel(/確認のことば/).fill('取り下げる');
  await manager.getByRole('button', { name: '公表を取り下げる' }).click();
  await manager.getByText('公表を取り下げました').waitFor();
  await desk.close();

  for (const place of ['/p', '/p/feed.xml', '/p/data.csv', '/p/data.json', '/sitemap.xml?part=0', `/p/offices/${number}`, `/p/offices/${number}/feed.xml`, `/p/offices/${number}/embed`, `/p/search?q=%E5%A4%8F%E7%A5%AD%E3%82%8A&office=${number}`]) {
    const answer = await fetch(`${site.origin}${place}`);
    assert.equal(answer.status, 200, place);
    assert.ok(!(await answer.text()).includes(address), place);
  }
  const gone = await page.goto(`${site.origin}/p/${address}`);
  assert.equal(gone.status(), 410);
  await inspect(page, 'public-stone', { axe: false });

  site.call('export', '--public', copy);
  assert.equal(readFileSync(path.join(copy, 'withdrawn.txt'), 'utf8'), `${address}.html\n`);
  await page.goto(`${files.origin}/${address}.html`);
  await page.getByText('に取り下げられました').waitFor();
  assert.ok(!existsSync(path.join(copy, address)));
  writeFileSync(path.join(site.folder, 'something'), 'else');
  assert.throws(() => site.call('export', '--public', site.folder), 'a folder of somebody else is refused');
  await context.close();
  files.close();
});
