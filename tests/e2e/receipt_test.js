// A receipt: downloaded from a replay, verified by somebody who is not signed in, and by the command.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fullyAccessible } from './support/accessibility.js';
import { artefact } from './support/artefacts.js';
import { interviewTitled } from './support/journal.js';
import { story } from './support/story.js';

const title = 'Devis dentaire : reste à charge sur une couronne';

story('Receipts', 'receipt', async ({ server, people, play, step }) => {
  const sophie = await people.invite('sophie.leroy');
  const stranger = await people.invite('nobody');
  const file = artefact('receipt.json');
  let interviewId = '';

  const verify = async (path, key) => {
    await stranger.page.getByLabel('Reçu', { exact: true }).setInputFiles(path);
    await stranger.page.getByLabel('Clé publique du serveur').fill(key);
    await stranger.press('Vérifier');
  };

  await step('an organiser downloads the receipt of an interview that has ended', async () => {
    await play(['01-devis-dentaire'], { speed: 0 }).finished();
    await sophie.signIn();
    ({ interviewId } = await interviewTitled(sophie, title));
    await sophie.page.goto(`/#/entretien/${interviewId}/rejouer`);
    const link = sophie.page.getByRole('link', { name: 'Reçu de l’entretien' });
    const [download] = await Promise.all([sophie.page.waitForEvent('download'), link.click()]);
    assert.equal(download.suggestedFilename(), `receipt-${interviewId}.json`);
    await download.saveAs(file);
    await sophie.photograph('replay');
  });

  await step('a stranger verifies it with the key, without signing in', async () => {
    await stranger.page.goto('/#/verifier');
    await stranger.page.getByLabel('Reçu', { exact: true }).setInputFiles(file);
    await stranger.reads('Le reçu indique');
    await fullyAccessible(stranger, 'verifier');
    await verify(file, await server.key());
    await stranger.reads('Le reçu est valable.');
    await stranger.reads(interviewId);
    await stranger.reads(/Le dernier est la clôture de l’entretien\. Il vient du compte [\da-f-]{36}\./);
    await fullyAccessible(stranger, 'verified');
  });

  await step('a receipt in which something was changed proves nothing, nor does one under another key', async () => {
    const changed = artefact('changed-receipt.json');
    const receipt = JSON.parse(readFileSync(file, 'utf8'));
    const { header, leaf_index } = receipt;
    for (const change of [{ header: (header[0] === 'A' ? 'B' : 'A') + header.slice(1) }, { leaf_index: leaf_index - 1 }]) {
      writeFileSync(changed, JSON.stringify({ ...receipt, ...change }));
      await verify(changed, await server.key());
      await stranger.reads('Ce qu’il dit n’était pas dans le journal');
    }
    await verify(file, 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    await stranger.reads('Il n’est pas signé avec cette clé.');
    await verify(file, 'une clé');
    await stranger.reads('Ce n’est pas une clé de Regard.');
  });
});
