import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { divide } from '../../../kernel/rounding.ts';
import { folded } from '../../../kernel/text.ts';
import type { Reading } from '../../../platform/command.ts';
import type { AmountFor, EntityStatus } from '../book.ts';
import { quote } from '../quote.ts';
import { type Booked, entries, namedItems, ownFees } from './book.ts';

/** A hard disbursement that may be an official fee. Amounts in minor units of the matter's currency. */
export interface CostCard {
  readonly id: string;
  readonly matterId: string;
  readonly day: Day;
  readonly narrative: string;
  readonly currency: string;
  readonly workMinor: bigint;
}

/** What the fee book says of such a card now. */
export interface BookedFee {
  readonly key: string;
  readonly name: string;
  readonly entityStatus: AmountFor;
  /** what it should be, in the matter's currency; null where the book can't say for its day */
  readonly expectedMinor: bigint | null;
  readonly sentence: string;
  /** of an annuity or renewal, its year */
  readonly year: number | null;
}

interface MadeRow {
  readonly card_id: string;
  readonly item_id: string;
  readonly entity_status: AmountFor;
  readonly paid_on: Day;
  readonly amount_minor: bigint;
  readonly quantity: number;
}

const NOTHING = { claims: null, independentClaims: null, classes: null, sheets: null };

/** Holds cards against the fee book: those made from it, and those that bear a fee's very name in its own currency. */
export async function feesOnCards(
  db: Reading['db'],
  cards: readonly CostCard[],
): Promise<ReadonlyMap<string, BookedFee>> {
  if (cards.length === 0) return new Map();
  const { rows: made } = await sql<MadeRow>`
    select card_id, item_id, entity_status, paid_on, amount_minor, quantity from card_fee where card_id = any(${cards.map((card) => card.id)}::uuid[])`.execute(
    db,
  );
  const madeBy = new Map(made.map((row) => [row.card_id, row]));
  const items = await namedItems(db, null);
  const byName = new Map<string, string[]>();
  for (const item of items)
    for (const name of new Set([item.name, ...item.aliases].map(folded)))
      byName.set(name, [...(byName.get(name) ?? []), item.id]);
  const itemOf = (card: CostCard): string | null => {
    const row = madeBy.get(card.id);
    if (row) return row.item_id;
    const named = byName.get(folded(card.narrative.trim())) ?? [];
    return named.length === 1 ? (named[0] ?? null) : null;
  };
  const wanted = new Map(
    cards.flatMap((card) => {
      const itemId = itemOf(card);
      return itemId === null ? [] : [[card.id, itemId] as const];
    }),
  );
  if (wanted.size === 0) return new Map();
  const itemIds = [...new Set(wanted.values())];
  const book = Map.groupBy(await entries(db, { itemIds, on: null }), (entry) => entry.itemId);
  const own = await ownFees(db, itemIds);
  const sizes = await entityStatusOf(db, cards);
  return new Map(
    cards.flatMap((card): [string, BookedFee][] => {
      const itemId = wanted.get(card.id);
      const versions = itemId === undefined ? [] : (book.get(itemId) ?? []);
      const row = madeBy.get(card.id) ?? null;
      const fee = seen(card, versions, { row, own, entity: sizes.get(card.matterId) ?? null });
      return fee === null ? [] : [[card.id, fee]];
    }),
  );
}

interface Known {
  readonly row: MadeRow | null;
  readonly own: Parameters<typeof quote>[1];
  readonly entity: EntityStatus | null;
}

function seen(card: CostCard, versions: readonly Booked[], { row, own, entity }: Known): BookedFee | null {
  const [newest] = versions;
  if (!newest) return null;
  const on = row?.paid_on ?? card.day;
  const entry = versions.find((v) => v.from <= on && (v.to === null || on <= v.to));
  const about = {
    key: newest.key,
    name: newest.name,
    entityStatus: row?.entity_status ?? entity ?? 'any',
    year: Number(/renewal-(\d+)$/.exec(newest.key)?.[1] ?? Number.NaN),
  };
  const told = { ...about, year: Number.isNaN(about.year) ? null : about.year };
  if (!entry) return { ...told, expectedMinor: null, sentence: '' };
  if (row === null && (entry.currency !== card.currency || entry.counts !== null)) return null;
  const quoted = quote(
    entry,
    own.filter((fee) => fee.itemId === entry.itemId),
    {
      entity: row === null || row.entity_status === 'any' ? entity : row.entity_status,
      on,
      quantity: row?.quantity ?? 1,
      counts: NOTHING,
      registrationDate: null,
      applicationDate: null,
    },
  );
  if (!quoted.ok) return { ...told, expectedMinor: null, sentence: '' };
  const { amountMinor, steps } = quoted.value;
  return { ...told, expectedMinor: inMatter(card, row, amountMinor), sentence: steps[0] ?? '' };
}

/** At the exchange rate the card was made with. */
function inMatter(card: CostCard, row: MadeRow | null, amountMinor: bigint): bigint {
  if (row === null || row.amount_minor === 0n) return amountMinor;
  return divide(card.workMinor * amountMinor, row.amount_minor, 'half-up');
}

async function entityStatusOf(
  db: Reading['db'],
  cards: readonly CostCard[],
): Promise<Map<string, EntityStatus | null>> {
  const { rows } = await sql<{ id: string; entity_status: EntityStatus | null }>`
    select id, entity_status from matter_case where id = any(${[...new Set(cards.map((card) => card.matterId))]}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row.entity_status]));
}
