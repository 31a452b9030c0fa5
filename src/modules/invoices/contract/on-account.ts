import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, maybeWords, minor, money, page, words, yes } from '../../../platform/shapes.ts';

/** What is billed before the work, and what later invoices take up of it. Amounts are before tax unless they say so. */

export const billOnAccount = command({
  noun: 'on-account',
  verb: 'bill',
  permission: 'bill',
  summary: 'Bill an amount on account of work to come, to the payers of a matter by their shares: one invoice each.',
  input: z.strictObject({
    /** whose payers, office and currency it has */
    matterId: id,
    /** later invoices of all the client’s matters may take it up, not only this one’s */
    wholeClient: z.boolean().default(false),
    /** before tax, in the matter’s currency */
    amount: minor,
    /** what the invoice says */
    words: words(500),
    invoiceDate: day,
    /** the clause of an engagement that agrees it */
    clauseLineId: id.optional(),
  }),
  output: z.object({ invoices: z.array(z.object({ id, number: z.string(), payer: z.string(), total: money })) }),
});

export const takeBackOnAccount = command({
  noun: 'on-account',
  verb: 'take-back',
  permission: 'correct invoices',
  summary:
    'Reverse an invoice on account that no invoice has taken anything up of: its cash becomes unapplied; if it was sent, a cancellation is issued.',
  input: z.strictObject({
    invoiceId: id,
    reason: words(300),
    /** reverse credit notes and write-offs that came after, too */
    alsoLater: z.boolean().default(false),
  }),
  output: z.object({
    id,
    number: z.string(),
    cancellation: z.object({ id, number: z.string() }).nullable(),
    toUnapplied: money,
  }),
});

/** How one stands beside a proforma, and what its bill takes up of it. */
const beside = z.object({
  onAccountId: id,
  number: z.string(),
  invoiceDate: day,
  payer: z.string(),
  words: z.string(),
  /** may be taken up now; on modified cash what was paid of it */
  available: money,
  chosen: z.boolean(),
  /** the amount chosen; null: all that fits */
  asked: money.nullable(),
  /** what the bill takes up as it stands, and the tax that goes with it */
  takes: money,
  tax: money,
});

const besideProforma = z.object({
  rows: z.array(beside),
  /** what each payer’s bill comes to with tax, and what is left to pay */
  payers: z.array(z.object({ payer: z.string(), total: money, less: money, due: money })),
  /** why what was chosen can’t be taken up any more */
  problem: z.string(),
});

export const onAccountBeside = query({
  noun: 'on-account',
  verb: 'beside',
  permission: 'see work',
  summary: 'What is on account for the matters of a proforma, and what its bill takes up of it.',
  input: z.strictObject({ proformaId: id }),
  output: besideProforma,
});

export const chooseOnAccount = command({
  noun: 'on-account',
  verb: 'choose',
  permission: 'edit proformas',
  summary: 'Choose what the bill of a proforma takes up of what is on account; replaces what was chosen before.',
  input: z.strictObject({
    proformaId: id,
    /** none: nothing is taken up */
    takes: z
      .array(
        z.strictObject({
          onAccountId: id,
          /** at most this; without it all that fits */
          amount: minor.optional(),
        }),
      )
      .max(100),
  }),
  output: besideProforma,
});

export const listOnAccount = query({
  noun: 'on-account',
  verb: 'list',
  permission: 'see work',
  summary: 'Invoices on account with what of each was paid and taken up, and what is left.',
  input: z.strictObject({
    words: maybeWords(),
    clientId: id.optional(),
    /** billed for it, or for all matters of its client */
    matterId: id.optional(),
    payerId: id.optional(),
    clauseLineId: id.optional(),
    /** also those of which nothing is left */
    all: yes,
    ...page,
  }),
  output: z.object({
    total: z.number(),
    billed: z.array(money),
    left: z.array(money),
    rows: z.array(
      z.object({
        id,
        number: z.string(),
        invoiceDate: day,
        clientId: id,
        client: z.string(),
        payerId: id,
        payer: z.string(),
        matterId: id,
        matter: z.string(),
        wholeClient: z.boolean(),
        words: z.string(),
        clause: z.string(),
        entity: z.string(),
        billed: money,
        /** credited, or taken back whole */
        credited: money,
        paid: money,
        applied: money,
        left: money,
        /** may be taken up now */
        available: money,
        /** still owed of the invoice itself, with tax */
        open: money,
        state: z.enum(['not paid', 'partly paid', 'paid', 'taken up', 'taken back']),
      }),
    ),
  }),
});

export const listRetainers = query({
  noun: 'on-account',
  verb: 'retainers',
  permission: 'see work',
  summary: 'Agreed retainers with what is on account of each, and what to bill next where it is below its floor.',
  input: z.strictObject({
    clientId: id.optional(),
    matterId: id.optional(),
    /** only those to be billed */
    low: yes,
    ...page,
  }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        clauseLineId: id,
        clause: z.string(),
        engagementId: id,
        engagement: z.string(),
        clientId: id,
        client: z.string(),
        matterId: id,
        matter: z.string(),
        wholeClient: z.boolean(),
        words: z.string(),
        agreed: money,
        /** evergreen: below this it is to be filled up again */
        floor: money.nullable(),
        left: money,
        /** up to the amount agreed; zero where nothing is due */
        propose: money,
      }),
    ),
  }),
});
