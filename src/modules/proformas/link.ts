import type { Day } from '../../kernel/day.ts';
import { amountText } from '../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { spoken, type State } from './state.ts';

/** A link from outside to one proforma. */
export interface ReviewLink {
  readonly id: string;
  readonly kind: 'review' | 'approve';
  readonly proformaId: string;
  readonly endsOn: Day;
  readonly revoked: boolean;
  readonly used: boolean;
}

/** How long a link may live. */
export const LINK_DAYS_MAX = 30;
/** How long a link to approve may live: shorter, since what it shows may change. */
export const APPROVE_DAYS = 7;

/** The states in which somebody may still answer. */
const ANSWERABLE: readonly State[] = ['generated', 'pre-review', 'with-reviewer', 'completed', 'approval-pending'];

/** Whether the link still opens its proforma. */
export function live(link: ReviewLink, state: State, today: Day): Outcome<true> {
  if (link.revoked)
    return refuse('link-ended', 'This link was withdrawn by who sent it. Ask them for a new one if you still need it.');
  if (link.used) return refuse('link-used', 'This link was used already, and works once. What you did is on record.');
  if (today > link.endsOn)
    return refuse('link-ended', `This link ended on ${link.endsOn}. Ask whoever sent it for a new one.`);
  if (!ANSWERABLE.includes(state))
    return refuse(
      'link-ended',
      `The proforma is ${spoken(state)} by now and waits for no answer. Nothing is left to do.`,
    );
  return done(true);
}

/** Whether the content is what was mailed, and its total within what this person may approve from a message. */
export function mayApproveByLink(facts: {
  readonly same: boolean;
  readonly totalEntityMinor: bigint;
  readonly ceilingMinor: bigint | null;
  readonly currency: string;
}): Outcome<true> {
  if (!facts.same)
    return refuse(
      'stale',
      'The proforma was changed since this message was sent. Sign in to see it as it is, or ask for a new message.',
    );
  if (facts.ceilingMinor === null || facts.totalEntityMinor > facts.ceilingMinor) {
    const most =
      facts.ceilingMinor === null ? 'nothing' : `${amountText(facts.ceilingMinor, facts.currency)} ${facts.currency}`;
    return refuse(
      'over-ceiling',
      `From a message ${most} may be approved at most. Sign in and approve it there, within your usual limits.`,
    );
  }
  return done(true);
}
