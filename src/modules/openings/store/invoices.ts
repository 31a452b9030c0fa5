import { convert } from '../../../kernel/money.ts';
import type { Day } from '../../../kernel/day.ts';
import { done, type Outcome } from '../../../kernel/outcome.ts';
import { deal } from '../../../kernel/share.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { type EntityFacts, entityFacts, type RateUsed, rateOn } from '../../firm/index.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import { openReceivable } from '../../receivables/index.ts';
import { rowsRefused, type Taken, type Taking } from '../commands/take.ts';
import type { RefusedCell, RowReader } from '../rows.ts';
import { type Finder, finderOf } from './find.ts';

interface OpenInvoice {
  readonly number: string;
  readonly invoiceDate: Day;
  readonly dueDate: Day;
  readonly clientId: string;
  readonly payerId: string;
  readonly matterId: string | null;
  readonly officeId: string | null;
  readonly timekeeperId: string | null;
  readonly currency: string;
  readonly fees: bigint;
  readonly disbursements: bigint;
  readonly charges: bigint;
  readonly tax: bigint;
}

/** Open invoices of the earlier books become receivables: what is owed against opening balances, one journal. */
export async function takeInvoices(work: Work, taking: Taking): Promise<Taken> {
  const finder = await finderOf(work);
  const faults: RefusedCell[] = [];
  const invoices: OpenInvoice[] = [];
  const known = new Set(
    (
      await work.db.selectFrom('receivable_head').select('number').where('entity_id', '=', taking.entityId).execute()
    ).map((r) => r.number),
  );
  for (const { read } of taking.file.rows) {
    const row = read();
    const invoice = invoiceOf(row, finder);
    if (known.has(invoice?.number ?? '')) row.fault('number', 'is an invoice number that is there already');
    if (invoice) known.add(invoice.number);
    if (invoice && row.faults.length === 0) invoices.push(invoice);
    faults.push(...row.faults);
  }
  if (faults.length > 0) return rowsRefused(faults);
  const entity = await entityFacts(work.db, taking.entityId);
  const sums = new Map<string, bigint>();
  for (const [currency, group] of Map.groupBy(invoices, (i) => i.currency)) {
    const rate = await rateOn(work.db, currency, entity.currency, taking.cutoverDay);
    if (!rate.ok) return rate;
    const posted = await postGroup(work, taking, entity, rate.value, group);
    if (!posted.ok) return posted;
    sums.set(
      currency,
      group.reduce((sum, i) => sum + totalOf(i), 0n),
    );
  }
  return done(sums);
}

function invoiceOf(row: RowReader, finder: Finder): OpenInvoice | null {
  const number = row.text('number');
  const party = finder.payer(row);
  const matter = finder.matter(row, false);
  const currency = row.currency('currency');
  const invoice = {
    number,
    invoiceDate: row.day('invoice date'),
    dueDate: row.day('due date'),
    clientId: party?.clientId ?? '',
    payerId: party?.payerId ?? '',
    matterId: matter?.id ?? null,
    officeId: matter?.officeId ?? null,
    timekeeperId: finder.timekeeper(row),
    currency,
    fees: row.amount('fees', currency, false),
    disbursements: row.amount('disbursements', currency, false),
    charges: row.amount('charges', currency, false),
    tax: row.amount('tax', currency, false),
  };
  if (totalOf(invoice) === 0n)
    row.fault('fees', 'leaves nothing open; fill in what is still owed, or leave the invoice out');
  if (invoice.fees + invoice.disbursements + invoice.charges === 0n && invoice.tax > 0n)
    row.fault('tax', 'stands alone; tell what the tax is on');
  if (matter && party && matter.clientId !== party.clientId)
    row.fault('matter', 'belongs to another client than the payer');
  return party ? invoice : null;
}

function totalOf(i: Pick<OpenInvoice, 'fees' | 'disbursements' | 'charges' | 'tax'>): bigint {
  return i.fees + i.disbursements + i.charges + i.tax;
}

async function postGroup(
  work: Work,
  taking: Taking,
  entity: EntityFacts,
  rate: RateUsed,
  group: readonly OpenInvoice[],
): Promise<Outcome<true>> {
  const valued = group.map((invoice) => {
    const amountMinor = totalOf(invoice);
    return {
      invoice,
      amountMinor,
      entityMinor: convert(amountMinor, invoice.currency, entity.currency, rate, entity.rounding),
    };
  });
  const memo = entity.basis === 'modified-cash';
  const currency = group[0]?.currency ?? '';
  const journal = await post(work, {
    kind: 'opening balances',
    entityId: entity.id,
    countsOn: taking.cutoverDay,
    eventId: taking.eventId,
    memo: 'Open invoices of the earlier books',
    lines: [
      ...valued.map(({ invoice, amountMinor, entityMinor }) => ({
        account: memo ? ACCOUNTS.receivableMemo : ACCOUNTS.receivable,
        currency,
        amount: amountMinor,
        entityAmount: entityMinor,
        clientId: invoice.clientId,
        payerId: invoice.payerId,
        matterId: invoice.matterId,
        officeId: invoice.officeId,
      })),
      {
        account: memo ? ACCOUNTS.receivableMemoContra : ACCOUNTS.opening,
        currency,
        amount: -valued.reduce((sum, v) => sum + v.amountMinor, 0n),
        entityAmount: -valued.reduce((sum, v) => sum + v.entityMinor, 0n),
      },
    ],
  });
  if (!journal.ok) return journal;
  await openAll(work, taking, { entityId: entity.id, currency, journalId: journal.value }, valued);
  return done(true);
}

async function openAll(
  work: Work,
  taking: Taking,
  of: { entityId: string; currency: string; journalId: string },
  valued: readonly { invoice: OpenInvoice; amountMinor: bigint; entityMinor: bigint }[],
): Promise<void> {
  for (const { invoice, amountMinor, entityMinor } of valued) {
    await openReceivable(work, {
      id: newId<'receivable'>(),
      invoiceId: null,
      openingId: taking.openingId,
      number: invoice.number,
      invoiceDate: invoice.invoiceDate,
      dueDate: invoice.dueDate,
      entityId: of.entityId,
      clientId: invoice.clientId,
      payerId: invoice.payerId,
      matterId: invoice.matterId,
      officeId: invoice.officeId,
      billingTimekeeperId: null,
      originatingTimekeeperId: null,
      currency: of.currency,
      amountMinor,
      entityMinor,
      countsOn: taking.cutoverDay,
      journalId: of.journalId,
      eventId: taking.eventId,
      lines: linesOf(invoice),
    });
  }
}

/** A line per kind; the tax is dealt over them, as on an invoice. */
function linesOf(invoice: OpenInvoice) {
  const parts = (
    [
      ['time', invoice.fees],
      ['disbursement', invoice.disbursements],
      ['charge', invoice.charges],
    ] as const
  ).filter(([, minor]) => minor > 0n);
  const tax = deal(
    invoice.tax,
    parts.map(([, minor]) => minor),
  );
  return parts.map(([kind, netMinor], i) => ({
    kind,
    matterId: invoice.matterId,
    timekeeperId: kind === 'time' ? invoice.timekeeperId : null,
    cardId: null,
    netMinor,
    taxMinor: tax[i] ?? 0n,
  }));
}
