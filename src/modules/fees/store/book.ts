import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';
import { rangeDays } from '../../../platform/sql-day.ts';
import type { AmountFor, Confidence, Entry, OwnFee } from '../book.ts';
import type { Named } from '../find.ts';
import type { Counts } from '../quantity.ts';
import type { Due } from '../window.ts';

interface EntryRow {
  readonly item_id: string;
  readonly key: string;
  readonly name: string;
  readonly own_text: string;
  readonly office: string;
  readonly version_id: string;
  readonly schedule: string;
  readonly label: string;
  readonly authority: string;
  readonly currency: string;
  readonly valid: string;
  readonly code: string;
  readonly provision: string;
  readonly confidence: string;
  readonly sources: string[];
  readonly counts: Counts | null;
  readonly due: Due | null;
  readonly amounts: Record<string, string>;
  readonly checked: string | null;
}

export type Booked = Entry & { readonly schedule: string };

/** Entries of versions that stand, of the items and the day asked for; each null asks for all. Newest version first. */
export async function entries(
  db: Reading['db'],
  of: { readonly itemIds: readonly string[] | null; readonly on: Day | null },
): Promise<Booked[]> {
  const { rows } = await sql<EntryRow>`
    select e.item_id, i.key, e.name, i.own_text, i.office, v.id as version_id, v.schedule, v.label, v.authority, v.currency, v.valid::text as valid,
      e.code, e.provision, e.confidence, e.sources, e.counts, e.due, k.note as checked,
      (select jsonb_object_agg(a.entity_status, a.amount_minor::text) from fee_amount a where a.version_id = e.version_id and a.item_id = e.item_id) as amounts
    from fee_entry e join fee_item i on i.id = e.item_id join fee_version v on v.id = e.version_id and v.taken_back_at is null
      left join fee_check k on k.version_id = e.version_id and k.item_id = e.item_id and k.withdrawn_at is null
    where (${of.itemIds === null}::boolean or e.item_id = any(${[...(of.itemIds ?? [])]}::uuid[]))
      and (${of.on}::date is null or v.valid @> ${of.on}::date)
    order by v.schedule, lower(v.valid) desc, e.position`.execute(db);
  return rows.map(entryOf);
}

function entryOf(row: EntryRow): Booked {
  return {
    itemId: row.item_id,
    key: row.key,
    name: row.name,
    ownText: row.own_text,
    office: row.office,
    schedule: row.schedule,
    versionId: row.version_id,
    version: row.label,
    authority: row.authority,
    currency: row.currency,
    ...rangeDays(row.valid),
    code: row.code,
    provision: row.provision,
    confidence: row.confidence as Confidence,
    sources: row.sources,
    counts: row.counts,
    due: row.due,
    amounts: Object.fromEntries(Object.entries(row.amounts).map(([status, minor]) => [status, BigInt(minor)])),
    checked: row.checked,
  };
}

/** The firm's own amounts; of all items where none is named. */
export async function ownFees(
  db: Reading['db'],
  itemIds: readonly string[] | null,
): Promise<(OwnFee & { readonly id: string })[]> {
  const rows = await db
    .selectFrom('own_fee')
    .selectAll()
    .$if(itemIds !== null, (q) => q.where('item_id', 'in', [...(itemIds ?? [])]))
    .orderBy('valid', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    itemId: row.item_id,
    entityStatus: row.entity_status as AmountFor,
    currency: row.currency,
    amountMinor: row.amount_minor,
    ...rangeDays(row.valid),
    reason: row.reason,
  }));
}

/** All items with every word they go by, of one office or of all. */
export async function namedItems(db: Reading['db'], office: string | null): Promise<Named[]> {
  const { rows } = await sql<{
    id: string;
    office: string;
    key: string;
    name: string;
    codes: string[];
    aliases: string[];
  }>`
    select i.id, i.office, i.key, i.name,
      coalesce((select array_agg(distinct e.code) from fee_entry e where e.item_id = i.id and e.code <> ''), '{}') as codes,
      coalesce((select array_agg(a.alias) from fee_alias a where a.item_id = i.id), '{}') as aliases
    from fee_item i where ${office}::text is null or i.office = ${office} order by i.key`.execute(db);
  return rows;
}
