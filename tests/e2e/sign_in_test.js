// Who gets in, and how long they stay.
import assert from 'node:assert/strict';
import { tabTo } from './support/keyboard.js';
import { password } from './support/people.js';
import { story } from './support/story.js';

story('Signing in and out', 'sign-in', async ({ people, step }) => {
  const sophie = await people.invite('sophie.leroy');
  const { page, keyboard } = sophie;
  const submit = page.getByRole('button', { name: 'Se connecter' });
  const loginField = page.getByLabel('Identifiant');

  const attempt = async (secret) => {
    await page.getByLabel('Mot de passe').fill(secret);
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/sign-in'));
    await submit.click();
    return (await answered).status();
  };

  await step('without a session every address leads to the sign-in, and no query is answered', async () => {
    for (const address of ['/', '/#/ouvrir', '/#/entretien/3f2a9c10-5b7e-4f21-9d0a-2b7c1e5a8f44']) {
      await page.goto(address);
      await loginField.waitFor();
    }
    const answer = await sophie.context.request.get('/api/interviews');
    assert.equal(answer.status(), 401);
  });

  await step('after three failures the next attempt has to wait, even with the right password', async () => {
    const statuses = await page.evaluate(
      async ([login, ...secrets]) => {
        const answers = [];
        for (const secret of secrets) {
          const answer = await fetch('/api/sign-in', { method: 'POST', body: JSON.stringify({ login, password: secret }) });
          answers.push(answer.status);
        }
        return answers;
      },
      [sophie.login, 'un', 'deux', 'trois', password],
    );
    assert.deepEqual(statuses, [401, 401, 401, 429]);
  });

  await step('the page says what is wrong, and for how long to wait', async () => {
    await page.goto('/');
    await loginField.fill(sophie.login);
    // A sentence that stays for a second is waited for before it comes.
    const toldToWait = sophie.reads(/Trop d’essais\. Vous pourrez réessayer dans \d+ secondes?\./);
    const heldBack = page.locator('button:disabled', { hasText: 'Se connecter' }).waitFor();
    while ((await attempt('pas le bon')) !== 401);
    await sophie.reads('L’identifiant ou le mot de passe n’est pas le bon.');
    await sophie.photograph('wrong');
    while ((await attempt('pas le bon')) !== 429);
    await toldToWait;
    await heldBack;
    await sophie.photograph('slowed-down');
  });

  await step('once the wait is over the right password opens the list', async () => {
    await page.getByText('Trop d’essais').waitFor({ state: 'detached' });
    await page.getByLabel('Mot de passe').fill(password);
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Entretiens', level: 1 }).waitFor();
  });

  await step('the session survives a reload, and its cookie is out of reach of the page', async () => {
    await page.reload();
    await page.getByRole('heading', { name: 'Entretiens', level: 1 }).waitFor();
    const [cookie] = await sophie.context.cookies();
    assert.deepEqual([cookie.name, cookie.httpOnly, cookie.sameSite], ['regard_session', true, 'Strict']);
    assert.equal(await page.evaluate(() => document.cookie), '');
  });

  await step('signing out closes the session on the server too', async () => {
    const [cookie] = await sophie.context.cookies();
    await tabTo(page, page.locator('summary', { hasText: 'Sophie Leroy' }));
    await keyboard.press('Enter');
    await sophie.press('Se déconnecter');
    await loginField.waitFor();
    const answer = await sophie.context.request.get('/api/me', { headers: { Cookie: `regard_session=${cookie.value}` } });
    assert.equal(answer.status(), 401);
    await page.reload();
    await loginField.waitFor();
  });
});
