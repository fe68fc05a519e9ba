// A chat between two real browsers, marked at two more.
import assert from 'node:assert/strict';
import { Console, contrary, observed } from './support/console.js';
import { interviewTitled, journalOf, markingsOf, positionMs, readRecording, standingMarks } from './support/journal.js';
import { tabTo } from './support/keyboard.js';
import { assertReplayed } from './support/replay.js';
import { story } from './support/story.js';

const title = 'Lunettes cassées : quel remboursement ?';
const member = 'Mme Odile Marchand';
const door = 'Entrer dans le tchat';
const difficult = 'Situation difficile';

story('Two assessors mark a chat between two browsers', 'chat', async ({ people, step }) => {
  const claire = await people.invite('claire.martin');
  const paul = await people.invite('paul.durand');
  const lea = await people.invite('lea.bernard');
  const nadia = await people.invite('nadia.benali');
  const claireDesk = new Console(claire);
  const paulDesk = new Console(paul);
  const interview = {};

  const write = async (person, to, text) => {
    await tabTo(person.page, person.page.getByLabel(`Message à ${to}`));
    await person.keyboard.type(text);
    await person.keyboard.press('Enter');
  };
  // Under one's own message: "Enregistré", "Distribué".
  const stateOf = (person, text, state) =>
    person.page.locator('article').filter({ hasText: text }).getByText(state, { exact: true }).waitFor();

  await step('an assessor opens the interview from the list', async () => {
    await claire.signIn();
    await tabTo(claire.page, claire.page.getByRole('link', { name: 'Ouvrir un entretien par tchat' }));
    await claire.keyboard.press('Enter');
    await claire.page.getByLabel('Sujet').fill(title);
    await claire.page.getByRole('combobox', { name: 'Candidat' }).selectOption('Léa Bernard');
    await claire.page.getByRole('combobox', { name: 'Jeu de rôle' }).selectOption('Nadia Benali');
    await claire.page.getByLabel('Nom de l’interlocuteur').fill(member);
    await claire.page.getByLabel('Qui est-ce ?').fill('adhérente');
    await claire.page.getByRole('combobox', { name: 'Seconde évaluation' }).selectOption('Paul Durand');
    await claire.page.getByLabel('Situation difficile').check();
    await claire.photograph('form');
    await claire.press('Ouvrir l’entretien');
    await claire.reads('Rien n’a encore été dit');
    await claire.reads(difficult);
    Object.assign(interview, await interviewTitled(claire, title));
  });

  await step('a message that nobody has read yet is kept; once the other side shows it, it is delivered', async () => {
    await nadia.signIn();
    await nadia.enter(door, title);
    await write(nadia, 'Léa Bernard', 'Bonjour, j’ai cassé mes lunettes hier.');
    await stateOf(nadia, 'j’ai cassé mes lunettes', 'Enregistré');
    await stateOf(claire, 'j’ai cassé mes lunettes', 'Enregistré');
    await lea.signIn();
    await lea.reads(title);
    assert.equal(await lea.page.getByText(difficult).count(), 0);
    await lea.enter(door, title);
    await lea.reads('j’ai cassé mes lunettes hier');
    assert.equal(await lea.page.getByText(difficult).count(), 0, 'the candidate is not told');
    for (const reader of [nadia, claire]) await stateOf(reader, 'j’ai cassé mes lunettes', 'Distribué');
    await lea.reads(`${member} est en ligne`);
    await nadia.reads('Léa Bernard est en ligne');
  });

  await step('each sees that the other is writing, and the assessor sees it too', async () => {
    // The sign goes out after a few seconds: it is waited for before it comes.
    const seenWriting = Promise.all([nadia, claire].map((reader) => reader.reads('Léa Bernard écrit…')));
    await tabTo(lea.page, lea.page.getByLabel(`Message à ${member}`));
    await lea.keyboard.type('Bonjour Madame, ');
    await seenWriting;
    await nadia.photograph('typing');
    await claire.photograph('typing-assessor');
    await lea.keyboard.type('je regarde votre contrat avec vous.');
    await lea.keyboard.press('Enter');
    await nadia.reads('je regarde votre contrat avec vous.');
    for (const { page } of [nadia, claire]) await page.getByText('Léa Bernard écrit…').waitFor({ state: 'detached' });
    for (const reader of [lea, claire]) await stateOf(reader, 'je regarde votre contrat', 'Distribué');
    await lea.photograph('candidate');
  });

  await step('a message written during a cut arrives once, after it', async () => {
    lea.network.cut();
    await lea.reads(/La connexion est interrompue depuis/);
    await write(lea, member, 'Votre formule rembourse une paire tous les deux ans.');
    await lea.reads(/Votre message est gardé sur ce poste et partira à son retour\./);
    await stateOf(lea, 'une paire tous les deux ans', 'En route');
    await lea.photograph('candidate-cut');
    lea.network.restore();
    await nadia.reads('une paire tous les deux ans');
    await stateOf(lea, 'une paire tous les deux ans', 'Distribué');
    assert.equal(await nadia.page.getByText('une paire tous les deux ans').count(), 1);
  });

  await step('both assessors mark messages, with the keyboard', async () => {
    await paul.signIn();
    await paul.enter('Observer et marquer', title);
    // Who comes later is told too.
    await stateOf(paul, 'une paire tous les deux ans', 'Distribué');
    for (const [assessor, desk, sign] of [
      [claire, claireDesk, observed],
      [paul, paulDesk, contrary],
    ]) {
      const message = assessor.page.locator('li').filter({ hasText: 'je regarde votre contrat' });
      await tabTo(assessor.page, message.getByRole('button'), 'Shift+Tab');
      await assessor.keyboard.press('Enter');
      await assessor.reads(/passage à \d\d:\d\d/);
      await desk.mark('a4', sign);
      await desk.shows('a4', /gardée$/);
    }
    await claire.photograph('marked');
    const conversation = await readRecording(claire, interview.interviewId);
    const marked = conversation.find(({ body }) => body.chatMessage?.text.includes('je regarde votre contrat'));
    for (const [assessor, name] of [
      [claire, 'Claire Martin'],
      [paul, 'Paul Durand'],
    ]) {
      const [mark] = standingMarks(await readRecording(assessor, (await markingsOf(assessor, interview.interviewId))[name]));
      assert.equal(mark.observedAt.messageEventId, marked.eventId);
      assert.equal(Number(mark.observedAt.fromMs), positionMs(marked, conversation[0]));
    }
  });

  await step('the candidate closes the interview for everybody, and both assessors close their marking', async () => {
    await lea.press('Clore l’entretien');
    await lea.press('Oui, clore');
    for (const writer of [lea, nadia]) await writer.reads('L’entretien est clos.');
    await nadia.photograph('closed');
    await claireDesk.finishMarking();
    await paulDesk.finishMarking();
  });

  await step('the assessor’s replay shows the chat and the marks of both, exactly', async () => {
    await claire.page.getByRole('link', { name: 'Rejouer' }).click();
    const journal = await journalOf(claire, interview.interviewId);
    assert.equal(journal.markings.length, 2);
    const stamps = journal.conversation.map((event) => positionMs(event, journal.conversation[0]));
    await assertReplayed(claire, journal, [stamps[2] - 1, stamps[3], stamps[4], stamps[5] + 1, journal.endMs]);
    await claire.photograph('replay');
  });

  await step('the candidate replays her conversation, without any mark', async () => {
    await lea.page.getByRole('link', { name: 'Rejouer' }).click();
    const journal = await journalOf(lea, interview.interviewId);
    assert.deepEqual(journal.markings, []);
    await assertReplayed(lea, journal, [0, journal.endMs]);
    assert.equal(await lea.page.getByText(difficult).count(), 0);
    assert.equal(await lea.page.getByRole('region', { name: /^Grille/ }).count(), 0);
    for (const id of Object.values(await markingsOf(claire, interview.interviewId))) {
      assert.ok(!(await lea.wire.carried(id)));
      await assert.rejects(readRecording(lea, id), /ERROR_CODE_UNKNOWN_RECORDING/);
    }
    await lea.photograph('candidate-replay');
  });
});
