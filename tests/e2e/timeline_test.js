// The timeline tells every mark, by the eye, by the ear and by the finger; a room looks like a room.
import assert from 'node:assert/strict';
import { Console, contrary, noOpportunity, observed } from './support/console.js';
import { fullyAccessible } from './support/accessibility.js';
import { interviewTitled, markingsOf, readRecording, standingMarks } from './support/journal.js';
import { tabTo } from './support/keyboard.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const title = 'Devis dentaire : reste à charge sur une couronne';
// Slow enough that the call outlasts the marking; it is ended by hanging up.
const callSpeed = 0.5;
const roomTitle = 'Ajout d’un nouveau-né au contrat';
const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true };
// What a page of 1366 px shows at 200 %.
const zoomed = { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 };
const telephone = { width: 390, height: 844 };
const narrowSpace = '\u202f';

const sliderOf = (page) => page.getByRole('slider');
const placesOf = (page) => page.getByRole('listbox', { name: 'Marques sur la frise' }).getByRole('option');
const previewOf = (page) => page.locator('[data-preview]');

// What the places on the timeline say, from the left to the right.
async function told(page) {
  const all = await placesOf(page).evaluateAll((options) =>
    options.map((option) => ({ words: option.getAttribute('aria-label'), x: option.getBoundingClientRect().x })),
  );
  return all.sort((a, b) => a.x - b.x).map(({ words }) => words);
}

const countIn = (words) => Number(/^(?:[^,]*, )?(\d+) marques/.exec(words)?.[1] ?? 1);

async function everyMarkIsTold(page, count) {
  let all = [];
  await eventually(`the timeline tells ${count} marks`, async () => {
    all = await told(page);
    return all.reduce((sum, words) => sum + countIn(words), 0) === count;
  });
  return all;
}

// No sign lies over another.
async function noSignOverlaps(page) {
  const boxes = await placesOf(page).evaluateAll((options) => options.map((option) => option.getBoundingClientRect().toJSON()));
  const overlap = (a, b) => a.left < b.right - 0.1 && b.left < a.right - 0.1 && a.top < b.bottom - 0.1 && b.top < a.bottom - 0.1;
  boxes.forEach((a, at) => boxes.slice(at + 1).forEach((b) => assert.ok(!overlap(a, b), `${JSON.stringify(a)} and ${JSON.stringify(b)}`)));
}

async function labelsStandApart(page) {
  const { boxes, slider } = await page.evaluate(() => ({
    boxes: [...document.querySelectorAll('.timeline .labels > span')].map((label) => {
      const range = document.createRange();
      range.selectNodeContents(label);
      return range.getBoundingClientRect().toJSON();
    }),
    slider: document.querySelector('[role=slider]').getBoundingClientRect().toJSON(),
  }));
  assert.ok(boxes.length >= 3);
  boxes.slice(1).forEach((box, at) => assert.ok(box.top >= boxes[at].bottom - 0.5, 'labels lie over each other'));
  for (const box of boxes) assert.ok(box.right <= slider.left + 0.5 && box.left >= 0, 'a label reaches into the picture');
}

// At the very beginning of the interview: one moment for all of them.
async function markAtBeginning(person, desk, query, sign) {
  await tabTo(person.page, sliderOf(person.page), 'Shift+Tab');
  await person.keyboard.press('Home');
  await person.reads('à 00:00');
  await desk.mark(query, sign);
}

story('The timeline hides no mark', 'timeline', async ({ people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const paul = await people.invite('paul.durand');
  const desk = new Console(claire);
  const paulDesk = new Console(paul);
  const { page, keyboard } = claire;
  const call = play(['01-devis-dentaire'], { speed: callSpeed });

  await step('a band of marks is no higher than its marks', async () => {
    await claire.signIn();
    await claire.enter('Observer et marquer', title);
    await claire.reads('Mutuelle du Val Clair, bonjour');
    const height = async () => (await sliderOf(page).boundingBox()).height;
    const empty = await height();
    assert.ok(empty < 100, `without a mark it is ${empty} px high`);
    await desk.mark('c1', observed);
    await everyMarkIsTold(page, 1);
    assert.equal(await height(), empty);
  });

  await step('five marks at one moment are all there, and a contrary among them is told', async () => {
    await markAtBeginning(claire, desk, 'a1', observed);
    await markAtBeginning(claire, desk, 'a2', contrary);
    await everyMarkIsTold(page, 3);
    await claire.photograph('stacked');
    await markAtBeginning(claire, desk, 'a3', observed);
    await markAtBeginning(claire, desk, 'b1', observed);
    await markAtBeginning(claire, desk, 'b2', noOpportunity);
    const [cluster, ...others] = await everyMarkIsTold(page, 6);
    assert.equal(others.length, 1);
    assert.match(cluster, /^5 marques à 00:00\s: 3 × Observé, 1 × Contraire, 1 × Sans occasion$/);
    await noSignOverlaps(page);
  });

  await step('the pointer is told each of them whole', async () => {
    await desk.mark('d1', contrary);
    await keyboard.press('Tab');
    await keyboard.type('a-t-il écouté ?');
    await keyboard.press('Enter');
    await page.locator('[data-place][aria-label^="5 marques"]').hover();
    const preview = previewOf(page);
    await preview.getByText('00:00').first().waitFor();
    assert.equal(await preview.getByRole('listitem').count(), 5);
    assert.match(await preview.getByRole('listitem').nth(1).textContent(), /00:00\s*a2\s*Contraire/);
    await claire.photograph('preview-of-five');
    await page.mouse.move(400, 200);
    await preview.waitFor({ state: 'detached' });
  });

  await step('the keyboard goes from mark to mark, and picks one of several', async () => {
    await tabTo(page, page.locator('[data-place][tabindex="0"]'));
    await keyboard.press('End');
    const preview = previewOf(page);
    await preview.getByText(`a-t-il écouté${narrowSpace}?`).waitFor();
    await keyboard.press('Home');
    await preview.getByText('a2', { exact: true }).waitFor();
    await keyboard.press('Enter');
    await eventually('the focus is in the preview', () => preview.evaluate((element) => element.contains(document.activeElement)));
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    const current = page.locator('[data-current-mark]');
    await current.getByText('a2', { exact: true }).waitFor();
    await keyboard.press('Escape');
    await eventually('the focus is back on the sign', () => page.evaluate(() => document.activeElement?.getAttribute('role') === 'option'));
    await keyboard.press('Escape');
    await preview.waitFor({ state: 'detached' });
  });

  await step('forty marks are all told', async () => {
    const rows = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1', 'd1', 'd2', 'e1', 'e2', 'f1', 'f2'];
    for (let made = 0; made < 33; ++made) {
      await desk.mark(rows[made % rows.length], [observed, observed, contrary, noOpportunity][made % 4]);
    }
    await desk.allKept();
    await everyMarkIsTold(page, 40);
    await noSignOverlaps(page);
    await fullyAccessible(claire, 'forty-marks');
  });

  await step('labels stand apart at 200 % and on a telephone', async () => {
    await page.setViewportSize(telephone);
    await labelsStandApart(page);
    await everyMarkIsTold(page, 40);
    await noSignOverlaps(page);
    await claire.photograph('telephone');
    await page.setViewportSize({ width: 1366, height: 768 });
    const large = await people.invite('claire.martin', zoomed);
    await large.signIn();
    await large.enter('Observer et marquer', title);
    await everyMarkIsTold(large.page, 40);
    await labelsStandApart(large.page);
    await large.photograph('zoomed');
  });

  await step('a finger is told what is nearest', async () => {
    const touching = await people.invite('claire.martin', tablet);
    await touching.signIn();
    await touching.enter('Observer et marquer', title);
    await everyMarkIsTold(touching.page, 40);
    const { x, y } = await placesOf(touching.page).first().boundingBox();
    await touching.page.touchscreen.tap(x + 18, y + 8);
    await previewOf(touching.page).getByText('a2', { exact: true }).waitFor();
    const heights = await previewOf(touching.page).getByRole('button').evaluateAll((all) => all.map((button) => button.offsetHeight));
    assert.ok(Math.min(...heights) >= 44, `a finger hits ${heights}`);
    await touching.photograph('tablet-preview');
    await previewOf(touching.page).getByRole('button').nth(1).tap();
    await touching.page.locator('[data-current-mark]').getByText('a2', { exact: true }).waitFor();
  });

  await step('what is marked after the end stands beyond it, in the order it was made', async () => {
    await paul.signIn();
    await paul.enter('Observer et marquer', title);
    await paul.reads('Mutuelle du Val Clair, bonjour');
    await paulDesk.mark('a1', contrary);
    await paulDesk.shows('a1', /^Contraire/);
    await paulDesk.mark('b1', observed);
    await paulDesk.allKept();
    await call.hangUp();
    await claire.reads('L’entretien est terminé.');
    for (const [query, sign] of [['d2', observed], ['d3', contrary], ['d4', observed], ['d5', noOpportunity]]) await desk.mark(query, sign);
    const late = (await everyMarkIsTold(page, 44)).filter((words) => words.endsWith('faite après la fin'));
    assert.deepEqual(late.map((words) => words.slice(0, 2)), ['d2', 'd3', 'd4', 'd5']);
    await noSignOverlaps(page);
    await page.getByText('après la fin', { exact: true }).waitFor();
    await claire.photograph('after-the-end');
  });

  await step('the replay tells the marks of both assessors, and a sign leads to its moment', async () => {
    await desk.finishMarking();
    await paulDesk.finishMarking();
    await claire.page.getByRole('link', { name: 'Rejouer' }).click();
    const all = await everyMarkIsTold(page, 46);
    assert.ok(all.some((words) => words.startsWith('Claire Martin, 5 marques à 00:00')), all.join('\n'));
    const ofPaul = page.locator('[data-place][aria-label^="Paul Durand"]');
    await ofPaul.first().hover();
    await previewOf(page).getByText('Paul Durand').first().waitFor();
    await noSignOverlaps(page);
    await fullyAccessible(claire, 'replay');
    const { interviewId } = await interviewTitled(claire, title);
    const paulMarking = (await markingsOf(claire, interviewId))['Paul Durand'];
    const [first] = standingMarks(await readRecording(claire, paulMarking));
    await ofPaul.first().click();
    if (await previewOf(page).getByRole('listitem').count() > 1) await previewOf(page).getByRole('button').first().click();
    await eventually('the playhead is at the mark', async () => {
      const atMs = Number(await page.locator('[data-position-ms]').getAttribute('data-position-ms'));
      return Math.abs(atMs - Number(first.observedAt.fromMs)) < 1;
    });
  });
});

story('A conversation face to face looks like a room', 'room', async ({ people, play, step }) => {
  const claire = await people.invite('claire.martin');
  const { page } = claire;
  play(['03-naissance'], { speed: 8 });

  await step('who sits in it, what is said as a play, and nothing of a telephone', async () => {
    await claire.signIn();
    await claire.enter('Observer et marquer', roomTitle);
    await claire.reads('Dans la même pièce');
    const conversation = page.getByRole('region', { name: 'Conversation' });
    await conversation.getByText('Julien Marchetti entre').waitFor();
    assert.doesNotMatch(await conversation.textContent(), /attente|rejoint|quitté/);
    await fullyAccessible(claire, 'room');
    await page.setViewportSize(telephone);
    await claire.photograph('room-telephone');
  });

  await step('no line begins with a question mark, and what is kept is as it was written', async () => {
    const shown = await page.getByRole('region', { name: 'Conversation' }).getByText('En quoi puis-je vous aider').textContent();
    assert.match(shown, new RegExp(`aider${narrowSpace}\\?`));
    const { interviewId } = await interviewTitled(claire, roomTitle);
    const events = await readRecording(claire, interviewId);
    const [turn] = events.filter(({ body }) => body.spokenTurn);
    assert.match(turn.body.spokenTurn.text, /aider \?$/);
  });
});
