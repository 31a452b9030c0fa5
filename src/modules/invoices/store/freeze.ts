import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Work } from '../../../platform/command.ts';
import { RENDERER_VERSION } from '../../../platform/typst/index.ts';
import type { RateUsed } from '../../firm/index.ts';
import type { PayerBill, Sheet } from '../../proformas/index.ts';
import { type EntityTax, frozenTax } from '../frozen-tax.ts';
import type { Ebilling, MatterFacts, Snapshot, SnapshotLine } from '../snapshot.ts';
import type { Less } from './take-up.ts';

export interface Frozen {
  readonly sheet: Sheet;
  readonly bill: PayerBill;
  readonly number: string;
  readonly invoiceDate: Day;
  readonly dueDate: Day;
  readonly entityTaxes: readonly EntityTax[];
  readonly exchange: RateUsed;
  readonly lessOnAccount: readonly Less[];
}

export interface PartyRow {
  entity: {
    name: string;
    address: string[];
    country: string;
    tax_id: string;
    phone: string;
    email: string;
    website: string;
    bank: { label: string; value: string }[];
    invoice_footer: string;
    paper: 'a4';
    currency: string;
  };
  payer: { name: string; address: string[]; tax_id: string; reference: string };
  client: {
    number: string;
    name: string;
    address: string[];
    reference: string;
    language: string;
    ebilling: Ebilling | null;
  };
  matter: Record<string, string | null>;
  matters: Record<string, string | null>[] | null;
}

/** Gathers what the document says into one frozen text. */
export async function snapshotOf(work: Pick<Work, 'db'>, frozen: Frozen): Promise<Snapshot> {
  const { sheet, bill } = frozen;
  const matterIds = [...new Set(bill.lines.map(({ line }) => line.matterId))];
  const { rows } =
    await sql<PartyRow>`select to_jsonb(e) as entity, to_jsonb(p) as payer, to_jsonb(c) as client, to_jsonb(m) as matter,
      (select jsonb_agg(to_jsonb(o) order by o.number) from matter_record o where o.id = any(${matterIds}::uuid[])) as matters
    from matter_record m join legal_entity e on e.id = m.entity_id join client_record c on c.id = m.client_id join payer_record p on p.id = ${bill.payer.payerId}
    where m.id = ${sheet.head.matterId}`.execute(work.db);
  const { entity, payer, client, matter, matters } = rows[0] as PartyRow;
  // What a payer bears none of isn't on that payer's bill.
  const together = sheet.matters.length > 1 ? (matters ?? []).map(matterOf) : [];
  const numbers = new Map(sheet.matters.length > 1 ? sheet.matters.map((one) => [one.id, one.number]) : []);
  const lines = await linesOf(work, toFreeze(bill), numbers);
  const days = lines.map((line) => line.workDate).toSorted();
  return {
    schema: 2,
    renderer: RENDERER_VERSION,
    number: frozen.number,
    ...(await replaced(work, frozen)),
    invoiceDate: frozen.invoiceDate,
    dueDate: frozen.dueDate,
    currency: sheet.head.currency,
    rounding: sheet.entity.rounding,
    entity: entityOf(entity),
    payer: {
      name: payer.name,
      address: payer.address,
      taxId: payer.tax_id,
      reference: payer.reference,
      sharePpm: bill.payer.sharePpm,
    },
    client: {
      number: client.number,
      name: client.name,
      reference: client.reference,
      language: client.language,
      ebilling: client.ebilling,
    },
    matter: matterOf(matter),
    ...(together.length > 0 ? { matters: together } : {}),
    period: { from: days[0] ?? frozen.invoiceDate, to: days.at(-1) ?? frozen.invoiceDate },
    lines,
    adjustments: sheet.adjustments.map((a) => ({
      label: a.label,
      minor: (bill.effectOf.get(a.id) ?? 0n).toString(),
    })),
    ...frozenTax(bill, frozen.entityTaxes),
    exchange:
      entity.currency === sheet.head.currency ? null : { rate: frozen.exchange.text, source: frozen.exchange.source },
    totals: totalsOf(bill),
    ...lessOnAccountOf(frozen),
  };
}

/** An invoice that takes nothing up says nothing of it. */
function lessOnAccountOf({ lessOnAccount }: Frozen): Pick<Snapshot, 'lessOnAccount'> {
  if (lessOnAccount.length === 0) return {};
  return {
    lessOnAccount: lessOnAccount.map(({ held, taken }) => ({
      number: held.number,
      invoiceDate: held.invoiceDate,
      net: taken.netMinor.toString(),
      tax: taken.taxMinor.toString(),
    })),
  };
}

/** The reversed invoice that this one replaces: the newest of the same proforma and payer. */
async function replaced(work: Pick<Work, 'db'>, { sheet, bill }: Frozen): Promise<{ replaces?: string }> {
  if (!sheet.head.unbilled) return {};
  const { rows } = await sql<{ number: string }>`
    select i.number from invoice i join invoice_reversal v on v.invoice_id = i.id
    where i.proforma_id = ${sheet.head.id}::uuid and i.payer_id = ${bill.payer.payerId}::uuid order by v.recorded_at desc limit 1`.execute(
    work.db,
  );
  return rows[0] ? { replaces: rows[0].number } : {};
}

export function entityOf(entity: PartyRow['entity']): Snapshot['entity'] {
  return {
    name: entity.name,
    address: entity.address,
    country: entity.country,
    taxId: entity.tax_id,
    phone: entity.phone,
    email: entity.email,
    website: entity.website,
    bank: entity.bank,
    footer: entity.invoice_footer,
    paper: entity.paper,
    currency: entity.currency,
  };
}

function totalsOf(bill: PayerBill): Snapshot['totals'] {
  return {
    fees: bill.feesMinor.toString(),
    disbursements: bill.disbursementsMinor.toString(),
    charges: bill.chargesMinor.toString(),
    net: bill.netMinor.toString(),
    tax: bill.taxMinor.toString(),
    total: bill.totalMinor.toString(),
  };
}

export function matterOf(m: Record<string, string | null>): MatterFacts {
  const of = (key: string): string => m[key] ?? '';
  return {
    number: of('number'),
    name: of('name'),
    caseType: of('case_type'),
    title: of('title'),
    jurisdiction: of('jurisdiction'),
    caseKind: of('case_kind'),
    applicationNumber: of('application_number'),
    applicationDate: of('application_date'),
    registrationNumber: of('registration_number'),
    clientReference: of('client_reference'),
    clientMatterId: of('client_matter_id'),
    agentReference: of('agent_reference'),
    dueEvent: of('due_event'),
    applicants: of('applicants'),
  };
}

function toFreeze({ payer, lines, taxes }: PayerBill): LineToFreeze[] {
  return lines.map(({ line, billMinor, seconds, sharePpm, tax }) => ({
    ...line,
    billMinor,
    seconds,
    ...(sharePpm === payer.sharePpm ? {} : { sharePpm }),
    ...(taxes.length > 1 && tax ? { taxCode: tax.code } : {}),
    ...(tax?.asAgent ? { asAgent: true } : {}),
    ...(tax && tax.withholdingPpm > 0 ? { withholdingPpm: tax.withholdingPpm } : {}),
  }));
}

function matterNumber(matter: string | undefined): { matter?: string } {
  return matter === undefined ? {} : { matter };
}

/** A line as it is frozen; `shares` of several payers come with the bill. */
export type LineToFreeze = Pick<
  PayerBill['lines'][number]['line'],
  | 'cardId'
  | 'matterId'
  | 'kind'
  | 'timekeeperId'
  | 'workDate'
  | 'narrative'
  | 'taskCode'
  | 'activityCode'
  | 'expenseCode'
  | 'seconds'
  | 'rateE4'
  | 'printed'
> & {
  readonly billMinor: bigint;
  /** the payer's millionths, where they are other than of the whole */
  readonly sharePpm?: number;
} & Pick<SnapshotLine, 'taxCode' | 'asAgent' | 'withholdingPpm'>;

export async function linesOf(
  work: Pick<Work, 'db'>,
  lines: readonly LineToFreeze[],
  numbers: ReadonlyMap<string, string>,
): Promise<SnapshotLine[]> {
  const ids = [...new Set(lines.flatMap((line) => (line.timekeeperId ? [line.timekeeperId] : [])))];
  const { rows } = await sql<{
    id: string;
    number: string;
    name: string;
    initials: string;
    title: string;
    classification: string;
  }>`
    select id, number, name, initials, title, classification from timekeeper_brief where id = any(${ids}::uuid[])`.execute(
    work.db,
  );
  const timekeepers = new Map(rows.map(({ id, ...t }) => [id, t]));
  return lines.map((line) => ({
    cardId: line.cardId,
    ...matterNumber(numbers.get(line.matterId)),
    kind: line.kind,
    workDate: line.workDate,
    timekeeper: line.timekeeperId ? (timekeepers.get(line.timekeeperId) ?? null) : null,
    narrative: line.narrative,
    taskCode: line.taskCode,
    activityCode: line.activityCode,
    expenseCode: line.expenseCode,
    seconds: line.seconds.toString(),
    rateE4: line.rateE4?.toString() ?? null,
    bill: line.billMinor.toString(),
    printed: line.printed,
    ...(line.sharePpm === undefined ? {} : { sharePpm: line.sharePpm }),
    ...(line.taxCode === undefined ? {} : { taxCode: line.taxCode }),
    ...(line.asAgent === undefined ? {} : { asAgent: line.asAgent }),
    ...(line.withholdingPpm === undefined ? {} : { withholdingPpm: line.withholdingPpm }),
  }));
}
