// The seal, when an assessor never finishes marking.
import { fullyAccessible } from './support/accessibility.js';
import { close, openChats } from './support/publishing.js';
import { story } from './support/story.js';

const title = 'Carte perdue en voyage';
const reason = 'Claire Martin est en arrêt de travail';

story('An organiser lifts the seal of an interview that an assessor does not finish', 'seal', async ({ people, step }) => {
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

  await step('they lift it with a reason, by keyboard', async () => {
    await sophie.press('Lever le scellé');
    await fullyAccessible(sophie, 'lifting');
    await sophie.page.getByLabel('Motif de la levée du scellé').focus();
    await sophie.keyboard.type(reason);
    await sophie.keyboard.press('Enter');
    await sophie.reads(`Scellé levé par l’organisateur : ${reason}`);
    await sophie.reads('Marques affichées');
    await sophie.photograph('lifted');
  });

  await step('the assessor’s marking is closed', async () => {
    await claire.enter('Rejouer', title);
    await claire.reads(`Scellé levé par l’organisateur : ${reason}`);
  });
});
