// A replay as somebody reads it: whole first, then moment by moment; its list of marks, the comparison, the search, paper.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { fitsTheTablet, fullyAccessible } from './support/accessibility.js';
import { artefact } from './support/artefacts.js';
import { fromMs, interviewTitled, journalOf, markingsOf, standingMarks } from './support/journal.js';
import { tabTo } from './support/keyboard.js';
import { close, openChats, publish } from './support/publishing.js';
import { playheadMs, shownMarks, shownTexts } from './support/replay.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const title = 'Devis dentaire : reste à charge sur une couronne';
const liveTitle = 'Carte de tiers payant perdue';
// Fast, and slow enough that its turns lie apart on the timeline.
const callSpeed = 20;
const remark = 'Accueil chaleureux, sans hâte : elle se présente, demande le nom, et attend la réponse avant de chercher le dossier.';
const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const items = { a1: 'B1.A1.C1.K1.I1', a2: 'B1.A1.C1.K1.I2', a3: 'B1.A1.C1.K1.I3', b1: 'B1.A1.C2.K1.I1' };

function markOf(code, observation, atMs, remark = '') {
  const at = String(atMs);
  return {
    markId: randomUUID(),
    indicatorCode: items[code],
    observation: `OBSERVATION_${observation}`,
    observedAt: { fromMs: at, untilMs: at },
    enteredAtMs: at,
    remark,
  };
}

const tabNamed = (person, name) => person.page.getByRole('tab', { name, exact: true });

async function choose(person, name) {
  const tab = tabNamed(person, name);
  await tabTo(person.page, person.page.getByRole('tab', { selected: true }));
  for (let presses = 0; presses < 3 && (await tab.getAttribute('aria-selected')) !== 'true'; ++presses) {
    await person.keyboard.press('ArrowRight');
  }
  assert.equal(await tab.getAttribute('aria-selected'), 'true', name);
}

// No-break spaces are typography.
const withPlainSpaces = (text) => text.replace(/\s+/g, ' ');
const countsOn = (person) => person.page.getByText(/^\d+ marques? (jusqu’ici )?sur \d+$/).textContent();
const address = (person) => new URL(person.page.url()).hash;

story('A replay is read', 'replay', async ({ people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const paul = await people.invite('paul.durand');
  const lea = await people.invite('lea.bernard');
  const tabletPaul = await people.invite('paul.durand', tablet);
  const phonePaul = await people.invite('paul.durand', phone);
  const list = claire.page.getByRole('table', { name: 'Marques' });
  const rows = list.locator('[data-row]');
  let interviewId = '';
  let journal = null;

  await step('a call ends, two assessors have marked it', async () => {
    await play(['01-devis-dentaire'], { speed: callSpeed }).finished();
    for (const person of [claire, paul, lea]) await person.signIn();
    ({ interviewId } = await interviewTitled(claire, title));
    const recordings = { ...(await markingsOf(claire, interviewId)), ...(await markingsOf(paul, interviewId)) };
    const { endMs } = await journalOf(claire, interviewId);
    const at = (share) => Math.round(endMs * share);
    const mark = (person, name, made) => publish(person, [{ recordingId: recordings[name], body: { mark: made } }]);
    const turned = markOf('a2', 'CONTRARY', at(0.4));
    await mark(claire, 'Claire Martin', markOf('a1', 'OBSERVED', at(0.1), remark));
    await mark(claire, 'Claire Martin', turned);
    await mark(claire, 'Claire Martin', markOf('a3', 'OBSERVED', at(0.6)));
    const corrected = { ...turned, observation: 'OBSERVATION_OBSERVED' };
    await publish(claire, [{ recordingId: recordings['Claire Martin'], body: { markCorrected: { mark: corrected } } }]);
    await mark(paul, 'Paul Durand', markOf('a1', 'OBSERVED', at(0.15)));
    await mark(paul, 'Paul Durand', markOf('a2', 'CONTRARY', at(0.45), 'trop pressé'));
    for (const [person, name] of [[claire, 'Claire Martin'], [paul, 'Paul Durand']]) {
      await publish(person, [{ recordingId: recordings[name], body: { markingClosed: {} } }]);
    }
    journal = await journalOf(claire, interviewId);
    assert.equal(journal.markings.length, 2);
  });

  await step('it opens on the whole interview, with a summary that agrees with what is shown', async () => {
    await claire.enter('Rejouer', title);
    const summary = claire.page.getByRole('region', { name: 'L’entretien entier' });
    await summary.waitFor();
    const texts = await shownTexts(claire.page);
    const turns = journal.conversation.filter(({ body }) => body.spokenTurn).length;
    assert.equal(texts.length, turns);
    assert.equal((await shownMarks(claire.page)).length, 5);
    assert.equal(await countsOn(claire), '5 marques sur 5');
    for (const words of [`${turns} prises de parole`, 'Claire Martin 3 · Paul Durand 2', '4 Observé', '1 Contraire']) {
      await summary.getByText(words).waitFor();
    }
    await summary.getByText(/^25 sur 28$/).waitFor();
    assert.equal(address(claire), `#/entretien/${interviewId}/rejouer`);
    await fullyAccessible(claire, 'whole');
  });

  await step('a moment is chosen, and the whole comes back', async () => {
    await claire.keyboard.press(']');
    const firstMs = Math.min(...journal.markings.flatMap(standingMarks).map(fromMs));
    assert.equal(await playheadMs(claire.page), firstMs);
    assert.equal((await shownMarks(claire.page)).length, 1);
    assert.equal(await countsOn(claire), '1 marque jusqu’ici sur 5');
    assert.equal(await claire.page.getByRole('region', { name: 'L’entretien entier' }).count(), 0);
    assert.match(address(claire), /\?t=[\d.]+$/);
    await claire.photograph('moment');
    await claire.keyboard.press('Escape');
    await claire.page.getByRole('region', { name: 'L’entretien entier' }).waitFor();
    assert.equal((await shownMarks(claire.page)).length, 5);
    assert.equal(address(claire), `#/entretien/${interviewId}/rejouer`);
    await claire.press('Lire');
    await claire.page.getByText(/jusqu’ici sur 5$/).waitFor();
    await claire.press('L’entretien entier');
    assert.equal(await countsOn(claire), '5 marques sur 5');
  });

  await step('what was said leads to its moment, for the candidate too', async () => {
    await lea.enter('Rejouer', title);
    for (const person of [claire, lea]) {
      await person.page.getByRole('button', { name: /^Aller à ce moment/ }).first().waitFor();
      assert.equal(await person.page.getByRole('button', { name: /^Marquer ici/ }).count(), 0);
    }
    await lea.page.getByRole('region', { name: 'L’entretien entier' }).waitFor();
    await fullyAccessible(lea, 'candidate');
  });

  await step('the marks are a list, with whole remarks and what was changed', async () => {
    await choose(claire, 'Marques');
    assert.equal(address(claire), `#/entretien/${interviewId}/rejouer?vue=marques`);
    await list.getByText(remark).waitFor();
    await list.getByText('D’abord « Contraire », changée à').waitFor();
    assert.equal(await rows.count(), 5);
    await fullyAccessible(claire, 'marks');
  });

  await step('it is sorted by any column, and filtered with the rest', async () => {
    for (const column of ['Signe', 'Indicateur', 'Par', 'Remarque', 'Moment']) {
      const header = list.getByRole('columnheader', { name: column });
      await tabTo(claire.page, header.getByRole('button'), 'Shift+Tab');
      await claire.keyboard.press('Enter');
      assert.equal(await header.getAttribute('aria-sort'), 'ascending', column);
    }
    const header = list.getByRole('columnheader', { name: 'Remarque' });
    await header.getByRole('button').click();
    assert.match(await rows.first().textContent(), /Accueil chaleureux/);
    await header.getByRole('button').click();
    assert.equal(await header.getAttribute('aria-sort'), 'descending');
    assert.match(await rows.last().textContent(), /Accueil chaleureux/);
    await list.getByRole('columnheader', { name: 'Moment' }).getByRole('button').click();
    await claire.page.getByRole('checkbox', { name: 'Paul Durand' }).click();
    await eventually('Paul’s marks are left out', async () => (await rows.count()) === 3);
    await claire.page.getByRole('checkbox', { name: 'Paul Durand' }).click();
    await eventually('they are back', async () => (await rows.count()) === 5);
  });

  await step('Enter goes to the moment of a mark, and the row of the moment keeps in step', async () => {
    const current = list.locator('[aria-current]');
    await tabTo(claire.page, rows.first().getByRole('button'));
    await claire.keyboard.press('ArrowDown');
    await claire.keyboard.press('Enter');
    const marks = journal.markings.flatMap(standingMarks).sort((a, b) => fromMs(a) - fromMs(b));
    assert.equal(await playheadMs(claire.page), fromMs(marks[1]));
    assert.match(await current.textContent(), /Paul Durand/);
    assert.equal(await rows.filter({ hasText: 'à venir' }).count(), 3);
    await claire.photograph('marks-moment');
    await claire.page.getByRole('combobox', { name: 'Vitesse' }).selectOption('2');
    await claire.press('Lire');
    await eventually('the last mark is the one of the moment', async () => /a3/.test(await current.textContent()));
    await claire.keyboard.press('k');
  });

  await step('the two assessors are side by side, differences first', async () => {
    await claire.keyboard.press('Escape');
    await choose(claire, 'Comparaison');
    const compared = claire.page.getByRole('table', { name: 'Comparaison' }).locator('[data-verdict]');
    const verdicts = await compared.evaluateAll((all) => all.map((row) => row.dataset.verdict));
    assert.deepEqual(verdicts.slice(0, 4), ['contradictory', 'some', 'same', 'none']);
    assert.match(await compared.nth(0).textContent(), /Contradictoires/);
    assert.match(await compared.nth(1).textContent(), /Claire Martin uniquement/);
    assert.match(await compared.nth(2).textContent(), /Les deux, d’accord/);
    await claire.reads('2 différences');
    await fullyAccessible(claire, 'comparison');
    await claire.page.getByRole('checkbox', { name: /sans marque$/ }).click();
    await eventually('those without a mark are left out', async () => (await compared.count()) === 3);
    await compared.nth(0).getByRole('button', { name: /^Contraire à/ }).click();
    const contrary = journal.markings.flatMap(standingMarks).find(({ observation }) => observation === 'OBSERVATION_CONTRARY');
    assert.equal(await playheadMs(claire.page), fromMs(contrary));
    assert.match(address(claire), /\?t=[\d.]+&vue=comparaison$/);
  });

  await step('words are found in what was said', async () => {
    await claire.keyboard.press('Escape');
    await claire.keyboard.press('/');
    const field = claire.page.getByRole('searchbox');
    await eventually('the field has the focus', () => field.evaluate((element) => element === document.activeElement));
    await claire.keyboard.type('DEVIS');
    const found = claire.page.getByRole('search').getByRole('status');
    await eventually('the first is shown', async () => /^1 sur \d+$/.test((await found.textContent()).trim()));
    const total = Number((await found.textContent()).trim().split(' ').at(-1));
    assert.equal(total, (await shownTexts(claire.page)).filter((text) => /devis/i.test(text)).length);
    await claire.keyboard.press('Enter');
    await eventually('the second is shown', async () => (await found.textContent()).trim() === `2 sur ${total}`);
    const picked = claire.page.locator('li[data-item]:has(> .picked)');
    assert.match(await picked.textContent(), /devis/i);
    await eventually('it is in view', () => picked.evaluate((row) => row.getBoundingClientRect().top > 0));
    await claire.photograph('search');
    await claire.keyboard.press('Shift+Enter');
    await eventually('back to the first', async () => (await found.textContent()).trim() === `1 sur ${total}`);
    await claire.keyboard.type('x');
    await eventually('nothing more', async () => (await found.textContent()).trim() === 'Introuvable');
    await claire.keyboard.press('Escape');
    await claire.page.getByRole('search').waitFor({ state: 'detached' });
  });

  await step('on paper everything is there, and nothing to press', async () => {
    await claire.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await claire.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const paper = claire.page.locator('article').filter({ has: claire.page.getByRole('heading', { name: title, level: 1 }) });
    await paper.waitFor();
    const words = withPlainSpaces(await paper.innerText());
    for (const expected of ['Léa Bernard', 'Téléphone', 'Claire Martin, Paul Durand', 'Simulé', remark, 'trop pressé', 'D’abord « Contraire »']) {
      assert.ok(words.includes(expected), expected);
    }
    const said = journal.conversation.flatMap(({ body }) => body.spokenTurn?.text ?? []);
    for (const text of said) assert.ok(words.includes(withPlainSpaces(text)), text);
    assert.equal(await claire.page.locator('button:visible, a:visible, input:visible').count(), 0);
    assert.equal(await paper.evaluate((element) => getComputedStyle(element).color), 'rgb(0, 0, 0)');
    await claire.page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await claire.page.emulateMedia({ media: null, colorScheme: 'light' });
    await paper.waitFor({ state: 'detached' });
    const pdf = await claire.page.pdf({ path: artefact('replay.pdf'), format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g);
    assert.ok(pages.length > 2, `${pages.length} pages`);
    await paper.waitFor({ state: 'detached' });
  });

  await step('an address leads back to a pane and a moment', async () => {
    await claire.page.goto(`/#/entretien/${interviewId}/rejouer?t=1&vue=marques`);
    await list.waitFor();
    assert.equal(await playheadMs(claire.page), 1_000);
    await claire.page.goto(`/#/entretien/${interviewId}/rejouer`);
    await claire.page.getByRole('region', { name: 'L’entretien entier' }).waitFor();
  });

  await step('on a tablet and on a telephone it fits, and remarks are read', async () => {
    for (const [person, name] of [[tabletPaul, 'tablet'], [phonePaul, 'phone']]) {
      await person.signIn();
      await person.page.goto(`/#/entretien/${interviewId}/rejouer`);
      await person.page.getByRole('region', { name: 'L’entretien entier' }).waitFor();
      await fitsTheTablet(person, `${name}-whole`);
      for (const pane of ['Comparaison', 'Marques']) {
        await tabNamed(person, pane).tap();
        await fitsTheTablet(person, `${name}-${pane.toLowerCase()}`);
      }
      await person.page.getByRole('table', { name: 'Marques' }).getByText(remark).waitFor();
    }
  });

  await step('of an interview that is still going on it says so, and how far it reaches', async () => {
    const [id] = await openChats(claire, [liveTitle]);
    await claire.page.goto(`/#/entretien/${id}/rejouer`);
    await claire.reads(/L’entretien est en cours\s: la relecture va jusqu’à \d\d:\d\d/);
    await claire.reads('En direct');
    assert.equal(await claire.page.getByText('Terminé', { exact: true }).count(), 0);
    await claire.photograph('live');
    await close(lea, [id]);
    await claire.reads('Terminé');
    await claire.page.getByText(/L’entretien est en cours/).waitFor({ state: 'detached' });
  });
});
