import { sql } from 'kysely';
import { hoursText } from '../../../kernel/hours.ts';
import { rateForReading, wire } from '../../../kernel/money.ts';
import type { Reading } from '../../../platform/command.ts';

/** What was billed: each line with its card and matter, and what of it is left to credit. */
export async function linesOf(db: Reading['db'], id: string, currency: string) {
  const { rows } = await sql<{
    line_no: number;
    card_id: string;
    kind: string;
    work_date: string;
    initials: string | null;
    narrative: string;
    seconds: bigint;
    rate_e4: bigint | null;
    share_ppm: number;
    wip_minor: bigint;
    bill_minor: bigint;
    printed: boolean;
    creditable: bigint;
    matter_id: string;
    matter: string;
    tax_code: string;
  }>`select l.*, m.number as matter, x.code as tax_code, k.work_date, t.initials, l.bill_minor - coalesce((select sum(x.net_minor) from correction_line x where x.receivable_id = l.invoice_id
        and x.line_no = l.line_no and not exists (select 1 from correction_reversal v where v.correction_id = x.correction_id)), 0)::int8 as creditable
    from invoice_line l join tax_code x on x.id = l.tax_code_id join card_brief k on k.id = l.card_id join matter_brief m on m.id = l.matter_id left join timekeeper_brief t on t.id = l.timekeeper_id
    where l.invoice_id = ${id} order by l.line_no`.execute(db);
  return rows.map((l) => ({
    lineNo: l.line_no,
    cardId: l.card_id,
    matterId: l.matter_id,
    matter: l.matter,
    kind: l.kind,
    workDate: l.work_date,
    timekeeper: l.initials ?? '',
    narrative: l.narrative,
    hours: hoursText(l.seconds),
    rate: l.rate_e4 === null ? '' : rateForReading(l.rate_e4, currency),
    sharePpm: l.share_ppm,
    wip: wire(l.wip_minor, currency),
    bill: wire(l.bill_minor, currency),
    printed: l.printed,
    taxCode: l.tax_code,
    creditable: wire(l.creditable, currency),
  }));
}

export async function taxesOf(db: Reading['db'], id: string, r: { currency: string; entity_currency: string }) {
  const { rows } = await sql<{
    code: string;
    name: string;
    rate_ppm: number;
    base_minor: bigint;
    tax_minor: bigint;
    entity_base_minor: bigint;
    entity_tax_minor: bigint;
  }>`
    select x.code, x.name, t.rate_ppm, t.base_minor, t.tax_minor, t.entity_base_minor, t.entity_tax_minor from invoice_tax t join tax_code x on x.id = t.tax_code_id
    where t.invoice_id = ${id} order by t.rate_ppm desc, x.code`.execute(db);
  return rows.map((t) => ({
    code: t.code,
    name: t.name,
    ratePpm: t.rate_ppm,
    base: wire(t.base_minor, r.currency),
    tax: wire(t.tax_minor, r.currency),
    entityBase: wire(t.entity_base_minor, r.entity_currency),
    entityTax: wire(t.entity_tax_minor, r.entity_currency),
  }));
}
