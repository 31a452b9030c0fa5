import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { timeValue } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { canonicalJson, sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { entityFacts, rateOn } from '../../firm/index.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import { matterFacts, type MatterFacts } from '../../matters/index.ts';
import { ratesFor, resolve, type ResolvedRate } from '../../terms/index.ts';
import { entityWip, wipLines } from '../post.ts';
import { changeWip, type LockedCard, type WipTo } from './change.ts';

/** Holds cards that the caller has locked. */
export async function holdUnderLock(
  work: Work,
  cardIds: readonly string[],
  reason: string,
  untilDay: string | null,
): Promise<void> {
  await sql`insert into card_hold (id, card_id, reason, until_day, placed_by)
    select gen_random_uuid(), id, ${reason}, ${untilDay}::date, ${work.actor.personId}::uuid from unnest(${[...cardIds]}::uuid[]) as t(id)
    on conflict (card_id) where released_at is null do nothing`.execute(work.db);
}

export async function releaseUnderLock(work: Work, cardIds: readonly string[]): Promise<void> {
  await sql`update card_hold set released_at = clock_timestamp(), released_by = ${work.actor.personId}
    where card_id = any(${[...cardIds]}::uuid[]) and released_at is null`.execute(work.db);
}

export async function heldBy(
  work: Work,
  cardIds: readonly string[],
): Promise<{ cardId: string; reason: string; untilDay: string | null }[]> {
  const { rows } = await sql<{ card_id: string; reason: string; until_day: string | null }>`
    select card_id, reason, until_day from card_hold where card_id = any(${[...cardIds]}::uuid[]) and released_at is null`.execute(
    work.db,
  );
  return rows.map((r) => ({ cardId: r.card_id, reason: r.reason, untilDay: r.until_day }));
}

async function resolvedFor(
  work: Work,
  cards: readonly LockedCard[],
  matterOf: (card: LockedCard) => MatterFacts,
): Promise<Map<string, ResolvedRate>> {
  const timed = cards.filter((card) => card.kind === 'time');
  const ids = timed.flatMap((card) => (card.timekeeper_id ? [card.timekeeper_id] : []));
  const timekeepers =
    ids.length === 0
      ? []
      : await work.db.selectFrom('timekeeper').select(['id', 'title', 'office_id']).where('id', 'in', ids).execute();
  const rates = await ratesFor(work.db, timed.map(matterOf));
  return new Map(
    timed.map((card) => {
      const timekeeper = timekeepers.find((t) => t.id === card.timekeeper_id);
      assert(timekeeper, 'time has a timekeeper');
      const matter = matterOf(card);
      return [
        card.id,
        resolve(rates, {
          timekeeperId: timekeeper.id,
          title: timekeeper.title,
          officeId: timekeeper.office_id,
          clientId: matter.clientId,
          matterId: matter.id,
          currency: matter.currency,
          on: card.work_date as Day,
        }),
      ];
    }),
  );
}

async function keepRate(work: Work, cardId: string, rate: ResolvedRate): Promise<void> {
  const explanation = canonicalJson(rate.explanation);
  const hash = sha256(explanation);
  await work.db
    .insertInto('rate_explanation')
    .values({ hash, explanation })
    .onConflict((oc) => oc.doNothing())
    .execute();
  await work.db
    .updateTable('card')
    .set({ agreed_rate_e4: rate.agreedE4, rate_explanation_hash: hash })
    .where('id', '=', cardId)
    .execute();
}

/** What a time card carries at another rate: billable hours as they are. */
async function atRate(work: Work, card: LockedCard, rateE4: bigint): Promise<Outcome<WipTo>> {
  const entity = await entityFacts(work.db, card.entity_id);
  const rate = await rateOn(work.db, card.currency, entity.currency, work.today);
  if (!rate.ok) return rate;
  const wipMinor = timeValue(card.billable_seconds, rateE4, entity.rounding);
  return done({
    seconds: card.open_seconds,
    wipMinor,
    wipEntityMinor: entityWip(wipMinor, card.currency, entity, rate.value),
  });
}

/** Applies the rate tables of the work date again; gives the new rate per card. */
export async function reRate(
  work: Work,
  cards: readonly LockedCard[],
  how: { eventId: string; reason: string },
): Promise<Outcome<Map<string, bigint>>> {
  const matters = await matterFacts(
    work.db,
    cards.map((card) => card.matter_id),
  );
  const rates = await resolvedFor(work, cards, (card) => matters.get(card.matter_id) as MatterFacts);
  const to = new Map<string, WipTo>();
  const rateOf = new Map<string, bigint>();
  for (const card of cards) {
    const rate = rates.get(card.id);
    if (rate?.agreedE4 == null)
      return refuse('no-rate', `Card ${card.number} has no rate on its day. Set one under Rates.`);
    const wip = await atRate(work, card, rate.agreedE4);
    if (!wip.ok) return wip;
    to.set(card.id, wip.value);
    rateOf.set(card.id, rate.agreedE4);
    await keepRate(work, card.id, rate);
  }
  const outcome = await changeWip(work, cards, {
    kind: 're-rated',
    journalKind: 'WIP re-rated',
    eventId: how.eventId,
    reason: how.reason,
    state: 'open',
    to: (card) => to.get(card.id) as WipTo,
  });
  return outcome.ok ? done(rateOf) : outcome;
}

interface Transfer {
  readonly toMatterId: string;
  readonly rates: 'keep' | 're-rate';
  readonly reason: string;
  readonly eventId: string;
}

/** Moves cards to another matter of the same entity and currency, at their rate or the target's; one journal. */
export async function transferCards(work: Work, cards: readonly LockedCard[], how: Transfer): Promise<Outcome<true>> {
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
      await keepRate(work, cardId, rate);
    }
  }
  return await moveCards(work, cards, {
    targetOf: () => target,
    to: (id) => to.get(id) as WipTo,
    reason: how.reason,
    eventId: how.eventId,
  });
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
      lines: wipLines([...out, ...into], ACCOUNTS),
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
