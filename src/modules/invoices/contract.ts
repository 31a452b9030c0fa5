import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { day, id, maybeWords, money, page } from '../../platform/shapes.ts';

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
    invoices: z.array(z.object({ id, number: z.string(), proformaId: id, payer: z.string(), total: money })),
  }),
});

const invoiceRow = z.object({
  id,
  number: z.string(),
  invoiceDate: day,
  dueDate: day,
  clientId: id,
  client: z.string(),
  payer: z.string(),
  matterId: id,
  matter: z.string(),
  entity: z.string(),
  net: money,
  tax: money,
  total: money,
  open: money,
  documents: z.enum(['ready', 'being made', 'failed']),
  dispatched: z.string().nullable(),
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

const amountWithSource = z.object({ label: z.string(), amount: money });

export const showInvoice = query({
  noun: 'invoices',
  verb: 'show',
  permission: 'see work',
  summary: 'One invoice: its lines, tax, documents, journal, dispatches.',
  input: z.strictObject({ id }),
  output: invoiceRow.extend({
    proforma: z.object({ id, number: z.string() }),
    siblings: z.array(z.object({ id, number: z.string(), payer: z.string() })),
    lines: z.array(
      z.object({
        lineNo: z.number(),
        cardId: id,
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
      }),
    ),
    parts: z.array(amountWithSource),
    taxes: z.array(
      z.object({
        code: z.string(),
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
    dispatches: z.array(
      z.object({
        id,
        channel: z.string(),
        recipients: z.array(z.string()),
        state: z.string(),
        recordedAt: z.string(),
        messageId: z.string().nullable(),
        outboxId: id.nullable(),
      }),
    ),
  }),
});
