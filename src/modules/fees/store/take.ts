import { sql } from 'kysely';
import { addDays } from '../../../kernel/day.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { folded } from '../../../kernel/text.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { rangeDays } from '../../../platform/sql-day.ts';
import { AMOUNT_FOR } from '../book.ts';
import type { Schedule } from './parse.ts';

export interface Standing {
  readonly id: string;
  readonly label: string;
  readonly from: string;
  readonly to: string | null;
  readonly hash: string;
}

const TAKE_LOCK = 4_711_020;

/** Versions of a schedule that stand, oldest first; two who take one at once wait for each other. */
export async function standing(work: Work, schedule: string): Promise<Standing[]> {
  await sql`select pg_advisory_xact_lock(${TAKE_LOCK}, hashtext(${schedule}))`.execute(work.db);
  const rows = await work.db
    .selectFrom('fee_version')
    .select(['id', 'label', 'valid', 'file_hash'])
    .where('schedule', '=', schedule)
    .where('taken_back_at', 'is', null)
    .orderBy('valid')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    ...rangeDays(row.valid),
    hash: row.file_hash.toString('hex'),
  }));
}

/** The room a version has: an open one before it is to end the day before; open itself, it ends before the next. Other overlaps are refused. */
export function roomFor(
  schedule: Schedule,
  versions: readonly Standing[],
): Outcome<{ to: Schedule['to']; next: Standing | null; ended: Standing | null }> {
  const next = versions.find((v) => v.from > schedule.from) ?? null;
  const to = schedule.to ?? (next ? addDays(next.from as Schedule['from'], -1) : null);
  const ended = versions.find((v) => v.from < schedule.from && v.to === null) ?? null;
  const inTheWay = versions.find(
    (v) => v !== ended && v.from <= (to ?? '9999-12-31') && (v.to === null || v.to >= schedule.from),
  );
  if (inTheWay)
    return refuse(
      'overlaps',
      `“${inTheWay.label}” counts from ${inTheWay.from} to ${inTheWay.to ?? 'now'}, on the same days. Take that version back first, or correct the days of this one.`,
      { where: 'from' },
    );
  return done({ to, next: schedule.to === null ? next : null, ended });
}

/** Writes the version with its items, into the room it has; items that are known keep their id, the firm's words and the firm's names for them. */
export async function writeVersion(
  work: Work,
  schedule: Schedule,
  of: {
    readonly to: Schedule['to'];
    readonly next: Standing | null;
    readonly ended: Standing | null;
    readonly hash: Buffer;
  },
): Promise<string> {
  const id = newId<'fee_version'>();
  if (of.ended)
    await sql`update fee_version set valid = daterange(lower(valid), ${schedule.from}::date) where id = ${of.ended.id}::uuid`.execute(
      work.db,
    );
  await sql`insert into fee_version (id, schedule, office, currency, label, valid, cut_by, authority, notes, gaps, file_hash, actor_id)
    values (${id}, ${schedule.schedule}, ${schedule.office}, ${schedule.currency}, ${schedule.label},
      daterange(${schedule.from}::date, ${of.to}::date, '[]'), ${of.next?.id ?? null}::uuid, ${schedule.authority}, ${schedule.notes}::text[], ${schedule.gaps}::text[],
      ${of.hash}, ${work.actor.personId})`.execute(work.db);
  if (of.ended) await sql`update fee_version set cut_by = ${id}::uuid where id = ${of.ended.id}::uuid`.execute(work.db);
  const ids = await itemsOf(work, schedule);
  const idOf = (key: string): string => {
    const found = ids.get(key);
    assert(found, `the item ${key} was just written`);
    return found;
  };
  await work.db
    .insertInto('fee_entry')
    .values(
      schedule.items.map((item, position) => ({
        version_id: id,
        item_id: idOf(item.key),
        position,
        name: item.name,
        code: item.code,
        provision: item.provision,
        confidence: item.confidence,
        sources: [...item.sources],
        counts: item.counts ? JSON.stringify(item.counts) : null,
        due: item.window ? JSON.stringify(item.window) : null,
      })),
    )
    .execute();
  await work.db
    .insertInto('fee_amount')
    .values(
      schedule.items.flatMap((item) =>
        AMOUNT_FOR.flatMap((status) => {
          const minor = item.amounts[status];
          return minor === undefined
            ? []
            : [{ version_id: id, item_id: idOf(item.key), entity_status: status, amount_minor: minor }];
        }),
      ),
    )
    .execute();
  return id;
}

async function itemsOf(work: Work, schedule: Schedule): Promise<Map<string, string>> {
  const rows = await work.db
    .insertInto('fee_item')
    .values(
      schedule.items.map((item) => ({
        id: newId<'fee_item'>(),
        office: schedule.office,
        key: item.key,
        name: item.name,
      })),
    )
    .onConflict((oc) => oc.column('key').doUpdateSet((eb) => ({ name: eb.ref('excluded.name') })))
    .returning(['id', 'key'])
    .execute();
  const ids = new Map(rows.map((row) => [row.key, row.id]));
  const aliases = schedule.items.flatMap((item) =>
    item.aliases.map((alias) => ({ item_id: ids.get(item.key) ?? '', alias, folded: folded(alias), own: false })),
  );
  if (aliases.length > 0)
    await work.db
      .insertInto('fee_alias')
      .values(aliases)
      .onConflict((oc) => oc.doNothing())
      .execute();
  return ids;
}
