// An assessor's marks as they stand: folded from the marking recording and from what is still in the outbox.
import type { Event } from '../gen/regard/v1/envelope_pb';
import type { Mark, Observation } from '../gen/regard/v1/marking_pb';
import { outstanding, type OutboxItem, type Refusal } from '../outbox/outbox_item';

export type MarkStatus =
  // In this browser, on its way to the server.
  | 'waiting'
  // On the server's disk.
  | 'kept'
  // The server will not have it; `refusal` says why.
  | 'refused';

export interface MarkChange {
  readonly kind: 'made' | 'corrected' | 'withdrawn';
  readonly enteredAtMs: number;
  // What stood after the change; null for a withdrawal.
  readonly mark: Mark | null;
}

export interface MarkView {
  readonly markId: string;
  readonly indicatorCode: string;
  readonly observation: Observation;
  // Position in the interview; equal for an instant.
  readonly fromMs: number;
  readonly untilMs: number;
  // The turn or message that was marked; empty when the mark names a time.
  readonly messageEventId: string;
  readonly enteredAtMs: number;
  readonly remark: string;
  readonly withdrawn: boolean;
  // Of the latest change. A refused correction leaves the mark as it was, with the refusal beside it.
  readonly status: MarkStatus;
  readonly refusal: Refusal | null;
  // The outbox's item of the refused change, to try again or discard; empty when nothing was refused.
  readonly refusedItemId: string;
  // From the first to the last, refused ones left out.
  readonly history: readonly MarkChange[];
  // Whose mark it is, where several assessors' marks are shown together.
  readonly assessorName?: string;
  // What the journal would say now: the base of the next correction.
  readonly mark: Mark;
}

// Marks in the order they were first made, withdrawn ones too. Pure: the same events and items give the same marks.
// Whoever folds again and again, as marks are made, has a MarkFold.
export function foldMarks(events: readonly Event[], items: readonly OutboxItem[]): readonly MarkView[] {
  const views = new Map<string, MarkView>();
  for (const event of events) if (event.body) apply(views, event.body.kind, 'kept');
  for (const item of outstanding(events, items)) applyItem(views, item);
  return [...views.values()];
}

export function isStanding(view: MarkView): boolean {
  return !view.withdrawn && !(view.status === 'refused' && view.history.length === 0);
}

export function standing(views: readonly MarkView[]): readonly MarkView[] {
  return views.filter(isStanding);
}

// Whether the event says that the marking is finished, or the item on its way does.
export function closesMarking({ body }: Pick<Event, 'body'>): boolean {
  return body?.kind.case === 'markingClosed';
}

// The marks so far, by their id.
export type MarkTable = Pick<Map<string, MarkView>, 'get' | 'set'>;
type Kind = Extract<OutboxItem['body']['kind'], { case: string }>;
type Rows = { readonly [K in Kind['case']]?: (views: MarkTable, value: Extract<Kind, { case: K }>['value'], status: MarkStatus) => void };

// What each kind of event does to the marks: one row a kind.
export const markingKinds = {
  markingOpened: () => undefined,
  mark: (views, mark, status) => put(views, mark, 'made', status),
  markCorrected: (views, { mark }, status) => mark && put(views, mark, 'corrected', status),
  markWithdrawn: (views, { markId, enteredAtMs }, status) => withdraw(views, markId, Number(enteredAtMs), status),
  markingClosed: () => undefined,
} satisfies Rows;

export function applyItem(views: MarkTable, item: OutboxItem): void {
  if (item.status === 'refused') refuse(views, item);
  else apply(views, item.body.kind, item.status === 'kept' ? 'kept' : 'waiting');
}

export function apply(views: MarkTable, kind: OutboxItem['body']['kind'], status: MarkStatus): void {
  if (kind.case === undefined) return;
  const row = (markingKinds as Rows)[kind.case] as ((views: MarkTable, value: Kind['value'], status: MarkStatus) => void) | undefined;
  row?.(views, kind.value, status);
}

function put(views: MarkTable, mark: Mark, kind: 'made' | 'corrected', status: MarkStatus): void {
  const change = { kind, enteredAtMs: Number(mark.enteredAtMs), mark };
  views.set(mark.markId, viewOf(mark, status, [...(views.get(mark.markId)?.history ?? []), change]));
}

function withdraw(views: MarkTable, markId: string, enteredAtMs: number, status: MarkStatus): void {
  const view = views.get(markId);
  if (!view) return;
  const history = [...view.history, { kind: 'withdrawn', enteredAtMs, mark: null } as const];
  views.set(markId, { ...view, withdrawn: true, status, refusal: null, refusedItemId: '', history });
}

function refuse(views: MarkTable, item: OutboxItem): void {
  const kind = item.body.kind;
  const refused = { status: 'refused', refusal: item.refusal, refusedItemId: item.itemId } as const;
  if (kind.case === 'mark') views.set(kind.value.markId, { ...viewOf(kind.value, 'refused', []), ...refused });
  const markId = kind.case === 'markCorrected' ? kind.value.mark?.markId : kind.case === 'markWithdrawn' ? kind.value.markId : '';
  const view = views.get(markId ?? '');
  if (view) views.set(view.markId, { ...view, ...refused });
}

function viewOf(mark: Mark, status: MarkStatus, history: readonly MarkChange[]): MarkView {
  const fromMs = Number(mark.observedAt?.fromMs ?? 0n);
  return {
    markId: mark.markId,
    indicatorCode: mark.indicatorCode,
    observation: mark.observation,
    fromMs,
    untilMs: Number(mark.observedAt?.untilMs ?? 0n),
    messageEventId: mark.observedAt?.messageEventId ?? '',
    enteredAtMs: Number(mark.enteredAtMs),
    remark: mark.remark,
    withdrawn: false,
    status,
    refusal: null,
    refusedItemId: '',
    history,
    mark,
  };
}
