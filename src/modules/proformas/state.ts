import { amountText } from '../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';

export type State =
  | 'generated'
  | 'pre-review'
  | 'with-reviewer'
  | 'completed'
  | 'approval-pending'
  | 'approved'
  | 'billed'
  | 'deferred'
  | 'on-hold'
  | 'closed'
  | 'reversed';

export type Move =
  | 'start-review'
  | 'submit'
  | 'complete'
  | 'return'
  | 'reject'
  | 'withdraw'
  | 'recall'
  | 'defer'
  | 'hold'
  | 'resume'
  | 'close';

/** From which states a move may be made, and where it leads. A new state or move breaks the build until it is decided here. */
const MOVES: Readonly<
  Record<Move, { readonly from: readonly State[]; readonly to: State; readonly needsNote: boolean }>
> = {
  'start-review': { from: ['generated'], to: 'pre-review', needsNote: false },
  submit: { from: ['generated', 'pre-review'], to: 'with-reviewer', needsNote: false },
  complete: { from: ['with-reviewer'], to: 'completed', needsNote: false },
  return: {
    from: ['with-reviewer', 'completed', 'approval-pending', 'approved'],
    to: 'pre-review',
    needsNote: true,
  },
  reject: { from: ['with-reviewer', 'completed', 'approval-pending'], to: 'pre-review', needsNote: true },
  withdraw: { from: ['approved'], to: 'completed', needsNote: true },
  recall: { from: ['with-reviewer', 'completed', 'approval-pending'], to: 'pre-review', needsNote: false },
  defer: {
    from: ['generated', 'pre-review', 'with-reviewer', 'completed', 'approval-pending'],
    to: 'deferred',
    needsNote: true,
  },
  hold: {
    from: ['generated', 'pre-review', 'with-reviewer', 'completed', 'approval-pending'],
    to: 'on-hold',
    needsNote: true,
  },
  resume: { from: ['deferred', 'on-hold'], to: 'pre-review', needsNote: false },
  close: {
    from: ['generated', 'pre-review', 'with-reviewer', 'completed', 'approval-pending', 'deferred', 'on-hold'],
    to: 'closed',
    needsNote: true,
  },
};

/** Moves that only those make who may approve; a reviewer who is asked may return and reject too. */
export const REVIEWERS: readonly Move[] = ['return', 'reject', 'withdraw'];

const APPROVABLE: readonly State[] = ['pre-review', 'with-reviewer', 'completed', 'approval-pending'];
const EDITABLE: readonly State[] = [
  'generated',
  'pre-review',
  'with-reviewer',
  'completed',
  'approval-pending',
  'approved',
];

/** Where a move leads, or why it can't be made now. */
export function moved(from: State, move: Move, note: string): Outcome<State> {
  const rule = MOVES[move];
  if (!rule.from.includes(from)) {
    return refuse(
      'wrong-state',
      `The proforma is ${spoken(from)}; it can’t be moved by “${move}”. Possible now: ${movesFrom(from).join(', ') || 'nothing'}.`,
    );
  }
  if (rule.needsNote && note === '')
    return refuse('needs-note', 'Say why, so that the next person knows.', { where: 'note' });
  return done(rule.to);
}

export function movesFrom(state: State): Move[] {
  return (Object.keys(MOVES) as Move[]).filter((move) => MOVES[move].from.includes(state));
}

/** Billed, closed, deferred and held proformas don't take edits. */
export function editable(state: State): Outcome<State> {
  if (!EDITABLE.includes(state)) {
    const mend =
      state === 'deferred' || state === 'on-hold'
        ? 'Resume it first.'
        : state === 'billed'
          ? 'Its invoice would have to be unbilled.'
          : 'Generate a new one.';
    return refuse('wrong-state', `The proforma is ${spoken(state)} and takes no edits. ${mend}`);
  }
  return done(state);
}

/** Any change of money, tax, payer or words after approval voids it: the state that an edit leads to. */
export function afterEdit(state: State): State {
  return state === 'approved' || state === 'completed' || state === 'approval-pending'
    ? 'pre-review'
    : state === 'generated'
      ? 'pre-review'
      : state;
}

export function spoken(state: State): string {
  return state.replaceAll('-', ' ');
}

export interface ApprovalFacts {
  readonly state: State;
  readonly totalEntityMinor: bigint;
  readonly reductionEntityMinor: bigint;
  readonly currency: string;
  readonly totalLimit: bigint | null;
  readonly reductionLimit: bigint | null;
  readonly approverReducedIt: boolean;
  readonly fourEyes: boolean;
  readonly lines: number;
}

/** Whether this person may approve this proforma as it stands: state, four eyes, limits on total and on reduction. */
export function mayApprove(facts: ApprovalFacts): Outcome<'approved'> {
  if (!APPROVABLE.includes(facts.state)) {
    return refuse(
      'wrong-state',
      `The proforma is ${spoken(facts.state)} and can’t be approved. ${facts.state === 'generated' ? 'Submit it for review first.' : ''}`.trim(),
    );
  }
  if (facts.lines === 0)
    return refuse('nothing-to-bill', 'Nothing on the proforma is to be billed. Include lines, or close it.');
  if (facts.fourEyes && facts.approverReducedIt && facts.reductionEntityMinor > 0n) {
    return refuse('four-eyes', 'You reduced this proforma yourself; another person approves it.');
  }
  if (facts.totalLimit === null || facts.totalEntityMinor > facts.totalLimit) {
    return refuse(
      'over-limit',
      `The total is above what you may approve (${said(facts.totalLimit, facts.currency)}). Ask a billing manager.`,
    );
  }
  if (facts.reductionEntityMinor > (facts.reductionLimit ?? 0n)) {
    return refuse(
      'over-limit',
      `The reduction is above what you may approve (${said(facts.reductionLimit, facts.currency)}). Ask a billing manager.`,
    );
  }
  return done('approved');
}

function said(limit: bigint | null, currency: string): string {
  return limit === null ? 'no limit is set for you' : `${amountText(limit, currency)} ${currency}`;
}
