// An outage in the midst of an interview takes nothing out of the assessor's hands, whatever they do in the browser.
import assert from 'node:assert/strict';
import { assertTrueTime, assertUnbroken } from './support/assertions.js';
import { Console, contrary, observed } from './support/console.js';
import { fromMs, interviewTitled, markingsOf, readRecording, standingMarks } from './support/journal.js';
import { password } from './support/people.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const title = 'Devis dentaire : reste à charge sur une couronne';

story('An outage takes nothing out of an assessor’s hands', 'outage', async ({ people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const { page } = claire;
  const desk = new Console(claire);
  play(['01-devis-dentaire'], { speed: 2 });
  const interview = {};
  const pressed = {};

  await step('an assessor marks, and the browser keeps what it needs', async () => {
    await claire.signIn();
    await claire.enter('Observer et marquer', title);
    await claire.reads('Mutuelle du Val Clair, bonjour');
    await desk.mark('a1', observed);
    await desk.shows('a1', /gardée$/);
    Object.assign(interview, await interviewTitled(claire, title));
    interview.recordingId = (await markingsOf(claire, interview.interviewId))['Claire Martin'];
    await page.evaluate(() => navigator.serviceWorker.ready);
  });

  await step('the bar claims nothing that the browser cannot know', async () => {
    await claire.reads('Enregistrement en cours');
    claire.network.cut();
    await claire.reads(/Enregistrement\s: sans nouvelles du serveur depuis \d\d:\d\d/);
    assert.equal(await page.getByText('Enregistrement en cours').count(), 0);
  });

  await step('during the outage one can leave the console and come back', async () => {
    await page.getByRole('link', { name: 'Retour aux entretiens' }).click();
    await claire.reads(title);
    await claire.enter('Observer et marquer', title);
    await claire.reads('Mutuelle du Val Clair, bonjour');
    await desk.shows('a1', /gardée$/);
    pressed.a2 = await desk.mark('a2', contrary);
    await desk.shows('a2', /en route$/);
    await claire.photograph('came-back');
  });

  await step('and load the page anew, with everything that was there, and go on marking', async () => {
    await page.reload();
    await claire.reads('Mutuelle du Val Clair, bonjour');
    await desk.shows('a1', /gardée$/);
    await desk.shows('a2', /^Contraire .*en route$/);
    pressed.b1 = await desk.mark('b1', observed);
    await desk.shows('b1', /en route$/);
    await claire.reads(/La connexion est interrompue depuis \d\d:\d\d\. Vos 2 marques sont gardées/);
    await claire.photograph('reloaded');
  });

  await step('a page that was never opened before says so, and comes by itself', async () => {
    await page.goto('/#/acces');
    await claire.reads('Le serveur ne répond pas');
    await claire.photograph('never-opened');
    await page.goto(`/#/entretien/${interview.interviewId}`);
    await desk.shows('b1', /en route$/);
  });

  await step('when the network is back everything is kept once, at its true time', async () => {
    claire.network.restore();
    await desk.allKept();
    await claire.reads('Enregistrement en cours');
    const events = await readRecording(claire, interview.recordingId);
    assertUnbroken(events);
    const marks = standingMarks(events);
    assert.deepEqual(
      marks.map(({ indicatorCode }) => indicatorCode),
      ['B1.A1.C1.K1.I1', 'B1.A1.C1.K1.I2', 'B1.A1.C2.K1.I1'],
    );
    assertTrueTime(interview, events, fromMs(marks[1]), pressed.a2, 'a2');
    assertTrueTime(interview, events, fromMs(marks[2]), pressed.b1, 'b1');
  });

  const kept = () =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open('regard-kept');
          opening.onsuccess = () => {
            const database = opening.result;
            const counts = [...database.objectStoreNames].map(
              (name) => new Promise((counted) => (database.transaction(name).objectStore(name).count().onsuccess = ({ target }) => counted(target.result))),
            );
            void Promise.all(counts).then((all) => resolve(all.reduce((sum, count) => sum + count, 0)));
          };
        }),
    );

  await step('signing out during an outage leaves nothing behind, and lets nobody in afterwards', async () => {
    await page.goto('/#/');
    await claire.reads(title);
    assert.ok((await kept()) > 0);
    claire.network.cut();
    await page.locator('summary', { hasText: 'Claire Martin' }).click();
    await claire.press('Se déconnecter');
    await page.getByLabel('Identifiant').waitFor();
    assert.equal(await kept(), 0);
    await page.reload();
    await claire.reads('Le serveur ne répond pas');
    claire.network.restore();
    await page.getByLabel('Identifiant').waitFor();
    await eventually('the server has ended the sign-in', async () => (await claire.ask('/api/me')).code === 'not_signed_in');
  });

  await step('whoever signs in next finds nothing of the other', async () => {
    await page.getByLabel('Identifiant').fill('lea.bernard');
    await page.getByLabel('Mot de passe').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Entretiens', level: 1 }).waitFor();
    claire.network.cut();
    await page.goto(`/#/entretien/${interview.interviewId}`);
    await claire.reads('Le serveur ne répond pas');
  });
});

story('An address that leads nowhere', 'addresses', async ({ people, step }) => {
  const claire = await people.invite('claire.martin');

  await step('is told so, whether before or behind the sign', async () => {
    await claire.signIn();
    for (const address of ['/nowhere', '/#/nowhere']) {
      await claire.page.goto(address);
      await claire.reads('Cette page n’existe pas.');
    }
    await claire.photograph('unknown');
    await claire.page.getByRole('link', { name: /Retour/ }).click();
    await claire.page.getByRole('heading', { name: 'Entretiens', level: 1 }).waitFor();
  });

  await step('what is not there, or not for one’s eyes, is not to be tried again', async () => {
    await claire.page.goto('/#/entretien/00000000-0000-4000-8000-000000000000');
    await claire.reads('Cette page n’existe pas, ou n’est pas ouverte à votre compte.');
    await claire.page.goto('/#/acces');
    await claire.reads('Votre rôle ne le permet pas.');
    assert.equal(await claire.page.getByRole('button', { name: 'Réessayer' }).count(), 0);
  });
});
