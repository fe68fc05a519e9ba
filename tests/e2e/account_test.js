// What people do with their own accounts.
import assert from 'node:assert/strict';
import { authenticatorCode } from './support/authenticator.js';
import { tabTo } from './support/keyboard.js';
import { password } from './support/people.js';
import { story } from './support/story.js';

const newPassword = 'tartine-velours-9';

async function tell({ people, step }) {
  const claire = await people.invite('claire.martin');
  const elsewhere = await people.invite('claire.martin');
  const { page } = claire;
  const section = (name) => page.getByRole('region', { name });
  const listed = (person) => person.page.getByRole('heading', { name: 'Entretiens', level: 1 }).waitFor();
  const signIn = async (person, secret, code) => {
    await person.page.getByLabel('Identifiant').fill(person.login);
    await person.page.getByLabel('Mot de passe').fill(secret);
    await person.keyboard.press('Enter');
    await person.page.getByLabel('Code de votre application').fill(code);
    await person.keyboard.press('Enter');
  };
  let secret = '';
  let recoveryCode = '';

  await step('one’s own account shows from where one is signed in', async () => {
    for (const person of [claire, elsewhere]) await person.signIn();
    await tabTo(page, page.locator('summary', { hasText: 'Claire Martin' }));
    await claire.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: 'Mon compte' }));
    await claire.keyboard.press('Enter');
    await claire.reads('celle-ci');
    assert.equal(await section('Connexions').getByText('Chrome sur Linux').count(), 2);
    await claire.photograph('account');
  });

  await step('a sign-in that is ended is over at once, on the page that has it open', async () => {
    await claire.press('Mettre fin à la connexion de Chrome sur Linux');
    await elsewhere.reads('Votre session a pris fin');
    await section('Connexions').getByText('celle-ci').waitFor();
    assert.equal(await section('Connexions').getByRole('listitem').count(), 1);
  });

  await step('a password is changed, and what is wrong with a new one is said', async () => {
    const form = section('Mot de passe');
    const choose = async (present, chosen, again) => {
      await form.getByLabel('Mot de passe actuel').fill(present);
      await form.getByLabel('Nouveau mot de passe').fill(chosen);
      await form.getByLabel('Le nouveau, encore une fois').fill(again);
      await claire.press('Changer le mot de passe');
    };
    await choose(password, 'court', 'court');
    await claire.reads('Il faut au moins 12 caractères.');
    await choose(password, newPassword, `${newPassword}!`);
    await claire.reads('diffèrent');
    await choose(password, 'claire.martin1', 'claire.martin1');
    await claire.reads('se devine trop facilement');
    await choose('pas le bon', newPassword, newPassword);
    await claire.reads('Le mot de passe actuel n’est pas le bon.');
    await claire.photograph('wrong-password');
    await choose(password, newPassword, newPassword);
    await claire.reads('Le mot de passe est changé.');
  });

  await step('a second factor is set up with the key that is shown, and gives recovery codes', async () => {
    await section('Second facteur').getByLabel('Mot de passe actuel').fill(newPassword);
    await claire.press('Mettre en place');
    await page.getByRole('img', { name: 'Carré à photographier' }).waitFor();
    secret = (await section('Second facteur').locator('code').innerText()).replaceAll(' ', '');
    await claire.photograph('second-factor');
    await page.getByLabel('Code à 6 chiffres').fill('000000');
    await claire.press('Confirmer');
    await claire.reads('Ce n’est pas le code du moment');
    await page.getByLabel('Code à 6 chiffres').fill(authenticatorCode(secret));
    await claire.press('Confirmer');
    await claire.reads('Vos codes de secours');
    await claire.photograph('recovery-codes');
    const codes = await section('Second facteur').getByRole('listitem').allInnerTexts();
    assert.equal(new Set(codes).size, 10);
    recoveryCode = codes[0];
    await claire.press('Je les ai notés');
    await claire.reads('Un code de votre application est demandé à chaque connexion. Il vous reste 10 codes de secours.');
  });

  await step('from then on the password alone does not do; a recovery code does, once', async () => {
    await signIn(elsewhere, newPassword, 'ABCD-EFGH');
    await elsewhere.reads('Ce code n’est pas le bon, ou a déjà servi.');
    await elsewhere.photograph('wrong-code');
    await elsewhere.page.getByLabel('Code de votre application').fill(recoveryCode.toLowerCase());
    await elsewhere.keyboard.press('Enter');
    await listed(elsewhere);
    await page.reload();
    await claire.reads('Il vous reste 9 codes de secours.');
  });
}

story('One’s own account', 'account', tell);

async function tellOfOrganisers({ people, step }) {
  const sophie = await people.invite('sophie.leroy');
  const paul = await people.invite('paul.durand');

  await step('whose role needs a second factor sets it up before anything else', async () => {
    const { page } = sophie;
    await page.goto('/');
    await page.getByLabel('Identifiant').fill(sophie.login);
    await page.getByLabel('Mot de passe').fill(password);
    await sophie.keyboard.press('Enter');
    await sophie.reads('Votre rôle demande un second facteur');
    await page.getByLabel('Mot de passe actuel').fill(password);
    await sophie.press('Mettre en place');
    await sophie.photograph('due');
    const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
    await page.getByLabel('Code à 6 chiffres').fill(authenticatorCode(secret));
    await sophie.press('Confirmer');
    await sophie.press('Je les ai notés');
    await page.getByRole('heading', { name: 'Entretiens', level: 1 }).waitFor();
  });

  await step('the others come in as before', () => paul.signIn());
}

story('A second factor that a role needs', 'second-factor-due', tellOfOrganisers, {
  options: ['--require-second-factor', 'organiser'],
});
