// What a replay must show at a moment, worked out from the events, and what the page does show.
import assert from 'node:assert/strict';
import { fromMs, positionMs, standingMarks } from './journal.js';
import { eventually } from './waiting.js';

// Goes to each of the moments, in the order given, and compares what is shown with what the journal says.
export async function assertReplayed(person, journal, moments) {
  const { page } = person;
  for (const atMs of moments) {
    await seek(page, journal.interviewId, atMs);
    if (journal.markings.length > 0) await person.reads(countSoFar(journal, atMs));
    assert.deepEqual(await shownTexts(page), expectedTexts(journal.conversation, atMs), `said at ${atMs} ms`);
    assert.deepEqual(await shownMarks(page), expectedMarks(journal, atMs), `marked at ${atMs} ms`);
  }
}

const words = {
  OBSERVATION_OBSERVED: 'Observé',
  OBSERVATION_CONTRARY: 'Contraire',
  OBSERVATION_NO_OPPORTUNITY: 'Sans occasion',
};

// As French typography wants it before a colon.
const noBreakSpace = '\u00a0';

const twoDigits = (value) => String(value).padStart(2, '0');
const clock = (ms) => `${twoDigits(Math.floor(ms / 60_000))}:${twoDigits(Math.floor(ms / 1000) % 60)}`;

// The turns and messages that had begun by then, in the order they began; one that was being said is marked so.
function expectedTexts(conversation, atMs) {
  const lines = conversation.flatMap((event) => {
    const said = event.body.spokenTurn ?? event.body.chatMessage;
    if (!said) return [];
    const endMs = positionMs(event, conversation[0]);
    const beginMs = Math.max(0, endMs - Number(said.durationMs ?? 0));
    return beginMs > atMs ? [] : [{ beginMs, text: endMs > atMs ? `${said.text} (en train de parler)` : said.text }];
  });
  return lines.sort((a, b) => a.beginMs - b.beginMs).map(({ text }) => text);
}

// The marks whose moment had come, of all the markings together: "B1.A1.C1.K1.I1 Observé à 00:12, gardée", sorted. At
// the end of the interview the late ones are there too.
function expectedMarks({ markings, endMs }, atMs) {
  const marks = markings.flatMap((events) => standingMarks(events));
  const shown = marks.filter((mark) => atMs >= endMs || fromMs(mark) <= atMs);
  return shown.map(describe).sort();
}

function countSoFar(journal, atMs) {
  const [soFar, all] = [expectedMarks(journal, atMs).length, journal.markings.flatMap(standingMarks).length];
  return `${soFar} ${soFar < 2 ? 'marque' : 'marques'} jusqu’ici sur ${all}`;
}

function describe(mark) {
  const remark = mark.remark ? `${noBreakSpace}: ${mark.remark}` : '';
  return `${mark.indicatorCode} ${words[mark.observation]} à ${clock(fromMs(mark))}, gardée${remark}`;
}

// Goes to a moment by its address, and waits until the playhead is there.
async function seek(page, interviewId, atMs) {
  await page.goto(`/#/entretien/${interviewId}/rejouer?t=${atMs / 1000}`);
  await eventually(`the playhead is at ${atMs} ms`, async () => (await playheadMs(page)) === atMs);
}

// While the interview is shown whole, no moment is: this waits for one.
export async function playheadMs(page) {
  return Number(await page.locator('[data-position-ms]').getAttribute('data-position-ms'));
}

export function shownTexts(page) {
  const said = page.getByRole('region', { name: 'Conversation' }).locator('article > p');
  return said.evaluateAll((lines) => lines.map((line) => line.textContent.trim()));
}

export function shownMarks(page) {
  const rows = page.getByRole('region', { name: /^Grille/ }).locator('[data-code]');
  return rows.evaluateAll((all) =>
    all
      .flatMap((row) => [...row.querySelectorAll('[data-mark]')].map((sign) => `${row.dataset.code} ${sign.getAttribute('aria-label')}`))
      .sort(),
  );
}
