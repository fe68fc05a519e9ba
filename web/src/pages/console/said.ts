// What has just happened at the desk, for the reader who listens and the one who looks.
import type { Observation } from '../../gen/regard/v1/marking_pb';
import type { Landing } from '../../marking/landing';
import type { RateableItem } from '../../referential/referential_model';

export type SaidPlainly =
  | 'nothing'
  | 'clock_unknown'
  | 'nothing_chosen'
  | 'not_stored'
  | 'closed'
  | 'undone'
  | 'redone'
  | 'nothing_to_undo'
  | 'nothing_to_redo'
  | 'withdrawn'
  | 'corrected'
  | 'unmarked_only'
  | 'all_items';

export type Said =
  | { readonly kind: SaidPlainly }
  | { readonly kind: 'at_item' | 'at_competence' | 'not_chosen_anew'; readonly item: RateableItem }
  // A key is held, and its mark has become a span.
  | { readonly kind: 'holding'; readonly fromMs: number }
  | { readonly kind: 'marked'; readonly item: RateableItem; readonly observation: Observation; readonly landing: Landing };
