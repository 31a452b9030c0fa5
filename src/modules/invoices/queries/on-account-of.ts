import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import type { Reading } from '../../../platform/command.ts';

/** Of an invoice on account: what of it was paid, credited and taken up, and by which invoices; null of one of work. */
export async function onAccountOf(db: Reading['db'], id: string, currency: string) {
  const { rows } = await sql<{
    words: string;
    whole_client: boolean;
    engagement_id: string | null;
    clause: string | null;
    billed: bigint;
    withdrawn: bigint;
    paid: bigint;
    applied: bigint;
    left: bigint;
    net: bigint;
  }>`
    select o.words, o.whole_client, x.engagement_id, x.number as clause, s.billed_minor as billed, s.withdrawn_minor as withdrawn, s.paid_minor as paid,
      s.applied_minor as applied, s.left_minor as left, s.net_minor as net
    from on_account_billed o join on_account_standing s on s.receivable_id = o.invoice_id left join clause_record x on x.id = o.clause_id
    where o.invoice_id = ${id}::uuid`.execute(db);
  const [r] = rows;
  if (!r) return null;
  return {
    words: r.words,
    wholeClient: r.whole_client,
    clause: r.engagement_id === null ? null : { engagementId: r.engagement_id, number: r.clause ?? '' },
    billed: wire(r.billed, currency),
    credited: wire(r.withdrawn, currency),
    paid: wire(r.paid, currency),
    applied: wire(r.applied, currency),
    left: wire(r.left, currency),
    available: wire(r.net < r.left ? r.net : r.left, currency),
    takenUp: await movedOf(db, sql`a.on_account_id = ${id}::uuid`, currency),
  };
}

/** What an invoice of work took up of those on account, and gave back. */
export async function lessOnAccountOf(db: Reading['db'], id: string, currency: string) {
  return await movedOf(db, sql`a.receivable_id = ${id}::uuid`, currency);
}

async function movedOf(db: Reading['db'], where: ReturnType<typeof sql>, currency: string) {
  const { rows } = await sql<{
    on_account_id: string;
    on_account: string;
    receivable_id: string;
    number: string;
    kind: string;
    counts_on: Day;
    net_minor: bigint;
    tax_minor: bigint;
    journal_id: string;
  }>`
    select a.on_account_id, o.number as on_account, a.receivable_id, a.number, a.kind, a.counts_on, a.net_minor, a.tax_minor, a.journal_id
    from on_account_applied a join on_account_standing o on o.receivable_id = a.on_account_id where ${where} order by a.recorded_at, a.movement_id`.execute(
    db,
  );
  return rows.map((r) => ({
    onAccountId: r.on_account_id,
    onAccount: r.on_account,
    invoiceId: r.receivable_id,
    invoice: r.number,
    on: r.counts_on,
    gaveBack: r.kind !== 'applied',
    net: wire(r.net_minor, currency),
    tax: wire(r.tax_minor, currency),
    journalId: r.journal_id,
  }));
}
