// Who is speaking now: a turn is read, pointed at and marked while it goes on, and replayed as it was heard.
import assert from 'node:assert/strict';
import { Console, observed } from './support/console.js';
import { interviewTitled, journalOf, markingsOf, positionMs, readRecording, standingMarks } from './support/journal.js';
import { assertReplayed, expectedTexts, shownTexts } from './support/replay.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const title = 'Devis dentaire : reste à charge sur une couronne';
// The candidate's third turn: three sentences, twelve seconds long.
const longTurn = { begins: 'Je comprends, c’est une somme.', ends: 'et votre date de naissance ?' };

story('A turn is seen while it is spoken', 'turns', async ({ people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const desk = new Console(claire);
  const { page } = claire;
  const call = play(['01-devis-dentaire'], { speed: 1 });
  const interview = {};
  const row = page.locator('li').filter({ hasText: longTurn.begins });
  const paragraph = row.locator('article > p');

  await step('the words of whoever speaks come as they are said', async () => {
    await claire.signIn();
    await claire.enter('Observer et marquer', title);
    await claire.reads('Mutuelle du Val Clair');
    const { interviewId } = await interviewTitled(claire, title);
    Object.assign(interview, { id: interviewId, recordingId: (await markingsOf(claire, interviewId))['Claire Martin'] });
    await paragraph.waitFor();
    assert.match(await paragraph.textContent(), /\(en train de parler\)/);
    await claire.photograph('speaking');
    const before = await paragraph.textContent();
    await eventually('further words have come', async () => (await paragraph.textContent()).length > before.length);
    assert.doesNotMatch(await paragraph.textContent(), new RegExp(longTurn.ends.replace(' ?', '\\s\\?')), 'the end is not known yet');
    await claire.photograph('further');
  });

  await step('the turn that goes on is pointed at and marked', async () => {
    await row.getByRole('button', { name: /Marquer ici/ }).click();
    await desk.mark('a1', observed);
    await desk.shows('a1', /^Observé .*gardée$/);
    assert.match(await paragraph.textContent(), /\(en train de parler\)/, 'the turn still goes on');
    await row.getByText('1 marque ici').waitFor({ state: 'attached' });
    const [mark] = standingMarks(await readRecording(claire, interview.recordingId));
    const conversation = await readRecording(claire, interview.id);
    const begun = conversation.find(({ eventId }) => eventId === mark.observedAt.messageEventId);
    assert.equal(begun?.body.turnStarted?.participantId, 'candidate');
    const beganMs = positionMs(begun, conversation[0]);
    assert.equal(Number(mark.observedAt.fromMs), beganMs);
    const turn = conversation.filter(({ body }) => body.turnPart?.turnId === begun.body.turnStarted.turnId);
    const untilMs = Number(mark.observedAt.untilMs);
    assert.ok(untilMs > positionMs(turn[0], conversation[0]), `what was heard so far is marked: ${beganMs} to ${untilMs} ms`);
    interview.turnStarted = begun;
  });

  await step('when it is over it has its final wording, and the mark beside it', async () => {
    await eventually('the turn is over', async () => !/en train de parler/.test(await paragraph.textContent()));
    assert.match(await paragraph.textContent(), new RegExp(longTurn.ends.replace(' ?', '\\s\\?')));
    await row.getByText('1 marque ici').waitFor({ state: 'attached' });
    assert.equal(await row.count(), 1);
    await claire.photograph('spoken');
  });

  await step('a turn in which the call is hung up is shown as broken off', async () => {
    await eventually('somebody speaks', async () => /en train de parler/.test((await shownTexts(page)).at(-1)));
    await call.hangUp();
    await claire.reads('L’entretien est terminé.');
    const conversation = await readRecording(claire, interview.id);
    assert.match(expectedTexts(conversation, Infinity).at(-1), /\(interrompue\)$/);
    assert.deepEqual(await shownTexts(page), expectedTexts(conversation, Infinity));
    await desk.finishMarking();
  });

  await step('the replay shows at each moment of a turn what had been heard of it', async () => {
    await page.getByRole('link', { name: 'Rejouer' }).click();
    const journal = await journalOf(claire, interview.id);
    const { turnId } = interview.turnStarted.body.turnStarted;
    const stamps = journal.conversation
      .filter(({ body }) => [body.turnStarted, body.turnPart, body.spokenTurn].some((said) => said?.turnId === turnId))
      .map((event) => positionMs(event, journal.conversation[0]));
    assert.ok(stamps.length > 3);
    await assertReplayed(claire, journal, [...stamps.map((stampMs) => stampMs - 1), ...stamps, stamps[2]]);
    await row.getByText('1 marque ici').waitFor({ state: 'attached' });
    await claire.photograph('replayed');
  });
});
