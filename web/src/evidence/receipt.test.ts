import { describe, expect, it, test } from 'vitest';
import { openNote, parseKey } from './checkpoint';
import { checkReceipt, keyNamedIn } from './receipt';
// Given by the server to a recording of the demonstration: another program, in another language, made it.
import attested from './attested_sample.json';
import sample from './receipt_sample.json';

const receipt = JSON.stringify(sample);
const key = sample.key;
// Of the documentation of Go's package golang.org/x/mod/sumdb/note.
const foreignKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const foreignNote =
  'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n\n' +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

// The receipt with one of its fields changed.
const changed = (change: Partial<typeof sample>): string => JSON.stringify({ ...sample, ...change });
const otherBytes = (base64: string): string => (base64.startsWith('A') ? 'B' : 'A') + base64.slice(1);

describe('a receipt', () => {
  it('proves what the server has written, to whoever has the key', () => {
    const proved = checkReceipt(receipt, ` ${key}\n`);
    expect(proved).toMatchObject({
      ok: true,
      value: {
        recordingId: '1655d51a-201a-45b4-9cc8-3ec16a88c0eb',
        eventCount: 43n,
        newestKind: 2,
        newestAuthorId: '889d635f-d967-43d0-9d9d-6e5bf8b970bc',
        signedAt: '2026-11-26T21:02:12Z',
        origin: 'regard/ead45cbf',
        checkpoint: { size: 105n },
      },
    });
    expect(proved.ok && new Date(proved.value.newestAtMs).toISOString().slice(0, 19)).toBe('2026-11-26T21:02:12');
  });

  test.each([
    ['header', changed({ header: otherBytes(sample.header) }), 'not_in_journal'],
    ['digest', changed({ payload_digest: otherBytes(sample.payload_digest) }), 'not_in_journal'],
    ['link before', changed({ previous_link: otherBytes(sample.previous_link) }), 'not_in_journal'],
    ['place', changed({ leaf_index: sample.leaf_index + 1 }), 'not_in_journal'],
    ['place beyond', changed({ leaf_index: 105 }), 'not_in_journal'],
    ['proof', changed({ inclusion_proof: sample.inclusion_proof.slice(1) }), 'not_in_journal'],
    ['longer proof', changed({ inclusion_proof: [...sample.inclusion_proof, sample.payload_digest] }), 'not_in_journal'],
    ['checkpoint', changed({ checkpoint: sample.checkpoint.replace('105', '106') }), 'changed'],
    ['signature', changed({ checkpoint: sample.checkpoint.replace('— regard', '— other') }), 'unsigned'],
    ['format', changed({ regard_receipt: 2 }), 'no_receipt'],
    ['short header', changed({ header: 'AAAA' }), 'no_receipt'],
    ['hash', changed({ inclusion_proof: ['?'] }), 'no_receipt'],
  ])('with another %s proves nothing', (_, text, error) => {
    expect(checkReceipt(text, key)).toEqual({ ok: false, error });
  });

  it('is not believed with another key, nor without one', () => {
    expect(checkReceipt(receipt, foreignKey)).toEqual({ ok: false, error: 'unsigned' });
    for (const text of ['', 'regard', key.slice(0, -2), key.replace('+c2', '+c3')]) {
      expect(checkReceipt(receipt, text)).toEqual({ ok: false, error: 'no_key' });
    }
  });

  it('is told from what is none', () => {
    for (const text of ['', 'Bonjour', '[]', 'null', '{}']) expect(checkReceipt(text, key)).toEqual({ ok: false, error: 'no_receipt' });
  });

  it('names its key', () => {
    expect(keyNamedIn(receipt)).toBe(key);
    expect(keyNamedIn('nothing')).toBe('');
  });
});

describe('a receipt of one recording alone', () => {
  const withAttested = (change: Partial<typeof attested>): string => JSON.stringify({ ...attested, ...change });

  it('proves what the server attests', () => {
    expect(checkReceipt(JSON.stringify(attested), attested.key)).toMatchObject({
      ok: true,
      value: {
        recordingId: 'f900fce5-02ae-45aa-a1ae-10e3c23907a2',
        eventCount: 2n,
        newestKind: 2,
        signedAt: '2026-11-27T02:09:37Z',
        origin: 'regard/f84139c5',
        checkpoint: null,
      },
    });
  });

  test.each([
    ['header', withAttested({ header: otherBytes(attested.header) }), 'not_in_journal'],
    ['digest', withAttested({ payload_digest: otherBytes(attested.payload_digest) }), 'not_in_journal'],
    ['link before', withAttested({ previous_link: otherBytes(attested.previous_link) }), 'not_in_journal'],
    ['time', withAttested({ attestation: attested.attestation.replace('02:09', '01:09') }), 'changed'],
    ['signature', withAttested({ attestation: attested.attestation.replace('— regard', '— other') }), 'unsigned'],
    ['checkpoint in its place', withAttested({ attestation: sample.checkpoint }), 'unsigned'],
  ])('with another %s proves nothing', (_, text, error) => {
    expect(checkReceipt(text, attested.key)).toEqual({ ok: false, error });
  });
});

test('notes are those of the specification: the signature is good, what it signs is no checkpoint', () => {
  expect(openNote(foreignNote, parseKey(foreignKey)!)).toEqual({ ok: false, error: 'no_checkpoint' });
  expect(openNote(foreignNote.replace('you', 'You'), parseKey(foreignKey)!)).toEqual({ ok: false, error: 'changed' });
});
