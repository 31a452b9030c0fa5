import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Work } from '../../../platform/command.ts';
import type { Dimensions } from '../postings.ts';
import type { LineKind, OpenLine } from '../spread.ts';

/** A receivable under lock; amounts in minor units of its currency, and in entity currency. */
export interface LockedReceivable {
  readonly id: string;
  readonly invoice_id: string | null;
  readonly number: string;
  readonly invoice_date: Day;
  readonly due_date: Day;
  readonly entity_id: string;
  readonly client_id: string;
  readonly payer_id: string;
  readonly matter_id: string | null;
  readonly office_id: string | null;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly open_minor: bigint;
  readonly entity_open_minor: bigint;
}

/** A receipt under lock; `open_minor` is what is unapplied. */
export interface LockedReceipt {
  readonly id: string;
  readonly number: bigint;
  readonly entity_id: string;
  readonly client_id: string | null;
  readonly payer_id: string | null;
  readonly bank_account_id: string | null;
  readonly received_on: Day;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly open_minor: bigint;
  readonly entity_open_minor: bigint;
}

/** Locks receivables in id order; always before receipts, always after cards. */
export async function lockReceivables(work: Work, ids: readonly string[]): Promise<LockedReceivable[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<LockedReceivable>`
    select id, invoice_id, number, invoice_date, due_date, entity_id, client_id, payer_id, matter_id, office_id, currency, amount_minor, open_minor,
      entity_open_minor
    from receivable where id = any(${[...ids]}::uuid[]) order by id for update`.execute(work.db);
  return rows;
}

/** Locks receipts in id order; after receivables. */
export async function lockReceipts(work: Work, ids: readonly string[]): Promise<LockedReceipt[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<LockedReceipt>`
    select id, number, entity_id, client_id, payer_id, bank_account_id, received_on, currency, amount_minor, open_minor, entity_open_minor
    from receipt where id = any(${[...ids]}::uuid[]) order by id for update`.execute(work.db);
  return rows;
}

/** What is open of each line: its amounts less what movements took and gave back. */
export async function openLines(work: Pick<Work, 'db'>, receivableId: string): Promise<OpenLine[]> {
  const { rows } = await sql<{
    line_no: number;
    kind: LineKind;
    matter_id: string | null;
    client_id: string | null;
    office_id: string | null;
    timekeeper_id: string | null;
    net: bigint;
    tax: bigint;
    advance: bigint | null;
    advance_entity: bigint | null;
  }>`
    select l.line_no, l.kind, l.matter_id, p.client_id, p.office_id, l.timekeeper_id, a.minor as advance, a.entity_minor as advance_entity,
      l.net_minor + coalesce(m.net, 0)::int8 as net, l.tax_minor + coalesce(m.tax, 0)::int8 as tax
    from receivable_line l left join matter_place p on p.id = l.matter_id left join (select line_no, sum(net_minor)::int8 as net, sum(tax_minor)::int8 as tax
      from receivable_movement_line where receivable_id = ${receivableId}::uuid group by 1) m on m.line_no = l.line_no
    left join advanced_cost_open a on a.receivable_id = l.receivable_id and a.line_no = l.line_no
    where l.receivable_id = ${receivableId}::uuid order by l.line_no`.execute(work.db);
  return rows.map((r) => ({
    lineNo: r.line_no,
    kind: r.kind,
    matterId: r.matter_id,
    clientId: r.client_id,
    officeId: r.office_id,
    timekeeperId: r.timekeeper_id,
    netMinor: r.net,
    taxMinor: r.tax,
    advance:
      r.advance === null || r.advance_entity === null ? null : { minor: r.advance, entityMinor: r.advance_entity },
  }));
}

export function dimensionsOf(r: LockedReceivable): Dimensions {
  return {
    clientId: r.client_id,
    payerId: r.payer_id,
    matterId: r.matter_id,
    officeId: r.office_id,
    invoiceId: r.invoice_id,
  };
}
