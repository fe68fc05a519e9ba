// A finished interview in a few numbers.
import type { Observation } from '../../gen/regard/v1/marking_pb';
import type { ConversationItem, ConversationView } from '../../recordings/conversation';
import type { Block } from '../../referential/referential_model';
import { observations } from '../../components/mark_shapes';
import type { OwnedMark } from './mark_filter';

export interface Lasting {
  readonly count: number;
  // Of all of them together.
  readonly lastedMs: number;
}

export interface Summary {
  readonly turns: number;
  readonly messages: number;
  readonly emails: number;
  readonly holds: Lasting;
  readonly silences: Lasting;
  readonly marks: number;
  // Those that were used, in the order of the keys.
  readonly bySign: readonly { readonly observation: Observation; readonly count: number }[];
  // Whoever made none is there too.
  readonly byAssessor: readonly { readonly assessorName: string; readonly count: number }[];
  readonly remarks: number;
  readonly items: number;
  readonly unmarkedItems: number;
}

interface Assessed {
  readonly recordingId: string;
  readonly assessorName: string;
}

export function summarise(view: ConversationView, marks: readonly OwnedMark[], markings: readonly Assessed[], block: Block): Summary {
  const kinds = (kind: ConversationItem['kind']): number => view.items.filter((item) => item.kind === kind).length;
  const signs = new Set([...observations, ...marks.map(({ observation }) => observation)]);
  const markedCodes = new Set(marks.map(({ indicatorCode }) => indicatorCode));
  return {
    turns: kinds('turn'),
    messages: kinds('message'),
    emails: kinds('email'),
    holds: lasting(view, 'interval'),
    silences: lasting(view, 'gap'),
    marks: marks.length,
    bySign: [...signs]
      .map((observation) => ({ observation, count: marks.filter((mark) => mark.observation === observation).length }))
      .filter(({ count }) => count > 0),
    byAssessor: markings.map(({ recordingId, assessorName }) => ({
      assessorName,
      count: marks.filter((mark) => mark.recordingId === recordingId).length,
    })),
    remarks: marks.filter(({ remark }) => remark !== '').length,
    items: block.items.length,
    unmarkedItems: block.items.filter(({ code }) => !markedCodes.has(code)).length,
  };
}

function lasting(view: ConversationView, kind: 'interval' | 'gap'): Lasting {
  const items = view.items.filter((item) => item.kind === kind);
  return { count: items.length, lastedMs: items.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0) };
}
