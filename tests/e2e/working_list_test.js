// The list is for working: what each is to do stands on top and in words; the way back leads to the list as it was left;
// organisers close and open; the role-player has a brief that the candidate never sees.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { fitsTheTablet, fullyAccessible } from './support/accessibility.js';
import { readRecording, interviewTitled, markingsOf } from './support/journal.js';
import { tabTo } from './support/keyboard.js';
import { close, publish } from './support/publishing.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const waitingTitle = 'Ce qui vous attend';
const dayMs = 86_400_000;
const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true };
const brief = 'Vous avez perdu votre carte en Espagne.\nVous ne le dites pas d’emblée.';

function opening(title, { assessors = ['claire.martin', 'paul.durand'] } = {}) {
  return {
    recordingId: randomUUID(),
    body: {
      interviewOpened: {
        title,
        blockCode: 'B1',
        channel: 'CHANNEL_CHAT',
        simulated: true,
        candidate: { login: 'lea.bernard' },
        interlocutor: { name: 'Mme Odile Marchand', side: 'INTERLOCUTOR_SIDE_EXTERNAL', description: 'adhérente' },
        rolePlayer: { login: 'nadia.benali' },
        assessors: assessors.map((login) => ({ login })),
      },
    },
  };
}

async function open(assessor, titles, options) {
  const openings = titles.map((title) => opening(title, options));
  await publish(assessor, openings);
  return openings.map(({ recordingId }) => recordingId);
}

const row = (person, title) => person.page.locator('main li').filter({ has: person.page.getByRole('heading', { name: title }) });
const section = (person, name) => person.page.locator('section').filter({ has: person.page.getByRole('heading', { level: 2, name }) });
const titlesIn = (place) => place.locator('h3').allTextContents();
const focused = (person) => person.page.evaluate(() => document.activeElement.textContent.trim());

async function closeMarking(assessor, interviewId, name) {
  const markings = await markingsOf(assessor, interviewId);
  await publish(assessor, [{ recordingId: markings[name], body: { markingClosed: {} } }]);
}

story('The list is for working', 'working-list', async ({ people, step }) => {
  const claire = await people.invite('claire.martin');
  const paul = await people.invite('paul.durand');
  const lea = await people.invite('lea.bernard');
  const nadia = await people.invite('nadia.benali');
  const sophie = await people.invite('sophie.leroy');
  const marc = await people.invite('marc.dubois');
  const everybody = [claire, paul, lea, nadia, sophie, marc];
  const ids = {};

  await step('at sign-in the first field has the focus', async () => {
    await claire.page.goto('/');
    await claire.page.getByLabel('Identifiant').waitFor();
    assert.equal(await claire.page.evaluate(() => document.activeElement.autocomplete), 'username');
  });

  await step('an empty list says to each what comes next', async () => {
    for (const person of everybody) await person.signIn();
    await claire.reads(/Ouvrez un entretien par tchat/);
    await nadia.reads(/avec sa consigne/);
    await marc.reads(/leurs marques se liront/);
    await lea.reads(/Le vôtre apparaîtra ici/);
  });

  await step('what waits for an assessor stands on top: what is live, then what is theirs to close', async () => {
    [ids.live, ids.over] = await open(claire, ['Carte perdue', 'Devis optique']);
    await close(lea, [ids.over]);
    await eventually('both wait', async () => {
      const waiting = await titlesIn(section(claire, waitingTitle));
      return waiting.join() === 'Carte perdue,Devis optique';
    });
    await row(claire, 'Carte perdue').getByText('En direct', { exact: true }).waitFor();
    await row(claire, 'Devis optique').getByText('Votre marquage est à clore').waitFor();
    await row(claire, 'Devis optique').getByText('Évaluation : Claire Martin, Paul Durand').waitFor();
    await fullyAccessible(claire, 'assessor');
  });

  await step('the role-player and the candidate find their chat on top, and nothing about marking', async () => {
    for (const person of [lea, nadia]) {
      assert.deepEqual(await titlesIn(section(person, waitingTitle)), ['Carte perdue']);
      await row(person, 'Devis optique').getByText('Terminé', { exact: true }).waitFor();
      assert.equal(await person.page.getByText(/arquage/).count(), 0);
      assert.equal(await person.page.getByRole('combobox', { name: 'État' }).count(), 0);
    }
  });

  await step('an organiser sees who has not finished, the other assessor never does', async () => {
    await row(sophie, 'Devis optique').getByText('Marquages à clore : Claire Martin, Paul Durand').waitFor();
    const before = await row(paul, 'Devis optique').textContent();
    await closeMarking(claire, ids.over, 'Claire Martin');
    await row(claire, 'Devis optique').getByText('Votre marquage est clos, l’autre est attendu').waitFor();
    await row(sophie, 'Devis optique').getByText('Marquage à clore : Paul Durand').waitFor();
    await row(marc, 'Devis optique').getByText('Marquage à clore : Paul Durand').waitFor();
    assert.deepEqual(await titlesIn(section(claire, waitingTitle)), ['Carte perdue']);
    assert.equal(await row(paul, 'Devis optique').textContent(), before);
    const seen = await paul.ask('/api/interviews?state=to_close&person=' + (await claire.ask('/api/me')).accountId);
    assert.equal(seen.interviews.length, 1, 'the state asked for is Paul’s own');
    assert.ok(!JSON.stringify(await paul.ask(`/api/interviews/${ids.over}`)).includes('markings'));
    await closeMarking(paul, ids.over, 'Paul Durand');
    for (const person of [claire, paul, sophie, marc]) await row(person, 'Devis optique').getByText('Marquages clos').waitFor();
  });

  await step('filter and order stay in the address, and the way back leads to the list as it was left', async () => {
    const [older, newer] = await open(claire, ['Rejet de facture', 'Changement d’adresse']);
    await close(lea, [older, newer]);
    const { page } = claire;
    await page.getByRole('combobox', { name: 'État' }).selectOption('Mon marquage à clore');
    await page.getByRole('combobox', { name: 'Ordre' }).selectOption('Les plus anciens d’abord');
    const address = '#/?etat=to_close&ordre=oldest';
    const isAsLeft = () =>
      eventually('the oldest first', async () => {
        const titles = await page.locator('main h3').allTextContents();
        return titles.join() === 'Rejet de facture,Changement d’adresse' && new URL(page.url()).hash === address;
      });
    await isAsLeft();
    await claire.enter('Terminer mon marquage', 'Rejet de facture');
    await page.getByRole('link', { name: 'Retour aux entretiens' }).click();
    await isAsLeft();
    await claire.enter('Terminer mon marquage', 'Rejet de facture');
    await page.getByRole('link', { name: 'Retour aux entretiens' }).waitFor();
    // The page of an interview that was loaded anew knows the way back too.
    await page.reload();
    await page.getByRole('link', { name: 'Retour aux entretiens' }).click();
    await isAsLeft();
    await claire.enter('Rejouer', 'Rejet de facture');
    await page.getByRole('link', { name: 'Retour aux entretiens' }).waitFor();
    await page.goBack();
    await isAsLeft();
  });

  await step('the total is told; whoever comes back finds as many rows, where they were', async () => {
    const many = Array.from({ length: 58 }, (_, n) => `Question ${n + 1}`);
    await open(paul, many, { assessors: ['paul.durand'] });
    const { page } = paul;
    await page.reload();
    // A page of what is live, and two markings to close.
    await paul.reads(/^52 entretiens affichés sur 62$/);
    await paul.press('Afficher la suite');
    await paul.reads('62 entretiens affichés');
    await row(paul, 'Devis optique').getByRole('link', { name: /^Rejouer/ }).scrollIntoViewIfNeeded();
    await eventually('it is scrolled', () => page.evaluate(() => scrollY > 1_000));
    const scrolledPx = await page.evaluate(() => scrollY);
    await row(paul, 'Devis optique').getByRole('link', { name: /^Rejouer/ }).click();
    await page.getByRole('link', { name: 'Retour aux entretiens' }).click();
    await paul.reads('62 entretiens affichés');
    await eventually('where it was', async () => Math.abs((await page.evaluate(() => scrollY)) - scrolledPx) < 400);
    await close(lea, (await paul.ask('/api/interviews?state=live&limit=200')).interviews.map(({ interviewId }) => interviewId));
  });

  await step('a cursor tells nothing of how many interviews there are', async () => {
    const { next, interviews } = await paul.ask('/api/interviews?limit=2');
    assert.ok(next.endsWith(interviews[1].interviewId));
    assert.equal(BigInt(`0x${next.slice(2, 18)}`), BigInt(interviews[1].openedWallNs));
    assert.equal(next.length, 18 + 36);
  });

  await step('a block that there is not is refused in words', async () => {
    const answer = await claire.context.request.get('/api/interviews?block=B9');
    assert.equal(answer.status(), 400);
    assert.match((await answer.json()).message, /"block" must be the code of a block/);
  });

  await step('an organiser opens a chat with both assessors and a brief; what is missing is said at once', async () => {
    const { page } = sophie;
    await page.goto('/#/ouvrir');
    await page.getByLabel('Sujet').waitFor();
    await sophie.press('Ouvrir l’entretien');
    for (const words of ['Indiquez le sujet', 'Choisissez qui est évalué', 'Choisissez qui joue', 'Indiquez le nom', 'au moins une personne']) {
      await sophie.reads(new RegExp(words));
    }
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-invalid')), 'true');
    await fullyAccessible(sophie, 'form-missing');
    await page.getByLabel('Sujet').fill('Carte perdue en voyage');
    await page.getByRole('combobox', { name: 'Candidature' }).selectOption('Léa Bernard');
    await page.getByRole('combobox', { name: 'Jeu de rôle' }).selectOption('Nadia Benali');
    await page.getByLabel('Nom de l’interlocuteur').fill('M. Yann Le Goff');
    await page.getByLabel('Consigne pour le jeu de rôle').fill(brief);
    await page.getByRole('combobox', { name: 'Évaluation', exact: true }).selectOption('Claire Martin');
    await page.getByRole('combobox', { name: 'Seconde évaluation' }).selectOption('Paul Durand');
    await sophie.press('Ouvrir l’entretien');
    await row(sophie, 'Carte perdue en voyage').waitFor();
    ids.briefed = (await interviewTitled(sophie, 'Carte perdue en voyage')).interviewId;
  });

  await step('the role-player reads the brief, the assessors too, and the candidate nothing of it', async () => {
    await nadia.enter('Entrer dans le tchat', 'Carte perdue en voyage');
    await nadia.page.getByText('Vous avez perdu votre carte en Espagne.').waitFor();
    await nadia.photograph('brief');
    await lea.enter('Entrer dans le tchat', 'Carte perdue en voyage');
    await lea.page.getByLabel('Message à M. Yann Le Goff').waitFor();
    assert.ok(!(await lea.page.content()).includes('Espagne'));
    assert.ok(!(await lea.wire.carried('Espagne')));
    assert.ok(!JSON.stringify(await readRecording(lea, ids.briefed)).includes('Espagne'));
    const { recordings } = await sophie.ask(`/api/interviews/${ids.briefed}`);
    const { recordingId } = recordings.find(({ kind }) => kind === 'RECORDING_KIND_BRIEF');
    await assert.rejects(readRecording(lea, recordingId), /ERROR_CODE_UNKNOWN_RECORDING/);
    await claire.page.goto(`/#/entretien/${ids.briefed}`);
    await claire.page.getByText('Consigne', { exact: true }).click();
    await claire.reads(/en Espagne/);
    await claire.press('Modifier la consigne');
    await claire.page.getByLabel('Consigne', { exact: true }).fill('Vous êtes pressé.');
    await claire.press('Enregistrer la consigne');
    await nadia.reads('Vous êtes pressé.');
  });

  await step('a question is answered by keyboard: Escape gives up, and the focus is never lost', async () => {
    await claire.press('Clore l’entretien');
    assert.equal(await focused(claire), 'Annuler', 'a second Enter closes nothing');
    await claire.keyboard.press('Escape');
    assert.equal(await focused(claire), 'Clore l’entretien');
    await claire.page.getByRole('group', { name: 'Clore l’entretien pour tous ?' }).waitFor({ state: 'detached' });
  });

  await step('an organiser closes a live interview from the list, with a reason', async () => {
    const closing = row(sophie, 'Carte perdue en voyage').getByRole('button', { name: /^Clore l’entretien/ });
    await closing.focus();
    await sophie.keyboard.press('Enter');
    await sophie.keyboard.press('Escape');
    assert.match(await focused(sophie), /^Clore l’entretien/);
    await sophie.keyboard.press('Enter');
    await sophie.keyboard.type('La ligne a été coupée');
    await fullyAccessible(sophie, 'closing');
    await sophie.keyboard.press('Enter');
    await row(sophie, 'Carte perdue en voyage').getByText('Marquages à clore : Claire Martin, Paul Durand').waitFor();
    assert.equal(await focused(sophie), 'Entretiens');
    const last = (await readRecording(sophie, ids.briefed)).at(-1);
    assert.equal(last.body.interviewClosed.reason, 'La ligne a été coupée');
    assert.equal(last.author.role, 'ROLE_ORGANISER');
    await claire.reads('L’entretien est terminé.');
  });

  await step('after a confirmed closing the focus stands at the heading', async () => {
    await claire.press('Clore mon marquage');
    await claire.press('Oui, clore');
    await claire.reads('Votre marquage est clos');
    assert.equal(await focused(claire), 'Léa Bernard');
  });

  await step('what has gone on for too long waits for an organiser', async () => {
    assert.equal(await section(sophie, waitingTitle).count(), 0);
    await open(claire, ['Oublié en cours']);
    await sophie.page.clock.setFixedTime(Date.now() + 8 * dayMs);
    await sophie.page.reload();
    await section(sophie, waitingTitle).getByRole('heading', { name: 'Oublié en cours' }).waitFor();
    await section(sophie, waitingTitle).getByRole('heading', { name: 'Carte perdue', exact: true }).waitFor();
    assert.ok(!(await titlesIn(section(sophie, waitingTitle))).includes('Devis optique'));
    await fullyAccessible(sophie, 'organiser');
  });

  await step('whoever answers for the recordings sees until when they were verified', async () => {
    for (const person of [marc, sophie]) {
      await person.page.goto('/#/');
      await person.page.reload();
      await person.reads(/^Enregistrements vérifiés le \d+ .+, jusqu’à l’événement n°\s[\d\s]+, et signés jusqu’au n°\s[\d\s]+\./);
    }
    assert.equal(await claire.page.getByText(/Enregistrements vérifiés/).count(), 0);
    await fullyAccessible(marc, 'quality-manager');
  });

  await step('what people have written in French is marked as French on the English page', async () => {
    await claire.page.goto('/#/');
    await claire.page.locator('summary').click();
    await claire.press('English');
    await claire.reads('Waiting for you');
    const languages = await claire.page.locator('main h3').evaluateAll((all) => all.map((h3) => h3.closest('[lang]').lang));
    assert.deepEqual([...new Set(languages)], ['fr']);
    await claire.photograph('english');
    await claire.press('Français');
  });

  await step('on a tablet a finger hits everything, the opened menu too', async () => {
    for (const login of ['sophie.leroy', 'claire.martin', 'marc.dubois']) {
      const touched = await people.invite(login, tablet);
      await touched.page.goto('/');
      await touched.page.getByLabel('Identifiant').waitFor();
      await fitsTheTablet(touched, 'sign-in');
      await touched.signIn();
      await touched.page.locator('main li').first().waitFor();
      await fitsTheTablet(touched, `list-${login}`);
      await touched.page.locator('summary').first().click();
      await touched.photograph(`tablet-menu-${login}`);
      const boxes = await touched.page.locator('header details :is(a, button, summary)').evaluateAll((all) =>
        all.map((control) => control.getBoundingClientRect()).map(({ width, height }) => ({ width, height })),
      );
      assert.deepEqual(boxes.filter(({ width, height }) => width < 44 || height < 44), []);
    }
  });
});
