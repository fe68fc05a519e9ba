// How an organiser looks after accounts, and how somebody comes by a password that nobody else knows.
import assert from 'node:assert/strict';
import { tabTo } from './support/keyboard.js';
import { password } from './support/people.js';
import { story } from './support/story.js';

const chosen = 'tartine-velours-9';
const name = 'Jeanne Petit';
const login = 'jeanne.petit';

async function tell({ people, step }) {
  const sophie = await people.invite('sophie.leroy');
  const jeanne = await people.invite(login);
  const { page } = sophie;
  const row = (who) => page.getByRole('listitem').filter({ hasText: who });
  const dialog = page.getByRole('dialog');
  let link = '';

  // At the browser of the person, on the page that the link opens, whatever network they come through.
  const open = (person, handedOver) => person.page.goto(`/${new URL(handedOver).hash}`);
  const choose = async (person, secret, again = secret) => {
    await person.page.getByLabel('Nouveau mot de passe').fill(secret);
    await person.page.getByLabel('Le nouveau, encore une fois').fill(again);
    await person.press('Enregistrer le mot de passe');
  };
  const signIn = async (person, secret) => {
    await person.page.getByLabel('Identifiant').fill(person.login);
    await person.page.getByLabel('Mot de passe').fill(secret);
    await person.keyboard.press('Enter');
  };
  const listed = (person) => person.page.locator('summary', { hasText: name }).waitFor();
  const manage = async (deed) => {
    await sophie.press(`Gérer le compte de ${name}`);
    await dialog.getByRole('radio', { name: deed }).check();
  };
  const confirm = async (button) => {
    await dialog.getByLabel('Votre mot de passe').fill(password);
    await sophie.press(button);
  };
  const gone = () => dialog.waitFor({ state: 'detached' });

  await step('an organiser finds everybody who has an account', async () => {
    await sophie.signIn();
    await tabTo(page, page.locator('summary', { hasText: 'Sophie Leroy' }));
    await sophie.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: 'Personnes' }));
    await sophie.keyboard.press('Enter');
    await sophie.reads('7 personnes');
    await page.getByRole('region', { name: 'Programmes' }).getByText('Démonstration').waitFor();
    await page.getByLabel('Nom ou identifiant').fill('lea');
    await sophie.reads('1 personne');
    assert.equal(await row('Léa Bernard').count(), 1);
    await page.getByLabel('Nom ou identifiant').fill('');
    await page.getByLabel('Rôle').selectOption({ value: '1' });
    await sophie.reads('2 personnes');
    await page.getByLabel('Rôle').selectOption({ value: '' });
    await sophie.photograph('list');
  });

  await step('Escape leaves a dialog, with the focus where it was and nothing done', async () => {
    await sophie.press('Gérer le compte de Paul Durand');
    await dialog.getByRole('radio', { name: 'Fermer le compte' }).check();
    await dialog.getByText('ce qu’elle a d’ouvert prend fin aussitôt').waitFor();
    await sophie.photograph('close');
    await sophie.keyboard.press('Escape');
    await gone();
    const focused = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    assert.equal(focused, 'Gérer le compte de Paul Durand');
    assert.match(await row('Paul Durand').innerText(), /Ouvert/);
  });

  await step('an account is made, and what is wrong with one is said', async () => {
    await sophie.press('Créer un compte');
    await dialog.getByLabel('Nom, tel que les autres le voient').fill(name);
    await dialog.getByLabel('Identifiant').fill('paul.durand');
    await confirm('Créer le compte');
    await sophie.reads('Cet identifiant est déjà pris.');
    await dialog.getByLabel('Identifiant').fill('Jeanne Petit');
    await sophie.press('Créer le compte');
    await sophie.reads('Un identifiant se compose de lettres sans accent');
    await dialog.getByLabel('Identifiant').fill(login);
    await dialog.getByLabel('Votre mot de passe').fill('pas le bon');
    await sophie.press('Créer le compte');
    await sophie.reads('Le mot de passe actuel n’est pas le bon.');
    await sophie.photograph('make');
    await confirm('Créer le compte');
    await dialog.getByText('ne sera plus affiché').waitFor();
    await sophie.photograph('link');
    link = await dialog.getByLabel('Lien', { exact: true }).inputValue();
    assert.match(link, /#\/invitation\/[0-9a-f]{64}$/);
    await sophie.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await sophie.press('Copier');
    await sophie.reads('Le lien est copié.');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
    await sophie.press('Terminé');
    await gone();
    await sophie.reads('8 personnes');
    assert.match(await row(name).innerText(), /Attend son mot de passe[^]*lien valable jusqu’au/);
    assert.ok(!(await page.content()).includes(link.slice(-64)));
  });

  await step('the link sets the password at another browser, and leads to the sign-in', async () => {
    await open(jeanne, link);
    await jeanne.reads(`Bonjour ${name}.`);
    assert.equal(await jeanne.page.getByLabel('Identifiant').inputValue(), login);
    await jeanne.photograph('invitation');
    await choose(jeanne, 'court');
    await jeanne.reads('Il faut au moins 12 caractères.');
    await choose(jeanne, chosen, `${chosen}!`);
    await jeanne.reads('diffèrent');
    await choose(jeanne, 'jeanne.petit1');
    await jeanne.reads('se devine trop facilement');
    await choose(jeanne, chosen);
    await jeanne.reads('Votre mot de passe est enregistré.');
    await jeanne.press('Se connecter');
    await signIn(jeanne, chosen);
    await listed(jeanne);
  });

  await step('the link is used up', async () => {
    const other = await people.invite(login);
    await open(other, link);
    await other.reads('Ce lien n’est pas, ou n’est plus valable');
    await other.photograph('used');
    await page.reload();
    await sophie.reads('8 personnes');
    assert.match(await row(name).innerText(), /Ouvert/);
    assert.doesNotMatch(await row(name).innerText(), /lien/);
  });

  await step('who was made an account can be named in an interview', async () => {
    const { people: known } = await sophie.ask('/api/people');
    assert.ok(known.some((person) => person.login === login));
  });

  await step('somebody ends their own other sign-in', async () => {
    const elsewhere = await people.invite(login);
    await elsewhere.page.goto('/');
    await signIn(elsewhere, chosen);
    await listed(elsewhere);
    await jeanne.page.goto('/#/compte');
    await jeanne.press('Mettre fin à la connexion de Chrome sur Linux');
    await elsewhere.reads('Votre session a pris fin');
    await jeanne.page.getByRole('region', { name: 'Connexions' }).getByText('celle-ci').waitFor();
  });

  await step('another role ends what was open, and counts from then on', async () => {
    await manage('Changer le nom ou le rôle');
    await dialog.getByRole('combobox', { name: 'Rôle' }).selectOption({ value: '4' });
    await confirm('Enregistrer');
    await gone();
    await sophie.reads(`C’est fait : ${name}.`.replace(' :', '\u00a0:'));
    await jeanne.reads('Votre session a pris fin');
    await signIn(jeanne, chosen);
    await jeanne.page.locator('summary', { hasText: name }).getByText(/Organisat/).waitFor();
  });

  await step('a closed account is over at once, on the page that is open; the row keeps the focus', async () => {
    await manage('Fermer le compte');
    await confirm('Fermer le compte');
    await gone();
    await jeanne.reads('Votre session a pris fin');
    await signIn(jeanne, chosen);
    await jeanne.reads('L’identifiant ou le mot de passe');
    await row(name).getByText('Fermé').waitFor();
    const focused = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    assert.equal(focused, `Gérer le compte de ${name}`);
    await page.getByLabel('État').selectOption('Fermé');
    await sophie.reads('1 personne');
    await sophie.photograph('closed');
  });

  await step('a reopened account signs in again; with the filter the row goes, and the focus is kept', async () => {
    await manage('Rouvrir le compte');
    await confirm('Rouvrir le compte');
    await gone();
    await sophie.reads('Personne ne correspond');
    await page.locator('h1:focus').waitFor();
    await page.getByLabel('État').selectOption('Tous les états');
    await signIn(jeanne, chosen);
    await listed(jeanne);
  });

  await step('a forgotten password: the new link leaves the old one until it is used', async () => {
    await manage('Remettre un nouveau lien');
    await confirm('Faire le lien');
    const second = await dialog.getByLabel('Lien', { exact: true }).inputValue();
    await sophie.press('Terminé');
    await gone();
    await jeanne.page.reload();
    await listed(jeanne);
    const phone = await people.invite(login);
    await open(phone, second);
    await choose(phone, `${chosen}-bis`);
    await phone.reads('Votre mot de passe est enregistré.');
    await jeanne.reads('Votre session a pris fin');
    await signIn(jeanne, chosen);
    await jeanne.reads('L’identifiant ou le mot de passe');
    await signIn(jeanne, `${chosen}-bis`);
    await listed(jeanne);
  });

  await step('a new link may end the old password at once', async () => {
    await manage('Remettre un nouveau lien');
    await dialog.getByRole('checkbox', { name: 'Mettre fin tout de suite' }).check();
    await confirm('Faire le lien');
    await jeanne.reads('Votre session a pris fin');
    await sophie.press('Terminé');
    await gone();
    assert.match(await row(name).innerText(), /Attend son mot de passe/);
  });

  await step('an organiser does not close their own account, and who is none sees none of it', async () => {
    assert.equal(await row('Sophie Leroy').getByRole('button').count(), 0);
    await row('Sophie Leroy').getByRole('link', { name: 'Mon compte' }).waitFor();
    const paul = await people.invite('paul.durand');
    await paul.signIn();
    await paul.page.goto('/#/personnes');
    await paul.reads('Votre rôle ne le permet pas.');
    assert.equal(await paul.page.getByRole('listitem').count(), 0);
  });

  await step('who did it stands in the access trail, and the links do not', async () => {
    await page.goto('/#/acces');
    await page.getByRole('cell', { name: /jeanne\.petit added as candidate/ }).waitFor();
    const trail = await page.locator('table').innerText();
    for (const line of [/role organiser/, /disabled/, /enabled/, /invited, password ended/, /another password, by invitation/]) {
      assert.match(trail, line);
    }
    assert.ok(!trail.includes(link.slice(-64)));
  });
}

story('People', 'people', tell);
