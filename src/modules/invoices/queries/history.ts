import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import type { Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';

/** An invoice that was billed again: what it replaces, and what replaces it. */
export async function roundsOf(db: Reading['db'], r: { id: string; proforma_id: string; payer_id: string }) {
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
  }>`
    select c.id, c.document_type, c.number, c.document_date as on, c.total_minor, c.restores_wip, c.reason,
      exists (select 1 from correction_reversal v where v.correction_id = c.id) as reversed,
      (select d.id from document_link d where d.subject_id = c.id and d.kind = 'pdf') as link
    from correction c where c.receivable_id = ${id} order by c.recorded_at, c.number`.execute(db);
  return rows.map((x) => ({
    id: x.id,
    documentType: x.document_type,
    number: x.number,
    on: x.on,
    total: wire(x.total_minor, currency),
    restoresWip: x.restores_wip,
    reason: x.reason,
    reversed: x.reversed,
    documentLinkId: x.link,
  }));
}

export async function dispatchesOf(db: Reading['db'], id: string) {
  const { rows } = await sql<{
    id: string;
    channel: string;
    recipients: string[];
    state: string;
    recorded_at: Date;
    message_id: string | null;
    outbox_id: string | null;
  }>`
    select d.id, d.channel, d.recipients, d.state, d.recorded_at, d.message_id, d.outbox_id from invoice_dispatch d where d.invoice_id = ${id} order by d.recorded_at`.execute(
    db,
  );
  return rows.map((d) => ({
    id: d.id,
    channel: d.channel,
    recipients: d.recipients,
    state: d.state,
    recordedAt: instant(d.recorded_at),
    messageId: d.message_id,
    outboxId: d.outbox_id,
  }));
}
