import { sql } from 'kysely';
import { counted } from '../../../kernel/text.ts';
import type { Reading } from '../../../platform/command.ts';
import { type Counted, type Task, values } from './task.ts';

/** Documents that could not be made and messages that could not leave. */
export async function failedSendings({ db }: Reading): Promise<Task[]> {
  const { rows } = await sql<{ type: 'invoice' | 'correction'; n: number; why: string }>`
    select subject_type as type, count(distinct subject_id)::int as n, (array_agg(reason order by failed_at desc))[1] as why
    from failed_sending group by 1 order by 1`.execute(db);
  return rows.map((r) => ({
    severity: 'block',
    what: `${r.type === 'invoice' ? counted(r.n, 'invoice') : corrections(r.n)} did not get through`,
    why: r.why,
    count: r.n,
    value: [],
    href: r.type === 'invoice' ? '/invoices?failed=true' : '/credit-notes?failed=true',
    action: 'See why and try again',
    waitingFor: 'coordinator',
  }));
}

/** Messages to people that could not leave: a reviewer who was never asked, an estimate that never arrived. */
export async function failedLetters({ db }: Reading): Promise<Task[]> {
  const { rows } = await sql<{ n: number; why: string | null }>`
    select count(*)::int as n, (array_agg(receiver || ': ' || reason order by failed_at desc))[1] as why from failed_letter`.execute(
    db,
  );
  const [r] = rows;
  if (!r?.n) return [];
  return [
    {
      severity: 'fix',
      what: `${counted(r.n, 'message')} to people did not leave`,
      why: r.why ?? '',
      count: r.n,
      value: [],
      href: '/outbox',
      action: 'See why and try again',
      waitingFor: 'coordinator',
    },
  ];
}

export async function unsent({ db }: Reading): Promise<Task[]> {
  const { rows } = await sql<Counted>`
    select currency, count(*)::int as n, sum(total_minor)::int8 as minor from invoice_head i
    where not i.reversed and not exists (select 1 from invoice_dispatch d where d.invoice_id = i.id and d.stands) group by 1`.execute(
    db,
  );
  return toSend(rows, (n) => counted(n, 'invoice'), 'Billed, but no message has left.', '/invoices');
}

export async function unsentCorrections({ db }: Reading): Promise<Task[]> {
  const { rows } = await sql<Counted>`
    select currency, count(*)::int as n, sum(total_minor)::int8 as minor from correction_head c
    where not c.reversed and not exists (select 1 from correction_dispatch d where d.correction_id = c.id and d.stands) group by 1`.execute(
    db,
  );
  return toSend(rows, corrections, 'The payer doesn’t know of them yet.', '/credit-notes');
}

function corrections(n: number): string {
  return counted(n, 'credit note or cancellation', 'credit notes and cancellations');
}

function toSend(rows: readonly Counted[], said: (n: number) => string, why: string, page: string): Task[] {
  if (rows.length === 0) return [];
  const { count, value } = values(rows);
  return [
    {
      severity: 'fix',
      what: `${said(count)} not sent yet`,
      why,
      count,
      value,
      href: `${page}?unsent=true`,
      action: 'Send them',
      waitingFor: 'coordinator',
    },
  ];
}
