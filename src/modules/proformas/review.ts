import { done, type Outcome, refuse } from '../../kernel/outcome.ts';

export type ReviewMode = 'sequential' | 'parallel';
export type ReviewerKind = 'owner' | 'co-owner' | 'collaborator';

/** One who reviews in this round, in the chain's order. */
export interface Reviewer {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly kind: ReviewerKind;
  readonly asked: boolean;
  readonly answer: 'completed' | 'returned' | 'rejected' | 'recalled' | null;
}

/** Whose answer is awaited. */
export function awaited(reviewers: readonly Reviewer[]): Reviewer[] {
  return reviewers.filter((r) => r.asked && r.answer === null);
}

/** Who is to be asked now and was not yet: all at once, or the next one when nobody is being waited for. */
export function toAsk(mode: ReviewMode, reviewers: readonly Reviewer[]): Reviewer[] {
  const fresh = reviewers.filter((r) => !r.asked && r.answer === null);
  if (mode === 'parallel') return fresh;
  return awaited(reviewers).length > 0 ? [] : fresh.slice(0, 1);
}

export interface Acting {
  readonly personId: string;
  /** for whom this person stands in today, for this client */
  readonly principals: readonly string[];
  /** may enter a reviewer's answer for them, with a note of how it came */
  readonly coordinates: boolean;
}

export interface Answering {
  readonly reviewer: Reviewer;
  /** somebody else's turn is answered, and for whom is recorded */
  readonly onBehalfOf: string | null;
}

/**
 * As whom this person answers: as themselves, else for whom they stand in, else (a coordinator, who says how the answer
 * came) for the first who is awaited.
 */
export function answersAs(reviewers: readonly Reviewer[], acting: Acting, note: string): Outcome<Answering> {
  const open = awaited(reviewers);
  const own = open.find((r) => r.personId === acting.personId);
  if (own) return done({ reviewer: own, onBehalfOf: null });
  const stood = open.find((r) => acting.principals.includes(r.personId));
  if (stood) return done({ reviewer: stood, onBehalfOf: stood.personId });
  const [first] = open;
  const names = open.map((r) => r.name).join(' and ');
  if (!first || !acting.coordinates) {
    return refuse(
      'not-your-turn',
      `The review waits for ${names || 'nobody'}. They answer, whoever stands in for them, or a coordinator for them.`,
    );
  }
  if (note === '')
    return refuse('needs-note', `You answer for ${first.name}. Say how they told you, so that it is on record.`, {
      where: 'note',
    });
  return done({ reviewer: first, onBehalfOf: first.personId });
}

/** A collaborator looks at a proforma but does not send it on. */
export function maySubmit(reviewers: readonly Reviewer[], acting: Acting): Outcome<true> {
  const own = reviewers.find((r) => r.personId === acting.personId);
  if (own?.kind === 'collaborator' && !acting.coordinates)
    return refuse(
      'collaborator',
      'You are a collaborator on this proforma: you may edit it and mark it complete, and its owner or a coordinator submits it.',
    );
  return done(true);
}

/** Where the chain leads when the last has completed: above the limits of who completed, somebody else approves. */
export function afterChain(within: boolean): 'completed' | 'approval-pending' {
  return within ? 'completed' : 'approval-pending';
}

/** How the wait of something stands against the policy. Days; nth counts the reminders due until now. */
export function waitOf(
  days: number,
  policy: { readonly remindDays: number; readonly escalateDays: number | null } | null,
): { readonly urgent: boolean; readonly nth: number; readonly escalate: boolean } {
  if (!policy) return { urgent: false, nth: 0, escalate: false };
  const nth = Math.max(0, Math.trunc(days / policy.remindDays));
  return { urgent: nth > 0, nth, escalate: policy.escalateDays !== null && days >= policy.escalateDays };
}
