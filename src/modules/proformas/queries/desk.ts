import { sql } from 'kysely';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { hoursText } from '../../../kernel/hours.ts';
import { wire } from '../../../kernel/money.ts';
import { permitted } from '../../../kernel/permission.ts';
import { handleQuery, type Reading, NotFound } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract/sheet.ts';
import { editable, movesFrom, REVIEWERS } from '../state.ts';
import { loadSheet, type Sheet } from '../store/sheet.ts';
import {
  presentAdjustments,
  presentAmounts,
  presentLines,
  presentMatters,
  presentPayers,
  presentTerms,
  problemsOfSheet,
} from './present.ts';

type Desk = OutputOf<typeof c.showProforma>;

export const showProforma = handleQuery(c.showProforma, async (reading, { id }) => {
  const sheet = await loadSheet(reading, id, { lock: false });
  if (!sheet) throw new NotFound('There is no such proforma.');
  return await deskOf(reading, sheet);
});

/** All that the desk shows. */
export async function deskOf(reading: Reading, sheet: Sheet): Promise<Desk> {
  return { ...(await deskAround(reading, sheet)), lines: presentLines(sheet) };
}

/** The desk without its lines. */
export async function deskAround(reading: Reading, sheet: Sheet): Promise<Omit<Desk, 'lines'>> {
  const { head } = sheet;
  const around = await aroundOf(reading.db, head);
  const edits = await historyOf(reading.db, head.id);
  const matters = presentMatters(sheet);
  const lead = matters.find((matter) => matter.id === head.matterId);
  return {
    id: head.id,
    number: head.number,
    state: head.state,
    stateNote: head.stateNote,
    version: head.version,
    throughDay: head.throughDay,
    client: {
      id: head.clientId,
      number: around.client_number,
      name: around.client_name,
      ebilled: around.ebilled,
    },
    matter: lead as (typeof matters)[number],
    matters,
    entity: sheet.entity.name,
    currency: head.currency,
    billingTimekeeper: around.timekeeper,
    adjustments: presentAdjustments(sheet),
    amounts: presentAmounts(sheet),
    terms: presentTerms(sheet),
    payers: presentPayers(sheet),
    problems: problemsOfSheet(sheet),
    newWip: await newWipOf(reading.db, sheet),
    history: edits,
    steps: await stepsOf(reading.db, head.id),
    canUndo: editable(head.state).ok && edits.some((e) => !e.undone),
    canRedo: editable(head.state).ok && around.redoable,
    may: mayOf(reading, sheet),
    previousId: around.previous_id,
    nextId: around.next_id,
    invoices: around.invoices ?? [],
  };
}

function mayOf(reading: Reading, sheet: Sheet): string[] {
  const { roles } = reading.actor;
  const may: string[] = [];
  if (permitted(roles, 'propose edits') && editable(sheet.head.state).ok) may.push('propose');
  if (permitted(roles, 'edit proformas')) {
    if (editable(sheet.head.state).ok) may.push('edit');
    const approves = permitted(roles, 'approve proformas');
    may.push(...movesFrom(sheet.head.state).filter((move) => approves || !REVIEWERS.includes(move)));
  }
  if (
    permitted(roles, 'approve proformas') &&
    ['pre-review', 'with-reviewer', 'completed', 'approval-pending'].includes(sheet.head.state)
  )
    may.push('approve');
  if (permitted(roles, 'bill') && sheet.head.state === 'approved') may.push('bill');
  return may;
}

interface Around {
  client_number: string;
  client_name: string;
  ebilled: boolean;
  timekeeper: string;
  redoable: boolean;
  previous_id: string | null;
  next_id: string | null;
  invoices: { id: string; number: string }[] | null;
}

async function aroundOf(db: Reading['db'], head: Sheet['head']): Promise<Around> {
  const { rows } = await sql<Around>`
    select m.client_number, m.client_name, c.ebilling is not null as ebilled, t.name as timekeeper,
      exists (select 1 from proforma_edit e where e.proforma_id = p.id and e.undone_at is not null and not e.superseded) as redoable,
      (select o.id from proforma o where o.number < p.number and o.state not in ('billed', 'closed', 'reversed') order by o.number desc limit 1) as previous_id,
      (select o.id from proforma o where o.number > p.number and o.state not in ('billed', 'closed', 'reversed') order by o.number limit 1) as next_id,
      (select json_agg(json_build_object('id', i.invoice_id, 'number', i.number) order by i.number) from proforma_invoice i where i.proforma_id = p.id) as invoices
    from proforma p join matter_brief m on m.id = p.matter_id join client_brief c on c.id = p.client_id
    join timekeeper_brief t on t.id = p.billing_timekeeper_id where p.id = ${head.id}`.execute(db);
  return rows[0] as Around;
}

/** Unbilled work up to the through date that is on no proforma: recorded since, or left by another. */
async function newWipOf(db: Reading['db'], { head, matters }: Pick<Sheet, 'head' | 'matters'>) {
  const { rows } = await sql<{ cards: number; seconds: bigint; wip: bigint }>`
    select count(*)::int as cards, coalesce(sum(w.open_seconds), 0)::int8 as seconds, coalesce(sum(w.wip_minor), 0)::int8 as wip
    from card_brief w where w.state = 'open' and w.hold_reason is null and w.matter_id = any(${matters.map((matter) => matter.id)}::uuid[]) and w.work_date <= ${head.throughDay}::date
      and (${head.fromDay}::date is null or w.work_date >= ${head.fromDay}::date) and w.kind = any(${[...head.kinds]}::text[])
      and not exists (select 1 from proforma_line l where l.card_id = w.id and l.attached)`.execute(db);
  const row = rows[0] ?? { cards: 0, seconds: 0n, wip: 0n };
  return { cards: row.cards, hours: hoursText(row.seconds), wip: wire(row.wip, head.currency) };
}

async function historyOf(db: Reading['db'], id: string): Promise<Desk['history']> {
  const { rows } = await sql<{
    sequence: number;
    operation: string;
    reason: string;
    sentence: string;
    lines: number;
    who: string | null;
    recorded_at: Date;
    undone: boolean;
  }>`
    select e.sequence, e.operation, e.reason, e.changes ->> 'sentence' as sentence, jsonb_array_length(e.changes -> 'lines') as lines, p.name || coalesce(', proposed by ' || o.name, '') as who, e.recorded_at, e.undone_at is not null as undone
    from proforma_edit e left join person_brief p on p.id = e.actor_id
      left join person_brief o on o.id = e.proposed_by where e.proforma_id = ${id} order by e.sequence desc`.execute(
    db,
  );
  return rows.map((r) => ({
    sequence: r.sequence,
    operation: r.operation,
    sentence: r.sentence,
    reason: r.reason,
    who: r.who ?? '',
    recordedAt: instant(r.recorded_at),
    undone: r.undone,
    lines: r.lines,
  }));
}

async function stepsOf(db: Reading['db'], id: string): Promise<Desk['steps']> {
  const { rows } = await sql<{
    from_state: string;
    to_state: string;
    note: string;
    who: string | null;
    recorded_at: Date;
  }>`
    select s.from_state, s.to_state, s.note, p.name as who, s.recorded_at from proforma_step s left join person_brief p on p.id = s.actor_id
    where s.proforma_id = ${id} order by s.recorded_at`.execute(db);
  return rows.map((r) => ({
    from: r.from_state,
    to: r.to_state,
    note: r.note,
    who: r.who ?? '',
    recordedAt: instant(r.recorded_at),
  }));
}
