import { z } from 'zod';
import { query } from '../../../kernel/endpoint.ts';
import { currency, day, id, inBuckets, knownAt, money, page } from '../../../platform/shapes.ts';

export const RECEIVABLE_BUCKETS = ['not due', '1-30', '31-60', '61-90', '91-120', '>120'] as const;
export const AGEING_BY = ['client', 'payer', 'billing timekeeper', 'matter'] as const;

const aged = {
  asOf: day.optional(),
  knownAt,
  basis: z.enum(['due', 'invoice']).default('due'),
  entityId: id.optional(),
  clientId: id.optional(),
  payerId: id.optional(),
  billingTimekeeperId: id.optional(),
  /** what is owed for this matter; of an invoice of several matters its part */
  matterId: id.optional(),
};

export const showAgeing = query({
  noun: 'ageing',
  verb: 'show',
  permission: 'see money',
  summary:
    'Receivables by age, as of any day and, with knownAt, as they were known at an instant; what is disputed stands apart.',
  input: z.strictObject({ ...aged, by: z.enum(AGEING_BY).default('client') }),
  output: z.object({
    asOf: day,
    knownAt: z.string().nullable(),
    rows: z.array(
      z.object({
        /** null: what was brought over without a matter */
        groupId: id.nullable(),
        group: z.string(),
        entity: z.string(),
        entityId: id,
        open: money,
        buckets: inBuckets(RECEIVABLE_BUCKETS, 'open'),
        disputed: money,
        entityOpen: money,
        invoices: z.number(),
        oldestDays: z.number(),
      }),
    ),
    totals: z.array(
      z.object({ currency, open: money, buckets: z.array(z.string()), disputed: money, invoices: z.number() }),
    ),
    entities: z.array(z.object({ entity: z.string(), open: money })),
  }),
});

export const listAged = query({
  noun: 'ageing',
  verb: 'list',
  permission: 'see money',
  summary: 'The invoices behind the receivables ageing, oldest first.',
  input: z.strictObject({
    ...aged,
    currency: currency.optional(),
    bucket: z.enum(RECEIVABLE_BUCKETS).optional(),
    ...page,
  }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        invoiceId: id.nullable(),
        number: z.string(),
        entity: z.string(),
        client: z.string(),
        clientId: id,
        payer: z.string(),
        payerId: id,
        invoiceDate: day,
        dueDate: day,
        days: z.number(),
        bucket: z.enum(RECEIVABLE_BUCKETS),
        amount: money,
        open: money,
        disputed: money,
      }),
    ),
  }),
});

const span = { from: day, to: day, entityId: id.optional() };
const knownSpan = { ...span, knownAt };

const roll = <Steps extends readonly string[]>(steps: Steps) =>
  z.object({
    from: day,
    to: day,
    rows: z.array(
      z.object({
        entity: z.string(),
        entityId: id,
        /** in the currencies of the work, or in the entity's own */
        measure: z.enum(['transaction', 'entity']),
        opening: money,
        ...(Object.fromEntries(steps.map((s) => [s, money])) as Record<Steps[number], typeof money>),
        closing: money,
        /** the account that carries it on the entity's basis */
        account: z.string(),
        control: money,
        difference: money,
        tied: z.boolean(),
      }),
    ),
  });

export const WIP_STEPS = [
  'posted',
  'reRated',
  'transferred',
  'revalued',
  'relieved',
  'restored',
  'purged',
  'takenBack',
] as const;
export const RECEIVABLE_STEPS = [
  'invoiced',
  'openingBalances',
  'received',
  'differences',
  'onAccount',
  'credited',
  'writtenOff',
  'unbilled',
  'reversed',
] as const;

export const rollWip = query({
  noun: 'roll-forward',
  verb: 'wip',
  permission: 'see money',
  summary: 'WIP at the beginning, what changed it, and at the end of a span, tied to the control account.',
  input: z.strictObject(knownSpan),
  output: roll(WIP_STEPS),
});

export const rollReceivables = query({
  noun: 'roll-forward',
  verb: 'receivables',
  permission: 'see money',
  summary: 'Receivables at the beginning, what changed them, and at the end of a span, tied to the control account.',
  input: z.strictObject(knownSpan),
  output: roll(RECEIVABLE_STEPS),
});

export const DOCUMENT_KINDS = [
  'invoice',
  'credit-note',
  'cancellation',
  'reversal',
  'credit-note-reversal',
  'cancellation-reversal',
] as const;

const registerTax = z.object({
  entity: z.string(),
  taxCode: z.string(),
  taxName: z.string(),
  rate: z.string(),
  documents: z.number(),
  base: money,
  tax: money,
  entityBase: money,
  entityTax: money,
});

export const billingRegister = query({
  noun: 'billing-register',
  verb: 'list',
  permission: 'see money',
  summary: 'Every document issued in a span, what takes off below zero, with totals per tax.',
  input: z.strictObject({ ...knownSpan, ...page }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        kind: z.enum(DOCUMENT_KINDS),
        number: z.string(),
        invoiceId: id.nullable(),
        date: day,
        entity: z.string(),
        client: z.string(),
        clientId: id,
        payer: z.string(),
        matter: z.string(),
        fees: money,
        disbursements: money,
        charges: money,
        /** billed before the work; what later invoices take up of it is under taxes only */
        onAccount: money,
        taxCode: z.string(),
        tax: money,
        total: money,
        entityTotal: money,
      }),
    ),
    taxes: z.array(registerTax),
  }),
});

export const billingRegisterTaxes = query({
  noun: 'billing-register',
  verb: 'taxes',
  permission: 'see money',
  summary: 'Tax per code and rate of the documents issued in a span, as they say it.',
  input: z.strictObject(knownSpan),
  output: z.object({ rows: z.array(registerTax) }),
});

export const LADDER_BY = ['matter', 'timekeeper', 'card'] as const;

export const showLadder = query({
  noun: 'ladder',
  verb: 'show',
  permission: 'see money',
  summary:
    'Fees on the invoices of a span from standard over work and billed to collected, and where the rest went; a cohort: money counts whenever it came, until asOf. Standard and work are what the cards carry now.',
  input: z.strictObject({
    ...knownSpan,
    asOf: day.optional(),
    by: z.enum(LADDER_BY).default('matter'),
    matterId: id.optional(),
    timekeeperId: id.optional(),
    currency: currency.optional(),
  }),
  output: z.object({
    from: day,
    to: day,
    asOf: day,
    rows: z.array(
      z.object({
        groupId: id,
        group: z.string(),
        name: z.string(),
        hours: z.string(),
        standard: money,
        work: money,
        billed: money,
        collected: money,
        credited: money,
        writtenOff: money,
        open: money,
        rateRealisation: z.string(),
        billingRealisation: z.string(),
        collectionRealisation: z.string(),
        overallRealisation: z.string(),
      }),
    ),
    totals: z.array(
      z.object({
        standard: money,
        work: money,
        billed: money,
        collected: money,
        credited: money,
        writtenOff: money,
        open: money,
        rateRealisation: z.string(),
        billingRealisation: z.string(),
        collectionRealisation: z.string(),
        overallRealisation: z.string(),
      }),
    ),
  }),
});

export const showStatement = query({
  noun: 'statement',
  verb: 'show',
  permission: 'see money',
  summary: 'What a payer owed, what changed it in a span, and what is open at its end.',
  input: z.strictObject({ payerId: id, entityId: id, from: day, to: day, knownAt }),
  output: z.object({
    payer: z.string(),
    entity: z.string(),
    from: day,
    to: day,
    currencies: z.array(
      z.object({
        currency,
        opening: money,
        rows: z.array(
          z.object({
            on: day,
            what: z.string(),
            invoiceId: id.nullable(),
            number: z.string(),
            amount: money,
            balance: money,
          }),
        ),
        closing: money,
        open: z.array(
          z.object({
            invoiceId: id.nullable(),
            number: z.string(),
            invoiceDate: day,
            dueDate: day,
            amount: money,
            open: money,
            daysOverdue: z.number(),
          }),
        ),
        openTotal: money,
        unapplied: money,
      }),
    ),
  }),
});
