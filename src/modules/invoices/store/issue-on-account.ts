import { addDays, type Day } from '../../../kernel/day.ts';
import { amountText, convert, decimalText } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { divide } from '../../../kernel/rounding.ts';
import { listed } from '../../../kernel/text.ts';
import { canonicalJson, sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { saveSearchEntry } from '../../../platform/search.ts';
import { payerFacts, type PayerFacts, taxesOf } from '../../clients/index.ts';
import type { EntityFacts, LineTax, RateUsed } from '../../firm/index.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import type { MatterFacts } from '../../matters/index.ts';
import { openReceivable, takenUpBy, type ToOpen } from '../../receivables/index.ts';
import { onAccountLines } from '../on-account-journal.ts';
import { onAccountSnapshot } from './freeze-on-account.ts';
import { rateNumber } from './issue.ts';

export interface OnAccountToIssue {
  readonly matter: MatterFacts;
  readonly entity: EntityFacts;
  readonly payerId: string;
  readonly sharePpm: number;
  readonly netMinor: bigint;
  readonly wholeClient: boolean;
  readonly words: string;
  readonly clause: { readonly id: string; readonly said: string } | null;
  readonly invoiceDate: Day;
  readonly exchange: RateUsed;
  readonly seriesYear: number;
  readonly seriesNumber: bigint;
  readonly number: string;
}

/** What one payer’s invoice on account is made of, worked out once. */
export interface OnAccountMade extends OnAccountToIssue {
  readonly id: string;
  readonly eventId: string;
  readonly payer: PayerFacts;
  readonly tax: LineTax;
  readonly taxMinor: bigint;
  readonly entityNetMinor: bigint;
  readonly entityTaxMinor: bigint;
  readonly dueDate: Day;
}

const MILLION = 1_000_000n;

/** The tax of what is billed on account: its tax point is the invoice, so it is what the payer’s fees are charged on that day. */
async function taxOf(
  work: Work,
  { entity, invoiceDate }: OnAccountToIssue,
  payer: PayerFacts,
): Promise<LineTax | null> {
  const taxes = await taxesOf(work.db, entity.id, [payer], invoiceDate);
  return taxes.get(payer.id)?.({ kind: 'time', costKind: null, expenseCode: null }).tax ?? null;
}

/** Writes one invoice on account: snapshot, journal, tax, its event, and what is owed. */
export async function issueOnAccount(
  work: Work,
  to: OnAccountToIssue,
): Promise<Outcome<{ id: string; number: string; payer: string; totalMinor: bigint }>> {
  const prepared = await prepare(work, to);
  if (!prepared.ok) return prepared;
  const made = prepared.value;
  const { matter, entity } = made;
  const lines = onAccountLines(entity.basis, ACCOUNTS, made, {
    currency: matter.currency,
    invoiceId: made.id,
    payerId: made.payerId,
    clientId: matter.clientId,
    matterId: matter.id,
    officeId: matter.officeId,
  });
  const journal = await post(work, {
    kind: 'invoice on account',
    entityId: entity.id,
    countsOn: made.invoiceDate,
    eventId: made.eventId,
    memo: `Invoice ${made.number} on account`,
    lines,
  });
  if (!journal.ok) return journal;
  await insertInvoice(work, made, journal.value);
  await announce(work, made);
  await openReceivable(work, toOpen(made, journal.value, lines));
  await saveSearchEntry(work.db, searchEntry(made));
  return done({ id: made.id, number: made.number, payer: made.payer.name, totalMinor: made.netMinor + made.taxMinor });
}

/** What is owed of it: one line, which is no card. */
function toOpen(made: OnAccountMade, journalId: string, posted: ReturnType<typeof onAccountLines>): ToOpen {
  const { matter } = made;
  return {
    id: made.id,
    invoiceId: made.id,
    number: made.number,
    invoiceDate: made.invoiceDate,
    dueDate: made.dueDate,
    entityId: made.entity.id,
    clientId: matter.clientId,
    payerId: made.payerId,
    matterId: matter.id,
    officeId: matter.officeId,
    billingTimekeeperId: matter.billingTimekeeperId,
    originatingTimekeeperId: matter.originatingTimekeeperId,
    currency: matter.currency,
    amountMinor: made.netMinor + made.taxMinor,
    entityMinor: made.entityNetMinor + made.entityTaxMinor,
    countsOn: made.invoiceDate,
    journalId,
    eventId: made.eventId,
    lines: [
      {
        kind: 'on-account',
        matterId: matter.id,
        timekeeperId: null,
        cardId: null,
        netMinor: made.netMinor,
        taxMinor: made.taxMinor,
      },
    ],
    onAccount: { posted },
  };
}

async function prepare(work: Work, to: OnAccountToIssue): Promise<Outcome<OnAccountMade>> {
  const [payer] = await payerFacts(work.db, [to.payerId]);
  assert(payer, 'an invoice has a payer');
  const tax = await taxOf(work, to, payer);
  if (tax === null)
    return refuse(
      'not-ready',
      `${payer.name} has no tax code for this entity, and no tax rule speaks of fees of such a payer on ${to.invoiceDate}. Choose a tax code for the payer, or set a tax rule.`,
    );
  const taxMinor = divide(to.netMinor * BigInt(tax.ratePpm), MILLION, to.entity.rounding);
  const inEntity = (minor: bigint): bigint =>
    convert(minor, to.matter.currency, to.entity.currency, to.exchange, to.entity.rounding);
  const entityTaxMinor = inEntity(taxMinor);
  return done({
    ...to,
    id: newId<'invoice'>(),
    eventId: newId<'event'>(),
    payer,
    tax,
    taxMinor,
    entityTaxMinor,
    entityNetMinor: inEntity(to.netMinor + taxMinor) - entityTaxMinor,
    dueDate: addDays(to.invoiceDate, payer.termsDays),
  });
}

async function insertInvoice(work: Work, made: OnAccountMade, journalId: string): Promise<void> {
  const { matter, entity, tax } = made;
  const snapshot = canonicalJson(await onAccountSnapshot(work, made));
  await work.db
    .insertInto('invoice')
    .values({
      id: made.id,
      entity_id: entity.id,
      series_year: made.seriesYear,
      series_number: made.seriesNumber,
      number: made.number,
      proforma_id: null,
      client_id: matter.clientId,
      payer_id: made.payerId,
      currency: matter.currency,
      invoice_date: made.invoiceDate,
      due_date: made.dueDate,
      fees_minor: 0n,
      disbursements_minor: 0n,
      charges_minor: 0n,
      on_account_minor: made.netMinor,
      tax_minor: made.taxMinor,
      total_minor: made.netMinor + made.taxMinor,
      entity_currency: entity.currency,
      entity_rate: rateNumber(made.exchange),
      entity_rate_source: made.exchange.source,
      entity_total_minor: made.entityNetMinor + made.entityTaxMinor,
      snapshot,
      snapshot_hash: sha256(snapshot),
      journal_id: journalId,
      event_id: made.eventId,
    })
    .execute();
  await work.db
    .insertInto('on_account_invoice')
    .values({
      invoice_id: made.id,
      matter_id: matter.id,
      whole_client: made.wholeClient,
      share_ppm: made.sharePpm,
      words: made.words,
      clause_id: made.clause?.id ?? null,
    })
    .execute();
  await work.db
    .insertInto('invoice_tax')
    .values({
      invoice_id: made.id,
      tax_code_id: tax.taxCodeId,
      rate_ppm: tax.ratePpm,
      base_minor: made.netMinor,
      tax_minor: made.taxMinor,
      entity_base_minor: made.entityNetMinor,
      entity_tax_minor: made.entityTaxMinor,
    })
    .execute();
}

/** As of any other invoice, so its documents follow. */
async function announce(work: Work, made: OnAccountMade): Promise<void> {
  await work.announce({
    id: made.eventId,
    name: 'invoice issued',
    subject: { type: 'invoice', id: made.id },
    entityId: made.entity.id,
    clientId: made.matter.clientId,
    matterId: made.matter.id,
    countsOn: made.invoiceDate,
    facts: {
      number: made.number,
      onAccount: made.netMinor,
      total: made.netMinor + made.taxMinor,
      currency: made.matter.currency,
    },
  });
}

function searchEntry({ id, number, matter, payer, invoiceDate, netMinor, taxMinor }: OnAccountMade) {
  const total = netMinor + taxMinor;
  return {
    type: 'invoice',
    id,
    clientId: matter.clientId,
    matterId: matter.id,
    title: `Invoice ${number} on account`,
    subtitle: `${payer.name} · ${invoiceDate} · ${amountText(total, matter.currency)} ${matter.currency}`,
    words: `invoice on account retainer advance ${number} ${payer.name} ${matter.number} ${decimalText(total, matter.currency)}`,
    href: `/invoices/${id}`,
  };
}

/** Why it can’t be taken back: what later invoices took up of it stands for work. */
export async function takenBackProblem(
  work: Pick<Work, 'db'>,
  invoice: { readonly id: string; readonly number: string; readonly currency: string },
): Promise<ReturnType<typeof refuse> | null> {
  const taken = await takenUpBy(work, invoice.id);
  if (taken.length === 0) return null;
  const names = taken.map((t) => `invoice ${t.number} (${amountText(t.netMinor, invoice.currency)})`);
  return refuse(
    'applied',
    `Of invoice ${invoice.number} on account, parts are taken up by ${listed(names)}. Unbill ${taken.length === 1 ? 'it' : 'them'} first, or credit what is left.`,
    { details: taken.map((t) => t.number) },
  );
}
