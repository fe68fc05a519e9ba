// The seal: what an assessor may take home while it holds, and its end when an assessor never finishes marking.
import { fullyAccessible } from './support/accessibility.js';
import { artefact } from './support/artefacts.js';
import { close, openChats } from './support/publishing.js';
import { story } from './support/story.js';

const title = 'Carte perdue en voyage';
const reason = 'Claire Martin est en arrêt de travail';

story('An organiser lifts the seal of an interview that an assessor does not finish', 'seal', async ({ server, people, step }) => {
  const claire = await people.invite('claire.martin');
  const lea = await people.invite('lea.bernard');
  const sophie = await people.invite('sophie.leroy');

  await step('the organiser sees that the marks are sealed', async () => {
    for (const person of [claire, lea, sophie]) await person.signIn();
    const [id] = await openChats(claire, [title]);
    await close(lea, [id]);
    await sophie.enter('Rejouer', title);
    await sophie.reads(/^Sous scellé/);
  });

  await step('under seal an assessor takes home a receipt, of the recording alone', async () => {
    await claire.enter('Rejouer', title);
    const link = claire.page.getByRole('link', { name: 'Reçu de l’entretien' });
    const [download] = await Promise.all([claire.page.waitForEvent('download'), link.click()]);
    await download.saveAs(artefact('attested.json'));
    await claire.page.goto('/#/verifier');
    await claire.page.getByLabel('Reçu', { exact: true }).setInputFiles(artefact('attested.json'));
    await claire.page.getByLabel('Clé publique du serveur').fill(await server.key());
    await claire.press('Vérifier');
    await claire.reads('Le reçu est valable.');
    await claire.reads('Le dernier est la clôture de l’entretien.');
    await claire.reads(/il ne parle que de cet enregistrement/);
    await claire.photograph('attested');
    await claire.page.goto('/#/');
  });

  await step('they lift it with a reason, by keyboard', async () => {
    await sophie.press('Lever le scellé');
    await fullyAccessible(sophie, 'lifting');
    await sophie.keyboard.type(reason);
    await sophie.keyboard.press('Enter');
    await sophie.reads(`Scellé levé par l’organisation : ${reason}`);
    await sophie.reads('Marques affichées');
    await sophie.photograph('lifted');
  });

  await step('the assessor’s marking is closed', async () => {
    await claire.enter('Rejouer', title);
    await claire.reads(`Scellé levé par l’organisation : ${reason}`);
  });
});
