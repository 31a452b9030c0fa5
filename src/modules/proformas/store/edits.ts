import { sql } from 'kysely';
import { canonicalJson } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import type { Effect } from '../effect.ts';
import { LINE_FIELDS, type LineState } from '../line.ts';
import type { LineChange } from '../operate.ts';
import { afterEdit } from '../state.ts';
import type { Head } from './sheet.ts';

/** What an edit did, kept so that it can be told, undone and redone. */
export interface EditRecord {
  readonly operation: string;
  readonly reason: string;
  readonly sentence: string;
  readonly lines: readonly LineChange[];
  /** effects beyond the lines' own fields */
  readonly effect?: Effect;
  /** it was proposed by somebody else and accepted */
  readonly proposal?: { readonly id: string; readonly proposerId: string };
}

const COLUMN: Readonly<Record<keyof LineState, string>> = {
  excluded: 'excluded',
  noCharge: 'no_charge',
  printed: 'printed',
  seconds: 'seconds',
  rateE4: 'rate_e4',
  billMinor: 'bill_minor',
  narrative: 'narrative',
  workDate: 'work_date',
  taskCode: 'task_code',
  activityCode: 'activity_code',
  expenseCode: 'expense_code',
  shares: 'shares',
};
const SQL_TYPE: Readonly<Record<keyof LineState, string>> = {
  excluded: 'bool',
  noCharge: 'bool',
  printed: 'bool',
  seconds: 'int8',
  rateE4: 'int8',
  billMinor: 'int8',
  narrative: 'text',
  workDate: 'date',
  taskCode: 'text',
  activityCode: 'text',
  expenseCode: 'text',
  shares: 'text',
};

/** Writes one side of changes to the lines; each written line gets the next version. */
export async function writeLines(work: Work, changes: readonly LineChange[], side: 'before' | 'after'): Promise<void> {
  for (const [, group] of Map.groupBy(changes, (c) => Object.keys(c[side]).toSorted().join())) {
    const fields = LINE_FIELDS.filter((field) => group[0] && field in group[0][side]);
    if (fields.length === 0) continue;
    const sets = fields.map((field) => `${COLUMN[field]} = c.${COLUMN[field]}`).join(', ');
    const columns = fields.map((field, i) => `$${i + 2}::${SQL_TYPE[field]}[]`).join(', ');
    await work.client.query({
      text: `update proforma_line l set ${sets}, version = l.version + 1
        from unnest($1::uuid[], ${columns}) as c(id, ${fields.map((f) => COLUMN[f]).join(', ')}) where l.id = c.id`,
      values: [group.map((c) => c.lineId), ...fields.map((field) => group.map((c) => c[side][field]))],
    });
  }
}

/** Keeps the edit as the next of the proforma's history, cutting off what had been undone; voids an approval. */
export async function keepEdit(work: Work, head: Head, record: EditRecord): Promise<number> {
  await work.db
    .updateTable('proforma_edit')
    .set({ superseded: true })
    .where('proforma_id', '=', head.id)
    .where('undone_at', 'is not', null)
    .where('superseded', '=', false)
    .execute();
  const sequence = head.editCursor + 1;
  await work.db
    .insertInto('proforma_edit')
    .values({
      proforma_id: head.id,
      sequence,
      operation: record.operation,
      reason: record.reason,
      changes: canonicalJson({
        sentence: record.sentence,
        lines: record.lines,
        effect: record.effect ?? null,
      }),
      actor_id: work.actor.personId,
      proposed_by: record.proposal?.proposerId ?? null,
    })
    .execute();
  await touch(work, head, sequence);
  return sequence;
}

/** After any change: next version, and out of any state that vouched for the old content. */
export async function touch(work: Work, head: Head, sequence = head.editCursor): Promise<void> {
  const state = afterEdit(head.state);
  await work.db
    .updateTable('proforma')
    .set({
      version: head.version + 1,
      edit_cursor: sequence,
      ...(state === head.state
        ? {}
        : {
            state,
            state_since: sql<Date>`clock_timestamp()`,
            state_note: head.state === 'approved' ? 'changed after approval' : '',
            approved_hash: null,
            approved_by: null,
            approved_at: null,
          }),
    })
    .where('id', '=', head.id)
    .execute();
  if (state !== head.state)
    await step(work, head, state, head.state === 'approved' ? 'changed after approval: approval void' : 'edited');
}

export async function step(work: Work, head: Pick<Head, 'id' | 'state'>, to: string, note: string): Promise<void> {
  await sql`insert into proforma_step (id, proforma_id, from_state, to_state, note, actor_id)
    values (gen_random_uuid(), ${head.id}, ${head.state}, ${to}, ${note}, ${work.actor.personId})`.execute(work.db);
}

export interface KeptEdit {
  readonly sequence: number;
  readonly operation: string;
  readonly reason: string;
  readonly sentence: string;
  readonly lines: readonly LineChange[];
  readonly effect: Effect | null;
}

/** The edit that undo (or redo) would take next; null when there is none. */
export async function nextEdit(work: Work, proformaId: string, which: 'undo' | 'redo'): Promise<KeptEdit | null> {
  const row = await work.db
    .selectFrom('proforma_edit')
    .selectAll()
    .where('proforma_id', '=', proformaId)
    .where('superseded', '=', false)
    .where('undone_at', which === 'undo' ? 'is' : 'is not', null)
    .orderBy('sequence', which === 'undo' ? 'desc' : 'asc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const kept = row.changes as { sentence: string; lines: LineChange[]; effect: Effect | null };
  return {
    sequence: row.sequence,
    operation: row.operation,
    reason: row.reason,
    sentence: kept.sentence,
    lines: kept.lines.map(revived),
    effect: kept.effect,
  };
}

/** JSON keeps bigints as digits; lines need them back. */
export function revived(change: LineChange): LineChange {
  const side = (state: Partial<LineState>): Partial<LineState> => {
    const out: Record<string, unknown> = { ...state };
    for (const field of ['seconds', 'rateE4', 'billMinor']) {
      if (typeof out[field] === 'string') out[field] = BigInt(out[field]);
    }
    return out;
  };
  return { lineId: change.lineId, before: side(change.before), after: side(change.after) };
}

export async function markUndone(work: Work, proformaId: string, sequence: number, undone: boolean): Promise<void> {
  await work.db
    .updateTable('proforma_edit')
    .set({ undone_at: undone ? sql<Date>`clock_timestamp()` : null })
    .where('proforma_id', '=', proformaId)
    .where('sequence', '=', sequence)
    .execute();
}
