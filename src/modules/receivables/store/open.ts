import type { Day } from '../../../kernel/day.ts';
import type { Work } from '../../../platform/command.ts';
import { moveReceipt, moveReceivable } from './move.ts';
import type { Advance, LineKind } from '../spread.ts';
import { openOnAccount } from './on-account.ts';

export interface ToOpen {
  readonly id: string;
  readonly invoiceId: string | null;
  readonly openingId?: string | null;
  readonly number: string;
  readonly invoiceDate: Day;
  readonly dueDate: Day;
  readonly entityId: string;
  readonly clientId: string;
  readonly payerId: string;
  readonly matterId: string | null;
  readonly officeId: string | null;
  readonly billingTimekeeperId: string | null;
  readonly originatingTimekeeperId: string | null;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly entityMinor: bigint;
  readonly countsOn: Day;
  readonly journalId: string;
  readonly eventId: string;
  readonly lines: readonly {
    readonly kind: LineKind;
    readonly matterId: string | null;
    readonly timekeeperId: string | null;
    readonly cardId: string | null;
    readonly netMinor: bigint;
    readonly taxMinor: bigint;
    /** the cost laid out that this line asks back */
    readonly advance?: Advance | null;
  }[];
  /** of what is billed on account: the lines of its journal */
  readonly onAccount?: { readonly posted: Parameters<typeof moveReceivable>[1]['posted'] };
}

/** What a payer owes begins, with the lines that money will be followed to, in the transaction of what made it. */
export async function openReceivable(work: Work, to: ToOpen): Promise<void> {
  await work.db
    .insertInto('receivable')
    .values({
      id: to.id,
      invoice_id: to.invoiceId,
      opening_id: to.openingId ?? null,
      number: to.number,
      invoice_date: to.invoiceDate,
      due_date: to.dueDate,
      entity_id: to.entityId,
      client_id: to.clientId,
      payer_id: to.payerId,
      matter_id: to.matterId,
      office_id: to.officeId,
      billing_timekeeper_id: to.billingTimekeeperId,
      originating_timekeeper_id: to.originatingTimekeeperId,
      currency: to.currency,
      amount_minor: to.amountMinor,
      entity_amount_minor: to.entityMinor,
      open_minor: 0n,
      entity_open_minor: 0n,
    })
    .execute();
  await work.client.query({
    name: 'receivable-lines',
    text: `insert into receivable_line (receivable_id, line_no, kind, matter_id, timekeeper_id, card_id, net_minor, tax_minor)
      select $1, n, kind, matter, timekeeper, card, net, tax
      from unnest($2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::int8[], $7::int8[]) with ordinality as t(kind, matter, timekeeper, card, net, tax, n)`,
    values: [
      to.id,
      to.lines.map((l) => l.kind),
      to.lines.map((l) => l.matterId),
      to.lines.map((l) => l.timekeeperId),
      to.lines.map((l) => l.cardId),
      to.lines.map((l) => l.netMinor),
      to.lines.map((l) => l.taxMinor),
    ],
  });
  await keepAdvances(work, to);
  if (to.onAccount) await openOnAccount(work, to.id);
  await moveReceivable(
    work,
    {
      receivableId: to.id,
      kind: to.invoiceId ? 'issued' : 'opening',
      amountMinor: to.amountMinor,
      entityMinor: to.entityMinor,
      countsOn: to.countsOn,
      journalId: to.journalId,
      eventId: to.eventId,
      sourceId: to.invoiceId ?? to.openingId ?? null,
      posted: to.onAccount?.posted ?? [],
    },
    [],
    1n,
  );
}

/** A receipt of the earlier books, unapplied; its journal is already posted. */
export async function openReceipt(
  work: Work,
  to: {
    readonly id: string;
    readonly entityId: string;
    readonly clientId: string;
    readonly payerId: string;
    readonly openingId: string;
    readonly reference: string;
    readonly receivedOn: Day;
    readonly currency: string;
    readonly amountMinor: bigint;
    readonly entityMinor: bigint;
    readonly rateSource: string;
    readonly countsOn: Day;
    readonly journalId: string;
    readonly eventId: string;
  },
): Promise<void> {
  await work.db
    .insertInto('receipt')
    .values({
      id: to.id,
      entity_id: to.entityId,
      client_id: to.clientId,
      payer_id: to.payerId,
      opening_id: to.openingId,
      method: 'opening',
      reference: to.reference,
      received_on: to.receivedOn,
      currency: to.currency,
      amount_minor: to.amountMinor,
      entity_minor: to.entityMinor,
      entity_rate_source: to.rateSource,
      open_minor: 0n,
      entity_open_minor: 0n,
      event_id: to.eventId,
    })
    .execute();
  await moveReceipt(work, {
    receiptId: to.id,
    kind: 'opening',
    amountMinor: to.amountMinor,
    entityMinor: to.entityMinor,
    countsOn: to.countsOn,
    journalId: to.journalId,
    eventId: to.eventId,
  });
}

/** Which lines ask back a cost that was laid out. */
async function keepAdvances(work: Work, to: ToOpen): Promise<void> {
  const advances = to.lines.flatMap((line, i) => (line.advance ? [{ line_no: i + 1, ...line.advance }] : []));
  if (advances.length === 0) return;
  await work.db
    .insertInto('advanced_cost')
    .values(
      advances.map((a) => ({
        receivable_id: to.id,
        line_no: a.line_no,
        minor: a.minor,
        entity_minor: a.entityMinor,
      })),
    )
    .execute();
}
