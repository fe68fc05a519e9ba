// New pages reach a browser that keeps the old ones, without a page that is open falling apart.
import assert from 'node:assert/strict';
import test from 'node:test';
import { chromium } from 'playwright-core';
import { UpdatedSite } from './support/updated_site.js';
import { eventually, patienceMs } from './support/waiting.js';

test('Pages that are kept are brought up to date', { timeout: 3 * patienceMs }, async (t) => {
  const site = await UpdatedSite.start('first');
  t.after(() => site.stop());
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  t.after(() => browser.close());
  const page = await (await browser.newContext({ baseURL: site.origin })).newPage();
  page.setDefaultTimeout(patienceMs);

  const shownVersion = () => page.evaluate(() => document.documentElement.dataset.version);
  const keptVersions = () => page.evaluate(async () => (await caches.keys()).map((name) => name.replace('regard-pages-', '')));
  // A cache is there before its files are: only then is its worker in charge.
  const isSettled = () =>
    page.evaluate(async () => {
      const { installing, waiting, active } = await navigator.serviceWorker.getRegistration();
      return !installing && !waiting && active?.state === 'activated';
    });
  const keeps = (...versions) =>
    eventually(`the browser keeps ${versions}`, async () => (await keptVersions()).join() === versions.join() && (await isSettled()));
  const isControlled = () => page.evaluate(() => Boolean(navigator.serviceWorker.controller));
  const open = async (address) => {
    await page.goto(address);
    await page.getByLabel('Identifiant').waitFor();
  };

  await open('/');
  await eventually('the worker is there', isControlled);
  await keeps('first');

  await t.test('the next navigation gets the new version', async () => {
    site.version = 'second';
    const other = await page.context().newPage();
    await other.goto('/');
    await other.getByLabel('Identifiant').waitFor();
    assert.equal(await other.evaluate(() => document.documentElement.dataset.version), 'second');
    await keeps('first', 'second');
    await other.close();
  });

  await t.test('a page of the version before, open still, gets a part that the site no longer has', async () => {
    assert.equal(await shownVersion(), 'first');
    await page.evaluate(() => (location.hash = '#/verifier'));
    await page.getByRole('heading', { level: 1 }).filter({ hasText: /reçu/i }).waitFor();
    assert.equal(await shownVersion(), 'first');
  });

  await t.test('without the site the newest version that was seen is shown', async () => {
    site.isUp = false;
    await page.goto('/#/');
    await page.reload();
    await page.getByRole('button', { name: 'Réessayer' }).waitFor();
    assert.equal(await shownVersion(), 'second');
    site.isUp = true;
    await page.getByLabel('Identifiant').waitFor();
  });

  await t.test('no version is kept for ever', async () => {
    site.version = 'third';
    await page.reload();
    await keeps('second', 'third');
    assert.equal(await shownVersion(), 'third');
  });
});
