// An assessor's afternoon: two interviews, an outage in the midst of the first with a reload, undo and redo around a remark, a
// held key, both closed, and what can be read afterwards.
import assert from 'node:assert/strict';
import { assertTrueTime, assertUnbroken } from './support/assertions.js';
import { Console, contrary, noOpportunity, observed } from './support/console.js';
import { fromMs, interviewTitled, markingsOf, readRecording, standingMarks } from './support/journal.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const call = 'Devis dentaire : reste à charge sur une couronne';
const visit = 'Ajout d’un nouveau-né au contrat';
const remark = 'reformule, puis fait confirmer';

story('An assessor’s afternoon', 'afternoon', async ({ people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const paul = await people.invite('paul.durand');
  const desk = new Console(claire);
  const other = new Console(paul);
  const remarkField = claire.page.locator('[data-remark]');
  const phone = play(['01-devis-dentaire'], { speed: 2 });
  const interview = {};
  const pressed = {};

  await step('what waits stands on top, and leads into the call', async () => {
    for (const assessor of [claire, paul]) {
      await assessor.signIn();
      await assessor.reads('Ce qui vous attend');
      await assessor.enter('Observer et marquer', call);
      await assessor.reads('Mutuelle du Val Clair, bonjour');
    }
    Object.assign(interview, await interviewTitled(claire, call));
    interview.recordingId = (await markingsOf(claire, interview.interviewId))['Claire Martin'];
    await claire.photograph('console');
  });

  await step('a remark outlives undo and redo, and Enter afterwards marks nothing', async () => {
    await desk.mark('a1', observed);
    await claire.keyboard.press('Tab');
    await claire.keyboard.type(remark);
    await claire.keyboard.press('Enter');
    await desk.shows('a1', new RegExp(`gardée\\s: ${remark}$`));
    for (const key of ['z', 'z', 'y', 'y']) await claire.keyboard.press(`Control+${key}`);
    await desk.shows('a1', new RegExp(`\\s: ${remark}$`));
    await eventually('the field has the remark again', async () => (await remarkField.inputValue()) === remark);
    await claire.keyboard.press('Tab');
    for (const time of [1, 2, 3]) await claire.keyboard.press('Enter', { delay: time });
    await desk.shows('a1', new RegExp(`\\s: ${remark}$`));
    assert.equal((await desk.marksOf('a1')).length, 1);
  });

  await step('a held key marks a span, and says so while it is held', async () => {
    await claire.keyboard.type('a3');
    await claire.keyboard.down(observed);
    await claire.reads(/de \d\d:\d\d, \d+\s?s/);
    await claire.photograph('held');
    await claire.keyboard.up(observed);
    await desk.shows('a3', /gardée$/);
  });

  await step('an outage in the midst of it: to the list and back, a reload, and marks go on', async () => {
    await desk.allKept();
    claire.network.cut();
    await claire.reads(/La connexion est interrompue depuis/);
    await claire.page.getByRole('link', { name: 'Retour aux entretiens' }).click();
    await claire.enter('Observer et marquer', call);
    await claire.reads('Mutuelle du Val Clair, bonjour');
    pressed.b1 = await desk.mark('b1', contrary);
    await desk.shows('b1', /en route$/);
    await claire.page.reload();
    await desk.shows('b1', /en route$/);
    await claire.keyboard.press('Control+z');
    await desk.shows('b1');
    await claire.keyboard.press('Control+y');
    await desk.shows('b1', /^Contraire .*en route$/);
    await claire.photograph('outage');
    claire.network.restore();
    await desk.allKept();
    const events = await readRecording(claire, interview.recordingId);
    assertUnbroken(events);
    const marks = standingMarks(events);
    assert.deepEqual(marks.map(({ remark }) => remark ?? '').filter(Boolean), [remark]);
    const late = marks.filter(({ indicatorCode }) => indicatorCode === 'B1.A1.C2.K1.I1');
    assert.equal(late.length, 1);
    assertTrueTime(interview, events, fromMs(late[0]), pressed.b1, 'b1');
  });

  await step('the other assessor has seen some of it otherwise; both close', async () => {
    await other.mark('a1', contrary);
    await other.mark('e1', observed);
    await other.allKept();
    await phone.hangUp();
    await desk.finishMarking();
    await other.finishMarking();
  });

  await step('the second interview is face to face, and short', async () => {
    const room = play(['03-naissance'], { speed: 3 });
    await claire.page.goto('/#/');
    await claire.enter('Observer et marquer', visit);
    await claire.reads('Dans la même pièce');
    await desk.mark('a1', noOpportunity);
    await desk.shows('a1', /^Sans occasion .*gardée$/);
    await claire.photograph('second');
    await room.hangUp();
    await desk.finishMarking();
  });

  await step('the first is read again: whole, mark by mark, and beside the other’s', async () => {
    await claire.page.goto(`/#/entretien/${interview.interviewId}/rejouer`);
    await claire.reads('L’entretien entier');
    await claire.photograph('whole');
    await claire.page.getByRole('tab', { name: 'Marques' }).click();
    await claire.reads(remark);
    await claire.photograph('marks');
    await claire.page.getByRole('tab', { name: 'Comparaison' }).click();
    await claire.reads(/contradictoire/i);
    await claire.photograph('comparison');
  });
});
