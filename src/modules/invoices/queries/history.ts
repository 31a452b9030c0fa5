import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import type { Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';

/** An invoice that was billed again: what it replaces, and what replaces it. */
export async function roundsOf(db: Reading['db'], r: { id: string; proforma_id: string | null; payer_id: string }) {
  const { rows } = await sql<{ id: string; number: string }>`
    select id, number from invoice where proforma_id = ${r.proforma_id} and payer_id = ${r.payer_id} order by recorded_at, number`.execute(
    db,
  );
  const at = rows.findIndex((row) => row.id === r.id);
  return { replaces: rows.slice(0, at), replacedBy: rows[at + 1] ?? null };
}

export async function correctionsOf(db: Reading['db'], id: string, currency: string) {
  const { rows } = await sql<{
    id: string;
    document_type: 'credit-note' | 'cancellation';
    number: string;
    on: Day;
    total_minor: bigint;
    restores_wip: boolean;
    reason: string;
    reversed: boolean;
    link: string | null;
    failed: boolean;
  }>`
    select c.id, c.document_type, c.number, c.document_date as on, c.total_minor, c.restores_wip, c.reason,
      exists (select 1 from correction_reversal v where v.correction_id = c.id) as reversed,
      (select d.id from document_link d where d.subject_id = c.id and d.kind = 'pdf') as link,
      exists (select 1 from failed_sending f where f.subject_id = c.id and f.what = 'pdf') as failed
    from correction c where c.receivable_id = ${id} order by c.recorded_at, c.number`.execute(db);
  const dispatches = await dispatchesOf(
    db,
    'correction',
    rows.map((x) => x.id),
  );
  return rows.map((x) => ({
    id: x.id,
    documentType: x.document_type,
    number: x.number,
    on: x.on,
    total: wire(x.total_minor, currency),
    restoresWip: x.restores_wip,
    reason: x.reason,
    reversed: x.reversed,
    documents: documentsState(x.link !== null, x.failed),
    documentLinkId: x.link,
    dispatches: dispatches.get(x.id) ?? [],
  }));
}

export function documentsState(made: boolean, failed: boolean): 'ready' | 'being made' | 'failed' {
  if (failed) return 'failed';
  return made ? 'ready' : 'being made';
}

/** The sendings of each document, oldest first, with their proof or why they failed. */
export async function dispatchesOf(db: Reading['db'], of: 'invoice' | 'correction', ids: readonly string[]) {
  const { rows } = await sql<{
    id: string;
    subject_id: string;
    channel: string;
    recipients: string[];
    state: string;
    recorded_at: Date;
    outbox_id: string | null;
    problem: string;
    sent_on: Day | null;
    note: string;
    stands: boolean;
  }>`
    select d.id, ${sql.ref(`d.${of}_id`)} as subject_id, d.channel, d.recipients, d.state, d.recorded_at, d.outbox_id, d.problem, d.sent_on, d.note, d.stands from ${sql.table(`${of}_dispatch`)} d
    where ${sql.ref(`d.${of}_id`)} = any(${[...ids]}::uuid[]) order by d.recorded_at`.execute(db);
  const said = rows.map((d) => ({
    subjectId: d.subject_id,
    id: d.id,
    channel: d.channel,
    recipients: d.recipients,
    state: d.state,
    recordedAt: instant(d.recorded_at),
    outboxId: d.outbox_id,
    problem: d.problem,
    sentOn: d.sent_on,
    note: d.note,
    stands: d.stands,
  }));
  return Map.groupBy(said, (d) => d.subjectId);
}

/** When a document last went: the instant of a message, the day of what went otherwise. Nothing where it wasn't sent. */
export function lastSent(of: 'invoice' | 'correction', documentId: string) {
  return sql<
    string | null
  >`(select coalesce(s.sent_on::text, to_char(s.settled_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
    from ${sql.table(`${of}_dispatch`)} s where ${sql.ref(`s.${of}_id`)} = ${sql.ref(documentId)} and s.state = 'sent' order by s.settled_at desc limit 1)`;
}

/** What failed for good of the invoice and of its corrections. */
export async function failuresOf(db: Reading['db'], invoiceId: string) {
  const { rows } = await sql<{ what: 'message' | 'pdf' | 'ledes'; subject_id: string; reason: string }>`
    select what, subject_id, reason from failed_sending where subject_id = ${invoiceId}::uuid
      or subject_id in (select id from correction where receivable_id = ${invoiceId}::uuid) order by failed_at`.execute(
    db,
  );
  return rows.map((f) => ({ what: f.what, subjectId: f.subject_id, reason: f.reason }));
}
