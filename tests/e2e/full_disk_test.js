// The disk under the server is full: what can still be promised is promised, and nothing else.
import assert from 'node:assert/strict';
import { assertUnbroken } from './support/assertions.js';
import { Console, contrary, observed } from './support/console.js';
import { interviewTitled, markingsOf, readRecording, standingMarks } from './support/journal.js';
import { password } from './support/people.js';
import { SmallDisk } from './support/small_disk.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const title = 'Devis dentaire : reste à charge sur une couronne';
const { disk, reason } = SmallDisk.mount();

const tell = async ({ server, people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const paul = await people.invite('paul.durand');
  const desk = new Console(claire);
  const call = play(['01-devis-dentaire'], { speed: 2 });
  const marking = { interviewId: '', recordingId: '' };
  const journaledMarks = async () => standingMarks(await readRecording(claire, marking.recordingId));

  await step('while there is room, a mark is kept', async () => {
    for (const assessor of [claire, paul]) await assessor.signIn();
    await claire.enter('Observer et marquer', title);
    await claire.reads('Mutuelle du Val Clair, bonjour');
    ({ interviewId: marking.interviewId } = await interviewTitled(claire, title));
    marking.recordingId = (await markingsOf(claire, marking.interviewId))['Claire Martin'];
    await desk.mark('a1', observed);
    await desk.allKept();
  });

  await step('once the disk is full the page says so in plain words', async () => {
    disk.fill();
    // What SQLite's log has room for still fits. A row of the grid shows its latest marks only: several are used in turn.
    let round = 0;
    await eventually('a commit fails', async () => {
      await desk.mark(['a2', 'a3', 'a5'][round++ % 3], contrary);
      return claire.page.getByText('Le serveur ne peut plus rien enregistrer').isVisible();
    });
    await claire.reads(/Ce que vous faites est gardé sur ce poste et partira quand il sera remis en marche/);
    await claire.reads('Enregistrement arrêté');
    assert.equal(await claire.page.getByText('Enregistrement en cours').count(), 0);
    await claire.photograph('poisoned');
  });

  await step('marks go on, and none is shown as kept that is not', async () => {
    await desk.mark('a4', observed);
    await desk.shows('a4', /en route$/);
    assert.equal(await claire.page.getByText('Tout est gardé').count(), 0);
    const kept = await claire.page.locator('[data-mark="kept"]').count();
    assert.equal(kept, (await journaledMarks()).length);
  });

  await step('whoever looks at the list is told too', async () => {
    await paul.reads('Le serveur ne peut plus rien enregistrer');
    await paul.photograph('poisoned-list');
  });

  await step('whoever wants to sign in is told why it cannot be', async () => {
    const lea = await people.invite('lea.bernard');
    await lea.page.goto('/');
    await lea.page.getByLabel('Identifiant').fill(lea.login);
    await lea.page.getByLabel('Mot de passe').fill(password);
    await lea.keyboard.press('Enter');
    await lea.reads('Le serveur ne peut plus rien enregistrer');
    await lea.photograph('poisoned-sign-in');
  });

  await step('with room again and the server restarted, every mark is there once', async () => {
    const marksMade = await claire.page.locator('[data-mark]').count();
    await server.stop();
    disk.free();
    await server.restart();
    await desk.allKept();
    await claire.page.getByText('Le serveur ne peut plus rien enregistrer').waitFor({ state: 'detached' });
    assert.equal((await journaledMarks()).length, marksMade);
    assertUnbroken(await readRecording(claire, marking.recordingId));
    await claire.photograph('whole-again');
    await call.stop();
  });

  await step('every chain of the database holds', async () => {
    await server.stop();
    assert.ok(await server.verify());
  });
};

story('A full disk is said, and costs nothing that was acknowledged', 'full-disk', tell, { disk, skip: reason });
