import { addDays, type Day } from '../../../kernel/day.ts';
import { amountText, convert, decimalText } from '../../../kernel/money.ts';
import { assert, done, type Outcome } from '../../../kernel/outcome.ts';
import { canonicalJson, sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { saveSearchEntry } from '../../../platform/search.ts';
import { payerFacts } from '../../clients/index.ts';
import { type RateUsed } from '../../firm/index.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import { matterFacts } from '../../matters/index.ts';
import type { PayerBill, Sheet } from '../../proformas/index.ts';
import { invoiceLines } from '../journal.ts';
import { snapshotOf } from './freeze.ts';

export interface ToIssue {
  readonly sheet: Sheet;
  readonly bill: PayerBill;
  readonly number: string;
  readonly seriesYear: number;
  readonly seriesNumber: bigint;
  readonly invoiceDate: Day;
  readonly exchange: RateUsed;
}

/** Writes one invoice: snapshot, journal, lines, tax, and its event, from which the receivable and the documents follow. */
export async function issue(work: Work, to: ToIssue): Promise<Outcome<{ id: string; number: string; payer: string }>> {
  const { sheet, bill } = to;
  const { head, entity } = sheet;
  const id = newId<'invoice'>();
  const eventId = newId<'event'>();
  const [payer] = await payerFacts(work.db, [bill.payer.payerId]);
  const matter = (await matterFacts(work.db, [head.matterId])).get(head.matterId);
  assert(payer && matter, 'an invoice has a payer and a matter');
  const inEntity = (minor: bigint): bigint =>
    convert(minor, head.currency, entity.currency, to.exchange, entity.rounding);
  const dueDate = addDays(to.invoiceDate, payer.termsDays);
  const entityTaxMinor = inEntity(bill.taxMinor);
  const entityTotalMinor = inEntity(bill.totalMinor);
  const snapshot = canonicalJson(
    await snapshotOf(work, {
      sheet,
      bill,
      number: to.number,
      invoiceDate: to.invoiceDate,
      dueDate,
      entityBaseMinor: inEntity(bill.netMinor),
      entityTaxMinor,
      exchange: to.exchange,
    }),
  );
  const journal = await post(work, {
    kind: 'invoice',
    entityId: head.entityId,
    countsOn: to.invoiceDate,
    eventId,
    memo: `Invoice ${to.number}`,
    lines: invoiceLines(
      {
        invoiceId: id,
        clientId: head.clientId,
        matterId: head.matterId,
        officeId: matter.officeId,
        payerId: payer.id,
        currency: head.currency,
        bill,
        entityTotalMinor,
        entityTaxMinor,
      },
      entity.basis,
      ACCOUNTS,
    ),
  });
  if (!journal.ok) return journal;
  await work.db
    .insertInto('invoice')
    .values({
      id,
      entity_id: head.entityId,
      series_year: to.seriesYear,
      series_number: to.seriesNumber,
      number: to.number,
      proforma_id: head.id,
      client_id: head.clientId,
      payer_id: payer.id,
      currency: head.currency,
      invoice_date: to.invoiceDate,
      due_date: dueDate,
      fees_minor: bill.feesMinor,
      disbursements_minor: bill.disbursementsMinor,
      charges_minor: bill.chargesMinor,
      tax_minor: bill.taxMinor,
      total_minor: bill.totalMinor,
      entity_currency: entity.currency,
      entity_rate: rateNumber(to.exchange),
      entity_rate_source: to.exchange.source,
      entity_total_minor: entityTotalMinor,
      snapshot,
      snapshot_hash: sha256(snapshot),
      journal_id: journal.value,
      event_id: eventId,
    })
    .execute();
  await insertLines(work, id, to);
  await insertTax(work, id, to, inEntity(bill.netMinor), entityTaxMinor);
  await work.announce({
    id: eventId,
    name: 'invoice issued',
    subject: { type: 'invoice', id },
    entityId: head.entityId,
    clientId: head.clientId,
    matterId: head.matterId,
    countsOn: to.invoiceDate,
    facts: {
      number: to.number,
      proformaId: head.id,
      snapshotHash: sha256(snapshot).toString('hex'),
      receivable: {
        entityId: head.entityId,
        clientId: head.clientId,
        payerId: payer.id,
        currency: head.currency,
        dueDate,
        totalMinor: bill.totalMinor,
        entityTotalMinor,
      },
    },
  });
  await saveSearchEntry(work.db, {
    type: 'invoice',
    id,
    clientId: head.clientId,
    matterId: head.matterId,
    title: `Invoice ${to.number}`,
    subtitle: `${payer.name} · ${to.invoiceDate} · ${amountText(bill.totalMinor, head.currency)} ${head.currency}`,
    words: `invoice ${to.number} ${payer.name} ${matter.number} ${decimalText(bill.totalMinor, head.currency)}`,
    href: `/invoices/${id}`,
  });
  return done({ id, number: to.number, payer: payer.name });
}

/** The rate as the document shows it; ten decimals are more than any published rate has. */
function rateNumber(rate: RateUsed): string {
  const scaled = (rate.numerator * 10_000_000_000n) / rate.denominator;
  const text = scaled.toString().padStart(11, '0');
  return `${text.slice(0, -10)}.${text.slice(-10)}`;
}

async function insertLines(work: Work, invoiceId: string, to: ToIssue): Promise<void> {
  const { lines, payer } = to.bill;
  await work.client.query({
    name: 'invoice-lines',
    text: `insert into invoice_line (invoice_id, line_no, card_id, proforma_line_id, kind, matter_id, timekeeper_id, share_ppm, seconds, rate_e4, printed,
        wip_minor, wip_entity_minor, bill_minor, tax_code_id, narrative)
      select $1, n, card, line, kind, matter, timekeeper, $2, seconds, rate, printed, wip, wip_entity, bill, $3::uuid, narrative
      from unnest($4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::uuid[], $9::int8[], $10::int8[], $11::bool[], $12::int8[], $13::int8[], $14::int8[], $15::text[])
        with ordinality as t(card, line, kind, matter, timekeeper, seconds, rate, printed, wip, wip_entity, bill, narrative, n)`,
    values: [
      invoiceId,
      payer.sharePpm,
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

async function insertTax(
  work: Work,
  invoiceId: string,
  to: ToIssue,
  entityBaseMinor: bigint,
  entityTaxMinor: bigint,
): Promise<void> {
  const { tax } = to.bill.payer;
  assert(tax, 'billing was stopped where the tax code is missing');
  await work.db
    .insertInto('invoice_tax')
    .values({
      invoice_id: invoiceId,
      tax_code_id: tax.taxCodeId,
      rate_ppm: tax.ratePpm,
      base_minor: to.bill.netMinor,
      tax_minor: to.bill.taxMinor,
      entity_base_minor: entityBaseMinor,
      entity_tax_minor: entityTaxMinor,
    })
    .execute();
}
