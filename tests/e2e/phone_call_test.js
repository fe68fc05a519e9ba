// Two assessors, each at a browser, mark one simulated telephone call.
import assert from 'node:assert/strict';
import { assertTrueTime, assertUnbroken } from './support/assertions.js';
import { Console, contrary, noOpportunity, observed } from './support/console.js';
import { fromMs, interviewTitled, journalOf, markingsOf, positionMs, readRecording, standingMarks } from './support/journal.js';
import { tabTo } from './support/keyboard.js';
import { assertReplayed, playheadMs } from './support/replay.js';
import { assertSealed } from './support/seal.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const title = 'Devis dentaire : reste à charge sur une couronne';
// Slow enough that the call outlasts the marking; it is ended by hanging up.
const callSpeed = 2;

story('Two assessors mark a live call', 'call', async ({ people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const paul = await people.invite('paul.durand');
  const marc = await people.invite('marc.dubois');
  const claireDesk = new Console(claire);
  const paulDesk = new Console(paul);
  const call = play(['01-devis-dentaire'], { speed: callSpeed });
  const interview = { claire: { remark: 'accueil chaleureux, sans hâte' }, paul: { remark: 'ton trop pressé au début' } };
  const pressed = {};

  await step('both sign in and enter the live interview from the list with the keyboard', async () => {
    for (const assessor of [claire, paul]) {
      await assessor.signIn();
      await assessor.reads(title);
      if (assessor === claire) await claire.photograph('list');
      await assessor.enter('Observer et marquer', title);
      await assessor.reads('Mutuelle du Val Clair, bonjour');
    }
    await claire.reads('Paul Durand, en ligne');
    const { interviewId, openedWallNs } = await interviewTitled(claire, title);
    Object.assign(interview, { id: interviewId, openedWallNs });
    interview.claire.recordingId = (await markingsOf(claire, interviewId))['Claire Martin'];
    interview.paul.recordingId = (await markingsOf(paul, interviewId))['Paul Durand'];
    await claire.photograph('console');
  });

  await step('marks are made with the keyboard alone, and are kept', async () => {
    await claire.keyboard.type('agressiv');
    await claire.page.getByRole('option', { name: /agressivité/ }).waitFor();
    await claire.photograph('finder');
    await claire.keyboard.press('Enter');
    await claireDesk.shows('f1', /^Observé à \d\d:\d\d, gardée$/);

    pressed.a1 = await claireDesk.mark('a1', observed);
    await claireDesk.shows('a1', /^Observé .*gardée$/);
    await claire.keyboard.press('Tab');
    await claire.keyboard.type(interview.claire.remark);
    await claire.keyboard.press('Enter');
    await claireDesk.shows('a1', new RegExp(`^Observé .*gardée\\s: ${interview.claire.remark}$`));

    await claireDesk.mark('b3', contrary);
    await claireDesk.mark('d5', noOpportunity);
    await claireDesk.shows('b3', /^Contraire .*gardée$/);
    await claireDesk.shows('d5', /^Sans occasion .*gardée$/);
    await claireDesk.allKept();
    await claire.photograph('marked');
  });

  await step('undo takes the last mark away, redo brings it back', async () => {
    await claireDesk.mark('c1', observed);
    await claireDesk.shows('c1', /gardée$/);
    await claire.keyboard.press('Control+z');
    await claireDesk.shows('c1');
    await claire.keyboard.press('Control+y');
    await claireDesk.shows('c1', /gardée$/);
  });

  await step('one key sets the next mark ten seconds back', async () => {
    await eventually('the call has lasted long enough', async () => (await claire.page.getByRole('timer').textContent()) > '00:10');
    await claire.keyboard.press(',');
    await claire.reads('il y a 10 s');
    pressed.a2 = await claireDesk.mark('a2', observed);
    await claireDesk.shows('a2', /^Observé .*gardée$/);
    await claire.reads('maintenant');
  });

  await step('a key that is held marks a span', async () => {
    await claire.keyboard.type('a3');
    await claire.keyboard.down(observed);
    const downMs = Date.now();
    await eventually('the key was held for a second', () => Date.now() - downMs > 1_000);
    await claire.keyboard.up(observed);
    await claireDesk.shows('a3', /^Observé .*gardée$/);
    const marks = standingMarks(await readRecording(claire, interview.claire.recordingId));
    const { observedAt } = marks.find(({ indicatorCode }) => indicatorCode === 'B1.A1.C1.K1.I3');
    const lastedMs = Number(observedAt.untilMs) - Number(observedAt.fromMs);
    assert.ok(lastedMs >= 1_000, `the span lasts ${lastedMs} ms`);
  });

  await step('the other assessor marks the same call otherwise', async () => {
    await paulDesk.mark('a1', contrary);
    await paulDesk.shows('a1', /^Contraire .*gardée$/);
    await paul.keyboard.press('Tab');
    await paul.keyboard.type(interview.paul.remark);
    await paul.keyboard.press('Enter');
    await paulDesk.mark('e1', observed);
    await paulDesk.mark('e2', observed);
    await paulDesk.shows('e2', /gardée$/);
    await paulDesk.allKept();
    await paul.photograph('other-console');
  });

  const bothAreSealed = async () => {
    await assertSealed(claire, interview.id, interview.claire, interview.paul);
    await assertSealed(paul, interview.id, interview.paul, interview.claire);
  };

  await step('neither sees the other’s marks, their count or their rhythm', async () => {
    assert.deepEqual((await claireDesk.marksOf('a1')).length, 1);
    assert.deepEqual((await claireDesk.marksOf('e1')).length, 0);
    assert.deepEqual((await paulDesk.marksOf('f1')).length, 0);
    const timeline = paul.page.getByRole('slider', { name: /Frise/ });
    assert.match(await timeline.getAttribute('aria-valuetext'), /, 3 marques sur la frise$/);
    await bothAreSealed();
  });

  await step('without a network marking goes on, and the page says what is kept', async () => {
    claire.network.cut();
    await claire.reads(/La connexion est interrompue depuis \d\d:\d\d\./);
    pressed.b1 = await claireDesk.mark('b1', observed);
    await claireDesk.shows('b1', /en route$/);
    await paulDesk.mark('c3', observed);
    await paulDesk.shows('c3', /gardée$/);
    pressed.b2 = await claireDesk.mark('b2', contrary);
    pressed.d1 = await claireDesk.mark('d1', observed);
    await claire.keyboard.press('Tab');
    await claire.keyboard.type('ferme et précis');
    await claire.keyboard.press('Enter');
    await claireDesk.shows('d1', /en route\s: ferme et précis$/);
    // Three marks, although the remark is an event of its own.
    await claire.reads(/interrompue depuis \d\d:\d\d\. Vos 3 marques sont gardées sur ce poste et partiront à son retour\./);
    await claire.reads('3 en route');
    assert.equal(await claire.page.getByText('Paul Durand').count(), 0, 'nothing is known of the other meanwhile');
    await claire.photograph('cut');
  });

  await step('a reload in the middle of the cut loses nothing', async () => {
    claire.network.cutLiveOnly();
    await claire.page.reload();
    await claire.reads('3 en route');
    await claireDesk.shows('b1', /en route$/);
    await claireDesk.shows('b2', /^Contraire .*en route$/);
    assert.equal(await claireDesk.waitingCount(), 3);
    await claire.photograph('reloaded-while-cut');
  });

  await step('when the network is back every mark is kept once, at its true time', async () => {
    const backAtMs = Date.now();
    claire.network.restore();
    await claireDesk.allKept();
    const events = await readRecording(claire, interview.claire.recordingId);
    assertUnbroken(events);
    const marks = standingMarks(events);
    assert.equal(marks.length, 10);
    for (const [code, item, backMs] of [
      ['a1', 'B1.A1.C1.K1.I1', 0],
      ['a2', 'B1.A1.C1.K1.I2', 10_000],
      ['b1', 'B1.A1.C2.K1.I1', 0],
      ['b2', 'B1.A1.C2.K1.I2', 0],
      ['d1', 'B1.A3.C1.K1.I1', 0],
    ]) {
      const ofItem = marks.filter(({ indicatorCode }) => indicatorCode === item);
      assert.equal(ofItem.length, 1, code);
      assertTrueTime(interview, events, fromMs(ofItem[0]) + backMs, pressed[code], code);
    }
    const late = events.filter(({ serverWallNs }) => Number(BigInt(serverWallNs) / 1_000_000n) >= backAtMs);
    assert.deepEqual(
      late.map(({ body }) => (body.mark ?? body.markCorrected.mark).indicatorCode),
      ['B1.A1.C2.K1.I1', 'B1.A1.C2.K1.I2', 'B1.A3.C1.K1.I1', 'B1.A3.C1.K1.I1'],
    );
    await claire.photograph('back');
  });

  await step('the call ends, and each closes their marking', async () => {
    await call.hangUp();
    await claireDesk.finishMarking();
    await claire.photograph('closed');
    await bothAreSealed();
  });

  await step('until both have, the quality manager sees no marks', async () => {
    await marc.signIn();
    await marc.enter('Rejouer', title);
    await marc.reads('Sous scellé');
    assert.equal(await marc.page.getByRole('region', { name: /^Grille/ }).count(), 0);
    assert.deepEqual(await markingsOf(marc, interview.id), {});
    for (const { recordingId } of [interview.claire, interview.paul]) {
      await assert.rejects(readRecording(marc, recordingId), /ERROR_CODE_UNKNOWN_RECORDING/);
    }
    await marc.photograph('quality-sealed');
  });

  await step('afterwards the marks of both appear in the replay that is open', async () => {
    await paulDesk.finishMarking();
    await marc.page.getByText('Sous scellé').waitFor({ state: 'detached' });
    const journal = await journalOf(marc, interview.id);
    assert.equal(journal.markings.length, 2);
    await assertReplayed(marc, journal, [0, Math.round(journal.endMs / 2), journal.endMs]);
    for (const name of ['Claire Martin', 'Paul Durand']) await marc.page.getByRole('checkbox', { name }).waitFor();
    await marc.photograph('quality-replay');
  });

  await step('a seek in the replay shows exactly the state at that moment, with the marks of both', async () => {
    await claire.page.getByRole('link', { name: 'Rejouer' }).click();
    const journal = await journalOf(claire, interview.id);
    assert.equal(journal.markings.length, 2);
    const turn = journal.conversation.filter(({ body }) => body.spokenTurn)[2];
    const turnEndMs = positionMs(turn, journal.conversation[0]);
    const markMs = fromMs(standingMarks(journal.markings[0])[3]);
    const shareOf = (share) => Math.round(journal.endMs * share);
    await assertReplayed(claire, journal, [0, turnEndMs - 1, turnEndMs, markMs - 1, markMs, journal.endMs, shareOf(0.33), shareOf(0.66)]);
    await claire.photograph('replay');
  });

  await step('the replay plays, pauses and goes from mark to mark with the keyboard', async () => {
    const { page, keyboard } = claire;
    await tabTo(page, page.getByRole('slider'));
    await keyboard.press('Home');
    await keyboard.press(' ');
    await eventually('the replay plays', async () => (await playheadMs(page)) > 0);
    await keyboard.press('k');
    await page.getByRole('button', { name: 'Lire', exact: true }).waitFor();
    await keyboard.press(']');
    const here = await playheadMs(page);
    const marks = (await journalOf(claire, interview.id)).markings.flatMap(standingMarks);
    assert.ok(marks.some((mark) => fromMs(mark) === here), `${here} ms is the moment of a mark`);
    const keys = page.getByText('lire ou arrêter (barre d’espace)');
    await page.getByText('Clavier', { exact: true }).click();
    await keys.waitFor();
    await keyboard.press('Escape');
    await keys.waitFor({ state: 'hidden' });
  });
});
