// Two assessors, each at a browser, mark one simulated telephone call.
import assert from 'node:assert/strict';
import { assertTrueTime, assertUnbroken } from './support/assertions.js';
import { Console, contrary, noOpportunity, observed } from './support/console.js';
import { fromMs, interviewTitled, markingsOf, positionMs, readRecording, standingMarks } from './support/journal.js';
import { tabTo } from './support/keyboard.js';
import { expectedMarks, expectedTexts, playheadMs, seek, shownMarks, shownTexts } from './support/replay.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const title = 'Devis dentaire : reste à charge sur une couronne';
// Slow enough that the call outlasts the marking; it is ended by hanging up.
const callSpeed = 2;

story('Two assessors mark a live call', 'call', async ({ people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const paul = await people.invite('paul.durand');
  const claireDesk = new Console(claire);
  const paulDesk = new Console(paul);
  const call = play(['01-devis-dentaire'], { speed: callSpeed });
  const remarks = { claire: 'accueil chaleureux, sans hâte', paul: 'ton trop pressé au début' };
  const interview = {};
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
    Object.assign(interview, await interviewTitled(claire, title));
    interview.claire = (await markingsOf(claire, interview.interviewId))['Claire Martin'];
    interview.paul = (await markingsOf(paul, interview.interviewId))['Paul Durand'];
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
    await claire.keyboard.type(remarks.claire);
    await claire.keyboard.press('Enter');
    await claireDesk.shows('a1', new RegExp(`^Observé .*gardée\\s: ${remarks.claire}$`));

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

  await step('the other assessor marks the same call otherwise', async () => {
    await paulDesk.mark('a1', contrary);
    await paulDesk.shows('a1', /^Contraire .*gardée$/);
    await paul.keyboard.press('Tab');
    await paul.keyboard.type(remarks.paul);
    await paul.keyboard.press('Enter');
    await paulDesk.mark('e1', observed);
    await paulDesk.mark('e2', observed);
    await paulDesk.shows('e2', /gardée$/);
    await paulDesk.allKept();
    await paul.photograph('other-console');
  });

  const seesNothingOf = async (assessor, own, other) => {
    const { interviewId } = interview;
    const strange = assessor.wire.frames().filter(({ recordingId }) => !['', interviewId, own.recordingId].includes(recordingId));
    assert.deepEqual(strange, [], 'every frame is about the conversation, the own marking or the connection');
    for (const text of [own.recordingId, own.remark]) assert.ok(await assessor.wire.carried(text), `${text} was seen to pass`);
    for (const text of [other.recordingId, other.remark]) {
      assert.ok(!(await assessor.wire.carried(text)), `${text} came in no frame and no answer`);
      assert.ok(!(await assessor.page.content()).includes(text), `${text} is not in the page`);
    }
    await assert.rejects(readRecording(assessor, other.recordingId), /ERROR_CODE_UNKNOWN_RECORDING/);
    assert.deepEqual(Object.values(await markingsOf(assessor, interviewId)), [own.recordingId]);
  };
  const bothAreSealed = async () => {
    const claires = { recordingId: interview.claire, remark: remarks.claire };
    const pauls = { recordingId: interview.paul, remark: remarks.paul };
    await seesNothingOf(claire, claires, pauls);
    await seesNothingOf(paul, pauls, claires);
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
    await claireDesk.shows('d1', /en route$/);
    await claire.reads(/interrompue depuis \d\d:\d\d\. Vos 3 marques sont gardées sur ce poste et partiront à son retour\./);
    await claire.reads('3 en route');
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
    const events = await readRecording(claire, interview.claire);
    assertUnbroken(events);
    const marks = standingMarks(events);
    assert.equal(marks.length, 9);
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
    assert.deepEqual(late.map(({ body }) => body.mark?.indicatorCode), ['B1.A1.C2.K1.I1', 'B1.A1.C2.K1.I2', 'B1.A3.C1.K1.I1']);
    await claire.photograph('back');
  });

  await step('the call ends, and each closes their marking', async () => {
    await call.hangUp();
    await claireDesk.finishMarking();
    await claire.photograph('closed');
    await bothAreSealed();
    await paulDesk.finishMarking();
  });

  await step('a seek in the replay shows exactly the state at that moment, with the marks of both', async () => {
    const { interviewId } = interview;
    await claire.page.getByRole('link', { name: 'Rejouer' }).click();
    await claire.page.getByRole('group', { name: 'Commandes de relecture' }).waitFor();
    const conversation = await readRecording(claire, interviewId);
    const markings = [await readRecording(claire, interview.claire), await readRecording(claire, interview.paul)];
    assert.deepEqual(await markingsOf(claire, interviewId), { 'Claire Martin': interview.claire, 'Paul Durand': interview.paul });
    const endMs = positionMs(conversation.at(-1), conversation[0]);
    const turn = conversation.filter(({ body }) => body.spokenTurn)[2];
    const turnEndMs = positionMs(turn, conversation[0]);
    const markMs = fromMs(standingMarks(markings[0])[3]);
    const moments = [0, turnEndMs - 1, turnEndMs, markMs - 1, markMs, Math.round(endMs * 0.66), endMs, Math.round(endMs * 0.33)];
    for (const atMs of moments) {
      await seek(claire.page, interviewId, atMs);
      assert.deepEqual(await shownTexts(claire.page), expectedTexts(conversation, atMs), `said at ${atMs} ms`);
      assert.deepEqual(await shownMarks(claire.page), expectedMarks(markings, atMs, endMs), `marked at ${atMs} ms`);
      if (atMs === Math.round(endMs * 0.66)) await claire.photograph('replay');
    }
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
    const marks = (await Promise.all([interview.claire, interview.paul].map((id) => readRecording(claire, id)))).flatMap(standingMarks);
    const here = await playheadMs(page);
    assert.ok(marks.some((mark) => fromMs(mark) === here), `${here} ms is the moment of a mark`);
  });
});
