import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { EventSchema, type Event } from '../gen/regard/v1/envelope_pb';
import { briefIn } from './brief';

function event(sequence: bigint, body?: MessageInitShape<typeof EventSchema>['body']): Event {
  return create(EventSchema, body ? { sequence, body } : { sequence, erased: true });
}
const opened = event(1n, { kind: { case: 'briefOpened', value: { text: 'Vous avez perdu votre carte.' } } });

describe('a brief', () => {
  it('is what it was opened with, until it is changed', () => {
    expect(briefIn([])).toBe('');
    expect(briefIn([opened])).toBe('Vous avez perdu votre carte.');
    expect(briefIn([opened, event(2n, { kind: { case: 'briefChanged', value: { text: 'Vous êtes pressé.' } } })])).toBe('Vous êtes pressé.');
  });

  it('is not taken for an older one when the newest was erased', () => {
    expect(briefIn([opened, event(2n)])).toBe('');
  });
});
