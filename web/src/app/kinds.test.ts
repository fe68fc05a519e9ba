import { describe, expect, it } from 'vitest';
import { EventBodySchema } from '../gen/regard/v1/envelope_pb';
import { markingKinds } from '../marking/marking';
import { briefKinds } from '../recordings/brief';
import { conversationKinds } from '../recordings/conversation_kinds';

describe('kinds of event', () => {
  const kinds = EventBodySchema.oneofs.find(({ name }) => name === 'kind')!.fields.map(({ localName }) => localName);

  it.each(kinds)('%s has one row', (kind) => {
    const tables = [conversationKinds, markingKinds, briefKinds].filter((rows) => kind in rows);
    expect(tables).toHaveLength(1);
  });

  it('have no row of a kind that the schema does not know', () => {
    const rows = [...Object.keys(conversationKinds), ...Object.keys(markingKinds), ...Object.keys(briefKinds)];
    expect(rows.filter((kind) => !kinds.includes(kind))).toEqual([]);
  });
});
