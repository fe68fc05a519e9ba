// Two assessors mark while what lies under them fails: the network without a word, and the server.
import assert from 'node:assert/strict';
import { assertUnbroken } from './support/assertions.js';
import { Console, contrary, observed } from './support/console.js';
import { interviewTitled, markingsOf, readRecording, standingMarks } from './support/journal.js';
import { expectedTexts, shownTexts } from './support/replay.js';
import { story } from './support/story.js';

const title = 'Rejets Noémie en série : demande d’une téléconseillère';
const callSpeed = 3;
const crashesCount = 2;

story('Nothing is lost when the network or the server fails under two assessors', 'failures', async ({ server, people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const paul = await people.invite('paul.durand');
  const desks = [new Console(claire), new Console(paul)];
  const call = play(['07-demande-interne'], { speed: callSpeed });
  const interview = {};
  let marksEach = 0;

  const bothMark = async (codes) => {
    for (const code of codes) {
      for (const [at, desk] of desks.entries()) await desk.mark(code, at === 0 ? observed : contrary);
      marksEach += 1;
    }
  };

  await step('both mark a live call', async () => {
    for (const assessor of [claire, paul]) {
      await assessor.signIn();
      await assessor.enter('Observer et marquer', title);
      await assessor.reads('Gestion santé, bonjour.');
    }
    Object.assign(interview, await interviewTitled(claire, title));
    await bothMark(['a1', 'a2']);
    for (const desk of desks) await desk.allKept();
  });

  await step('a network that falls silent is noticed, and what was marked meanwhile arrives when it speaks again', async () => {
    paul.network.silence();
    // The browser is told that it has no network; its open WebSocket is not.
    await paul.context.setOffline(true);
    await bothMark(['a4']);
    await paul.reads(/La connexion est interrompue depuis \d\d:\d\d\. Votre marque est gardée sur ce poste/);
    await paul.photograph('silent');
    paul.network.restore();
    await paul.context.setOffline(false);
    for (const desk of desks) await desk.allKept();
  });

  await step('killed in the midst of marks, the server comes back and the consoles with it, by themselves', async () => {
    for (let crash = 0; crash < crashesCount; ++crash) {
      await bothMark(['a1', 'a2']);
      await server.kill();
      await bothMark(['a3', 'a1']);
      for (const assessor of [claire, paul]) await assessor.reads(/La connexion est interrompue depuis/);
      await claire.photograph(`down-${crash + 1}`);
      await server.restart();
      for (const desk of desks) await desk.allKept();
    }
  });

  await step('no mark is lost and none is there twice', async () => {
    for (const [at, assessor] of [claire, paul].entries()) {
      const name = ['Claire Martin', 'Paul Durand'][at];
      const events = await readRecording(assessor, (await markingsOf(assessor, interview.interviewId))[name]);
      assertUnbroken(events);
      const marks = standingMarks(events);
      assert.equal(marks.length, marksEach);
      const moments = marks.map(({ observedAt }) => Number(observedAt.fromMs));
      assert.deepEqual(moments, moments.toSorted((a, b) => a - b), 'marks are in the order they were made');
    }
  });

  await step('the conversation has no gap either: what the page shows is what is in the journal', async () => {
    await call.hangUp();
    await claire.reads('L’entretien est terminé.');
    const conversation = await readRecording(claire, interview.interviewId);
    assertUnbroken(conversation);
    const said = expectedTexts(conversation, Infinity);
    assert.deepEqual(await shownTexts(claire.page), said);
    assert.deepEqual(await shownTexts(paul.page), said);
    await paul.photograph('after');
  });

  await step('every chain of the database holds', async () => {
    await server.stop();
    assert.ok(await server.verify());
  });
});
