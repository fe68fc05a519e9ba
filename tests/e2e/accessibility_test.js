// Every page, in light and dark, on a laptop and on a tablet: axe finds nothing serious, everything can be reached.
import assert from 'node:assert/strict';
import { Console, contrary, observed } from './support/console.js';
import { fitsTheTablet, frenchIsMarked, fullyAccessible } from './support/accessibility.js';
import { interviewTitled } from './support/journal.js';
import { tabTo } from './support/keyboard.js';
import { password } from './support/people.js';
import { story } from './support/story.js';

const live = 'Devis dentaire : reste à charge sur une couronne';
const mail = 'Décompte incompris : participation forfaitaire et ticket modérateur';
const call = 'Rejets Noémie en série : demande d’une téléconseillère';
const chat = 'Carte de tiers payant perdue';
const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true };

story('The pages are accessible', 'pages', async ({ people, play, step }) => {
  await play(['07-demande-interne', '09-decompte-incompris'], { speed: 60, concurrency: 2 }).finished();
  play(['01-devis-dentaire'], { speed: 1 });
  const claire = await people.invite('claire.martin');
  const lea = await people.invite('lea.bernard', tablet);
  const tabletClaire = await people.invite('claire.martin', tablet);
  const desk = new Console(claire);
  const addresses = [];

  await step('sign-in', async () => {
    await claire.page.goto('/');
    await claire.page.getByLabel('Identifiant').waitFor();
    await fullyAccessible(claire, 'sign-in');
    await claire.signIn();
  });

  await step('list of interviews', async () => {
    await claire.reads(live);
    await claire.reads('Votre marquage est à clore');
    await fullyAccessible(claire, 'list');
  });

  await step('one’s own account, and the beginning of a second factor', async () => {
    const { page } = claire;
    await tabTo(page, page.locator('summary', { hasText: 'Claire Martin' }));
    await claire.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: 'Mon compte' }));
    await claire.keyboard.press('Enter');
    await claire.reads('celle-ci');
    await fullyAccessible(claire, 'account');
    await page.getByRole('region', { name: 'Second facteur' }).getByLabel('Mot de passe actuel').fill(password);
    await claire.press('Mettre en place');
    await page.getByRole('img', { name: 'Carré à photographier' }).waitFor();
    await fullyAccessible(claire, 'account-second-factor');
    await page.goto('/#/');
  });

  await step('people, how one is managed, and the page of an invitation', async () => {
    const sophie = await people.invite('sophie.leroy');
    const { page } = sophie;
    await sophie.signIn();
    await page.goto('/#/personnes');
    await sophie.reads('7 personnes');
    await fullyAccessible(sophie, 'people');
    await sophie.press('Gérer le compte de Léa Bernard');
    await page.getByRole('dialog').waitFor();
    await fullyAccessible(sophie, 'people-manage');
    await sophie.keyboard.press('Escape');
    await sophie.press('Créer un compte');
    await page.getByRole('dialog').getByLabel('Nom, tel que les autres le voient').fill('Jeanne Petit');
    await page.getByRole('dialog').getByLabel('Identifiant').fill('jeanne.petit');
    await page.getByRole('dialog').getByLabel('Votre mot de passe').fill(password);
    await fullyAccessible(sophie, 'people-make');
    await sophie.press('Créer le compte');
    const link = await page.getByRole('dialog').getByLabel('Lien', { exact: true }).inputValue();
    await fullyAccessible(sophie, 'people-link');
    const jeanne = await people.invite('jeanne.petit', tablet);
    for (const [name, hash] of [['invitation', new URL(link).hash], ['invitation-over', '#/invitation/0']]) {
      await jeanne.page.goto(`/${hash}`);
      await jeanne.page.locator('form, [role=alert]').first().waitFor();
      await fullyAccessible(jeanne, name);
      await fitsTheTablet(jeanne, name);
    }
    const tabletSophie = await people.invite('sophie.leroy', tablet);
    await tabletSophie.signIn();
    await tabletSophie.page.goto('/#/personnes');
    await tabletSophie.reads('8 personnes');
    await fitsTheTablet(tabletSophie, 'people');
    await tabletSophie.page.getByRole('button', { name: 'Gérer le compte de Léa Bernard' }).tap();
    await fitsTheTablet(tabletSophie, 'people-manage');
  });

  await step('console of a live call, with marks, search and keys shown', async () => {
    const { interviewId } = await interviewTitled(claire, live);
    addresses.push(['console', `/#/entretien/${interviewId}`]);
    await claire.enter('Observer et marquer', live);
    await claire.reads('Mutuelle du Val Clair, bonjour');
    await desk.mark('a1', observed);
    await desk.mark('a2', contrary);
    await desk.shows('a2', /gardée$/);
    await fullyAccessible(claire, 'console');
    await claire.keyboard.press('?');
    await claire.page.getByRole('complementary', { name: 'Touches' }).waitFor();
    await fullyAccessible(claire, 'console-keys');
    await claire.keyboard.press('Escape');
    await claire.keyboard.type('ecoute');
    await claire.page.getByRole('listbox', { name: 'Indicateurs trouvés' }).waitFor();
    await fullyAccessible(claire, 'console-search');
    await claire.keyboard.press('Escape');
  });

  await step('everything on the console is reached with the Tab key', async () => {
    const { page } = claire;
    for (const target of [
      page.getByRole('link', { name: 'Retour aux entretiens' }),
      page.getByRole('button', { name: 'Clore l’entretien' }),
      page.getByRole('slider', { name: /Frise/ }),
      page.getByRole('combobox'),
    ]) {
      await tabTo(page, target);
    }
    await tabTo(page, page.getByRole('button', { name: /Marquer ici/ }).first());
  });

  await step('form that opens a chat', async () => {
    await claire.page.goto('/#/ouvrir');
    await claire.page.getByLabel('Seconde évaluation').waitFor();
    await fullyAccessible(claire, 'form');
    await claire.page.getByLabel('Sujet').fill(chat);
    await claire.page.getByRole('combobox', { name: 'Candidat' }).selectOption('Léa Bernard');
    await claire.page.getByRole('combobox', { name: 'Jeu de rôle' }).selectOption('Nadia Benali');
    await claire.page.getByLabel('Nom de l’interlocuteur').fill('M. Yann Le Goff');
    await claire.press('Ouvrir l’entretien');
    await claire.reads('Rien n’a encore été dit');
  });

  await step('chat room', async () => {
    await lea.signIn();
    await lea.enter('Entrer dans le tchat', chat);
    await tabTo(lea.page, lea.page.getByLabel('Message à M. Yann Le Goff'));
    await lea.keyboard.type('Bonjour Monsieur.');
    await lea.keyboard.press('Enter');
    await lea.reads('Enregistré');
    await fullyAccessible(lea, 'chat');
    await fitsTheTablet(lea, 'chat');
  });

  await step('replays of a call and of an e-mail thread', async () => {
    for (const [name, title] of [
      ['replay-call', call],
      ['replay-email', mail],
    ]) {
      const { interviewId } = await interviewTitled(claire, title);
      addresses.push([name, `/#/entretien/${interviewId}/rejouer?t=0.5`]);
      await claire.page.goto(addresses.at(-1)[1]);
      await claire.page.getByRole('group', { name: 'Commandes de relecture' }).waitFor();
      await claire.page.locator('article').first().waitFor();
      await fullyAccessible(claire, name);
    }
  });

  await step('on the English page all that is French says so', async () => {
    const { page } = claire;
    await page.goto('/#/');
    await page.locator('summary').first().click();
    await claire.press('English');
    for (const [name, address] of [['list', '/#/'], ...addresses]) {
      await page.goto(address);
      await page.locator('main li').first().waitFor();
      await frenchIsMarked(claire, name);
      await claire.photograph(`${name}-english`);
    }
    await page.getByRole('tab', { name: 'Marks' }).click();
    await frenchIsMarked(claire, 'marks');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('heading', { level: 1, name: mail }).waitFor();
    await frenchIsMarked(claire, 'print');
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: null });
    await page.goto('/#/');
    await page.locator('summary').first().click();
    await claire.press('Français');
  });

  await step('on a tablet every page fits its width, and a finger hits every control', async () => {
    await tabletClaire.page.goto('/');
    await tabletClaire.page.getByLabel('Identifiant').waitFor();
    await fitsTheTablet(tabletClaire, 'sign-in');
    await tabletClaire.signIn();
    await tabletClaire.reads(live);
    await fitsTheTablet(tabletClaire, 'list');
    for (const [name, address] of [...addresses, ['form', '/#/ouvrir'], ['account', '/#/compte']]) {
      await tabletClaire.page.goto(address);
      await tabletClaire.page.locator('article, form').first().waitFor();
      await fitsTheTablet(tabletClaire, name);
    }
    assert.equal(addresses.length, 3);
  });
});
