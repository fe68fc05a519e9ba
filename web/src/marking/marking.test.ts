import { describe, expect, test } from 'vitest';
import { Observation } from '../gen/regard/v1/marking_pb';
import { ErrorCode } from '../gen/regard/v1/frame_pb';
import { corrected } from './mark_commands';
import { MarkFold } from './mark_fold';
import { foldMarks, standing, type MarkView } from './marking';
import { events, item, made, observed, withdrawn } from './test_support';
import type { BodyKind } from '../outbox/outbox';
import { erased } from '../test_support';

const isClosed = (...told: Parameters<MarkFold['fold']>): boolean => new MarkFold().fold(...told).closed;
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
    expect(isClosed(events(close), [])).toBe(true);
    expect(isClosed([], [item(close, 'waiting')])).toBe(true);
    expect(isClosed([], [item(close, 'refused')])).toBe(false);
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
    expect(isClosed(all, [])).toBe(false);
  });
});
