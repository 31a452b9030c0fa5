import { sql } from 'kysely';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { assert } from '../../../kernel/outcome.ts';
import type { Reading } from '../../../platform/command.ts';
import { percentText } from '../../terms/index.ts';
import type { explainPrice } from '../contract/price.ts';
import { editSteps, type PriceStep, shareStep, taxSaid, taxStep } from '../price.ts';
import { adjusted, editsOf, type Priced } from './price-open.ts';

interface OnInvoice {
  readonly id: string;
  readonly number: string;
  readonly lineNo: number;
  readonly reversed: boolean;
}

interface Place {
  readonly cardId: string;
  readonly lineId: string;
  readonly proformaId: string | null;
  readonly proforma: string;
  readonly invoice: OnInvoice | null;
  readonly also: readonly { id: string; number: string; lineNo: number }[];
}

interface PlaceRow {
  readonly card_id: string;
  readonly line_id: string;
  readonly proforma_id: string;
  readonly proforma: string;
  readonly invoice_id: string | null;
  readonly number: string;
  readonly line_no: number;
  readonly reversed: boolean;
}

/** Where the amount stands that is asked about: on an invoice that counts, else on an open proforma, else as WIP. */
export async function placeOf(db: Reading['db'], asked: InputOf<typeof explainPrice>): Promise<Place | null> {
  const { of = null, card = of, line = of, invoice = null, lineNo = null } = asked;
  const wanted =
    invoice === null
      ? sql<boolean>`(l.card_id = ${card}::uuid or l.id = ${line}::uuid) and (l.attached or i.invoice_id is not null)`
      : sql<boolean>`i.invoice_id = ${invoice}::uuid and i.line_no = ${lineNo}::int4`;
  const { rows } = await sql<PlaceRow>`
    select l.card_id, l.id as line_id, l.proforma_id, l.number::text as proforma, i.invoice_id, i.number, i.line_no, coalesce(i.reversed, false) as reversed
    from proforma_line_place l left join invoice_line_priced i on i.proforma_line_id = l.id where ${wanted}
    order by (i.invoice_id is not null and not i.reversed) desc, l.attached desc, i.recorded_at desc nulls first, i.number`.execute(
    db,
  );
  const [row] = rows;
  if (!row)
    return card === null ? null : { cardId: card, lineId: '', proformaId: null, proforma: '', invoice: null, also: [] };
  const billed = row.invoice_id !== null && (invoice !== null || !row.reversed);
  return {
    cardId: row.card_id,
    lineId: row.line_id,
    proformaId: billed || row.invoice_id === null || row.reversed ? row.proforma_id : null,
    proforma: row.proforma,
    invoice:
      billed && row.invoice_id !== null
        ? { id: row.invoice_id, number: row.number, lineNo: row.line_no, reversed: row.reversed }
        : null,
    also: billed
      ? rows
          .slice(1)
          .flatMap((r) =>
            r.invoice_id !== null && !r.reversed ? [{ id: r.invoice_id, number: r.number, lineNo: r.line_no }] : [],
          )
      : [],
  };
}

interface BilledRow {
  readonly proforma_line_id: string;
  readonly share_ppm: number;
  readonly bill_minor: bigint;
  readonly wip_minor: bigint;
  readonly tax_minor: bigint | null;
  readonly code: string;
  readonly rate_ppm: number;
  /** none on invoices from before rules were kept */
  readonly tax_sentence: string | null;
  readonly currency: string;
  readonly recorded_at: Date;
}

const WHOLE_PPM = 1_000_000;

/** Of a line of an invoice: what was frozen when it was billed. */
export async function billedSteps({ db }: Reading, at: OnInvoice): Promise<Priced> {
  const { rows } = await sql<BilledRow>`
    select proforma_line_id, share_ppm, bill_minor, wip_minor, tax_minor, tax_code as code, rate_ppm, tax_sentence, currency, recorded_at
    from invoice_line_priced where invoice_id = ${at.id}::uuid and line_no = ${at.lineNo}`.execute(db);
  const [row] = rows;
  assert(row, 'a line of an invoice is there');
  const frozen = await frozenSteps(db, at, percentText(row.share_ppm));
  const edited = frozen[0]?.beforeMinor ?? row.bill_minor;
  const edits = await editsOf(db, row.proforma_line_id, row.recorded_at);
  // A payer's line carries the payer's share of the WIP only; what the whole was, its first edit knows.
  const carriedMinor =
    row.share_ppm === WHOLE_PPM
      ? row.wip_minor
      : (edits.find((e) => e.before.billMinor !== undefined)?.before.billMinor ?? edited);
  const rate = `${percentText(row.rate_ppm)} ${row.code}`;
  const tax =
    row.tax_minor || row.tax_sentence
      ? [taxStep(row.bill_minor, row.tax_minor ?? 0n, taxSaid(rate, row.tax_sentence ?? ''))]
      : [];
  return { carriedMinor, steps: [...editSteps(carriedMinor, edits, edited, row.currency), ...frozen, ...tax] };
}

async function frozenSteps(db: Reading['db'], at: OnInvoice, percent: string): Promise<PriceStep[]> {
  const rows = await db
    .selectFrom('invoice_line_step_record')
    .selectAll()
    .where('invoice_id', '=', at.id)
    .where('line_no', '=', at.lineNo)
    .orderBy('position')
    .execute();
  return rows.map((r) =>
    r.kind === 'share'
      ? shareStep(r.before_minor, r.after_minor, r.label, percent)
      : {
          kind: r.kind === 'clause' ? ('clause' as const) : ('adjustment' as const),
          label: r.label,
          beforeMinor: r.before_minor,
          afterMinor: r.after_minor,
          sentence: adjusted(r.reason),
          clauseId: r.clause_id,
        },
  );
}
