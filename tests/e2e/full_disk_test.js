// The disk under the server is full: what can still be promised is promised, and nothing else.
import assert from 'node:assert/strict';
import { assertUnbroken } from './support/assertions.js';
import { Console, observed } from './support/console.js';
import { interviewTitled, markingsOf, readRecording, standingMarks } from './support/journal.js';
import { SmallDisk } from './support/small_disk.js';
import { story } from './support/story.js';

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
    await claire.reads('Le disque du serveur est plein');
    await claire.reads(/Ce que vous faites est gardé sur ce poste et partira dès qu’il y aura de la place/);
    await claire.reads('Enregistrement arrêté');
    assert.equal(await claire.page.getByText('Enregistrement en cours').count(), 0);
    await claire.photograph('full');
  });

  await step('marks go on, and none is shown as kept that is not', async () => {
    await desk.mark('a4', observed);
    await desk.shows('a4', /en route$/);
    await claire.page.getByText('Tout est gardé').waitFor({ state: 'detached' });
    const kept = await claire.page.locator('[data-mark="kept"]').count();
    assert.equal(kept, (await journaledMarks()).length);
  });

  await step('whoever looks at the list is told too', async () => {
    await paul.reads('Le disque du serveur est plein');
    await paul.photograph('full-list');
  });

  await step('whoever signs in meanwhile can read', async () => {
    const lea = await people.invite('lea.bernard');
    await lea.signIn();
    await lea.reads('Le disque du serveur est plein');
  });

  await step('with room again every mark arrives by itself, and is there once', async () => {
    const marksMade = await claire.page.locator('[data-mark]').count();
    disk.free();
    await desk.allKept();
    await claire.page.getByText('Le disque du serveur est plein').waitFor({ state: 'detached' });
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
