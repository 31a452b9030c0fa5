import { sum, wire } from '../../../kernel/money.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { changeWip, lockCards } from '../../cards/index.ts';
import { entityFacts, limitOf } from '../../firm/index.ts';
import * as c from '../contract.ts';
import { type Item, keepDecision, lockItem } from '../store/items.ts';
import { oldCards } from '../store/old-work.ts';

export const decidePurge: Command = handleCommand(c.decidePurge, async (work, input) => {
  const item = await lockItem(work, input.listId, input.matterId);
  if (!item) return refuse('not-found', 'This matter is not on the list.');
  if (item.answer !== 'purge' || item.decision !== null)
    return refuse('wrong-state', 'No purge of this matter waits for a decision. Reload to see what was decided.');
  const entity = await entityFacts(work.db, item.entityId);
  if (entity.fourEyes && item.answeredBy === work.actor.personId)
    return refuse('four-eyes', 'You asked for this purge yourself; another person decides.');
  if (input.decision === 'refuse') {
    await keepDecision(work, item, 'refused', input.note, []);
    await tell(work, item, newId(), 'purge refused', input.note, 0);
    return done({ decision: 'refused', cards: 0, wip: wire(0n, item.currency) });
  }
  const ids = await oldCards(work.db, item.matterId, item.asOf, item.olderThanDays);
  const cards = (await lockCards(work, ids)).filter((card) => card.state === 'open' && card.on_proforma === null);
  if (cards.length === 0)
    return refuse('nothing-to-do', 'None of this old work is free any more: it is billed, held or on a proforma.');
  const limit = await limitOf(work.db, work.actor.personId, 'purge', entity.currency);
  if (limit === null || sum(cards.map((card) => card.wip_entity_minor)) > limit)
    return refuse('over-limit', 'Purging this much WIP is above your limit. Ask a billing manager.');
  const eventId = newId<'event'>();
  const outcome = await changeWip(work, cards, {
    kind: 'purged',
    journalKind: 'WIP purged',
    eventId,
    reason: `old work: ${input.note}`,
    state: 'purged',
    to: () => ({ seconds: 0n, wipMinor: 0n, wipEntityMinor: 0n }),
  });
  if (!outcome.ok) return outcome;
  await keepDecision(
    work,
    item,
    'purged',
    input.note,
    cards.map((card) => ({
      cardId: card.id,
      seconds: card.open_seconds.toString(),
      wipMinor: card.wip_minor.toString(),
      wipEntityMinor: card.wip_entity_minor.toString(),
    })),
  );
  await tell(work, item, eventId, 'old work purged', input.note, cards.length);
  return done({
    decision: 'purged',
    cards: cards.length,
    wip: wire(sum(cards.map((k) => k.wip_minor)), item.currency),
  });
});

export const restorePurged: Command = handleCommand(c.restorePurged, async (work, input) => {
  const item = await lockItem(work, input.listId, input.matterId);
  if (!item) return refuse('not-found', 'This matter is not on the list.');
  if (item.decision !== 'purged') return refuse('wrong-state', 'Nothing of this matter was purged from this list.');
  const kept = new Map(item.changed.map((k) => [k.cardId, k]));
  const cards = await lockCards(work, [...kept.keys()]);
  const gone = cards.find((card) => card.state !== 'purged');
  if (gone) return refuse('not-open', `Card ${gone.number} was taken back already.`);
  const eventId = newId<'event'>();
  const outcome = await changeWip(work, cards, {
    kind: 'purge-reversed',
    journalKind: 'purge undone',
    eventId,
    reason: input.reason,
    state: 'open',
    to: (card) => {
      const before = kept.get(card.id);
      return {
        seconds: BigInt(before?.seconds ?? '0'),
        wipMinor: BigInt(before?.wipMinor ?? '0'),
        wipEntityMinor: BigInt(before?.wipEntityMinor ?? '0'),
      };
    },
  });
  if (!outcome.ok) return outcome;
  await keepDecision(work, item, 'restored', input.reason, []);
  await tell(work, item, eventId, 'old work restored', input.reason, cards.length);
  return done({ cards: cards.length });
});

async function tell(work: Work, item: Item, id: string, name: string, reason: string, cards: number): Promise<void> {
  await work.announce({
    id,
    name,
    subject: { type: 'matter', id: item.matterId },
    entityId: item.entityId,
    clientId: item.clientId,
    matterId: item.matterId,
    reason,
    facts: { listId: item.listId, cards },
  });
}
