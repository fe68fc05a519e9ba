// What an item that nobody said or wrote is in words. People who sit in one room come in and go out, where others join and leave.
import type { GapItem, Interval, IntervalItem, Moment, MomentItem } from '../../recordings/conversation';
import { formatPosition } from '../../base/time';
import { t, type Key } from '../../words/i18n.svelte';
import { readable } from '../../words/readable';

const roomMoments: Readonly<Partial<Record<Moment, Key>>> = {
  participantJoined: 'room.participantJoined',
  participantLeft: 'room.participantLeft',
};

const roomIntervals: Readonly<Record<Interval, { readonly past: Key; readonly ongoing: Key }>> = {
  hold: { past: 'room.hold', ongoing: 'room.hold.ongoing' },
};

export function momentWords({ said, name, text }: MomentItem, inRoom: boolean): string {
  return t((inRoom ? roomMoments[said] : undefined) ?? `moment.${said}`, { name, text: readable(text) });
}

export function intervalWords(item: IntervalItem | GapItem, inRoom: boolean): string {
  const lasted = formatPosition(item.untilMs - item.fromMs);
  if (item.kind === 'gap') return t('conversation.gap', { lasted });
  const room = roomIntervals[item.said];
  if (item.ongoing) return t(inRoom ? room.ongoing : `interval.${item.said}.ongoing`, { name: item.name });
  return t(inRoom ? room.past : `interval.${item.said}`, { name: item.name, lasted });
}
