import type { Day } from '../../kernel/day.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';

export const ESTIMATE_STATES = ['draft', 'sent', 'accepted', 'declined', 'withdrawn'] as const;
export type EstimateState = (typeof ESTIMATE_STATES)[number];

const SAID: Readonly<Record<EstimateState, string>> = {
  draft: 'is not sent yet',
  sent: 'is with the client',
  accepted: 'was accepted',
  declined: 'was declined',
  withdrawn: 'was withdrawn',
};

/** Whether it may be changed: only while it has not left. */
export function mayChange(state: EstimateState): Outcome<true> {
  return state === 'draft'
    ? done(true)
    : refuse('wrong-state', `The estimate ${SAID[state]} and stays as it is. Withdraw it, or write another.`);
}

export function maySend(state: EstimateState, validUntil: Day, today: Day): Outcome<true> {
  if (state !== 'draft') return refuse('wrong-state', `The estimate ${SAID[state]}; it can’t be sent again.`);
  return validUntil < today
    ? refuse('ended', `It holds until ${validUntil}, which is over. Choose a later day first.`, { where: 'validUntil' })
    : done(true);
}

export function mayWithdraw(state: EstimateState): Outcome<true> {
  return state === 'draft' || state === 'sent'
    ? done(true)
    : refuse('wrong-state', `The estimate ${SAID[state]}. An accepted one is ended as a budget.`);
}

/** Whether the client may still answer. */
export function mayAnswer(state: EstimateState, validUntil: Day, today: Day): Outcome<true> {
  if (state !== 'sent') return refuse('wrong-state', `This estimate ${SAID[state]}. Nothing is left to answer.`);
  return validUntil < today
    ? refuse('ended', `This estimate held until ${validUntil}. Ask the firm for a new one.`)
    : done(true);
}
