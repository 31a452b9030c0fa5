import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { done, type Outcome } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import { entityFacts } from '../../firm/index.ts';
import { type AdvanceAccounts, againstOf } from '../advance.ts';
import { changeLines } from '../post.ts';

/** A card under lock, as commands see it. */
export interface LockedCard {
  readonly id: string;
  readonly number: bigint;
  readonly kind: 'time' | 'disbursement' | 'charge';
  readonly cost_kind: 'hard' | 'soft' | 'anticipated' | null;
  readonly entity_id: string;
  readonly client_id: string;
  readonly matter_id: string;
  readonly office_id: string;
  readonly timekeeper_id: string | null;
  readonly work_date: string;
  readonly narrative: string;
  readonly task_code: string | null;
  readonly activity_code: string | null;
  readonly expense_code: string | null;
  readonly currency: string;
  readonly worked_seconds: bigint;
  readonly billable_seconds: bigint;
  readonly standard_rate_e4: bigint | null;
  readonly standard_minor: bigint;
  readonly agreed_rate_e4: bigint | null;
  readonly work_minor: bigint;
  readonly open_seconds: bigint;
  readonly wip_minor: bigint;
  readonly wip_entity_minor: bigint;
  readonly state: 'open' | 'billed' | 'purged' | 'taken-back' | 'divided';
  readonly version: number;
  /** the number of the open proforma it is on */
  readonly on_proforma: string | null;
  readonly proforma_line_id: string | null;
}

/** Locks cards in id order, so that two commands never wait for each other in a circle. */
export async function lockCards(work: Work, ids: readonly string[]): Promise<LockedCard[]> {
  if (ids.length === 0) return [];
  await sql`select 1 from card where id = any(${[...ids]}::uuid[]) order by id for update`.execute(work.db);
  const { rows } = await sql<LockedCard>`
    select k.*, m.office_id, h.number as on_proforma, h.proforma_line_id
    from card k join matter_place m on m.id = k.matter_id left join card_on_proforma h on h.card_id = k.id and not h.excluded
    where k.id = any(${[...ids]}::uuid[]) order by k.id`.execute(work.db);
  return rows;
}

/** Cards that were excluded from a proforma leave it for good before they are taken back. */
export async function detachExcluded(work: Work, ids: readonly string[]): Promise<void> {
  await sql`select detach_excluded_lines(${[...ids]}::uuid[])`.execute(work.db);
}

export interface WipTo {
  readonly seconds: bigint;
  readonly wipMinor: bigint;
  readonly wipEntityMinor: bigint;
}

export interface WipChangeOf {
  readonly kind:
    | 'taken-back'
    | 'purged'
    | 'purge-reversed'
    | 'relieved'
    | 'restored'
    | 're-rated'
    | 'revalued'
    | 'divided-out'
    | 'divided-in'
    | 'combined-out'
    | 'combined-in';
  readonly journalKind: string;
  readonly eventId: string;
  readonly reason: string | null;
  readonly state: LockedCard['state'];
  /** the day it counts for; today unless an invoice date says otherwise */
  readonly countsOn?: Day;
  /** what costs advanced meet, where it isn't what the kind of change says */
  readonly advancesAgainst?: keyof AdvanceAccounts;
  /** what the card carries afterwards */
  readonly to: (card: LockedCard) => WipTo;
}

/**
 * Changes what cards carry: a card event each, a WIP journal per entity, and the carried sums, in one go.
 * The journal's id is returned per entity.
 */
export async function changeWip(
  work: Work,
  cards: readonly LockedCard[],
  change: WipChangeOf,
): Promise<Outcome<Map<string, string>>> {
  const journals = new Map<string, string>();
  for (const [entityId, group] of Map.groupBy(cards, (card) => card.entity_id)) {
    const changes = group.map((card) => changeOf(card, change.to(card)));
    const journal = await post(work, {
      kind: change.journalKind,
      entityId,
      countsOn: change.countsOn ?? work.today,
      eventId: change.eventId,
      memo: change.reason ?? '',
      lines: changeLines(
        changes,
        await entityFacts(work.db, entityId),
        ACCOUNTS,
        change.advancesAgainst ?? againstOf(change.kind),
      ),
    });
    if (!journal.ok) return journal;
    journals.set(entityId, journal.value);
    await writeWip(work, changes, change, journal.value);
  }
  return done(journals);
}

export type CardChange = ReturnType<typeof changeOf>;

export function changeOf(card: LockedCard, to: WipTo) {
  return {
    card,
    to,
    cardId: card.id,
    clientId: card.client_id,
    matterId: card.matter_id,
    officeId: card.office_id,
    timekeeperId: card.timekeeper_id,
    costKind: card.cost_kind,
    currency: card.currency,
    wipMinor: to.wipMinor - card.wip_minor,
    wipEntityMinor: to.wipEntityMinor - card.wip_entity_minor,
  };
}

/** The card events of changes that a journal posted, and what the cards carry afterwards. */
export async function writeWip(
  work: Work,
  changes: readonly CardChange[],
  change: Pick<WipChangeOf, 'kind' | 'eventId' | 'reason' | 'state' | 'countsOn'>,
  journalId: string,
): Promise<void> {
  await work.client.query({
    name: 'card-wip-changed',
    text: `with change as (
        select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int8[], $5::int8[], $6::int8[], $7::int8[], $8::int8[], $9::int8[])
          as t(event_row, card, matter, d_seconds, d_wip, d_entity, seconds, wip, entity)),
      kept as (insert into card_event (id, card_id, kind, matter_id, seconds, wip_minor, wip_entity_minor, counts_on, journal_id, event_id, reason)
        select event_row, card, $10, matter, d_seconds, d_wip, d_entity, $11::date, $12::uuid, $13::uuid, $14 from change)
      update card set open_seconds = c.seconds, wip_minor = c.wip, wip_entity_minor = c.entity, state = $15, version = version + 1
      from change c where card.id = c.card`,
    values: [
      changes.map(() => newId()),
      changes.map((c) => c.cardId),
      changes.map((c) => c.matterId),
      changes.map((c) => c.to.seconds - c.card.open_seconds),
      changes.map((c) => c.wipMinor),
      changes.map((c) => c.wipEntityMinor),
      changes.map((c) => c.to.seconds),
      changes.map((c) => c.to.wipMinor),
      changes.map((c) => c.to.wipEntityMinor),
      change.kind,
      change.countsOn ?? work.today,
      journalId,
      change.eventId,
      change.reason,
      change.state,
    ],
  });
}
