// The access trail, as an organiser reads it.
import assert from 'node:assert/strict';
import { fitsTheTablet, fullyAccessible } from './support/accessibility.js';
import { interviewTitled } from './support/journal.js';
import { tabTo } from './support/keyboard.js';
import { story } from './support/story.js';

const title = 'Devis dentaire : reste à charge sur une couronne';

story('The access trail', 'trail', async ({ people, play, step }) => {
  const sophie = await people.invite('sophie.leroy');
  const claire = await people.invite('claire.martin');
  const { page } = sophie;
  const rows = () => page.locator('tbody tr').allInnerTexts();
  let interviewId = '';

  await step('what people do is listed, the latest first', async () => {
    await play(['01-devis-dentaire'], { speed: 0 }).finished();
    await claire.signIn();
    ({ interviewId } = await interviewTitled(claire, title));
    await claire.page.goto(`/#/entretien/${interviewId}/rejouer`);
    await claire.reads('Mutuelle du Val Clair, bonjour');
    await sophie.signIn();
    await tabTo(page, page.locator('summary', { hasText: 'Sophie Leroy' }));
    await sophie.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: 'Journal des accès' }));
    await sophie.keyboard.press('Enter');
    await page.locator('tbody').getByText('Lecture d’un enregistrement').first().waitFor();
    const listed = await rows();
    assert.ok(listed.some((row) => row.includes('claire.martin') && row.includes(interviewId) && row.includes('127.0.0.1')));
    await fullyAccessible(sophie, 'list');
  });

  await step('it is narrowed down to what is looked for', async () => {
    await page.getByLabel('Quoi').selectOption('Connexion');
    await page.getByLabel('Identifiant').fill('claire.martin');
    await sophie.press('Chercher');
    await page.locator('tbody tr').nth(1).waitFor({ state: 'detached' });
    assert.match((await rows())[0], /claire\.martin\s+Connexion/);
    await page.getByLabel('Jusqu’au (exclu)').fill('2020-01-01');
    await sophie.press('Chercher');
    await sophie.reads('Rien de tel n’a été noté.');
  });

  await step('that it was read is in it', async () => {
    await page.getByLabel('Quoi').selectOption('Lecture de ce journal');
    await page.getByLabel('Identifiant').fill('');
    await page.getByLabel('Jusqu’au (exclu)').fill('');
    await sophie.press('Chercher');
    await page.locator('tbody tr').filter({ hasText: 'sophie.leroy' }).first().waitFor();
  });

  await step('it can be read on a tablet', async () => {
    const tablet = await people.invite('sophie.leroy', { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true });
    await tablet.signIn();
    await tablet.page.goto('/#/acces');
    await tablet.page.locator('tbody tr').first().waitFor();
    await fitsTheTablet(tablet, 'trail');
  });

  await step('nobody else gets there', async () => {
    await claire.page.goto('/#/acces');
    await claire.reads('Votre rôle ne le permet pas.');
  });
});
