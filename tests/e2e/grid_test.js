// The grid and the conversation beside it: what is seen of them, and how an assessor arranges them.
import assert from 'node:assert/strict';
import { Console, contrary, observed } from './support/console.js';
import { fullyAccessible } from './support/accessibility.js';
import { screens, visibleIndicators } from './support/grid.js';
import { tabTo } from './support/keyboard.js';
import { openChats, publishAll } from './support/publishing.js';
import { story } from './support/story.js';
import { eventually } from './support/waiting.js';

const title = 'Changement d’adresse';
const [desktop, , smallLaptop] = screens;
// A laptop of 1280 by 800 at 200 %.
const zoomed = { width: 640, height: 400 };
// More than are on the page at once.
const messageCount = 600;

const messages = Array.from({ length: messageCount }, (_, at) => ({
  chatMessage: { participantId: 'candidate', text: `Message ${at + 1}. ${'Je vérifie votre dossier. '.repeat(at % 5)}` },
}));

story('The grid fits, and the conversation beside it', 'grid', async ({ people, step }) => {
  const claire = await people.invite('claire.martin', { viewport: desktop });
  const lea = await people.invite('lea.bernard');
  const desk = new Console(claire);
  const { page, keyboard } = claire;
  const grid = page.getByRole('region', { name: /^Grille/ });
  const conversation = page.getByRole('region', { name: 'Conversation' });
  const splitter = page.getByRole('separator', { name: 'Place de la conversation' });
  const dense = page.getByRole('button', { name: 'Grille dense' });
  const rowOf = (code) => grid.locator('[data-code]').filter({ has: page.getByText(code, { exact: true }) });
  const widthOf = async (region) => (await region.boundingBox()).width;
  let interviewId = '';

  await step('a console is opened', async () => {
    await lea.signIn();
    await claire.signIn();
    [interviewId] = await openChats(claire, [title]);
    await page.goto(`/#/entretien/${interviewId}`);
    await claire.reads('Rien n’a encore été dit');
    await desk.mark('a1', observed);
    await desk.shows('a1', /gardée$/);
  });

  await step('all 28 indicators are in view on a desktop, 15 on a small laptop, some at 200 %', async () => {
    await eventually('28 are visible', async () => (await visibleIndicators(page, desktop)) === 28);
    await eventually('15 are visible', async () => (await visibleIndicators(page, smallLaptop)) >= 15);
    await claire.photograph('small-laptop');
    await eventually('5 are visible', async () => (await visibleIndicators(page, zoomed)) >= 5);
    await claire.photograph('zoomed');
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overhang <= 0, `${overhang} px too wide`);
    await page.setViewportSize(desktop);
  });

  await step('one key shows the whole wording of a row', async () => {
    const wording = rowOf('b4').locator('button').first().locator('span').last();
    const isWhole = () => rowOf('b4').locator('.text').evaluate((text) => text.scrollWidth <= text.clientWidth);
    await page.setViewportSize(smallLaptop);
    await wording.waitFor();
    assert.equal(await isWhole(), false);
    await rowOf('b3').locator('button').first().click();
    await keyboard.press('ArrowDown');
    await eventually('the wording is whole', isWhole);
    await claire.photograph('selected');
    await page.setViewportSize(desktop);
  });

  await step('the grid is accessible, dense or not, and what was chosen is remembered', async () => {
    await fullyAccessible(claire, 'dense');
    await tabTo(page, dense);
    await keyboard.press('Enter');
    assert.equal(await dense.getAttribute('aria-pressed'), 'false');
    await fullyAccessible(claire, 'roomy');
    await page.reload();
    await dense.waitFor();
    assert.equal(await dense.getAttribute('aria-pressed'), 'false');
    await dense.click();
  });

  await step('what has a mark is left out on demand, and the empty grid says why', async () => {
    const only = page.getByRole('button', { name: 'Sans marque seulement' });
    await tabTo(page, only);
    await keyboard.press('Enter');
    await eventually('27 rows are left', async () => (await grid.locator('[data-code]').count()) === 27);
    assert.equal(await rowOf('a1').count(), 0);
    await grid.getByText('6 sur 7 sans marque').waitFor();
    await desk.mark('a2', contrary);
    await eventually('26 rows are left', async () => (await grid.locator('[data-code]').count()) === 26);
    await claire.photograph('unmarked-only');
    const codes = await grid.locator('[data-code] kbd').allTextContents();
    for (const code of codes) await desk.mark(code, observed);
    await grid.getByText('Tout a une marque').waitFor();
    await only.click();
    assert.equal(await grid.locator('[data-code]').count(), 28);
  });

  await step('the splitter shares the room out by keyboard and by pointer, within limits, and is remembered', async () => {
    const firstPx = await widthOf(conversation);
    await tabTo(page, splitter);
    await keyboard.press('ArrowLeft');
    await eventually('the conversation is narrower', async () => (await widthOf(conversation)) < firstPx);
    for (let presses = 0; presses < 40; ++presses) await keyboard.press('ArrowLeft');
    assert.equal(await splitter.getAttribute('aria-valuenow'), await splitter.getAttribute('aria-valuemin'));
    assert.ok((await widthOf(conversation)) > 200, 'the conversation has not vanished');
    const { x, y, width } = await splitter.boundingBox();
    await page.mouse.move(x + width / 2, y + 100);
    await page.mouse.down();
    await page.mouse.move(1100, y + 100, { steps: 3 });
    await page.mouse.up();
    await eventually('the splitter is where it was let go', async () => Math.abs((await widthOf(conversation)) - 1100) < 10);
    await page.reload();
    await conversation.waitFor();
    assert.ok(Math.abs((await widthOf(conversation)) - 1100) < 10, 'it is where it was before the reload');
    await tabTo(page, splitter);
    await keyboard.press('Home');
    await eventually('it is where it was at first', async () => (await widthOf(conversation)) === firstPx);
  });

  await step('a long conversation is at its end, and says how long it is', async () => {
    const { accountId, name } = await lea.ask('/api/me');
    await publishAll(lea, interviewId, [{ participantJoined: { participantId: 'candidate', name, accountId } }, ...messages]);
    await conversation.getByText(`Message ${messageCount}.`).waitFor();
    const items = conversation.locator('[data-item]');
    assert.equal(await items.last().getAttribute('aria-posinset'), String(messageCount + 1));
    assert.equal(await items.last().getAttribute('aria-setsize'), String(messageCount + 1));
    assert.ok((await items.count()) < 100, 'what is not seen is not on the page');
    await eventually('the last message is in view', () => isInView(conversation, `Message ${messageCount}.`));
  });

  await step('whoever scrolls up reads on undisturbed, and comes back with one click', async () => {
    for (const turn of [1, 2, 3]) {
      await conversation.evaluate((region, by) => (region.scrollTop -= by), 900 * turn);
      await eventually('the place is drawn', () => firstInView(conversation));
    }
    const reading = await firstInView(conversation);
    await publishAll(lea, interviewId, [{ chatMessage: { participantId: 'candidate', text: 'Un dernier mot.' } }]);
    await eventually('it has arrived', async () => (await conversation.locator('[data-item]').last().getAttribute('aria-setsize')) === String(messageCount + 2));
    assert.deepEqual(await firstInView(conversation), reading);
    await page.getByRole('button', { name: 'Revenir à la fin' }).click();
    await eventually('the last word is in view', () => isInView(conversation, 'Un dernier mot.'));
  });

  await step('every row can be reached from the end to the beginning, each once', async () => {
    const seen = new Set();
    await eventually('the beginning is in view', async () => {
      for (const id of await conversation.locator('[data-item]').evaluateAll((rows) => rows.map((row) => row.dataset.item))) seen.add(id);
      await conversation.evaluate((region) => (region.scrollTop -= region.clientHeight));
      return isInView(conversation, 'Message 1.');
    });
    assert.equal(seen.size, messageCount + 2);
  });

  await step('the focus stays in the conversation when its row leaves the page', async () => {
    await conversation.getByRole('button', { name: /Marquer ici/ }).first().focus();
    await conversation.evaluate((region) => (region.scrollTop = region.scrollHeight));
    await eventually('the end is in view', () => isInView(conversation, 'Un dernier mot.'));
    assert.equal(await conversation.evaluate((region) => region.contains(document.activeElement)), true);
  });
});

function isInView(conversation, text) {
  return conversation.evaluate((region, text) => {
    const row = [...region.querySelectorAll('[data-item]')].find((one) => one.textContent.includes(text));
    if (!row) return false;
    const [view, place] = [region.getBoundingClientRect(), row.getBoundingClientRect()];
    return place.top >= view.top - 1 && place.bottom <= view.bottom + 1;
  }, text);
}

// The first row that is wholly in view, and how far below the upper edge.
function firstInView(conversation) {
  return conversation.evaluate((region) => {
    const { top } = region.getBoundingClientRect();
    const row = [...region.querySelectorAll('[data-item]')].find((one) => one.getBoundingClientRect().top >= top);
    return row && { item: row.dataset.item, belowPx: Math.round(row.getBoundingClientRect().top - top) };
  });
}
