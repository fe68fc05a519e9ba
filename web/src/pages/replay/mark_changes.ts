// What became of a mark after it was made, as far as what stands now differs from what stood first.
import type { Observation } from '../../gen/regard/v1/marking_pb';
import type { MarkView } from '../../marking/marking';

// atMs: when the change was entered, as a position in the interview.
export type LaterChange =
  | { readonly kind: 'observation'; readonly atMs: number; readonly before: Observation }
  | { readonly kind: 'remark'; readonly atMs: number }
  // Withdrawn, and taken back.
  | { readonly kind: 'restored'; readonly atMs: number };

// Null for a mark that stands as it was made. A remark that came later is none: it says more, and nothing else.
export function laterChangeOf({ history, mark }: MarkView): LaterChange | null {
  const stood = history.flatMap((change) => (change.mark ? [{ ...change, mark: change.mark }] : []));
  const first = stood[0]?.mark;
  if (!first) return null;
  const since = (differs: (earlier: typeof mark) => boolean): number => {
    const lastOther = stood.findLastIndex((change) => differs(change.mark));
    return stood[lastOther + 1]?.enteredAtMs ?? 0;
  };
  if (first.observation !== mark.observation) {
    return { kind: 'observation', before: first.observation, atMs: since(({ observation }) => observation !== mark.observation) };
  }
  const firstRemark = stood.find((change) => change.mark.remark !== '')?.mark.remark ?? '';
  if (firstRemark !== mark.remark) return { kind: 'remark', atMs: since(({ remark }) => remark !== mark.remark) };
  const withdrawnAt = history.findLastIndex(({ kind }) => kind === 'withdrawn');
  const restored = withdrawnAt === -1 ? undefined : history[withdrawnAt + 1];
  return restored ? { kind: 'restored', atMs: restored.enteredAtMs } : null;
}
