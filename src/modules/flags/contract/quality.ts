import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, maybeWords, money, page, ppm, yes } from '../../../platform/shapes.ts';

export const setSamplePolicy = command({
  noun: 'samples',
  verb: 'set',
  permission: 'set flag rules',
  summary:
    'Which proformas a second pair of eyes checks before they are billed: a share, and all that certain rules raise.',
  input: z.strictObject({
    sharePpm: ppm.min(0).max(1_000_000),
    codes: z.array(z.string().max(60)).max(100).default([]),
  }),
  output: z.object({ sentence: z.string() }),
});

export const listSamples = query({
  noun: 'samples',
  verb: 'list',
  permission: 'see work',
  summary: 'Proformas picked for a second look, and the policy.',
  input: z.strictObject({ waiting: yes, ...page }),
  output: z.object({
    policy: z.object({ sharePpm: ppm, codes: z.array(z.string()) }),
    rows: z.array(
      z.object({
        proformaId: id,
        number: z.string(),
        state: z.string(),
        client: z.string(),
        matter: z.string(),
        why: z.string(),
        pickedAt: z.string(),
        outcome: z.enum(['waiting', 'passed', 'returned']),
        checker: z.string(),
        note: z.string(),
      }),
    ),
  }),
});

export const checkSample = command({
  noun: 'samples',
  verb: 'check',
  permission: 'check quality',
  summary: 'Pass or return a proforma that was picked. Not by whoever edited or submitted it.',
  input: z.strictObject({ proformaId: id, outcome: z.enum(['passed', 'returned']), note: maybeWords(1000) }),
  output: z.object({ sentence: z.string() }),
});

/** What a reader of an invoice looks at. */
export const CHECKLIST = [
  'The payer, the address and the references are right',
  'The narratives can be read by the client',
  'The rates are those agreed',
  'The disbursements have their receipts',
  'The discount and the tax are right',
  'The total is what the client expects',
] as const;

export const listAudits = query({
  noun: 'invoice-audits',
  verb: 'list',
  permission: 'see work',
  summary: 'Invoices added up once more, and those that a person reads.',
  input: z.strictObject({ unread: yes, different: yes, ...page }),
  output: z.object({
    footed: z.number(),
    different: z.number(),
    unread: z.number(),
    unfooted: z.number(),
    checklist: z.array(z.string()),
    rows: z.array(
      z.object({
        invoiceId: id,
        number: z.string(),
        client: z.string(),
        invoiceDate: day,
        total: money,
        differences: z.array(z.string()),
        sampled: z.boolean(),
        outcome: z.enum(['clean', 'minor', 'wrong']).nullable(),
        reader: z.string(),
        note: z.string(),
        readAt: z.string().nullable(),
      }),
    ),
  }),
});

export const readInvoice = command({
  noun: 'invoice-audits',
  verb: 'read',
  permission: 'check quality',
  summary: 'Say what reading an invoice with the checklist found.',
  input: z.strictObject({
    invoiceId: id,
    /** one answer per line of the checklist */
    checklist: z.array(z.boolean()).length(CHECKLIST.length),
    outcome: z.enum(['clean', 'minor', 'wrong']),
    note: maybeWords(1000),
  }),
  output: z.object({ sentence: z.string() }),
});

export const showDigest = query({
  noun: 'flags',
  verb: 'digest',
  permission: 'see work',
  summary: 'What was raised, mended, waived and escaped between two days, and where the risk lies now.',
  input: z.strictObject({ from: day.optional(), to: day.optional() }),
  output: z.object({
    from: day,
    to: day,
    raised: z.number(),
    mended: z.number(),
    waived: z.number(),
    escaped: z.number(),
    open: z.object({ block: z.number(), fix: z.number(), warn: z.number() }),
    atStake: z.array(money),
    rules: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        raised: z.number(),
        mended: z.number(),
        waived: z.number(),
        escaped: z.number(),
        open: z.number(),
      }),
    ),
    waivers: z.array(
      z.object({
        sentence: z.string(),
        reason: z.string(),
        who: z.string(),
        proformaId: id,
        number: z.string(),
        recordedAt: z.string(),
      }),
    ),
    setUp: z.array(
      z.object({
        matterId: id,
        matter: z.string(),
        name: z.string(),
        client: z.string(),
        owner: z.string(),
        openedOn: day,
        missing: z.array(z.string()),
        hrefs: z.array(z.string()),
      }),
    ),
    /** when the digest goes out to the billing managers, Monday = 1; null: it doesn't */
    weekday: z.number().nullable(),
  }),
});

export const setDigest = command({
  noun: 'flags',
  verb: 'set-digest',
  permission: 'set flag rules',
  summary: 'On which day of the week the digest is mailed to the billing managers, Monday = 1; null for not at all.',
  input: z.strictObject({ weekday: z.int().min(1).max(7).nullable() }),
  output: z.object({ sentence: z.string() }),
});
