// Checkpoints leave the machine: by e-mail, and to a time-stamping service.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { artefact } from './support/artefacts.js';
import { MailServer } from './support/mail_server.js';
import { TimestampService } from './support/timestamp_service.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const mail = await MailServer.start();
const service = await TimestampService.start();
after(() => Promise.all([mail.stop(), service.stop()]));
const [from, to] = ['regard@mutuelle.example', 'temoin@autorite.example'];
const options = [
  ...['--checkpoint-mail', to, '--checkpoint-mail-from', from, '--smtp', mail.url],
  ...['--timestamp-url', service.url, '--timestamp-ca', service.caFile],
];

async function tell({ server, play, step }) {
  await step('the newest checkpoint is sent by e-mail, once', async () => {
    await play(['01-devis-dentaire'], { speed: 0 }).finished();
    await eventually('the mail arrives', () => mail.messages.length > 0);
    assert.equal(mail.messages.length, 1);
    assert.equal(mail.messages[0].from, from);
    assert.deepEqual(mail.messages[0].to, [to]);
    assert.match(mail.messages[0].text, /^Subject: Regard checkpoint\r$/m);
    assert.match(mail.messages[0].text, /^Content-Type: text\/plain; charset=utf-8\r$/m);
  });

  await step('a time-stamping service has signed it, and OpenSSL verifies that', async () => {
    const directory = join(server.dataDirectory, 'timestamps');
    await eventually('the reply is kept', () => existsSync(directory) && readdirSync(directory).length === 2);
    const [note, reply] = readdirSync(directory).sort();
    assert.deepEqual([note.split('.')[1], reply.split('.')[1]], ['note', 'tsr']);
    service.verify(join(directory, note), join(directory, reply));
  });

  await step('what was sent is as good as a file of checkpoints', async () => {
    await server.stop();
    const checkpoints = artefact('mailed-checkpoint');
    writeFileSync(checkpoints, mail.messages[0].text.split('\r\n\r\n').slice(1).join('\r\n\r\n'));
    assert.ok(await server.verify(['--key', await server.key(), '--checkpoints', checkpoints]));
  });
}

story('Checkpoints leave the machine', 'checkpoints', tell, { options });

const careless = await MailServer.start({ asksForPassword: true });
after(() => careless.stop());
const passwordFile = artefact('smtp-password');
writeFileSync(passwordFile, 'azalée-vermeil\n');

async function tellOfStrangers({ server, play, step }) {
  const log = () => readFileSync(artefact('careless-server.log'), 'utf8');

  await step('a mail server without encryption gets neither the password nor the checkpoint, and the log says so', async () => {
    await play(['01-devis-dentaire'], { speed: 0 }).finished();
    await eventually('the log says so', () => log().includes('the checkpoint cannot be sent by e-mail'));
    assert.deepEqual([careless.passwords, careless.messages], [[], []]);
  });

  await step('the stamp of a service that nobody vouches for is not kept', async () => {
    await eventually('the log says so', () => log().includes('is not a service that is trusted'));
    assert.equal(existsSync(join(server.dataDirectory, 'timestamps')), false);
  });
}

story('Services that cannot be trusted get and give nothing', 'careless', tellOfStrangers, {
  options: [
    ...['--checkpoint-mail', to, '--checkpoint-mail-from', from, '--smtp', careless.url],
    ...['--smtp-user', 'regard', '--smtp-password-file', passwordFile],
    ...['--timestamp-url', service.url],
  ],
});
