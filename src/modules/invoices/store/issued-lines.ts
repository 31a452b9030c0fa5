import { sql } from 'kysely';
import { assert } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { amountOf, type PayerBill, type Sheet } from '../../proformas/index.ts';
import type { EntityTax } from '../frozen-tax.ts';

/** The lines of an invoice, each with its matter and the payer's share. */
export async function insertLines(work: Work, invoiceId: string, bill: PayerBill): Promise<void> {
  const { lines } = bill;
  await work.client.query({
    name: 'invoice-lines',
    text: `insert into invoice_line (invoice_id, line_no, card_id, proforma_line_id, kind, matter_id, timekeeper_id, share_ppm, seconds, rate_e4, printed,
        wip_minor, wip_entity_minor, bill_minor, tax_code_id, narrative)
      select $1, n, card, line, kind, matter, timekeeper, share, seconds, rate, printed, wip, wip_entity, bill, tax, narrative
      from unnest($2::int4[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::uuid[], $9::int8[], $10::int8[], $11::bool[], $12::int8[], $13::int8[], $14::int8[], $15::text[])
        with ordinality as t(share, tax, card, line, kind, matter, timekeeper, seconds, rate, printed, wip, wip_entity, bill, narrative, n)`,
    values: [
      invoiceId,
      lines.map((l) => l.sharePpm),
      lines.map((l) => l.tax?.taxCodeId),
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

interface Stepped {
  readonly invoiceId: string;
  readonly bill: PayerBill;
  readonly sheet: Pick<Sheet, 'adjustments' | 'settled'>;
}

interface StepRow {
  readonly lineNo: number;
  readonly kind: 'adjustment' | 'clause' | 'share';
  readonly label: string;
  readonly reason: string;
  readonly clauseId: string | null;
  readonly before: bigint;
  readonly after: bigint;
}

/** What each adjustment made of the whole of a line, and the payer's share of it. */
function stepsOf({ bill, sheet }: Stepped, at: number): StepRow[] {
  const one = bill.lines[at];
  if (!one) return [];
  const { line, billMinor, sharePpm } = one;
  const lineNo = at + 1;
  let now = amountOf(line);
  const steps = sheet.adjustments.flatMap((a): StepRow[] => {
    const before = now;
    now += sheet.settled.partsOf.get(a.id)?.get(line.id) ?? 0n;
    const kind = a.clauseId === null ? 'adjustment' : 'clause';
    return before === now
      ? []
      : [{ lineNo, kind, label: a.label, reason: a.reason, clauseId: a.clauseId, before, after: now }];
  });
  if (sharePpm === WHOLE_PPM) return steps;
  return [
    ...steps,
    { lineNo, kind: 'share', label: bill.payer.name, reason: '', clauseId: null, before: now, after: billMinor },
  ];
}

/** How each line came to its amount, frozen with it. */
export async function insertSteps(work: Work, stepped: Stepped): Promise<void> {
  const rows = stepped.bill.lines.flatMap((_, at) => stepsOf(stepped, at));
  if (rows.length === 0) return;
  await sql`insert into invoice_line_step (invoice_id, line_no, position, kind, label, reason, clause_id, before_minor, after_minor)
    select ${stepped.invoiceId}::uuid, line_no, row_number() over (partition by line_no order by n), kind, label, reason, clause, before, after
    from unnest(${rows.map((r) => r.lineNo)}::int4[], ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.label)}::text[], ${rows.map((r) => r.reason)}::text[],
      ${rows.map((r) => r.clauseId)}::uuid[], ${rows.map((r) => r.before)}::int8[], ${rows.map((r) => r.after)}::int8[])
      with ordinality as s(line_no, kind, label, reason, clause, before, after, n)`.execute(work.db);
}

const WHOLE_PPM = 1_000_000;

interface Taxed {
  readonly id: string;
  readonly bill: PayerBill;
  readonly entityTaxes: readonly EntityTax[];
}

/** A row for each tax code on the bill. */
export async function insertTax(work: Work, made: Taxed): Promise<void> {
  const { taxes, lines } = made.bill;
  assert(
    lines.every((line) => line.tax !== null),
    'billing was stopped where a line has no tax code',
  );
  if (taxes.length === 0) return;
  await work.db
    .insertInto('invoice_tax')
    .values(
      taxes.map(({ tax, baseMinor, taxMinor }, i) => ({
        invoice_id: made.id,
        tax_code_id: tax.taxCodeId,
        rate_ppm: tax.ratePpm,
        base_minor: baseMinor,
        tax_minor: taxMinor,
        entity_base_minor: made.entityTaxes[i]?.baseMinor ?? 0n,
        entity_tax_minor: made.entityTaxes[i]?.taxMinor ?? 0n,
      })),
    )
    .execute();
}

/** By what each line is taxed as it is. */
export async function insertLineTaxes(work: Work, invoiceId: string, { lines }: PayerBill): Promise<void> {
  await work.client.query({
    name: 'invoice-line-taxes',
    text: `insert into invoice_line_tax (invoice_id, line_no, tax_rule_id, sentence, as_agent, withholding_ppm)
      select $1, n, rule, sentence, agent, withholding from unnest($2::uuid[], $3::text[], $4::bool[], $5::int4[])
        with ordinality as t(rule, sentence, agent, withholding, n)`,
    values: [
      invoiceId,
      lines.map((l) => l.tax?.ruleId),
      lines.map((l) => l.tax?.sentence),
      lines.map((l) => l.tax?.asAgent),
      lines.map((l) => l.tax?.withholdingPpm),
    ],
  });
}
