import { sql } from 'kysely';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract/redline.ts';
import type { LineChange } from '../operate.ts';
import { type EditRead, fieldText, fieldWord, redlined } from '../redline.ts';
import { revived } from '../store/edits.ts';
import { loadSheet } from '../store/sheet.ts';

interface Told extends EditRead {
  readonly sentence: string;
  readonly reason: string;
  readonly recordedAt: string;
  readonly beyond: boolean;
}

export const showRedline: Query = handleQuery(c.showRedline, async (reading, { id, since }) => {
  const sheet = await loadSheet(reading, id, { lock: false });
  if (!sheet) throw new NotFound('There is no such proforma.');
  const look = since === 'look' ? await lookOf(reading, id) : null;
  const edits = await editsOf(reading.db, id);
  // What was edited before its line came here was there when somebody looked.
  const earlier = edits.filter((e) => e.sequence < 0 && e.inEffect).map((e) => e.sequence);
  const seen = new Set(look ? [...(look.before ?? []), ...earlier] : []);
  const changes = redlined(sheet.lines, edits, seen);
  const { currency } = sheet.head;
  return {
    since: look?.before_at ? instant(look.before_at) : null,
    lines: sheet.lines.flatMap((line) => {
      const fields = changes.get(line.id);
      if (!fields) return [];
      return [
        {
          id: line.id,
          cardNumber: line.cardNumber.toString(),
          timekeeper: line.timekeeper,
          workDate: line.workDate,
          fields: fields.map((change) => ({
            field: fieldWord(change.field),
            before: fieldText(change.field, change.before, currency, sheet.payers),
            after: fieldText(change.field, change.after, currency, sheet.payers),
            who: change.who,
          })),
        },
      ];
    }),
    others: edits
      .filter((e) => e.sequence > 0 && e.beyond && e.inEffect !== seen.has(e.sequence))
      .map(({ sequence, sentence, reason, who, recordedAt, inEffect }) => ({
        sequence,
        sentence,
        reason,
        who,
        recordedAt,
        undone: !inEffect,
      })),
  };
});

async function lookOf({ db, actor }: Reading, id: string) {
  return await db
    .selectFrom('proforma_look')
    .select(['before', 'before_at'])
    .where('proforma_id', '=', id)
    .where('person_id', '=', actor.personId)
    .executeTakeFirst();
}

/** So far below its own are the edits of proformas from which lines came here: they were made before. */
const BEFORE = 1_000_000;

async function editsOf(db: Reading['db'], id: string): Promise<Told[]> {
  const { rows } = await sql<{
    sequence: number;
    reason: string;
    changes: { sentence: string; lines: LineChange[]; effect: unknown };
    who: string | null;
    proposer: string | null;
    recorded_at: Date;
    in_effect: boolean;
  }>`with recursive origin as (select ${id}::uuid as id union select o.from_id from proforma_origin o join origin on origin.id = o.proforma_id)
    select case when e.proforma_id = ${id}::uuid then e.sequence else e.sequence - ${BEFORE}::int end as sequence, e.reason, e.changes, a.name as who, p.name as proposer, e.recorded_at, (e.undone_at is null and not e.superseded) as in_effect
    from proforma_edit e join origin on origin.id = e.proforma_id left join person_brief a on a.id = e.actor_id left join person_brief p on p.id = e.proposed_by
    order by 1`.execute(db);
  return rows.map((r) => ({
    sequence: r.sequence,
    who: r.proposer === null ? (r.who ?? '') : `${r.proposer}, accepted by ${r.who ?? ''}`,
    lines: r.changes.lines.map(revived),
    inEffect: r.in_effect,
    sentence: r.changes.sentence,
    reason: r.reason,
    recordedAt: instant(r.recorded_at),
    beyond: r.changes.effect !== null,
  }));
}
