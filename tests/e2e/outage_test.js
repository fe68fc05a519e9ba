// An outage in the midst of an assessor's work: what she had goes on, across a reload; what she did arrives once, at its true
// time; nobody else at the same computer sees any of it.
import assert from 'node:assert/strict';
import { fullyAccessible } from './support/accessibility.js';
import { assertTrueTime, assertUnbroken } from './support/assertions.js';
import { Console, contrary, observed } from './support/console.js';
import { fromMs, interviewTitled, markingsOf, positionMs, readRecording, standingMarks } from './support/journal.js';
import { tabTo } from './support/keyboard.js';
import { password } from './support/people.js';
import { openChats } from './support/publishing.js';
import { expectedTexts, shownTexts } from './support/replay.js';
import { story } from './support/story.js';
import { addRow } from './support/table.js';
import { eventually } from './support/waiting.js';

const title = 'Rejets Noémie en série : demande d’une téléconseillère';
const door = 'Observer et marquer';
const silentCuts = 3;

// The browser has the pages: from here on they open without the server.
const pagesKept = (person) =>
  eventually('the browser keeps the pages', () => person.page.evaluate(() => Boolean(navigator.serviceWorker?.controller)));

// The names of what this browser keeps of interviews, whoever's they are.
const keptCopies = (person) =>
  person.page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return [...databases, ...Object.keys(localStorage)].filter((name) => /^regard[-.](copies|signed_in)/.test(name));
  });

const nothingKept = (person) => eventually('nothing is kept', async () => (await keptCopies(person)).length === 0);

// Addresses in the browser's caches.
const cachedAddresses = (person) =>
  person.page.evaluate(async () => {
    const caught = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return caught.flat().map(({ url }) => new URL(url).pathname);
  });

const signOut = async (person) => {
  await person.page.locator('summary').click();
  await person.page.getByRole('button', { name: 'Se déconnecter' }).click();
  await person.page.getByLabel('Identifiant').waitFor();
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const inSeconds = (durationMs) => `${(durationMs / 1000).toFixed(1)} s`;

story('An assessor marks through an outage and a reload', 'outage', async ({ people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const desk = new Console(claire);
  const { page } = claire;
  const interview = {};
  const made = [];
  const mark = async (code, sign) => made.push({ code, ...(await desk.mark(code, sign)) });
  const leave = async () => {
    await page.getByRole('link', { name: 'Retour aux entretiens' }).first().click();
    await claire.reads(title);
  };

  const call = play(['07-demande-interne'], { speed: 2 });

  await step('she marks a live call', async () => {
    await claire.signIn();
    await claire.enter(door, title);
    await claire.reads('Gestion santé, bonjour.');
    Object.assign(interview, await interviewTitled(claire, title));
    await mark('a1', observed);
    await desk.allKept();
    await claire.reads('Enregistrement en cours');
    await pagesKept(claire);
    const worker = (await claire.context.request.get('/service_worker.js')).headers();
    assert.match(worker['content-type'], /^text\/javascript/);
    assert.equal(worker['cache-control'], 'no-cache', 'a browser looks for a newer one');
  });

  await step('during a cut the page claims nothing that it cannot know', async () => {
    claire.network.cut();
    await claire.reads(/La connexion est interrompue depuis \d\d:\d\d/);
    await claire.reads(/^Enregistrement\s: inconnu depuis \d\d:\d\d$/);
    await page.getByText('Sans nouvelles', { exact: true }).waitFor();
    assert.equal(await page.getByText('Enregistrement en cours').count(), 0);
    assert.equal(await page.getByText('En direct', { exact: true }).count(), 0);
    await fullyAccessible(claire, 'cut');
  });

  await step('she goes to the list and back, and marks', async () => {
    await leave();
    await claire.photograph('list');
    await claire.enter(door, title);
    await claire.reads('Gestion santé, bonjour.');
    await mark('a2', observed);
    assert.equal(await desk.waitingCount(), 1);
  });

  let heard = [];
  await step('reloaded without a network, the page shows what was said and marked, and goes on marking', async () => {
    heard = await shownTexts(page);
    await page.reload();
    await claire.reads('Gestion santé, bonjour.');
    await eventually('all that was heard is shown again', async () => (await shownTexts(page)).length === heard.length);
    assert.deepEqual(await shownTexts(page), heard);
    await claire.reads(/Votre marque est gardée sur ce poste/);
    assert.equal(await page.getByText('Ne rechargez pas').count(), 0);
    await mark('a3', contrary);
    await claire.keyboard.press('Tab');
    await claire.keyboard.type('dit pendant la coupure');
    await claire.keyboard.press('Enter');
    await mark('a4', observed);
    await claire.keyboard.press('Control+z');
    made.pop();
    await claire.reads('Annulé.');
    await claire.photograph('reloaded');
  });

  await step('the network is back: everything is kept, once, at its true time', async () => {
    const restoredAtMs = Date.now();
    claire.network.restore();
    await desk.allKept();
    addRow('everything kept after the network’s return, a cut with a reload', inSeconds(Date.now() - restoredAtMs));
    await claire.reads('Enregistrement en cours');
    const events = await readRecording(claire, (await markingsOf(claire, interview.interviewId))['Claire Martin']);
    assertUnbroken(events);
    const marks = standingMarks(events);
    assert.equal(marks.length, made.length);
    for (const [at, one] of marks.entries()) assertTrueTime(interview, events, fromMs(one), made[at], `mark ${at + 1}`);
    assert.deepEqual(
      marks.map(({ remark }) => remark ?? ''),
      ['', '', 'dit pendant la coupure'],
    );
    const errorsUs = events.map(({ clientTime }) => Number(clientTime?.clockOffsetErrorUs ?? 0));
    addRow('error of the clock that survived a reload without a network', `${(Math.max(...errorsUs) / 1000).toFixed(1)} ms`);
  });

  await step('what was said meanwhile is there, in order', async () => {
    await eventually('the call goes on', async () => (await shownTexts(page)).length > heard.length);
    await eventually('the page shows what the journal holds', async () => {
      const events = await readRecording(claire, interview.interviewId);
      return JSON.stringify(await shownTexts(page)) === JSON.stringify(expectedTexts(events, Infinity));
    });
  });

  await step('a replay stays to be read through a cut, and a reload in it', async () => {
    const consoleAddress = page.url();
    await page.goto(`/#/entretien/${interview.interviewId}/rejouer`);
    await claire.reads('Gestion santé, bonjour.');
    claire.network.cut();
    await claire.reads(/La connexion est interrompue depuis/);
    await claire.reads('Gestion santé, bonjour.');
    await claire.photograph('replay-cut');
    await page.reload();
    await claire.reads(/La page montre ce qui était connu/);
    await claire.reads('Gestion santé, bonjour.');
    await claire.photograph('replay-reloaded');
    claire.network.restore();
    await page.getByText(/La connexion est interrompue/).waitFor({ state: 'detached' });
    await page.goto(consoleAddress);
    await claire.reads('Gestion santé, bonjour.');
  });

  await step('a silent cut is noticed soon while somebody marks, and what was marked arrives soon after it', async () => {
    const noticedMs = [];
    const arrivedMs = [];
    for (let cut = 0; cut < silentCuts; ++cut) {
      claire.network.silence();
      const silentAtMs = Date.now();
      await desk.mark('a1', observed);
      await claire.reads(/La connexion est interrompue depuis/);
      noticedMs.push(Date.now() - silentAtMs);
      const restoredAtMs = Date.now();
      claire.network.restore();
      await desk.allKept();
      arrivedMs.push(Date.now() - restoredAtMs);
    }
    claire.network.silence();
    const silentAtMs = Date.now();
    await claire.reads(/La connexion est interrompue depuis/);
    addRow('silent cut noticed, nobody marking', inSeconds(Date.now() - silentAtMs));
    claire.network.restore();
    await claire.reads('Enregistrement en cours');
    addRow(`silent cut noticed while somebody marks, median of ${silentCuts}`, inSeconds(median(noticedMs)));
    addRow(`everything kept after the network’s return, median of ${silentCuts}`, inSeconds(median(arrivedMs)));
  });

  await step('reloaded while the network is silent, the page still opens', async () => {
    claire.network.silence();
    await page.reload();
    await claire.reads('Gestion santé, bonjour.');
    claire.network.restore();
    await desk.allKept();
    await claire.reads('Enregistrement en cours');
  });

  await step('once the sign-in has ended at the server, the page notices as soon as it answers, and nothing is left', async () => {
    claire.network.cut();
    await claire.reads(/La connexion est interrompue depuis/);
    await page.reload();
    await claire.reads('Gestion santé, bonjour.');
    const elsewhere = await people.invite('claire.martin');
    await elsewhere.signIn();
    await elsewhere.page.evaluate(() => fetch('/api/me/end-sign-ins', { method: 'POST', body: '{}' }));
    await mark('a2', observed);
    claire.network.restore();
    await claire.reads('Votre session a pris fin.');
    assert.equal(await page.getByText('Gestion santé, bonjour.').count(), 0);
    await nothingKept(claire);
    await claire.photograph('ended');
  });

  await step('signed in again, the mark of before is kept', async () => {
    await claire.signIn();
    await claire.enter(door, title);
    await desk.allKept();
  });

  await step('signing out without a network removes what was kept, and lets nobody in when it is back', async () => {
    await leave();
    assert.equal((await keptCopies(claire)).length, 2);
    assert.deepEqual((await cachedAddresses(claire)).filter((path) => path.startsWith('/api')), []);
    claire.network.cut();
    await signOut(claire);
    await nothingKept(claire);
    for (const address of ['/', `/#/entretien/${interview.interviewId}`]) {
      await page.goto(address);
      await page.getByLabel('Identifiant').waitFor();
    }
    assert.equal(await page.getByText(title).count(), 0);
    claire.network.restore();
    await page.reload();
    await page.getByLabel('Identifiant').waitFor();
    assert.equal(await page.getByText(title).count(), 0);
    const answer = await claire.context.request.get('/api/me');
    assert.equal(answer.status(), 401);
  });

  await step('whoever signs in next at the same computer finds nothing of hers', async () => {
    await page.goto('/');
    await page.getByLabel('Identifiant').fill('hugo.petit');
    await page.getByLabel('Mot de passe').fill(password);
    await claire.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Entretiens', level: 1 }).waitFor();
    await eventually('his sign-in is known here', async () => (await keptCopies(claire)).length === 2);
    claire.network.cut();
    await page.goto(`/#/entretien/${interview.interviewId}`);
    await page.reload();
    await claire.reads('Le serveur ne répond pas.');
    assert.equal(await page.getByText('Gestion santé, bonjour.').count(), 0);
    claire.network.restore();
  });

  await call.hangUp();
});

story('Pages recover by themselves', 'recovery', async ({ people, step }) => {
  const claire = await people.invite('claire.martin');
  const lea = await people.invite('lea.bernard');
  const { page } = claire;
  const interview = {};

  await step('a page that never was here says that the server does not answer, when it asks again, and comes with the network', async () => {
    await claire.signIn();
    const [interviewId] = await openChats(claire, ['Une panne : que faire ?']);
    Object.assign(interview, { interviewId });
    await claire.reads('Une panne : que faire ?');
    claire.network.cutLiveOnly();
    await claire.reads(/La connexion est interrompue depuis/);
    claire.network.cut();
    await page.goto(`/#/entretien/${interviewId}`);
    await claire.reads('Le serveur ne répond pas.');
    await claire.reads(/Nouvel essai dans \d secondes?\./);
    await fullyAccessible(claire, 'asking-again');
    claire.network.restore();
    await claire.reads('Rien n’a encore été dit');
  });

  await step('so does a writer’s chat', async () => {
    await lea.signIn();
    await lea.reads('Une panne : que faire ?');
    lea.network.cut();
    await lea.page.goto(`/#/entretien/${interview.interviewId}/tchat`);
    await lea.reads('Le serveur ne répond pas.');
    lea.network.restore();
    await lea.page.getByLabel('Message à Mme Odile Marchand').waitFor();
  });

  await step('without anybody known here, the first page comes by itself too', async () => {
    await pagesKept(claire);
    await page.goto('/#/');
    await signOut(claire);
    claire.network.cut();
    await page.reload();
    await claire.reads('Le serveur ne répond pas.');
    claire.network.restore();
    await page.getByLabel('Identifiant').waitFor();
  });

  await step('what is not there, or not for this account, is said without a wait', async () => {
    await lea.page.goto('/#/entretien/3f2a9c10-5b7e-4f21-9d0a-2b7c1e5a8f44');
    await lea.reads('Cette page n’existe pas, ou n’est pas ouverte à votre compte.');
    assert.equal(await lea.page.getByRole('button', { name: 'Réessayer' }).count(), 0);
    await lea.photograph('not-found');
    await lea.page.getByRole('link', { name: 'Retour aux entretiens' }).first().click();
    await lea.page.getByRole('heading', { name: 'Entretiens', level: 1 }).waitFor();
  });

  await step('an unknown address says so', async () => {
    for (const address of ['/#/entretiens/tous', '/entretiens']) {
      await lea.page.goto(address);
      await lea.page.getByRole('heading', { name: 'Cette page n’existe pas' }).waitFor();
      assert.equal(await lea.page.getByText('Une panne : que faire ?').count(), 0);
    }
    await fullyAccessible(lea, 'unknown');
    await lea.page.getByRole('link', { name: 'Retour aux entretiens' }).click();
    await lea.reads('Une panne : que faire ?');
  });

  await step('on a list that was scrolled down, the cut is still seen', async () => {
    await lea.page.setViewportSize({ width: 1024, height: 260 });
    await lea.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    assert.ok((await lea.page.evaluate(() => scrollY)) > 0);
    lea.network.cut();
    const notice = lea.page.getByText(/La connexion est interrompue depuis/);
    await notice.waitFor();
    const box = await notice.boundingBox();
    assert.ok(box.y >= 0 && box.y < 260, 'the notice is on the screen');
    await lea.photograph('scrolled');
    lea.network.restore();
  });
});

story('A chat in which a message arrives late', 'late', async ({ people, step }) => {
  const claire = await people.invite('claire.martin');
  const lea = await people.invite('lea.bernard');
  const late = 'Je retrouve votre dossier tout de suite.';
  // Later than any message that merely took its way.
  const waitsMs = 4_000;
  const interview = {};

  await step('the form names all that is missing at once, beside its field', async () => {
    await claire.signIn();
    await claire.page.goto('/#/ouvrir');
    await claire.page.getByLabel('Sujet').fill('Dossier égaré');
    await claire.press('Ouvrir l’entretien');
    const invalid = claire.page.locator('[aria-invalid="true"]');
    assert.equal(await invalid.count(), 3);
    const described = await invalid.evaluateAll((fields) =>
      fields.map((field) => document.getElementById(field.getAttribute('aria-describedby').split(' ')[0]).textContent),
    );
    assert.deepEqual(described, ['Choisissez qui est évalué.', 'Choisissez qui joue l’interlocuteur.', 'Indiquez le nom de l’interlocuteur.']);
    assert.ok(await invalid.first().evaluate((field) => field === document.activeElement), 'the first has the focus');
    await fullyAccessible(claire, 'form');
    await claire.page.getByRole('combobox', { name: 'Candidat' }).selectOption('Léa Bernard');
    assert.equal(await invalid.count(), 2);
  });

  await step('a text that is too long is neither cut nor sent', async () => {
    const [interviewId] = await openChats(claire, ['Dossier égaré']);
    Object.assign(interview, { interviewId });
    await lea.signIn();
    await lea.page.goto(`/#/entretien/${interviewId}/tchat`);
    const field = lea.page.getByLabel('Message à Mme Odile Marchand');
    await field.fill('é'.repeat(3_950));
    await lea.reads('50 caractères encore');
    await field.fill('é'.repeat(4_007));
    await lea.reads(/^7 caractères de trop/);
    await fullyAccessible(lea, 'too-long');
    await lea.keyboard.press('Enter');
    assert.equal((await field.inputValue()).length, 4_007);
    assert.ok(await lea.page.getByRole('button', { name: 'Envoyer' }).isDisabled());
    await field.fill('Bonjour, que puis-je pour vous ?');
    await lea.keyboard.press('Enter');
    await lea.reads('que puis-je pour vous');
  });

  await step('a message written during a cut, after a reload, says when it was written and when it came', async () => {
    await claire.page.goto(`/#/entretien/${interview.interviewId}`);
    await claire.reads('que puis-je pour vous');
    await pagesKept(lea);
    lea.network.cut();
    await lea.page.reload();
    await lea.reads('que puis-je pour vous');
    await lea.reads(/La connexion est interrompue depuis/);
    await tabTo(lea.page, lea.page.getByLabel('Message à Mme Odile Marchand'));
    await lea.keyboard.type(late);
    const afterMs = Date.now();
    await lea.keyboard.press('Enter');
    await lea.page.locator('article').filter({ hasText: late }).waitFor();
    const beforeMs = Date.now();
    await eventually('it is late', () => Date.now() > beforeMs + waitsMs);
    lea.network.restore();
    const bubble = claire.page.locator('article').filter({ hasText: late });
    await bubble.getByText(/^Écrit à \d\d:\d\d \(±\s\d,\d\ss\), reçu à$/).waitFor();
    const said = /Écrit à (\d\d):(\d\d).*(\d\d):(\d\d)/s.exec(await bubble.innerText()).slice(1).map(Number);
    await fullyAccessible(claire, 'late');
    await lea.photograph('late-author');

    const events = await readRecording(claire, interview.interviewId);
    const event = events.find(({ body }) => body.chatMessage?.text === late);
    const openedMs = Number(BigInt((await interviewTitled(claire, 'Dossier égaré')).openedWallNs) / 1_000_000n);
    const writtenS = said[0] * 60 + said[1];
    // Whole seconds, and the error of the author's clock.
    assert.ok(writtenS >= Math.floor((afterMs - openedMs) / 1000) - 1 && writtenS <= Math.ceil((beforeMs - openedMs) / 1000) + 1);
    assert.equal(said[2] * 60 + said[3], Math.floor(positionMs(event, events[0]) / 1000));
  });
});
