import { z } from 'zod';
import { query } from '../../kernel/endpoint.ts';
import { day, id, knownAt, money, nothing, page, words } from '../../platform/shapes.ts';
import { ACCOUNTS } from './accounts.ts';

export const listJournals = query({
  noun: 'journals',
  verb: 'list',
  permission: 'see money',
  summary: 'Journals, newest first.',
  input: z.strictObject({
    invoiceId: id.optional(),
    cardId: id.optional(),
    account: z.string().optional(),
    entityId: id.optional(),
    from: day.optional(),
    to: day.optional(),
    knownAt,
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
        entityId: id,
        account: z.string(),
        name: z.string(),
        kind: z.string(),
        balance: money,
        entityBalance: money,
      }),
    ),
  }),
});

/** The account under which a trial balance shows the results of earlier years. */
export const RETAINED = ACCOUNTS.retained;

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
    'The balance of each account as of a day, debit or credit, in entity currency or per transaction currency; both columns sum to the same. Income and expense are of the financial year, earlier years stand under retained earnings.',
  input: z.strictObject({
    entityId: id.optional(),
    asOf: day.optional(),
    knownAt,
    per: z.enum(['entity', 'transaction']).default('entity'),
  }),
  output: z.object({
    asOf: day,
    /** the first day of each entity’s financial year */
    years: z.array(z.object({ entity: z.string(), entityId: id, from: day })),
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
