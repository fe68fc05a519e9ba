// While an interview is sealed an assessor can obtain no marks but their own.
import assert from 'node:assert/strict';
import { markingsOf, readRecording } from './journal.js';

// `own` and `other`: {recordingId, remark} of the two markings. Looks at everything that reached the assessor's page since
// it was opened, and tries the ways in that a browser has.
export async function assertSealed(assessor, interviewId, own, other) {
  const known = ['', interviewId, own.recordingId];
  const strange = assessor.wire.frames().filter(({ recordingId }) => !known.includes(recordingId));
  assert.deepEqual(strange, [], 'every frame is about the conversation, the own marking or the connection');
  for (const text of [own.recordingId, own.remark]) assert.ok(await assessor.wire.carried(text), `${text} was seen to pass`);
  for (const text of [other.recordingId, other.remark]) {
    assert.ok(!(await assessor.wire.carried(text)), `${text} came in no frame and no answer`);
    assert.ok(!(await assessor.page.content()).includes(text), `${text} is not in the page`);
  }
  await assert.rejects(readRecording(assessor, other.recordingId), /ERROR_CODE_UNKNOWN_RECORDING/);
  assert.deepEqual(Object.values(await markingsOf(assessor, interviewId)), [own.recordingId]);
}
