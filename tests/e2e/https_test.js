// HTTPS of the server's own: one machine is enough.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import net from 'node:net';
import { after } from 'node:test';
import { newCertificate } from './support/certificate.js';
import { Console, observed } from './support/console.js';
import { story } from './support/story.js';

async function unusedPort() {
  const listener = net.createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  await new Promise((closed) => listener.close(closed));
  return port;
}

const certificate = newCertificate();
after(() => rmSync(certificate.directory, { recursive: true }));
const httpPort = await unusedPort();
const options = [...certificate.options, '--http-port', String(httpPort)];

async function tell({ server, people, step }) {
  const claire = await people.invite('claire.martin');
  const desk = new Console(claire);

  await step('whoever types http:// arrives at HTTPS', async () => {
    await claire.page.goto(`http://127.0.0.1:${httpPort}/`);
    await claire.page.getByLabel('Identifiant').waitFor();
    assert.equal(new URL(claire.page.url()).origin, server.origin);
  });

  await step('signing in sets a cookie for this very host over HTTPS alone', async () => {
    await claire.signIn();
    const cookies = await claire.context.cookies();
    assert.deepEqual(cookies.map(({ name, secure }) => [name, secure]).sort(), [
      ['__Host-regard_device', true],
      ['__Host-regard_session', true],
    ]);
  });

  await step('an interview is opened and marked through the WebSocket', async () => {
    const { page } = claire;
    await page.getByRole('link', { name: 'Ouvrir un entretien par tchat' }).click();
    await page.getByLabel('Sujet').fill('Par HTTPS');
    await page.getByRole('combobox', { name: 'Candidat' }).selectOption('Léa Bernard');
    await page.getByRole('combobox', { name: 'Jeu de rôle' }).selectOption('Nadia Benali');
    await page.getByLabel('Nom de l’interlocuteur').fill('Mme Odile Marchand');
    await page.getByRole('combobox', { name: 'Seconde évaluation' }).selectOption('Paul Durand');
    await claire.press('Ouvrir l’entretien');
    await claire.reads('Rien n’a encore été dit');
    await desk.mark('reformul', observed);
    await desk.allKept();
    await claire.photograph('marked');
  });
}

story('HTTPS of the server’s own', 'https', tell, { options });
