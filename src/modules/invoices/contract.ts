import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { day, id, maybeWords, minor, money, page, words } from '../../platform/shapes.ts';
import { correctionRow, dispatchRow, failure } from './contract/corrections.ts';

export { listCorrections, reverseCredit, showCorrections } from './contract/corrections.ts';

const documentLink = z.object({
  id,
  kind: z.string(),
  fileName: z.string(),
  size: z.number(),
  hash: z.string(),
});

export const billProformas = command({
  noun: 'invoices',
  verb: 'bill',
  permission: 'bill',
  summary: 'Make approved proformas invoices: number, journal, WIP relieved, receivable, frozen snapshot. All or none.',
  input: z.strictObject({
    proformas: z
      .array(z.strictObject({ id, version: z.number().int() }))
      .min(1)
      .max(500),
    invoiceDate: day,
  }),
  output: z.object({
    invoices: z.array(
      z.object({
        id,
        number: z.string(),
        proformaId: id,
        payer: z.string(),
        total: money,
        /** the total less what it takes up of what was billed on account */
        due: money,
      }),
    ),
  }),
});

export const unbill = command({
  noun: 'invoices',
  verb: 'unbill',
  permission: 'correct invoices',
  summary:
    'Take billing back: all payers’ invoices of the proforma are reversed, cash becomes unapplied, WIP and the proforma come back with every edit.',
  input: z.strictObject({
    invoiceId: id,
    reason: words(300),
    /** reverse credit notes and write-offs that came after, too */
    alsoLater: z.boolean().default(false),
  }),
  output: z.object({
    proformaId: id,
    proforma: z.string(),
    reversed: z.array(z.object({ id, number: z.string() })),
    cancellations: z.array(z.object({ id, number: z.string() })),
    cards: z.number(),
    toUnapplied: money,
  }),
});

export const creditInvoice = command({
  noun: 'invoices',
  verb: 'credit',
  permission: 'correct invoices',
  summary:
    'Issue a credit note: whole lines back to WIP, or an amount (before tax) of named lines or of the invoice without WIP.',
  input: z.strictObject({
    /** of the invoice; of an invoice of the earlier books, the id of what is owed */
    invoiceId: id,
    toWip: z.boolean(),
    lines: z
      .array(z.strictObject({ lineNo: z.number().int().min(1), amount: minor.optional() }))
      .max(2000)
      .default([]),
    amount: minor.optional(),
    reason: words(300),
  }),
  output: z.object({ id, number: z.string(), total: money, cards: z.number(), toUnapplied: money }),
});

const invoiceRow = z.object({
  id,
  number: z.string(),
  invoiceDate: day,
  dueDate: day,
  clientId: id,
  client: z.string(),
  payer: z.string(),
  /** billed before the work */
  onAccount: z.boolean(),
  matterId: id,
  matter: z.string(),
  entity: z.string(),
  net: money,
  tax: money,
  total: money,
  open: money,
  documents: z.enum(['ready', 'being made', 'failed']),
  dispatched: z.string().nullable(),
  /** why its documents or its message failed; empty when nothing did */
  problem: z.string(),
  /** reversed by unbilling; its number stays used */
  reversed: z.object({ on: day, reason: z.string(), cancellation: z.string().nullable() }).nullable(),
});

export const listInvoices = query({
  noun: 'invoices',
  verb: 'list',
  permission: 'see work',
  summary: 'Invoices with what is owed on each and whether they were sent.',
  input: z.strictObject({
    words: maybeWords(),
    clientId: id.optional(),
    matterId: id.optional(),
    unsent: z.stringbool().optional(),
    /** those, or whose corrections, have a document or message that failed */
    failed: z.stringbool().optional(),
    from: day.optional(),
    to: day.optional(),
    ...page,
  }),
  output: z.object({
    total: z.number(),
    amounts: z.array(money),
    open: z.array(money),
    rows: z.array(invoiceRow),
    documentsWaiting: z.number(),
  }),
});

/** A part of an invoice on account that one of work took up, or gave back below zero; before tax, and the tax with it. */
const takenUp = z.object({
  onAccountId: id,
  onAccount: z.string(),
  invoiceId: id,
  invoice: z.string(),
  on: day,
  gaveBack: z.boolean(),
  net: money,
  tax: money,
  journalId: id,
});

/** How an invoice on account stands, before tax. */
const onAccountDetail = z.object({
  words: z.string(),
  wholeClient: z.boolean(),
  clause: z.object({ engagementId: id, number: z.string() }).nullable(),
  billed: money,
  credited: money,
  paid: money,
  applied: money,
  left: money,
  available: money,
  takenUp: z.array(takenUp),
});

const amountWithSource = z.object({ label: z.string(), amount: money });

export const showInvoice = query({
  noun: 'invoices',
  verb: 'show',
  permission: 'see work',
  summary: 'One invoice: its lines, tax, documents, journal, dispatches.',
  input: z.strictObject({ id }),
  output: invoiceRow.omit({ onAccount: true }).extend({
    /** null: billed on account */
    proforma: z.object({ id, number: z.string() }).nullable(),
    onAccount: onAccountDetail.nullable(),
    /** what it took up of invoices on account, and gave back; below zero is given back */
    lessOnAccount: z.array(takenUp),
    /** invoices of the same proforma and payer that this one replaces, and the one that replaces it */
    replaces: z.array(z.object({ id, number: z.string() })),
    replacedBy: z.object({ id, number: z.string() }).nullable(),
    corrections: z.array(correctionRow),
    siblings: z.array(z.object({ id, number: z.string(), payer: z.string() })),
    lines: z.array(
      z.object({
        lineNo: z.number(),
        cardId: id,
        matterId: id,
        matter: z.string(),
        kind: z.string(),
        workDate: z.string(),
        timekeeper: z.string(),
        narrative: z.string(),
        hours: z.string(),
        rate: z.string(),
        sharePpm: z.number(),
        wip: money,
        bill: money,
        printed: z.boolean(),
        taxCode: z.string(),
        /** net, left to credit */
        creditable: money,
      }),
    ),
    parts: z.array(amountWithSource),
    taxes: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        ratePpm: z.number(),
        base: money,
        tax: money,
        entityBase: money,
        entityTax: money,
      }),
    ),
    rate: z.object({ from: z.string(), to: z.string(), rate: z.string(), source: z.string() }).nullable(),
    snapshotHash: z.string(),
    files: z.array(documentLink),
    journal: z.array(
      z.object({
        journalId: id,
        kind: z.string(),
        account: z.string(),
        accountName: z.string(),
        amount: money,
        entityAmount: money,
        matter: z.string(),
        timekeeper: z.string(),
      }),
    ),
    dispatches: z.array(dispatchRow),
    /** documents and messages that failed for good and wait for another try */
    failures: z.array(failure),
  }),
});
