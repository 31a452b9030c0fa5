import { assert } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import type { PayerBill } from '../../proformas/index.ts';

/** The lines of an invoice, each with its matter and the payer's share. */
export async function insertLines(work: Work, invoiceId: string, bill: PayerBill): Promise<void> {
  const { lines, payer } = bill;
  await work.client.query({
    name: 'invoice-lines',
    text: `insert into invoice_line (invoice_id, line_no, card_id, proforma_line_id, kind, matter_id, timekeeper_id, share_ppm, seconds, rate_e4, printed,
        wip_minor, wip_entity_minor, bill_minor, tax_code_id, narrative)
      select $1, n, card, line, kind, matter, timekeeper, share, seconds, rate, printed, wip, wip_entity, bill, $3::uuid, narrative
      from unnest($2::int4[], $4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::uuid[], $9::int8[], $10::int8[], $11::bool[], $12::int8[], $13::int8[], $14::int8[], $15::text[])
        with ordinality as t(share, card, line, kind, matter, timekeeper, seconds, rate, printed, wip, wip_entity, bill, narrative, n)`,
    values: [
      invoiceId,
      lines.map((l) => l.sharePpm),
      payer.tax?.taxCodeId,
      lines.map((l) => l.line.cardId),
      lines.map((l) => l.line.id),
      lines.map((l) => l.line.kind),
      lines.map((l) => l.line.matterId),
      lines.map((l) => l.line.timekeeperId),
      lines.map((l) => l.seconds),
      lines.map((l) => l.line.rateE4),
      lines.map((l) => l.line.printed),
      lines.map((l) => l.wipMinor),
      lines.map((l) => l.wipEntityMinor),
      lines.map((l) => l.billMinor),
      lines.map((l) => l.line.narrative),
    ],
  });
}

interface Taxed {
  readonly id: string;
  readonly bill: PayerBill;
  readonly entityBaseMinor: bigint;
  readonly entityTaxMinor: bigint;
}

export async function insertTax(work: Work, made: Taxed): Promise<void> {
  const { tax } = made.bill.payer;
  assert(tax, 'billing was stopped where the tax code is missing');
  await work.db
    .insertInto('invoice_tax')
    .values({
      invoice_id: made.id,
      tax_code_id: tax.taxCodeId,
      rate_ppm: tax.ratePpm,
      base_minor: made.bill.netMinor,
      tax_minor: made.bill.taxMinor,
      entity_base_minor: made.entityBaseMinor,
      entity_tax_minor: made.entityTaxMinor,
    })
    .execute();
}
