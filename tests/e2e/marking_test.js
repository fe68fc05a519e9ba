// What an assessor's hands do at the console: remarks with undo and redo around them, a key that is held, Enter pressed once
// too often. And what somebody who only watches is told.
import assert from 'node:assert/strict';
import { Console, observed } from './support/console.js';
import { fromMs, interviewTitled, markingsOf, readRecording, standingMarks } from './support/journal.js';
import { tabTo } from './support/keyboard.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const title = 'Devis dentaire : reste à charge sur une couronne';
const words = 'calme et précis';
const a1 = 'B1.A1.C1.K1.I1';
const a3 = 'B1.A1.C1.K1.I3';
const marked = /^Observé à \d\d:\d\d, gardée$/;
const remarked = new RegExp(`^Observé à \\d\\d:\\d\\d, gardée\\s: ${words}$`);

story('An assessor marks, remarks, undoes and holds', 'marking', async ({ people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const marc = await people.invite('marc.dubois');
  const desk = new Console(claire);
  const { page, keyboard } = claire;
  play(['01-devis-dentaire'], { speed: 1 });
  const remark = page.getByLabel('Remarque sur cette marque');
  const finder = page.getByRole('combobox');
  const own = {};

  const journal = () => readRecording(claire, own.recordingId);
  const marksOf = async (code) => standingMarks(await journal()).filter(({ indicatorCode }) => indicatorCode === code);
  const says = (text) => eventually(`the remark says "${text}"`, async () => (await remark.inputValue()) === text);
  const hasFocus = (target) => eventually('it has the focus', () => target.evaluate((element) => element === document.activeElement));
  const pressTimes = async (key, times) => {
    for (let time = 0; time < times; ++time) await keyboard.press(key);
  };

  await step('Enter keeps a remark, and a second and a third Enter mark nothing', async () => {
    await claire.signIn();
    await claire.enter('Observer et marquer', title);
    await claire.reads('Mutuelle du Val Clair, bonjour');
    const { interviewId } = await interviewTitled(claire, title);
    own.recordingId = (await markingsOf(claire, interviewId))['Claire Martin'];
    await keyboard.type('a1');
    await keyboard.press('Enter');
    await desk.shows('a1', marked);
    await keyboard.press('Tab');
    await hasFocus(remark);
    await keyboard.type(words);
    await pressTimes('Enter', 3);
    await hasFocus(finder);
    await claire.reads('Choisissez d’abord un indicateur');
    await claire.photograph('choose-first');
    await desk.shows('a1', remarked);
    await desk.allKept();
    assert.equal((await marksOf(a1)).length, 1);
  });

  await step('after two undos and two redos the field has the remark again, and leaving it changes nothing', async () => {
    await pressTimes('Control+z', 2);
    await desk.shows('a1');
    await pressTimes('Control+y', 2);
    await desk.shows('a1', remarked);
    await says(words);
    await desk.allKept();
    const before = (await journal()).length;
    await keyboard.press('Tab');
    await hasFocus(remark);
    await keyboard.press('Enter');
    await hasFocus(finder);
    await desk.allKept();
    await desk.shows('a1', remarked);
    assert.equal((await journal()).length, before, 'nothing was published');
  });

  await step('Escape in the field leaves the remark as it was', async () => {
    await keyboard.press('Tab');
    await keyboard.type(', trop vite');
    await says(`${words}, trop vite`);
    await keyboard.press('Escape');
    await hasFocus(finder);
    await says(words);
    await desk.shows('a1', remarked);
  });

  await step('a remark that was being written is there after a reload, and belongs to its mark', async () => {
    await desk.mark('b1', observed);
    await desk.shows('b1', marked);
    await keyboard.press('Tab');
    await keyboard.type('à mi-phr');
    await desk.allKept();
    await page.reload();
    await says('à mi-phr');
    await claire.reads('Pas encore enregistrée');
    await claire.photograph('unfinished');
    await keyboard.press('Tab');
    await hasFocus(remark);
    await keyboard.type('ase');
    await keyboard.press('Enter');
    await desk.shows('b1', /gardée\s: à mi-phrase$/);
    await desk.allKept();
  });

  await step('undo after a reload takes back the last deed, then the one before', async () => {
    await page.reload();
    await desk.shows('b1', /gardée\s: à mi-phrase$/);
    await keyboard.press('Control+z');
    await desk.shows('b1', marked);
    await keyboard.press('Control+z');
    await desk.shows('b1');
    await keyboard.press('Control+z');
    await desk.shows('a1', marked);
    await pressTimes('Control+y', 3);
    await desk.shows('a1', remarked);
    await desk.shows('b1', /gardée\s: à mi-phrase$/);
  });

  await step('a key that is held shows its mark at once, then a span that counts, from the same start', async () => {
    await keyboard.press('a');
    const began = await page.getByRole('timer').textContent();
    await eventually('a second has passed in the middle of the code', async () => (await page.getByRole('timer').textContent()) !== began);
    await keyboard.press('3');
    await keyboard.down(observed);
    await desk.shows('a3', /en route$/);
    const [, shownAt] = /à (\d\d:\d\d)/.exec((await desk.marksOf('a3'))[0]);
    await claire.reads(`de ${shownAt}, 2 s…`);
    await claire.reads(`de ${shownAt}, 4 s…`);
    await claire.photograph('held');
    assert.match(await page.getByRole('status').allTextContents().then((all) => all.join()), new RegExp(`Durée en cours depuis ${shownAt}`));
    await keyboard.up(observed);
    await desk.shows('a3', new RegExp(`^Observé à ${shownAt}, gardée$`));
    await desk.allKept();
    const [held] = await marksOf(a3);
    assert.ok(Number(held.observedAt.untilMs) - fromMs(held) >= 4_000);
    await eventually('the count is over', async () => (await page.getByText(/^de \d\d:\d\d, \d+ s…$/).count()) === 0);
    await claire.photograph('held-over');
  });

  await step('a click chooses: Enter marks it once; a click on a sign’s button marks once too', async () => {
    const row = page.locator('[data-code]').filter({ has: page.getByText('a2', { exact: true }) });
    await row.getByRole('button').first().click();
    await pressTimes('Enter', 2);
    await desk.shows('a2', marked);
    await row.getByRole('button', { name: /^Contraire/ }).first().click();
    await pressTimes('Enter', 2);
    await desk.shows('a2', marked, /^Contraire .*gardée$/);
    await keyboard.press(observed);
    await desk.shows('a2', marked, /^Contraire .*gardée$/, marked);
  });

  await step('one key goes from competence to competence, one back', async () => {
    const chosen = (code) =>
      eventually(`${code} is chosen`, async () => (await page.locator('[data-code] [aria-pressed="true"] kbd').textContent()) === code);
    await keyboard.press(';');
    await chosen('b1');
    await keyboard.press(';');
    await chosen('c1');
    await keyboard.press('.');
    await chosen('b1');
    await keyboard.press('ArrowDown');
    await chosen('b2');
  });

  await step('one key for what has no mark, and back', async () => {
    await keyboard.press('*');
    await claire.reads('Seuls les indicateurs sans marque sont montrés.');
    await keyboard.press('*');
    await claire.reads('Tous les indicateurs sont montrés.');
  });

  await step('who goes on into the grid has done with what was found over it', async () => {
    const results = page.getByRole('listbox', { name: 'Indicateurs trouvés' });
    await keyboard.type('reformul');
    await results.waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Sans marque seulement' }));
    await results.waitFor({ state: 'detached' });
    assert.equal(await finder.inputValue(), '');
  });

  await step('the panel of keys tells an assessor all of them', async () => {
    await keyboard.press('?');
    const panel = page.getByRole('complementary', { name: 'Touches' });
    for (const meaning of ['Compétence précédente, suivante', 'Observé', 'Annuler']) await panel.getByText(meaning).first().waitFor();
    await claire.photograph('keys');
    await keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  await step('who watches without marking is told the keys that are theirs, and has no others', async () => {
    await marc.signIn();
    await marc.enter('Observer', title);
    await marc.reads('Mutuelle du Val Clair, bonjour');
    await marc.keyboard.press('?');
    const panel = marc.page.getByRole('complementary', { name: 'Touches' });
    await panel.waitFor();
    assert.deepEqual(await panel.locator('dd').allTextContents(), ['Fermer cette aide', 'Afficher ou fermer cette aide']);
    await marc.photograph('keys-watching');
    await marc.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await marc.keyboard.press('?');
    await panel.waitFor();
    await marc.keyboard.press('?');
    await panel.waitFor({ state: 'detached' });
  });
});
