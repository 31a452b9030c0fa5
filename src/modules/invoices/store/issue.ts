import { addDays, type Day } from '../../../kernel/day.ts';
import { amountText, convert, decimalText, sum } from '../../../kernel/money.ts';
import { assert, done, type Outcome } from '../../../kernel/outcome.ts';
import { deal } from '../../../kernel/share.ts';
import { canonicalJson, sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { saveSearchEntry, type SearchEntry } from '../../../platform/search.ts';
import { type PayerFacts, payerFacts } from '../../clients/index.ts';
import { type RateUsed } from '../../firm/index.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import { matterFacts, type MatterFacts } from '../../matters/index.ts';
import type { PayerBill, Sheet } from '../../proformas/index.ts';
import { openReceivable, reapply, type ToOpen } from '../../receivables/index.ts';
import { advanceOf } from '../advance.ts';
import type { EntityTax } from '../frozen-tax.ts';
import { invoiceLines, type InvoiceToPost } from '../journal.ts';
import { snapshotOf } from './freeze.ts';
import { insertLines, insertLineTaxes, insertSteps, insertTax } from './issued-lines.ts';
import { type Less, lessOf, takeUp } from './take-up.ts';

export interface ToIssue {
  readonly sheet: Sheet;
  readonly bill: PayerBill;
  readonly number: string;
  readonly seriesYear: number;
  readonly seriesNumber: bigint;
  readonly invoiceDate: Day;
  readonly exchange: RateUsed;
}

/** What an invoice is made of, worked out once before anything is written. */
interface Made extends ToIssue {
  readonly id: string;
  readonly eventId: string;
  readonly payer: PayerFacts;
  /** the lead */
  readonly matter: MatterFacts;
  readonly matters: ReadonlyMap<string, MatterFacts>;
  /** parts of invoices on account that it takes up */
  readonly lessOnAccount: readonly Less[];
  readonly dueDate: Day;
  readonly entityTaxes: readonly EntityTax[];
  readonly entityTaxMinor: bigint;
  readonly entityTotalMinor: bigint;
}

interface Issued {
  readonly id: string;
  readonly number: string;
  readonly payer: string;
  /** the total less what was taken up of what is on account */
  readonly dueMinor: bigint;
}

/** Writes one invoice: snapshot, journal, lines, tax, and its event, from which the receivable and the documents follow. */
export async function issue(work: Work, to: ToIssue): Promise<Outcome<Issued>> {
  const prepared = await prepare(work, to);
  if (!prepared.ok) return prepared;
  const made = prepared.value;
  const snapshot = canonicalJson(await snapshotOf(work, made));
  const journal = await post(work, {
    kind: 'invoice',
    entityId: to.sheet.head.entityId,
    countsOn: to.invoiceDate,
    eventId: made.eventId,
    memo: `Invoice ${to.number}`,
    lines: invoiceLines(toPost(made), to.sheet.entity, ACCOUNTS),
  });
  if (!journal.ok) return journal;
  await insertInvoice(work, made, snapshot, journal.value);
  await insertLines(work, made.id, to.bill);
  await insertSteps(work, { invoiceId: made.id, bill: to.bill, sheet: to.sheet });
  await insertTax(work, made);
  await insertLineTaxes(work, made.id, to.bill);
  await announce(work, made, snapshot);
  await openReceivable(work, toOpen(made, journal.value));
  const taken = await takeUp(work, made);
  if (!taken.ok) return taken;
  if (to.sheet.head.unbilled) {
    const reapplied = await reapply(work, {
      receivableId: made.id,
      proformaId: to.sheet.head.id,
      payerId: made.payer.id,
      eventId: made.eventId,
    });
    if (!reapplied.ok) return reapplied;
  }
  await saveSearchEntry(work.db, searchEntry(made));
  const off = sum(made.lessOnAccount.map(({ taken: t }) => t.netMinor + t.taxMinor));
  return done({ id: made.id, number: to.number, payer: made.payer.name, dueMinor: to.bill.totalMinor - off });
}

/** What billing would write, and what a draft shows. */
export async function prepare(work: Pick<Work, 'db'>, to: ToIssue): Promise<Outcome<Made>> {
  const { sheet, bill } = to;
  const { head, entity } = sheet;
  const [payer] = await payerFacts(work.db, [bill.payer.payerId]);
  const matters = await matterFacts(work.db, [head.matterId, ...bill.lines.map(({ line }) => line.matterId)]);
  const matter = matters.get(head.matterId);
  assert(payer && matter, 'an invoice has a payer and a matter');
  const inEntity = (minor: bigint): bigint =>
    convert(minor, head.currency, entity.currency, to.exchange, entity.rounding);
  const lessOnAccount = await lessOf(work, to);
  if (!lessOnAccount.ok) return lessOnAccount;
  return done({
    ...to,
    lessOnAccount: lessOnAccount.value,
    id: newId<'invoice'>(),
    eventId: newId<'event'>(),
    payer,
    matter,
    matters,
    dueDate: addDays(to.invoiceDate, payer.termsDays),
    entityTaxes: entityTaxes(bill, inEntity),
    entityTaxMinor: inEntity(bill.taxMinor),
    entityTotalMinor: inEntity(bill.totalMinor),
  });
}

/** Converted once for the document, and dealt over its tax rows, so that these sum to it. */
function entityTaxes({ taxes, netMinor, taxMinor }: PayerBill, inEntity: (minor: bigint) => bigint): EntityTax[] {
  if (taxes.length === 0) return [];
  const dealt = (minor: bigint, weights: readonly bigint[]): bigint[] =>
    deal(
      inEntity(minor),
      weights.map((weight) => (weight > 0n ? weight : 0n)),
    );
  const bases = dealt(
    netMinor,
    taxes.map((group) => group.baseMinor),
  );
  const parts = dealt(
    taxMinor,
    taxes.map((group) => group.taxMinor),
  );
  return taxes.map((_, i) => ({ baseMinor: bases[i] ?? 0n, taxMinor: parts[i] ?? 0n }));
}

function toPost(made: Made): InvoiceToPost {
  const { head } = made.sheet;
  return {
    invoiceId: made.id,
    placeOf: new Map(
      [...made.matters].map(([id, { clientId, officeId }]) => [id, { clientId, matterId: id, officeId }]),
    ),
    payerId: made.payer.id,
    currency: head.currency,
    bill: made.bill,
    entityTotalMinor: made.entityTotalMinor,
    entityTaxMinor: made.entityTaxMinor,
  };
}

async function insertInvoice(work: Work, made: Made, snapshot: string, journalId: string): Promise<void> {
  const { bill } = made;
  const { head, entity } = made.sheet;
  await work.db
    .insertInto('invoice')
    .values({
      id: made.id,
      entity_id: head.entityId,
      series_year: made.seriesYear,
      series_number: made.seriesNumber,
      number: made.number,
      proforma_id: head.id,
      client_id: head.clientId,
      payer_id: made.payer.id,
      currency: head.currency,
      invoice_date: made.invoiceDate,
      due_date: made.dueDate,
      fees_minor: bill.feesMinor,
      disbursements_minor: bill.disbursementsMinor,
      charges_minor: bill.chargesMinor,
      tax_minor: bill.taxMinor,
      total_minor: bill.totalMinor,
      entity_currency: entity.currency,
      entity_rate: rateNumber(made.exchange),
      entity_rate_source: made.exchange.source,
      entity_total_minor: made.entityTotalMinor,
      snapshot,
      snapshot_hash: sha256(snapshot),
      journal_id: journalId,
      event_id: made.eventId,
    })
    .execute();
}

async function announce(work: Work, made: Made, snapshot: string): Promise<void> {
  const { head } = made.sheet;
  await work.announce({
    id: made.eventId,
    name: 'invoice issued',
    subject: { type: 'invoice', id: made.id },
    entityId: head.entityId,
    clientId: head.clientId,
    matterId: head.matterId,
    countsOn: made.invoiceDate,
    facts: {
      number: made.number,
      proformaId: head.id,
      snapshotHash: sha256(snapshot).toString('hex'),
      total: made.bill.totalMinor,
      currency: head.currency,
    },
  });
}

/** What is owed, with the invoice's lines. */
function toOpen(made: Made, journalId: string): ToOpen {
  const { head } = made.sheet;
  const { lines } = made.bill;
  return {
    id: made.id,
    invoiceId: made.id,
    number: made.number,
    invoiceDate: made.invoiceDate,
    dueDate: made.dueDate,
    entityId: head.entityId,
    clientId: head.clientId,
    payerId: made.payer.id,
    matterId: head.matterId,
    officeId: made.matter.officeId,
    billingTimekeeperId: head.billingTimekeeperId,
    originatingTimekeeperId: made.matter.originatingTimekeeperId,
    currency: head.currency,
    amountMinor: made.bill.totalMinor,
    entityMinor: made.entityTotalMinor,
    countsOn: made.invoiceDate,
    journalId,
    eventId: made.eventId,
    lines: lines.map((l) => ({
      kind: l.line.kind,
      matterId: l.line.matterId,
      timekeeperId: l.line.timekeeperId,
      cardId: l.line.cardId,
      netMinor: l.billMinor,
      taxMinor: l.taxMinor,
      advance: advanceOf(l, made.sheet.entity)?.asked ?? null,
    })),
  };
}

function searchEntry(made: Made): SearchEntry {
  const { head } = made.sheet;
  const { totalMinor } = made.bill;
  return {
    type: 'invoice',
    id: made.id,
    clientId: head.clientId,
    matterId: head.matterId,
    title: `Invoice ${made.number}`,
    subtitle: `${made.payer.name} · ${made.invoiceDate} · ${amountText(totalMinor, head.currency)} ${head.currency}`,
    words: `invoice ${made.number} ${made.payer.name} ${[...made.matters.values()].map((m) => m.number).join(' ')} ${decimalText(totalMinor, head.currency)}`,
    href: `/invoices/${made.id}`,
  };
}

/** The rate as the document shows it; ten decimals are more than any published rate has. */
export function rateNumber(rate: RateUsed): string {
  const scaled = (rate.numerator * 10_000_000_000n) / rate.denominator;
  const text = scaled.toString().padStart(11, '0');
  return `${text.slice(0, -10)}.${text.slice(-10)}`;
}
