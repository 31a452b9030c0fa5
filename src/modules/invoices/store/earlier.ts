import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { canonicalJson } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { earlierSnapshot, type EarlierFacts } from '../earlier.ts';
import type { Correctable } from './correct.ts';
import { entityOf, matterOf } from './freeze.ts';

interface Row extends Omit<Correctable, 'snapshot'> {
  due_date: Day;
  rounding: string;
  entity: Parameters<typeof entityOf>[0];
  payer: { name: string; address: string[]; tax_id: string; reference: string };
  client: { number: string; name: string; reference: string; language: string };
  matter: Record<string, string | null> | null;
}

/** An open invoice of the earlier books, with what a document about it has to say. */
export async function earlierInvoice(work: Pick<Work, 'db'>, id: string): Promise<Correctable | null> {
  const { rows } = await sql<Row>`
    select r.id, r.number, r.entity_id, r.client_id, r.payer_id, r.currency, r.invoice_date, r.due_date, e.rounding,
      to_jsonb(e) as entity, to_jsonb(p) as payer, to_jsonb(c) as client, to_jsonb(m) as matter
    from receivable_head r join legal_entity e on e.id = r.entity_id join client_record c on c.id = r.client_id join payer_record p on p.id = r.payer_id
    left join matter_record m on m.id = r.matter_id where r.id = ${id}::uuid and r.opening_id is not null`.execute(
    work.db,
  );
  const [row] = rows;
  if (!row) return null;
  const facts: EarlierFacts = {
    number: row.number,
    invoiceDate: row.invoice_date,
    dueDate: row.due_date,
    currency: row.currency,
    rounding: row.rounding,
    entity: entityOf(row.entity),
    payer: {
      name: row.payer.name,
      address: row.payer.address,
      taxId: row.payer.tax_id,
      reference: row.payer.reference,
      sharePpm: 1_000_000,
    },
    client: {
      number: row.client.number,
      name: row.client.name,
      reference: row.client.reference,
      language: row.client.language,
      ebilling: null,
    },
    matter: row.matter === null ? null : matterOf(row.matter),
    lines: await linesOf(work, id),
  };
  return { ...row, snapshot: canonicalJson(earlierSnapshot(facts)) };
}

/** Whether its file went back after the invoice was read; asked under the receivable's lock. */
export async function isTakenBack(work: Pick<Work, 'db'>, id: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from receivable_step where receivable_id = ${id}::uuid and kind = 'taken-back'`.execute(work.db);
  return rows.length > 0;
}

async function linesOf(work: Pick<Work, 'db'>, id: string): Promise<EarlierFacts['lines']> {
  const { rows } = await sql<{ kind: 'time' | 'disbursement' | 'charge'; net_minor: bigint; tax_minor: bigint }>`
    select kind, net_minor, tax_minor from receivable_line_record where receivable_id = ${id}::uuid order by line_no`.execute(
    work.db,
  );
  return rows.map((l) => ({ kind: l.kind, netMinor: l.net_minor, taxMinor: l.tax_minor }));
}
