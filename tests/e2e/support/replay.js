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

// The turns and messages that had begun by then, in the order they began; a turn that was being said is marked so, and one
// that was broken off.
export function expectedTexts(conversation, atMs) {
  const lines = conversation.flatMap((event, place) => {
    const endMs = positionMs(event, conversation[0]);
    const { turnStarted, spokenTurn, chatMessage } = event.body;
    if (turnStarted) return endMs > atMs ? [] : [{ beginMs: endMs, text: textOfTurn(conversation, place, atMs) }];
    const said = chatMessage ?? (spokenTurn?.turnId ? undefined : spokenTurn);
    if (!said) return [];
    const beginMs = Math.max(0, endMs - Number(said.durationMs ?? 0));
    return beginMs > atMs ? [] : [{ beginMs, text: asWritten(endMs > atMs ? `${said.text} (en train de parler)` : said.text) }];
  });
  return lines.sort((a, b) => a.beginMs - b.beginMs).map(({ text }) => text);
}

// What was heard by then of the turn that begins at this place of the journal.
function textOfTurn(conversation, place, atMs) {
  const { participantId, turnId } = conversation[place].body.turnStarted;
  const heard = conversation.slice(place + 1).filter((event) => positionMs(event, conversation[0]) <= atMs);
  const parts = [];
  for (const { body } of heard) {
    if (body.turnPart?.turnId === turnId) parts.push(body.turnPart.text);
    if (body.spokenTurn?.turnId === turnId) return body.spokenTurn.text;
    const breaksOff = body.turnStarted?.participantId === participantId || body.participantLeft?.participantId === participantId;
    if (breaksOff || body.interviewClosed) return [...parts, '(interrompue)'].join(' ');
  }
  return [...parts, '(en train de parler)'].join(' ');
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

// Shown texts have no-break spaces where people wrote plain ones.
function asWritten(text) {
  return text.replace(/[\u202f\u00a0]/g, ' ');
}

// While the interview is shown whole, no moment is: this waits for one.
export async function playheadMs(page) {
  return Number(await page.locator('[data-position-ms]').getAttribute('data-position-ms'));
}

export async function shownTexts(page) {
  const said = page.getByRole('region', { name: 'Conversation' }).locator('article > p');
  return (await said.evaluateAll((lines) => lines.map((line) => line.textContent.trim()))).map(asWritten);
}

export function shownMarks(page) {
  const rows = page.getByRole('region', { name: /^Grille/ }).locator('[data-code]');
  return rows.evaluateAll((all) =>
    all
      .flatMap((row) => [...row.querySelectorAll('[data-mark]')].map((sign) => `${row.dataset.code} ${sign.getAttribute('aria-label')}`))
      .sort(),
  );
}
