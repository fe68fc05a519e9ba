import { create } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { EventBodySchema, type Event } from '../gen/regard/v1/envelope_pb';
import { Observation } from '../gen/regard/v1/marking_pb';
import { ErrorCode } from '../gen/regard/v1/frame_pb';
import { bodyOf, corrected, Deeds, newMark, type Deed } from './mark_commands';
import { foldMarks, isMarkingClosed, standing, type MarkView } from './marking';
import type { BodyKind } from '../outbox/outbox';
import type { ItemStatus, OutboxItem } from '../outbox/outbox_item';
import { erased, eventAt } from '../test_support';

const at = (fromMs: number) => ({ fromMs, untilMs: fromMs, messageEventId: '' });
const observed = (markId: string, fromMs = 1_000) =>
  newMark(
    { indicatorCode: 'B1.A1.C1.K1.I1', observation: Observation.OBSERVED, landing: at(fromMs), enteredAtMs: fromMs + 500, remark: '' },
    markId,
  );
const made = (markId: string): BodyKind => ({ case: 'mark', value: observed(markId) });
const withdrawn = (markId: string): BodyKind => ({ case: 'markWithdrawn', value: { markId, enteredAtMs: 9n } });

function events(...kinds: BodyKind[]): Event[] {
  return kinds.map((kind, index) => eventAt(index + 1, index, kind, { clientId: 'c', clientSeq: BigInt(index + 1) }));
}

function item(kind: BodyKind, status: ItemStatus, clientSeq = 0): OutboxItem {
  return {
    itemId: `item-${clientSeq}`,
    order: clientSeq,
    recordingId: 'recording',
    body: create(EventBodySchema, { kind }),
    madeAtWallUs: 0n,
    clockOffsetUs: 0n,
    clockOffsetErrorUs: 0n,
    status,
    clientId: clientSeq === 0 ? '' : 'c',
    clientSeq: BigInt(clientSeq),
    refusal: status === 'refused' ? { code: ErrorCode.WRONG_STATE, message: 'closed', field: '' } : null,
  };
}

const brief = (views: readonly MarkView[]): string[] =>
  views.map((view) => `${view.markId} ${view.status}${view.withdrawn ? ' withdrawn' : ''}`);

describe('marks', () => {
  test('are kept once journaled, waiting while in the outbox', () => {
    expect(brief(foldMarks(events(made('a')), [item(made('b'), 'waiting'), item(made('c'), 'sent', 2)]))).toEqual([
      'a kept',
      'b waiting',
      'c waiting',
    ]);
  });

  test('are shown once when the journal copy and the outbox item are both there', () => {
    expect(brief(foldMarks(events(made('a')), [item(made('a'), 'kept', 1)]))).toEqual(['a kept']);
    expect(foldMarks(events(made('a')), [item(made('a'), 'sent', 1)])[0]?.history).toHaveLength(1);
  });

  test('are kept between the acknowledgement and the arrival', () => {
    expect(brief(foldMarks([], [item(made('a'), 'kept', 1)]))).toEqual(['a kept']);
  });

  test('say why they were refused, and do not stand', () => {
    const views = foldMarks([], [item(made('a'), 'refused')]);
    expect(views[0]?.refusal?.code).toBe(ErrorCode.WRONG_STATE);
    expect(views[0]?.refusedItemId).toBe('item-0');
    expect(standing(views)).toEqual([]);
  });

  test('keep what stood when a correction is refused', () => {
    const change = corrected(observed('a'), { observation: Observation.CONTRARY }, 3_000);
    const [view] = foldMarks(events(made('a')), [item({ case: 'markCorrected', value: { mark: change } }, 'refused')]);
    expect(view?.observation).toBe(Observation.OBSERVED);
    expect(view?.status).toBe('refused');
    expect(standing([view!])).toHaveLength(1);
  });

  test('can be withdrawn and brought back, with their history', () => {
    const back: BodyKind = { case: 'markCorrected', value: { mark: observed('a') } };
    expect(brief(foldMarks(events(made('a'), withdrawn('a')), []))).toEqual(['a kept withdrawn']);
    const [view] = foldMarks(events(made('a'), withdrawn('a'), back), []);
    expect(view?.withdrawn).toBe(false);
    expect(view?.history.map((change) => change.kind)).toEqual(['made', 'withdrawn', 'corrected']);
  });

  test('stay in the order they were made, whatever happens to them later', () => {
    const later: BodyKind = { case: 'markCorrected', value: { mark: corrected(observed('a'), { remark: 'ici' }, 1) } };
    expect(foldMarks(events(made('a'), made('b'), later), []).map((view) => view.markId)).toEqual(['a', 'b']);
  });

  test('are closed by an event or by an item on its way, not by a refused one', () => {
    const close: BodyKind = { case: 'markingClosed', value: {} };
    expect(isMarkingClosed(events(close), [])).toBe(true);
    expect(isMarkingClosed([], [item(close, 'waiting')])).toBe(true);
    expect(isMarkingClosed([], [item(close, 'refused')])).toBe(false);
  });
});

describe('undo and redo', () => {
  // What the journal would say after these bodies.
  const after = (bodies: readonly BodyKind[]): readonly MarkView[] => foldMarks(events(...bodies), []);

  function performed(...deeds: Deed[]): { deeds: Deeds; bodies: BodyKind[] } {
    const stack = new Deeds();
    for (const deed of deeds) stack.did(deed);
    return { deeds: stack, bodies: deeds.map((deed) => bodyOf(deed, 0)) };
  }

  test('undo withdraws a mark, redo brings it back', () => {
    const { deeds, bodies } = performed({ kind: 'made', mark: observed('a') });
    bodies.push(deeds.undo(7)!);
    expect(standing(after(bodies))).toHaveLength(0);
    bodies.push(deeds.redo(8)!);
    expect(standing(after(bodies))).toHaveLength(1);
    expect(after(bodies)[0]?.enteredAtMs).toBe(8);
  });

  test('undo of a correction restores what stood, redo corrects again', () => {
    const before = observed('a');
    const contrary = corrected(before, { observation: Observation.CONTRARY }, 5);
    const { deeds, bodies } = performed({ kind: 'made', mark: before }, { kind: 'corrected', before, after: contrary });
    bodies.push(deeds.undo(7)!);
    expect(after(bodies)[0]?.observation).toBe(Observation.OBSERVED);
    bodies.push(deeds.redo(8)!);
    expect(after(bodies)[0]?.observation).toBe(Observation.CONTRARY);
  });

  test('undo of a withdrawal brings the mark back, redo withdraws again', () => {
    const mark = observed('a');
    const { deeds, bodies } = performed({ kind: 'made', mark }, { kind: 'withdrawn', mark });
    bodies.push(deeds.undo(7)!);
    expect(standing(after(bodies))).toHaveLength(1);
    bodies.push(deeds.redo(8)!);
    expect(standing(after(bodies))).toHaveLength(0);
  });

  test('a new mark makes what was undone unreachable', () => {
    const { deeds } = performed({ kind: 'made', mark: observed('a') });
    deeds.undo(1);
    deeds.did({ kind: 'made', mark: observed('b') });
    expect(deeds.redo(2)).toBeNull();
  });

  test('does nothing when there is nothing to undo or redo', () => {
    const deeds = new Deeds();
    expect([deeds.undo(1), deeds.redo(1), deeds.canUndo, deeds.canRedo]).toEqual([null, null, false, false]);
  });

  test('after a reload the latest standing mark can be undone', () => {
    const bodies = [made('a'), made('b'), withdrawn('b')];
    const undo = Deeds.fromMarks(after(bodies)).undo(1);
    expect(undo?.case === 'markWithdrawn' && undo.value.markId).toBe('a');
  });
});

describe('erased marks', () => {
  const corrections = (markId: string): BodyKind => ({ case: 'markCorrected', value: { mark: { ...observed(markId), remark: 'after all' } } });

  test('are not listed, and what is said of them later disturbs no other', () => {
    const [lost, ...others] = events(made('lost'), made('kept'), withdrawn('lost'), withdrawn('never'));
    expect(brief(foldMarks([erased(lost!), ...others], []))).toEqual(['kept kept']);
  });

  test('come back with a correction that still has its content', () => {
    const [lost, ...others] = events(made('lost'), corrections('lost'));
    expect(foldMarks([erased(lost!), ...others], []).map(({ markId, remark }) => [markId, remark])).toEqual([['lost', 'after all']]);
  });

  test('leave an empty marking when everything was erased', () => {
    const all = events(made('a'), corrections('a'), withdrawn('a')).map(erased);
    expect(foldMarks(all, [])).toEqual([]);
    expect(isMarkingClosed(all, [])).toBe(false);
  });
});
