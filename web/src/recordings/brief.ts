// What the role-player of an interview plays, as its recording says it.
import type { Event, EventBody } from '../gen/regard/v1/envelope_pb';

// As the server takes it.
export const maxBriefLength = 4_000;

type Body<K extends string> = Extract<EventBody['kind'], { readonly case: K }>['value'];

// The text that is played from such an event on.
export const briefKinds = {
  briefOpened: (body: Body<'briefOpened'>): string => body.text,
  briefChanged: (body: Body<'briefChanged'>): string => body.text,
};

// Empty while nothing of it has arrived, and when the newest was erased.
export function briefIn(events: readonly Event[]): string {
  const kind = events.at(-1)?.body?.kind;
  if (kind?.case === 'briefOpened') return briefKinds.briefOpened(kind.value);
  return kind?.case === 'briefChanged' ? briefKinds.briefChanged(kind.value) : '';
}
