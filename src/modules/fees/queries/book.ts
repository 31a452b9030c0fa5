import { sql } from 'kysely';
import { answered, handleQuery, type Query } from '../../../platform/command.ts';
import { instant, rangeDays } from '../../../platform/sql-day.ts';
import { folded } from '../../../kernel/text.ts';
import { isSure } from '../book.ts';
import { listFees, showFee } from '../contract/book.ts';
import { listSchedules } from '../contract/schedules.ts';
import { findItem } from '../find.ts';
import { entries, namedItems, ownFees } from '../store/book.ts';
import { scheduleFromJson } from '../store/parse.ts';
import { shippedSchedules } from '../store/shipped.ts';
import { presentEntry } from './present.ts';

const list = handleQuery(listFees, async ({ db, today }, input) => {
  const on = input.on ?? today;
  const own = await ownFees(db, null);
  const wanted = folded(input.words);
  const rows = (await entries(db, { itemIds: null, on }))
    .filter((e) => input.office === undefined || e.office === input.office)
    .filter((e) => wanted === '' || folded([e.key, e.name, e.code, e.ownText].join(' ')).includes(wanted));
  return { on, rows: rows.map((entry) => presentEntry(entry, own)) };
});

const show = handleQuery(showFee, async ({ db }, input) => {
  const found = answered(findItem(await namedItems(db, input.office ?? null), input.item));
  const item = await db.selectFrom('fee_item').selectAll().where('id', '=', found.id).executeTakeFirstOrThrow();
  const aliases = await db
    .selectFrom('fee_alias')
    .select(['alias', 'own'])
    .where('item_id', '=', found.id)
    .orderBy('alias')
    .execute();
  const own = await ownFees(db, [found.id]);
  const history = await entries(db, { itemIds: [found.id], on: null });
  return {
    id: item.id,
    key: item.key,
    name: item.name,
    office: item.office,
    ownText: item.own_text,
    expenseCode: item.expense_code ?? '',
    version: item.version,
    aliases,
    history: history.map((entry) => ({ ...presentEntry(entry, own), versionId: entry.versionId })),
  };
});

interface VersionRow {
  readonly id: string;
  readonly schedule: string;
  readonly office: string;
  readonly currency: string;
  readonly label: string;
  readonly valid: string;
  readonly authority: string;
  readonly notes: string[];
  readonly gaps: string[];
  readonly file_hash: Buffer;
  readonly recorded_at: Date;
  readonly who: string;
  readonly items: number;
  readonly unsure: number;
}

const schedules = handleQuery(listSchedules, async ({ db }) => {
  const { rows } = await sql<VersionRow>`
    select v.*, v.valid::text as valid, coalesce(p.name, 'the operator') as who, count(e.*)::int as items,
      (count(e.*) filter (where e.confidence not in ('official', 'high') and k.id is null))::int as unsure
    from fee_version v join fee_entry e on e.version_id = v.id
      left join fee_check k on k.version_id = e.version_id and k.item_id = e.item_id and k.withdrawn_at is null
      left join person_brief p on p.id = v.actor_id
    where v.taken_back_at is null group by v.id, p.name order by v.schedule, lower(v.valid) desc`.execute(db);
  const hashes = new Set(rows.map((row) => row.file_hash.toString('hex')));
  const shipped = (await shippedSchedules())
    .filter((file) => !hashes.has(file.hash.toString('hex')))
    .map((file) => ({ name: file.name, ...headOf(answered(scheduleFromJson(file.json))) }));
  return {
    taken: rows.map((row) => ({
      id: row.id,
      schedule: row.schedule,
      office: row.office,
      currency: row.currency,
      label: row.label,
      ...rangeDays(row.valid),
      authority: row.authority,
      notes: row.notes,
      gaps: row.gaps,
      items: row.items,
      unsure: row.unsure,
      recordedAt: instant(row.recorded_at),
      who: row.who,
    })),
    shipped,
  };
});

function headOf({ items, ...head }: Extract<ReturnType<typeof scheduleFromJson>, { ok: true }>['value']) {
  return {
    ...head,
    items: items.length,
    unsure: items.filter((item) => !isSure({ confidence: item.confidence, checked: null })).length,
  };
}

export const queries: readonly Query[] = [list, show, schedules];
