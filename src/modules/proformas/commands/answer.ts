import { done, type Outcome } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { afterChain, type Answering, answersAs, awaited, maySubmit } from '../review.ts';
import { mayApprove, type Move, type State } from '../state.ts';
import { actingOf, askNext, beginRound, keepAnswer, recallRest, reviewOf } from '../store/reviewers.ts';
import type { Sheet } from '../store/sheet.ts';
import { approvalFacts } from './approval-facts.ts';

const ANSWERS: Readonly<Partial<Record<Move, 'completed' | 'returned' | 'rejected'>>> = {
  complete: 'completed',
  return: 'returned',
  reject: 'rejected',
};

/**
 * As which reviewer somebody makes this move; null where it needs none: nobody was named, or it is another's right
 * (whoever may approve may return, though not asked).
 */
export async function reviewerStep(
  work: Work,
  sheet: Sheet,
  move: Move,
  note: string,
): Promise<Outcome<Answering | null>> {
  const { head } = sheet;
  const acting = await actingOf(work, head.clientId);
  if (move === 'submit') {
    const named = await reviewOf(work.db, head.id, 'next');
    const before = await reviewOf(work.db, head.id);
    const may = maySubmit(named.reviewers.length > 0 ? named.reviewers : before.reviewers, acting);
    return may.ok ? done(null) : may;
  }
  if (ANSWERS[move] === undefined || head.state !== 'with-reviewer') return done(null);
  const { reviewers } = await reviewOf(work.db, head.id);
  if (awaited(reviewers).length === 0) return done(null);
  const as = answersAs(reviewers, { ...acting, coordinates: move === 'complete' && acting.coordinates }, note);
  // Who may approve returns and rejects in their own right; that is asked next.
  return as.ok || move === 'complete' ? as : done(null);
}

interface Led {
  readonly state: State;
  readonly said?: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a move does to the review: begins it, answers in it, ends it. Gives the state that it leads to. */
export async function carryReview(
  work: Work,
  sheet: Sheet,
  moving: { readonly move: Move; readonly note: string; readonly to: State; readonly as: Answering | null },
): Promise<Led> {
  const { head } = sheet;
  const { move, as } = moving;
  if (move === 'submit') {
    const review = await beginRound(work, head);
    const asked = awaited(review.reviewers);
    return {
      state: moving.to,
      ...(asked.length > 0 ? { said: `with ${names(asked)}` } : {}),
      facts: { round: review.round, asked: asked.map((r) => r.personId) },
    };
  }
  const answer = ANSWERS[move];
  if (as && answer) await keepAnswer(work, as.reviewer.id, answer, moving.note);
  const facts = as ? { reviewer: as.reviewer.personId, as: as.reviewer.kind } : {};
  if (move !== 'complete') {
    if (head.state === 'with-reviewer') await recallRest(work, head.id);
    return { state: moving.to, facts };
  }
  const asked = awaited((await askNext(work, head.id)).reviewers);
  if (as && asked.length > 0)
    return {
      state: 'with-reviewer',
      said: `complete for ${as.reviewer.name} and with ${names(asked)}`,
      facts: { ...facts, asked: asked.map((r) => r.personId) },
    };
  await recallRest(work, head.id);
  return { state: afterChain(await within(work, sheet)), facts };
}

/** Whether who completed could approve it too; if not, it waits for somebody who can. */
async function within(work: Work, sheet: Sheet): Promise<boolean> {
  const facts = await approvalFacts(work, sheet, work.actor.personId);
  return facts.ok && mayApprove({ ...facts.value, approverReducedIt: false }).ok;
}

function names(reviewers: readonly { readonly name: string }[]): string {
  return reviewers.map((r) => r.name).join(' and ');
}
