import { sql } from 'kysely';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import { matterFacts, type MatterFacts } from '../../matters/index.ts';
import { entityFacts } from '../../firm/index.ts';
import { againstOf } from '../advance.ts';
import { changeLines } from '../post.ts';
import type { LockedCard, WipTo } from './change.ts';
import { atRate, keepRate, resolvedFor } from './rates.ts';

interface Transfer {
  readonly toMatterId: string;
  readonly rates: 'keep' | 're-rate';
  readonly reason: string;
  readonly eventId: string;
  /** codes that the cards get, where they change */
  readonly codes?: ReadonlyMap<string, CardCodes>;
}

export interface CardCodes {
  readonly taskCode: string | null;
  readonly activityCode: string | null;
  readonly expenseCode: string | null;
}

/** Moves cards to another matter of the same entity and currency, at their rate or the target's; one journal. Gives the new rate of each that was rated again. */
export async function transferCards(
  work: Work,
  cards: readonly LockedCard[],
  how: Transfer,
): Promise<Outcome<ReadonlyMap<string, bigint>>> {
  const target = (await matterFacts(work.db, [how.toMatterId])).get(how.toMatterId);
  if (!target) return refuse('not-found', 'There is no such matter to transfer to.', { where: 'toMatterId' });
  const stays = cards.find((card) => card.matter_id === target.id);
  if (stays) return refuse('same-matter', `Card ${stays.number} is on matter ${target.number} already.`);
  for (const card of cards) {
    if (card.state !== 'open') return refuse('not-open', `Card ${card.number} is no longer unbilled.`);
    if (card.entity_id !== target.entityId || card.currency !== target.currency) {
      return refuse(
        'other-currency',
        `Matter ${target.number} belongs to another entity or is kept in ${target.currency}. Take the card back and record it there.`,
        { where: 'toMatterId' },
      );
    }
    if (card.kind === 'time' ? target.closedToTime : target.closedToCosts) {
      return refuse(
        'matter-closed',
        `Matter ${target.number} is closed to ${card.kind === 'time' ? 'time' : 'costs'}. Open it first.`,
        { where: 'toMatterId' },
      );
    }
  }
  const to = new Map<string, WipTo>(
    cards.map((card) => [
      card.id,
      { seconds: card.open_seconds, wipMinor: card.wip_minor, wipEntityMinor: card.wip_entity_minor },
    ]),
  );
  const rateOf = new Map<string, bigint>();
  if (how.rates === 're-rate') {
    for (const [cardId, rate] of await resolvedFor(work, cards, () => target)) {
      const card = cards.find((c) => c.id === cardId) as LockedCard;
      if (rate.agreedE4 === null)
        return refuse(
          'no-rate',
          `Card ${card.number} has no rate on matter ${target.number}. Keep its rate, or set one.`,
        );
      const wip = await atRate(work, card, rate.agreedE4);
      if (!wip.ok) return wip;
      to.set(cardId, wip.value);
      rateOf.set(cardId, rate.agreedE4);
      await keepRate(work, cardId, rate);
    }
  }
  await setCodes(work, how.codes ?? new Map<string, CardCodes>());
  const moved = await moveCards(work, cards, {
    targetOf: () => target,
    to: (id) => to.get(id) as WipTo,
    reason: how.reason,
    eventId: how.eventId,
  });
  return moved.ok ? done(rateOf) : moved;
}

export async function undoTransfer(
  work: Work,
  cards: readonly LockedCard[],
  how: {
    toMatterIdOf: (cardId: string) => string;
    wipOf: (cardId: string) => WipTo;
    eventId: string;
    reason: string;
  },
): Promise<Outcome<true>> {
  const matters = await matterFacts(
    work.db,
    cards.map((card) => how.toMatterIdOf(card.id)),
  );
  return await moveCards(work, cards, {
    targetOf: (card) => matters.get(how.toMatterIdOf(card.id)) as MatterFacts,
    to: how.wipOf,
    reason: how.reason,
    eventId: how.eventId,
  });
}

/** Writes codes onto cards that are locked; which they were before, the caller's event keeps. */
export async function setCodes(work: Work, codes: ReadonlyMap<string, CardCodes>): Promise<void> {
  if (codes.size === 0) return;
  const all = [...codes.values()];
  await sql`update card set task_code = c.task, activity_code = c.activity, expense_code = c.expense
    from unnest(${[...codes.keys()]}::uuid[], ${all.map((c) => c.taskCode)}::text[], ${all.map((c) => c.activityCode)}::text[],
      ${all.map((c) => c.expenseCode)}::text[]) as c(id, task, activity, expense) where card.id = c.id`.execute(
    work.db,
  );
}

interface MoveHow {
  readonly targetOf: (card: LockedCard) => MatterFacts;
  readonly to: (cardId: string) => WipTo;
  readonly reason: string;
  readonly eventId: string;
}

async function moveCards(work: Work, cards: readonly LockedCard[], how: MoveHow): Promise<Outcome<true>> {
  for (const [entityId, group] of Map.groupBy(cards, (card) => card.entity_id)) {
    const out = group.map((card) => ({
      ...placeOf(card),
      wipMinor: -card.wip_minor,
      wipEntityMinor: -card.wip_entity_minor,
    }));
    const into = group.map((card) => {
      const target = how.targetOf(card);
      return {
        ...placeOf(card),
        matterId: target.id,
        clientId: target.clientId,
        officeId: target.officeId,
        ...how.to(card.id),
      };
    });
    const journal = await post(work, {
      kind: 'WIP transferred',
      entityId,
      countsOn: work.today,
      eventId: how.eventId,
      memo: how.reason,
      lines: changeLines([...out, ...into], await entityFacts(work.db, entityId), ACCOUNTS, againstOf('transferred')),
    });
    if (!journal.ok) return journal;
    for (const card of group) await moveOne(work, card, how, journal.value);
  }
  return done(true);
}

function placeOf(card: LockedCard) {
  return {
    cardId: card.id,
    clientId: card.client_id,
    matterId: card.matter_id,
    officeId: card.office_id,
    timekeeperId: card.timekeeper_id,
    costKind: card.cost_kind,
    currency: card.currency,
  };
}

async function moveOne(work: Work, card: LockedCard, how: MoveHow, journalId: string): Promise<void> {
  const target = how.targetOf(card);
  const to = how.to(card.id);
  const common = {
    card_id: card.id,
    counts_on: work.today,
    journal_id: journalId,
    event_id: how.eventId,
    reason: how.reason,
  };
  await work.db
    .insertInto('card_event')
    .values([
      {
        ...common,
        id: newId(),
        kind: 'transferred-out',
        matter_id: card.matter_id,
        seconds: -card.open_seconds,
        wip_minor: -card.wip_minor,
        wip_entity_minor: -card.wip_entity_minor,
      },
      {
        ...common,
        id: newId(),
        kind: 'transferred-in',
        matter_id: target.id,
        seconds: to.seconds,
        wip_minor: to.wipMinor,
        wip_entity_minor: to.wipEntityMinor,
      },
    ])
    .execute();
  await work.db
    .updateTable('card')
    .set({
      matter_id: target.id,
      client_id: target.clientId,
      open_seconds: to.seconds,
      wip_minor: to.wipMinor,
      wip_entity_minor: to.wipEntityMinor,
      version: card.version + 1,
    })
    .where('id', '=', card.id)
    .execute();
  await work.db
    .updateTable('search_entry')
    .set({ matter_id: target.id, client_id: target.clientId })
    .where('subject_type', '=', 'card')
    .where('subject_id', '=', card.id)
    .execute();
}
