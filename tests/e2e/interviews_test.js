// The list of interviews: kept up to date by itself, read in pages, narrowed down.
import assert from 'node:assert/strict';
import { fitsTheTablet, fullyAccessible } from './support/accessibility.js';
import { tabTo } from './support/keyboard.js';
import { close, openChats } from './support/publishing.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const pageLength = 50;
const titles = Array.from({ length: pageLength + 7 }, (_, at) => `Question ${String(at + 1).padStart(2, '0')} sur un contrat`);
const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true };

story('The list of interviews shows what is, in pages', 'interviews', async ({ people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const paul = await people.invite('paul.durand');
  const lea = await people.invite('lea.bernard');
  const touched = await people.invite('claire.martin', tablet);
  const more = claire.page.getByRole('button', { name: 'Afficher la suite' });
  const words = claire.page.getByRole('searchbox');

  const rows = (person = claire) => person.page.locator('main li h3').allTextContents();
  const shows = (what, wanted) =>
    eventually(what, async () => {
      const shown = await rows();
      return wanted(shown) && shown;
    });
  const section = (name) => claire.page.locator('section').filter({ has: claire.page.getByRole('heading', { level: 2, name }) });
  // Of the list, asked by the page and not by the test.
  const readings = [];
  claire.page.on('request', (request) => request.url().includes('/api/interviews') && readings.push(request.url()));

  await step('an interview that opens appears by itself, and moves when it closes', async () => {
    await claire.signIn();
    await lea.signIn();
    await claire.reads('Aucun entretien pour l’instant');
    const before = readings.length;
    const [id] = await openChats(claire, ['Carte perdue en voyage']);
    await section('Ce qui vous attend').getByRole('heading', { name: 'Carte perdue en voyage' }).waitFor();
    await lea.reads('Carte perdue en voyage');
    await close(lea, [id]);
    await claire.reads('Votre marquage est à clore');
    assert.equal(readings.length, before, 'nothing was asked for again');
  });

  await step('another assessor’s interview does not appear', async () => {
    await paul.signIn();
    await openChats(paul, ['Entretien de Paul']);
    await openChats(claire, ['Entretien de Claire']);
    await claire.reads('Entretien de Claire');
    assert.ok(!(await rows()).includes('Entretien de Paul'));
  });

  await step('what changed during a cut is there after it', async () => {
    claire.network.cut();
    await claire.reads(/La connexion est interrompue depuis/);
    await play(['07-demande-interne'], { speed: 0 }).finished();
    claire.network.restore();
    await claire.reads('Rejets Noémie en série');
  });

  await step('a page that was entered during a cut comes by itself after it', async () => {
    claire.network.cut();
    await claire.reads(/La connexion est interrompue depuis/);
    await claire.enter('Rejouer', 'Rejets Noémie en série');
    await claire.reads(/Le serveur ne répond pas/);
    claire.network.restore();
    await claire.reads('Gestion santé, bonjour.');
    await claire.page.goto('/#/');
    await claire.reads('Rejets Noémie en série');
  });

  await step('more than a page is read page by page, with the keyboard, live ones first and the latest on top', async () => {
    await openChats(claire, titles);
    await claire.page.reload();
    // A page of what is live, and what is to be closed.
    const first = await shows('one page', (shown) => shown.length >= pageLength);
    assert.deepEqual(first.slice(0, pageLength), [...titles].reverse().slice(0, pageLength));
    await fullyAccessible(claire, 'list-page');
    await tabTo(claire.page, more, 'Shift+Tab');
    const scrolled = await claire.page.evaluate(() => scrollY);
    await claire.keyboard.press('Enter');
    const all = await shows('everything', (shown) => titles.every((title) => shown.includes(title)));
    assert.deepEqual(all.filter((title) => titles.includes(title)), [...titles].reverse());
    assert.deepEqual(new Set(all).size, all.length, 'nothing twice');
    assert.equal(await more.count(), 0);
    assert.equal(await claire.page.evaluate(() => document.activeElement.tagName), 'LI', 'the first new row has the focus');
    assert.equal(await claire.page.evaluate(() => scrollY), scrolled);
    await claire.page.getByText(`${all.length} entretiens affichés`).waitFor({ state: 'attached' });
  });

  await step('words narrow it down, without accents and capitals, and stay when the page is loaded again', async () => {
    await words.fill('QUESTION 3');
    const tens = titles.filter((title) => title.startsWith('Question 3')).reverse();
    await shows('the thirties', (shown) => shown.length === tens.length);
    await claire.page.reload();
    assert.equal(await words.inputValue(), 'QUESTION 3');
    assert.deepEqual(await shows('the thirties again', (shown) => shown.length === tens.length), tens);
  });

  await step('a new interview comes in when it matches, and stays out when it does not', async () => {
    await openChats(claire, ['Autre chose', 'Question 39 bis']);
    await claire.reads('Question 39 bis');
    assert.ok(!(await rows()).includes('Autre chose'));
  });

  await step('nothing found says so, and one button shows everything', async () => {
    await words.fill('introuvable');
    await claire.reads('Aucun entretien ne correspond à ce filtre.');
    await fullyAccessible(claire, 'list-nothing');
    await claire.press('Tout afficher');
    await shows('a page', (shown) => shown.length >= pageLength);
    assert.equal(new URL(claire.page.url()).hash, '#/');
  });

  await step('state and channel narrow it down; what no longer matches leaves', async () => {
    await claire.page.getByRole('combobox', { name: 'État' }).selectOption('En direct');
    await claire.page.getByRole('combobox', { name: 'Canal' }).selectOption('Tchat');
    await shows('live chats', (shown) => shown.length === pageLength);
    assert.ok(!(await rows()).some((title) => title.startsWith('Carte perdue')));
    await claire.page.reload();
    assert.equal(await claire.page.getByRole('combobox', { name: 'État' }).inputValue(), 'live');
    await shows('them again', (shown) => shown.length === pageLength);
    const [id] = await openChats(claire, ['Bientôt clos']);
    await claire.reads('Bientôt clos');
    await close(lea, [id]);
    await claire.page.getByRole('heading', { name: 'Bientôt clos' }).waitFor({ state: 'detached' });
    await claire.reads(/^50 entretiens affichés sur \d+$/);
    const shown = await rows();
    const { interviews } = await claire.ask('/api/interviews?state=live&channel=chat');
    assert.deepEqual(interviews.map(({ opened }) => opened.title), shown);
    await close(lea, interviews.map(({ interviewId }) => interviewId));
    await shows('what lay behind the page', (now) => now.length > 0 && !now.some((title) => shown.includes(title)));
  });

  await step('a person narrows it down where people are known', async () => {
    await claire.page.goto('/#/');
    await claire.page.getByRole('combobox', { name: 'Personne' }).selectOption('Paul Durand');
    await shows('interviews with Paul', (shown) => shown.length > 0 && shown.every((title) => title.startsWith('Rejets')));
    assert.equal(await lea.page.getByRole('combobox', { name: 'Personne' }).count(), 0);
  });

  await step('it fits a tablet', async () => {
    await touched.signIn();
    await eventually('one page', async () => (await rows(touched)).length >= pageLength);
    await fitsTheTablet(touched, 'list-page');
  });
});
