import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { changeWip, detachExcluded, type LockedCard } from './change.ts';

/** Takes cards back that the caller has locked and tells of: as if they had not been recorded. Refused while one is billed or on a proforma. */
export async function takeCardsBack(
  work: Work,
  cards: readonly LockedCard[],
  how: { readonly eventId: string; readonly reason: string },
): Promise<Outcome<true>> {
  for (const card of cards) {
    if (card.state !== 'open')
      return refuse('not-open', `Card ${card.number} is no longer unbilled, so it can’t be taken back.`);
    if (card.on_proforma)
      return refuse('on-proforma', `Card ${card.number} is on proforma ${card.on_proforma}. Exclude it there first.`);
  }
  await detachExcluded(
    work,
    cards.map((card) => card.id),
  );
  const outcome = await changeWip(work, cards, {
    kind: 'taken-back',
    journalKind: 'work taken back',
    eventId: how.eventId,
    reason: how.reason,
    state: 'taken-back',
    to: () => ({ seconds: 0n, wipMinor: 0n, wipEntityMinor: 0n }),
  });
  return outcome.ok ? done(true) : outcome;
}
