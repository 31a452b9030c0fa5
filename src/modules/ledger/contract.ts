import { z } from 'zod';
import { query } from '../../kernel/endpoint.ts';
import { day, id, money, nothing, page, words } from '../../platform/shapes.ts';

export const listJournals = query({
  noun: 'journals',
  verb: 'list',
  permission: 'see money',
  summary: 'Journals, newest first.',
  input: z.strictObject({
    invoiceId: id.optional(),
    cardId: id.optional(),
    account: z.string().optional(),
    from: day.optional(),
    to: day.optional(),
    ...page,
  }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        kind: z.string(),
        entity: z.string(),
        on: day,
        recordedAt: z.string(),
        memo: z.string(),
        lines: z.number(),
        entityDebits: money,
      }),
    ),
  }),
});

export const showJournal = query({
  noun: 'journals',
  verb: 'show',
  permission: 'see money',
  summary: 'One journal with its lines.',
  input: z.strictObject({ id }),
  output: z.object({
    id,
    kind: z.string(),
    entity: z.string(),
    on: day,
    recordedAt: z.string(),
    who: z.string(),
    memo: z.string(),
    lines: z.array(
      z.object({
        lineNo: z.number(),
        account: z.string(),
        accountName: z.string(),
        amount: money,
        entityAmount: money,
        matter: z.string(),
        timekeeper: z.string(),
        cardId: id.nullable(),
        invoiceId: id.nullable(),
      }),
    ),
  }),
});

export const showBalances = query({
  noun: 'ledger',
  verb: 'balances',
  permission: 'see money',
  summary: 'The balance of each account, per entity and currency.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        entity: z.string(),
        account: z.string(),
        name: z.string(),
        kind: z.string(),
        balance: money,
        entityBalance: money,
      }),
    ),
  }),
});

export const EXPORT_FORMATS = ['csv', 'iif', 'hledger'] as const;

export const exportLedger = query({
  noun: 'ledger',
  verb: 'export',
  permission: 'see money',
  summary: 'The journals of an entity over a span of days as a file: CSV, IIF for QuickBooks, or an hledger journal.',
  input: z.strictObject({ entity: words(20), from: day, to: day, format: z.enum(EXPORT_FORMATS).default('csv') }),
  output: z.object({ fileName: z.string(), mediaType: z.string(), journals: z.number(), text: z.string() }),
});

export const trialBalance = query({
  noun: 'ledger',
  verb: 'trial-balance',
  permission: 'see money',
  summary:
    'The balance of each account as of a day, debit or credit, in entity currency or per transaction currency; both columns sum to the same.',
  input: z.strictObject({
    entityId: id.optional(),
    asOf: day.optional(),
    knownAt: z.iso.datetime({ offset: true, error: 'write an instant such as 2026-03-31T18:00:00Z' }).optional(),
    per: z.enum(['entity', 'transaction']).default('entity'),
  }),
  output: z.object({
    asOf: day,
    rows: z.array(
      z.object({
        entity: z.string(),
        entityId: id,
        account: z.string(),
        name: z.string(),
        kind: z.string(),
        debit: money,
        credit: money,
        entityDebit: money,
        entityCredit: money,
      }),
    ),
    /** per entity and currency of the columns */
    totals: z.array(z.object({ entity: z.string(), debit: money, credit: money, balanced: z.boolean() })),
  }),
});
