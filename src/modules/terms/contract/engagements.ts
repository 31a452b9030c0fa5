import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { currency, day, id, maybeWords, minor, money, ppm, ratePerHour, words } from '../../../platform/shapes.ts';

/** Engagements: what was agreed with a client, clause by clause, each dated, executed and cited. */

export const CLAUSE_KINDS = [
  'blended',
  'fixed',
  'subscription',
  'discount',
  'volume',
  'minimum',
  'collar',
  'cap',
  'holdback',
  'success',
  'retainer',
  'other',
] as const;
export const ON = ['fees', 'fees-and-charges', 'all'] as const;
export const OVER = ['life', 'calendar-year', 'engagement-year'] as const;

const percent = ppm.min(1, { error: 'write a percentage above 0' }).max(1_000_000, { error: 'at most 100 %' });

const feesOn = z.enum(['fees', 'fees-and-charges']);
/** task codes of a phase; none: all fees */
const taskCodes = z.array(words(20)).max(50).default([]);
/** billed before it was kept here, on the one matter of the engagement */
const alreadyBilled = minor.default('0');

export const clauseTerms = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('blended'), currency, ratePerHour }),
  z.strictObject({
    kind: z.literal('fixed'),
    /** of each matter that it governs */
    amount: money,
    taskCodes,
    billed: z.enum(['at-once', 'as-worked']),
    already: alreadyBilled,
  }),
  z.strictObject({
    kind: z.literal('subscription'),
    /** of each period, charged in advance */
    amount: money,
    every: z.enum(['month', 'quarter', 'year']),
    /** on which it is charged */
    matterId: id,
    /** what the invoice says, before the days of the period */
    narrative: words(200),
    taskCodes,
  }),
  z.strictObject({
    kind: z.literal('minimum'),
    amount: money,
    on: feesOn,
    over: z.enum(['bill', 'life']),
    already: alreadyBilled,
  }),
  z.strictObject({
    kind: z.literal('collar'),
    /** what each matter is expected to come to */
    amount: money,
    /** how far it may differ either way */
    bandPpm: percent,
    on: feesOn,
    already: alreadyBilled,
  }),
  z.strictObject({
    kind: z.literal('success'),
    currency,
    percentPpm: percent.nullable().default(null),
    amount: minor.nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('retainer'),
    /** billed on account, before tax */
    amount: money,
    /** evergreen: below this it is billed up to the amount again; none: it is not */
    floor: minor.nullable().default(null),
    /** whose payers it is billed to */
    matterId: id,
    /** the work of all the client’s matters takes it up */
    wholeClient: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('discount'), percentPpm: percent, on: feesOn }),
  /** billed later, when it is released */
  z.strictObject({ kind: z.literal('holdback'), percentPpm: percent, on: feesOn }),
  z.strictObject({
    kind: z.literal('volume'),
    currency,
    over: z.enum(['calendar-year', 'engagement-year']),
    /** rising; each percentage on the part of the year's fees that lies above its amount and below the next */
    tiers: z
      .array(z.strictObject({ above: minor, percentPpm: ppm.min(0).max(1_000_000) }))
      .min(1)
      .max(20),
    /** billed in the first year before it was kept here */
    already: minor.default('0'),
  }),
  z.strictObject({
    kind: z.literal('cap'),
    amount: money,
    hard: z.boolean(),
    on: z.enum(ON),
    per: z.enum(['matter', 'engagement']),
    over: z.enum(OVER),
    already: alreadyBilled,
  }),
  z.strictObject({ kind: z.literal('other') }),
]);

const clauseFields = { number: words(20), words: words(4000), terms: clauseTerms };

const version = z.object({
  id,
  lineId: id,
  ...clauseFields,
  /** the terms in plain words */
  said: z.string(),
  from: day,
  to: day.nullable(),
  reason: z.string(),
  endedReason: z.string(),
  withdrawn: z.string().nullable(),
  recordedBy: z.string(),
  recordedAt: z.string(),
});

/** How far a price, a year's volume, a minimum, a collar or a cap is used. */
const use = z.object({
  clauseId: id,
  number: z.string(),
  engagementId: id,
  engagement: z.string(),
  kind: z.enum(['fixed', 'volume', 'minimum', 'collar', 'cap']),
  said: z.string(),
  hard: z.boolean(),
  /** the matter, where each matter is looked at by itself */
  matter: z.string().nullable(),
  from: day.nullable(),
  to: day.nullable(),
  limit: money,
  used: money,
  left: money,
});

export const engagementRow = z.object({
  id,
  clientId: id,
  client: z.string(),
  title: z.string(),
  parties: z.string(),
  signedOn: day.nullable(),
  from: day,
  to: day.nullable(),
  endedReason: z.string(),
  matters: z.array(z.object({ id, number: z.string(), name: z.string() })),
  clauses: z.number(),
  said: z.array(z.string()),
});

export const listEngagements = query({
  noun: 'engagements',
  verb: 'list',
  permission: 'see work',
  summary: 'Engagements with what of them counts today.',
  input: z.strictObject({ clientId: id.optional(), words: maybeWords(100) }),
  output: z.object({ rows: z.array(engagementRow) }),
});

export const showEngagement = query({
  noun: 'engagements',
  verb: 'show',
  permission: 'see work',
  summary: 'One engagement with its clauses, their versions and how far prices and caps are used.',
  input: z.strictObject({ id }),
  output: engagementRow.extend({
    lines: z.array(z.object({ lineId: id, current: version.nullable(), versions: z.array(version) })),
    uses: z.array(use),
    documents: z.array(z.object({ id, fileName: z.string(), recordedAt: z.string() })),
  }),
});

export const termsInForce = query({
  noun: 'engagements',
  verb: 'in-force',
  permission: 'see work',
  summary:
    'What counts for a matter on a day: the clauses that won, those that lost and why, and how far prices and caps are used.',
  input: z.strictObject({ matterId: id, on: day.optional() }),
  output: z.object({
    on: day,
    clauses: z.array(
      version.pick({ id: true, number: true, words: true, said: true, from: true, to: true }).extend({
        engagementId: id,
        engagement: z.string(),
        kind: z.enum(CLAUSE_KINDS),
      }),
    ),
    lost: z.array(
      z.object({ number: z.string(), engagementId: id, engagement: z.string(), said: z.string(), because: z.string() }),
    ),
    uses: z.array(use),
  }),
});

export const addEngagement = command({
  noun: 'engagements',
  verb: 'add',
  permission: 'set up matters',
  summary: 'Keep what was agreed with a client, for some matters or for all of them.',
  input: z.strictObject({
    clientId: id,
    title: words(120),
    parties: maybeWords(500),
    signedOn: day.nullable().default(null),
    from: day,
    /** none: all of the client's matters */
    matterIds: z.array(id).max(500).default([]),
  }),
  output: z.object({ id }),
});

export const endEngagement = command({
  noun: 'engagements',
  verb: 'end',
  permission: 'set up matters',
  summary: 'End an engagement and its clauses from a day on; what counted before stays on record.',
  input: z.strictObject({ id, from: day, reason: words(300) }),
  output: z.object({ clauses: z.number() }),
});

export const setClause = command({
  noun: 'engagements',
  verb: 'set-clause',
  permission: 'set up matters',
  summary: 'Add a clause from a day on, or amend one (give its line): the version before ends the day before.',
  input: z.strictObject({
    engagementId: id,
    lineId: id.optional(),
    from: day,
    ...clauseFields,
    reason: maybeWords(300),
  }),
  output: z.object({ id, lineId: id, said: z.string() }),
});

export const endClause = command({
  noun: 'engagements',
  verb: 'end-clause',
  permission: 'set up matters',
  summary: 'End a clause from a day on.',
  input: z.strictObject({ lineId: id, from: day, reason: words(300) }),
  output: z.object({ lineId: id }),
});

export const withdrawClause = command({
  noun: 'engagements',
  verb: 'withdraw-clause',
  permission: 'set up matters',
  summary: 'Take back what was done last to a clause: its end, or its latest version; the one before then counts on.',
  input: z.strictObject({ lineId: id, reason: words(300) }),
  output: z.object({ lineId: id }),
});

/** base64 of ten megabytes */
const BASE64_MAX = 14_000_000;

export const attachLetter = command({
  noun: 'engagements',
  verb: 'attach',
  permission: 'set up matters',
  summary: 'Attach the signed letter or another document. At most 10 MB.',
  input: z.strictObject({
    engagementId: id,
    fileName: words(200),
    base64: z.base64().min(4).max(BASE64_MAX, { error: 'at most 10 MB are taken' }),
  }),
  output: z.object({ id }),
});
