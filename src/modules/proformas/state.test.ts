import { describe, expect, it } from 'vitest';
import { type ApprovalFacts, mayApprove, type Move, moved, movesFrom, type State } from './state.ts';

describe('where a move leads', () => {
  it.each<[State, Move, State]>([
    ['generated', 'submit', 'with-reviewer'],
    ['with-reviewer', 'complete', 'completed'],
    ['completed', 'return', 'pre-review'],
    ['approved', 'withdraw', 'completed'],
    ['deferred', 'resume', 'pre-review'],
    ['generated', 'close', 'closed'],
  ])('%s by %s to %s', (from, move, to) => {
    expect(moved(from, move, 'because')).toEqual({ ok: true, value: to });
  });

  it('nothing moves a billed, closed or reversed proforma', () => {
    expect(['billed', 'closed', 'reversed'].flatMap((state) => movesFrom(state as State))).toEqual([]);
  });

  it('a return says why', () => {
    expect(moved('with-reviewer', 'return', '')).toMatchObject({ refusal: { code: 'needs-note' } });
  });
});

describe('approval', () => {
  const facts: ApprovalFacts = {
    state: 'with-reviewer',
    totalEntityMinor: 100_000n,
    reductionEntityMinor: 5_000n,
    currency: 'GBP',
    totalLimit: 100_000n,
    reductionLimit: 5_000n,
    approverReducedIt: false,
    fourEyes: true,
    lines: 3,
  };
  const code = (change: Partial<ApprovalFacts>): string => {
    const outcome = mayApprove({ ...facts, ...change });
    return outcome.ok ? 'approved' : outcome.refusal.code;
  };

  it.each<[string, Partial<ApprovalFacts>, string]>([
    ['within both limits, to the cent', {}, 'approved'],
    ['a cent above the limit on the total', { totalEntityMinor: 100_001n }, 'over-limit'],
    ['a cent above the limit on the reduction', { reductionEntityMinor: 5_001n }, 'over-limit'],
    ['by somebody without limits', { totalLimit: null }, 'over-limit'],
    ['of a reduction of one’s own', { approverReducedIt: true }, 'four-eyes'],
    ['of a reduction of one’s own in a one-person firm', { approverReducedIt: true, fourEyes: false }, 'approved'],
    ['of something just generated', { state: 'generated' }, 'wrong-state'],
    ['of nothing', { lines: 0 }, 'nothing-to-bill'],
  ])('%s', (_, change, expected) => {
    expect(code(change)).toBe(expected);
  });
});
