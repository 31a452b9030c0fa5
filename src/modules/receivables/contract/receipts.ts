import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { currency, day, id, maybeWords, minor, money, page, words, yes } from '../../../platform/shapes.ts';

/** Money in: receipts, and where they went. */

const method = z.enum(['cheque', 'card', 'wire', 'cash']);

const differenceReason = z.enum(['bank-fee', 'withheld-tax', 'discount', 'small-difference']);

const lineKind = z.enum(['time', 'disbursement', 'charge']);

export const setAllocationOrder = command({
  noun: 'receivables',
  verb: 'set-order',
  permission: 'set up firm',
  summary:
    'In which order receipts pay the kinds of line of an invoice; kinds in one group are paid together, pro rata.',
  input: z.strictObject({ entityId: id, order: z.array(z.array(lineKind).min(1)).min(1).max(3), reason: words(300) }),
  output: z.object({ order: z.array(z.array(lineKind)) }),
});

export const showAllocationOrder = query({
  noun: 'receivables',
  verb: 'order',
  permission: 'see work',
  summary: 'In which order receipts of an entity pay the kinds of line.',
  input: z.strictObject({ entityId: id }),
  output: z.object({ order: z.array(z.array(lineKind)) }),
});

export const setTolerance = command({
  noun: 'receivables',
  verb: 'set-tolerance',
  permission: 'set up firm',
  summary:
    'Up to how much of an overpayment an entity may keep as a small difference, in its currency; zero keeps nothing.',
  input: z.strictObject({ entityId: id, upTo: minor, reason: words(300) }),
  output: z.object({ upTo: money }),
});

export const showTolerance = query({
  noun: 'receivables',
  verb: 'tolerance',
  permission: 'see work',
  summary: 'Up to how much of an overpayment an entity may keep as a small difference.',
  input: z.strictObject({ entityId: id }),
  output: z.object({ upTo: money }),
});

const allocation = z.strictObject({
  receivableId: id,
  /** what cash settles, in the invoice's currency */
  amount: minor.default('0'),
  /** what it takes of the receipt, in the receipt's currency; only where the currencies differ */
  cash: minor.optional(),
  differences: z
    .array(z.strictObject({ reason: differenceReason, minor, note: maybeWords(300) }))
    .max(5)
    .default([]),
});

/** keeps what is then left as a small difference; it must be this much */
const keepRest = minor.optional();

export const recordReceipt = command({
  noun: 'receipts',
  verb: 'record',
  permission: 'receive money',
  summary: 'Record money that came in, and put it on invoices; what is not put on any stays unapplied.',
  input: z.strictObject({
    bankAccountId: id,
    depositId: id.optional(),
    payerId: id.optional(),
    method,
    reference: maybeWords(100),
    receivedOn: day,
    amount: minor,
    allocations: z.array(allocation).max(200).default([]),
    keepRest,
  }),
  output: z.object({ id, number: z.string(), unapplied: money }),
});

export const allocateReceipt = command({
  noun: 'receipts',
  verb: 'allocate',
  permission: 'receive money',
  summary: 'Put unapplied money of a receipt on invoices, with reasons for what is missing.',
  input: z.strictObject({ id, payerId: id.optional(), allocations: z.array(allocation).min(1).max(200), keepRest }),
  output: z.object({ id, unapplied: money }),
});

export const keepOverpayment = command({
  noun: 'receipts',
  verb: 'keep-overpayment',
  permission: 'receive money',
  summary: 'Keep what is unapplied of a receipt as a small difference, up to what its entity keeps.',
  input: z.strictObject({
    id,
    /** what is unapplied, as it was seen */
    amount: minor,
    reason: maybeWords(300),
  }),
  output: z.object({ id, kept: money }),
});

export const releaseAllocation = command({
  noun: 'receipts',
  verb: 'release',
  permission: 'receive money',
  summary: 'Take one allocation, difference or kept overpayment back; its cash is unapplied again.',
  input: z.strictObject({ movementId: id, reason: words(300) }),
  output: z.object({ id, unapplied: money }),
});

export const reverseReceipt = command({
  noun: 'receipts',
  verb: 'reverse',
  permission: 'receive money',
  summary:
    'Reverse a receipt that bounced or was recorded wrongly: every allocation is taken back exactly as it was made.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ id, reopened: z.array(z.string()) }),
});

const receiptRow = z.object({
  id,
  number: z.string(),
  receivedOn: day,
  entity: z.string(),
  clientId: id.nullable(),
  client: z.string(),
  payer: z.string(),
  method: z.string(),
  reference: z.string(),
  bankAccount: z.string(),
  amount: money,
  unapplied: money,
  ageDays: z.number(),
  state: z.enum(['unapplied', 'partly applied', 'applied', 'reversed']),
});

export const listReceipts = query({
  noun: 'receipts',
  verb: 'list',
  permission: 'see money',
  summary: 'Receipts, newest first, with what is unapplied of each and how old it is.',
  input: z.strictObject({
    words: maybeWords(),
    clientId: id.optional(),
    depositId: id.optional(),
    unapplied: yes,
    from: day.optional(),
    to: day.optional(),
    ...page,
  }),
  output: z.object({
    total: z.number(),
    amounts: z.array(money),
    unapplied: z.array(money),
    rows: z.array(receiptRow),
  }),
});

export const showReceipt = query({
  noun: 'receipts',
  verb: 'show',
  permission: 'see money',
  summary: 'One receipt: where its money went, who was paid with it, and every reversal.',
  input: z.strictObject({ id }),
  output: receiptRow.extend({
    payerId: id.nullable(),
    entityId: id,
    entityAmount: money,
    rate: z.string(),
    deposit: z.object({ id, number: z.string() }).nullable(),
    movements: z.array(
      z.object({
        id,
        /** to release it by; null for what is not released */
        movementId: id.nullable(),
        kind: z.string(),
        on: day,
        recordedAt: z.string(),
        amount: money,
        journalId: id,
        receivableId: id.nullable(),
        invoiceId: id.nullable(),
        invoice: z.string(),
        settled: money.nullable(),
        reasonKind: z.string(),
        reason: z.string(),
        live: z.boolean(),
        lines: z.array(
          z.object({ lineNo: z.number(), kind: z.string(), timekeeper: z.string(), net: money, tax: money }),
        ),
      }),
    ),
    refunds: z.array(
      z.object({
        id,
        number: z.string(),
        amount: money,
        state: z.string(),
        reason: z.string(),
        requestedBy: z.string(),
      }),
    ),
  }),
});

export const proposeAllocation = query({
  noun: 'receipts',
  verb: 'propose',
  permission: 'see money',
  summary: 'Open invoices that an amount of money may be for, those named in its reference first, then the oldest due.',
  input: z.strictObject({
    entityId: id,
    payerId: id.optional(),
    currency,
    amount: minor,
    reference: maybeWords(300),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        receivableId: id,
        invoiceId: id.nullable(),
        number: z.string(),
        payer: z.string(),
        invoiceDate: day,
        dueDate: day,
        open: money,
        proposed: money,
        why: z.string(),
        disputed: z.boolean(),
      }),
    ),
    left: money,
  }),
});
