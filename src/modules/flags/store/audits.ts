import { sql } from 'kysely';
import { sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { snapshotFrom } from '../../invoices/index.ts';
import { differencesOf } from '../refoot.ts';
import { isPicked, samplePolicy } from './samples.ts';

interface InvoiceRow {
  readonly id: string;
  readonly snapshot: string;
  readonly snapshot_hash: Buffer;
  readonly total_minor: bigint;
  readonly tax_minor: bigint;
  readonly lines: bigint;
  readonly receivable: bigint;
}

const AT_ONCE = 500;

/** Adds up invoices that weren't yet; gives how many and which don't foot. */
export async function footInvoices(work: Work): Promise<{ footed: number; different: string[] }> {
  const policy = await samplePolicy(work.db);
  const { rows } = await sql<InvoiceRow>`
    select i.id, i.snapshot, i.snapshot_hash, i.total_minor, i.tax_minor,
      (select coalesce(sum(l.bill_minor), 0)::int8 from billed_line_all l where l.invoice_id = i.id) + i.on_account_minor as lines,
      (select coalesce(sum(j.amount), 0)::int8 from invoice_posting j where j.journal_id = i.journal_id and j.invoice_id = i.id and j.account in ('1100', '1190')
        and j.currency = i.currency) as receivable
    from invoice_frozen i where not exists (select 1 from invoice_audit a where a.invoice_id = i.id) order by i.id limit ${AT_ONCE}`.execute(
    work.db,
  );
  const different: string[] = [];
  for (const row of rows) {
    const differences = auditOf(row);
    if (differences.length > 0) different.push(row.id);
    await work.db
      .insertInto('invoice_audit')
      .values({ invoice_id: row.id, differences, sampled: isPicked(row.id, policy.sharePpm) || differences.length > 0 })
      .onConflict((oc) => oc.doNothing())
      .execute();
  }
  return { footed: rows.length, different };
}

function auditOf(row: InvoiceRow): string[] {
  if (!sha256(row.snapshot).equals(row.snapshot_hash)) return ['the document is not the one that was frozen'];
  return differencesOf(snapshotFrom(row.snapshot), {
    total: row.total_minor,
    tax: row.tax_minor,
    lines: row.lines,
    receivable: row.receivable,
  });
}
