// How fast the console is where it is slowest: a long chat, and more marks than anybody makes. What is measured goes into
// the table; what is asserted is that everything is there.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Console } from '../support/console.js';
import { screens, visibleIndicators } from '../support/grid.js';
import { markingsOf, readRecording, standingMarks } from '../support/journal.js';
import { openChats, publishAll } from '../support/publishing.js';
import { story } from '../support/story.js';
import { addRow } from '../support/table.js';
import { eventually } from '../support/waiting.js';

const title = 'Échange très long';
const messageCount = 5_000;
const markCount = 2_000;
// Marking keys that are measured.
const keyCount = 100;
// As somebody's fingers, who is quick.
const betweenKeysMs = 60;

const referential = JSON.parse(readFileSync(new URL('../../../observer/referential/referential.json', import.meta.url), 'utf8'));
const codes = referential.blocks
  .find(({ code }) => code === 'B1')
  .activities.flatMap(({ competences }) => competences)
  .flatMap(({ criteria }) => criteria)
  .flatMap(({ kind, code, indicators }) => (kind === 'standalone' ? [code] : indicators.map((indicator) => indicator.code)));

const numbers = (count) => Array.from({ length: count }, (_, at) => at);

async function joinAndSay(person, side, count) {
  const { accountId, name } = await person.ask('/api/me');
  const say = (at) => ({ chatMessage: { participantId: side, text: `Message ${at}. ${'Je reprends le détail du remboursement. '.repeat(at % 4)}` } });
  return [{ participantJoined: { participantId: side, name, accountId } }, ...numbers(count).map(say)];
}

function mark(at) {
  const indicatorCode = codes[at % codes.length];
  return { mark: { markId: randomUUID(), indicatorCode, observation: 'OBSERVATION_OBSERVED', observedAt: { fromMs: '0', untilMs: '0' }, enteredAtMs: '0' } };
}

// In the page: from the moment a marking key goes down (`timeStamp` is the browser's own, taken before any script runs) to
// the frame in which its mark is painted. The page has been drawn when the task behind the frame runs, which a message
// posted in requestAnimationFrame is; and that frame shows the mark if the row then ends with a sign that was not there.
function measureKeys(markingKey) {
  const rowOf = (code) => document.querySelector(`[data-code="${code}"]`);
  const lastSign = (row) => [...row.querySelectorAll('[data-mark]')].at(-1);
  globalThis.measured = [];
  const measure = (event) => {
    if (event.key !== markingKey) return;
    const signsBefore = new Map([...document.querySelectorAll('[data-code]')].map((row) => [row.dataset.code, lastSign(row)]));
    const { port1, port2 } = new MessageChannel();
    requestAnimationFrame(() => {
      const frameBeganAt = performance.now();
      port1.onmessage = () => {
        const paintedAt = performance.now();
        const isShown = [...signsBefore].some(([code, sign]) => lastSign(rowOf(code)) !== sign);
        globalThis.measured.push({ wholeMs: paintedAt - event.timeStamp, frameMs: paintedAt - frameBeganAt, isShown });
      };
      port2.postMessage(null);
    });
  };
  addEventListener('keydown', measure, { capture: true });
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

const inMs = (values) => `p50 ${quantile(values, 0.5).toFixed(1)} ms, p99 ${quantile(values, 0.99).toFixed(1)} ms`;

story('The console with a long chat and many marks', 'bench', async ({ people, step }) => {
  const claire = await people.invite('claire.martin');
  const lea = await people.invite('lea.bernard');
  const nadia = await people.invite('nadia.benali');
  const desk = new Console(claire);
  let interviewId = '';
  let recordingId = '';

  await step(`an interview of ${messageCount} messages and ${markCount} marks`, async () => {
    for (const person of [claire, lea, nadia]) await person.signIn();
    [interviewId] = await openChats(claire, [title]);
    recordingId = (await markingsOf(claire, interviewId))['Claire Martin'];
    await Promise.all([
      publishAll(lea, interviewId, await joinAndSay(lea, 'candidate', messageCount / 2)),
      publishAll(nadia, interviewId, await joinAndSay(nadia, 'interlocutor', messageCount / 2)),
      publishAll(claire, recordingId, numbers(markCount).map(mark)),
    ]);
  });

  await step('is shown whole', async () => {
    await claire.page.goto(`/#/entretien/${interviewId}`);
    const items = claire.page.getByRole('region', { name: 'Conversation' }).locator('[data-item]');
    const expected = messageCount + 2;
    await eventually('all items count', async () => Number(await items.last().getAttribute('aria-setsize')) === expected);
    assert.equal(Number(await items.last().getAttribute('aria-posinset')), expected, 'the end is in view');
    await claire.page.getByRole('slider', { name: /Frise/ }).and(claire.page.locator(`[aria-valuetext*="${markCount.toLocaleString('fr-FR')} marques"]`)).waitFor();
  });

  await step('a marking key is answered', async () => {
    await claire.page.setViewportSize(screens[0]);
    await claire.page.evaluate(measureKeys, '+');
    for (const at of numbers(keyCount)) {
      for (const key of [...['a1', 'b2', 'c3', 'd4'][at % 4], '+']) {
        await claire.keyboard.press(key);
        await claire.page.waitForTimeout(betweenKeysMs);
      }
    }
    const measured = await eventually('every key is measured', async () => {
      const all = await claire.page.evaluate(() => globalThis.measured);
      return all.length === keyCount && all;
    });
    assert.deepEqual(measured.filter(({ isShown }) => !isShown), [], 'each mark is in the first frame behind its key');
    addRow(`Key to painted mark, ${messageCount} messages and ${markCount} marks`, inMs(measured.map(({ wholeMs }) => wholeMs)));
    addRow('  of which the frame itself', inMs(measured.map(({ frameMs }) => frameMs)));
    await desk.allKept();
    const marks = standingMarks(await readRecording(claire, recordingId));
    assert.equal(marks.length, markCount + keyCount);
  });

  await step('the grid is seen', async () => {
    for (const screen of screens) {
      const visible = await visibleIndicators(claire.page, screen);
      addRow(`Indicators fully visible at ${screen.width}x${screen.height}`, `${visible} of ${codes.length}`);
      await claire.photograph(`${screen.width}x${screen.height}`);
    }
  });
});
