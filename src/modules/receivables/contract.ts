import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { currency, day, id, maybeWords, minor, money, nothing, page, words, yes } from '../../platform/shapes.ts';

/** Money in: bank accounts, deposits, receipts and where they went. */

const method = z.enum(['cheque', 'card', 'wire', 'cash']);
const differenceReason = z.enum(['bank-fee', 'withheld-tax', 'discount', 'small-difference']);
const lineKind = z.enum(['time', 'disbursement', 'charge']);

export const listBankAccounts = query({
  noun: 'bank-accounts',
  verb: 'list',
  permission: 'see work',
  summary: 'The bank accounts of each entity.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        id,
        entityId: id,
        entity: z.string(),
        name: z.string(),
        currency: z.string(),
        account: z.string(),
        reference: z.string(),
        active: z.boolean(),
      }),
    ),
  }),
});

export const saveBankAccount = command({
  noun: 'bank-accounts',
  verb: 'save',
  permission: 'set up firm',
  summary: 'Add a bank account of an entity, or change its name, reference or whether it is in use.',
  input: z.strictObject({
    id: id.optional(),
    entityId: id,
    name: words(100),
    currency,
    reference: maybeWords(60),
    active: z.boolean().default(true),
  }),
  output: z.object({ id, account: z.string() }),
});

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

export const openDeposit = command({
  noun: 'deposits',
  verb: 'open',
  permission: 'receive money',
  summary: 'Begin a deposit batch: receipts banked together, with the total on the slip to tie them to.',
  input: z.strictObject({
    bankAccountId: id,
    day,
    reference: maybeWords(100),
    control: minor.optional(),
  }),
  output: z.object({ id, number: z.string() }),
});

export const closeDeposit = command({
  noun: 'deposits',
  verb: 'close',
  permission: 'receive money',
  summary: 'Close a deposit batch; its receipts must sum to the total on the slip.',
  input: z.strictObject({ id }),
  output: z.object({ id, total: money }),
});

export const listDeposits = query({
  noun: 'deposits',
  verb: 'list',
  permission: 'see money',
  summary: 'Deposit batches, newest first, with what is in them and the total on the slip.',
  input: z.strictObject({ open: yes, ...page }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        number: z.string(),
        bankAccountId: id,
        bankAccount: z.string(),
        day,
        reference: z.string(),
        receipts: z.number(),
        amount: money,
        control: money.nullable(),
        closed: z.boolean(),
      }),
    ),
  }),
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
  }),
  output: z.object({ id, number: z.string(), unapplied: money }),
});

export const allocateReceipt = command({
  noun: 'receipts',
  verb: 'allocate',
  permission: 'receive money',
  summary: 'Put unapplied money of a receipt on invoices, with reasons for what is missing.',
  input: z.strictObject({ id, payerId: id.optional(), allocations: z.array(allocation).min(1).max(200) }),
  output: z.object({ id, unapplied: money }),
});

export const releaseAllocation = command({
  noun: 'receipts',
  verb: 'release',
  permission: 'receive money',
  summary: 'Take one allocation or difference back; its cash is unapplied again.',
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
        /** the receivable's side, to release it by; null for cash alone */
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

export const askRefund = command({
  noun: 'refunds',
  verb: 'ask',
  permission: 'receive money',
  summary: 'Ask to pay unapplied money back; another person decides within their limit.',
  input: z.strictObject({ receiptId: id, amount: minor, bankAccountId: id.optional(), reason: words(300) }),
  output: z.object({ id, number: z.string() }),
});

export const decideRefund = command({
  noun: 'refunds',
  verb: 'decide',
  permission: 'decide money',
  summary: 'Pay a refund that was asked for, or reject it.',
  input: z.strictObject({ id, decision: z.enum(['pay', 'reject']), note: maybeWords(300) }),
  output: z.object({ id, state: z.string() }),
});

export const reverseRefund = command({
  noun: 'refunds',
  verb: 'reverse',
  permission: 'decide money',
  summary: 'Reverse a refund that did not arrive: the money is unapplied again.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ id, state: z.string() }),
});

export const listRefunds = query({
  noun: 'refunds',
  verb: 'list',
  permission: 'see money',
  summary: 'Refunds asked for and paid, newest first.',
  input: z.strictObject({ waiting: yes, ...page }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        number: z.string(),
        receiptId: id,
        receipt: z.string(),
        payer: z.string(),
        amount: money,
        reason: z.string(),
        state: z.string(),
        requestedBy: z.string(),
        recordedAt: z.string(),
        decidedBy: z.string(),
        note: z.string(),
      }),
    ),
  }),
});

export const writeOff = command({
  noun: 'write-offs',
  verb: 'ask',
  permission: 'ask to write off',
  summary: 'Write off what will not be paid; above one’s limit it is a request that another person decides.',
  input: z.strictObject({
    receivableId: id,
    amount: minor,
    reasonKind: z.enum(['uncollectable', 'insolvency', 'goodwill', 'statute-barred', 'small-balance']),
    reason: words(300),
  }),
  output: z.object({ id, number: z.string(), state: z.string() }),
});

export const decideWriteOff = command({
  noun: 'write-offs',
  verb: 'decide',
  permission: 'decide money',
  summary: 'Post a write-off that was asked for, or reject it.',
  input: z.strictObject({ id, decision: z.enum(['post', 'reject']), note: maybeWords(300) }),
  output: z.object({ id, state: z.string() }),
});

export const reverseWriteOff = command({
  noun: 'write-offs',
  verb: 'reverse',
  permission: 'ask to write off',
  summary: 'Reverse a write-off: the amount is owed again.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ id, state: z.string() }),
});

export const listWriteOffs = query({
  noun: 'write-offs',
  verb: 'list',
  permission: 'see money',
  summary: 'Write-offs asked for and posted, newest first.',
  input: z.strictObject({ waiting: yes, ...page }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        number: z.string(),
        receivableId: id,
        invoiceId: id.nullable(),
        invoice: z.string(),
        payer: z.string(),
        amount: money,
        reasonKind: z.string(),
        reason: z.string(),
        state: z.string(),
        requestedBy: z.string(),
        recordedAt: z.string(),
        decidedBy: z.string(),
        note: z.string(),
      }),
    ),
  }),
});

export const openDispute = command({
  noun: 'disputes',
  verb: 'open',
  permission: 'receive money',
  summary: 'Mark what a payer disputes of an invoice: it stays owed and stands apart in the ageing.',
  input: z.strictObject({ receivableId: id, amount: minor.optional(), reason: words(500) }),
  output: z.object({ id }),
});

export const closeDispute = command({
  noun: 'disputes',
  verb: 'close',
  permission: 'receive money',
  summary: 'Close a dispute with its outcome.',
  input: z.strictObject({ id, outcome: words(500) }),
  output: z.object({ id }),
});

export const listReceivables = query({
  noun: 'receivables',
  verb: 'list',
  permission: 'see money',
  summary: 'What is owed, oldest due first; as of any day, and as then known.',
  input: z.strictObject({
    words: maybeWords(),
    entityId: id.optional(),
    clientId: id.optional(),
    payerId: id.optional(),
    all: yes,
    ...page,
  }),
  output: z.object({
    total: z.number(),
    open: z.array(money),
    rows: z.array(
      z.object({
        id,
        invoiceId: id.nullable(),
        number: z.string(),
        entityId: id,
        entity: z.string(),
        clientId: id,
        client: z.string(),
        payerId: id,
        payer: z.string(),
        invoiceDate: day,
        dueDate: day,
        amount: money,
        open: money,
        disputed: money,
        daysOverdue: z.number(),
      }),
    ),
  }),
});

export const showReceivable = query({
  noun: 'receivables',
  verb: 'show',
  permission: 'see money',
  summary: 'What is owed on one invoice and every movement that made it so, line by line.',
  input: z.strictObject({ id }),
  output: z.object({
    id,
    invoiceId: id.nullable(),
    number: z.string(),
    entityId: id,
    payerId: id,
    clientId: id,
    client: z.string(),
    payer: z.string(),
    invoiceDate: day,
    dueDate: day,
    amount: money,
    open: money,
    entityOpen: money,
    lines: z.array(
      z.object({
        lineNo: z.number(),
        kind: z.string(),
        timekeeper: z.string(),
        cardId: id.nullable(),
        net: money,
        tax: money,
        openNet: money,
        openTax: money,
      }),
    ),
    movements: z.array(
      z.object({
        id,
        kind: z.string(),
        on: day,
        recordedAt: z.string(),
        amount: money,
        journalId: id,
        sourceId: id.nullable(),
        receipt: z.string(),
        reasonKind: z.string(),
        reason: z.string(),
        live: z.boolean(),
      }),
    ),
    dispute: z.object({ id, amount: money, reason: z.string(), openedOn: day }).nullable(),
    writeOffs: z.array(
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
