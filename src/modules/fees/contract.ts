import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { country, currency, day, id, maybeWords, money, words } from '../../platform/shapes.ts';
import { AMOUNT_FOR, type AmountFor, CONFIDENCES, ENTITY_STATUSES, type EntityStatus } from './book.ts';

export { AMOUNT_FOR, type AmountFor, ENTITY_STATUSES, type EntityStatus };

/** The official fee book: what offices ask, by version, and what a fee comes to on the day it is paid. */

const COUNTED = ['claims', 'independentClaims', 'classes', 'sheets'] as const;
const key = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, { error: 'write a key such as us-utility-filing' });
const months = z.number().int().min(0).max(1200);
const count = z.coerce.number().int().min(0).max(100_000).optional();
const quantity = z.coerce.number().int().min(1).max(10_000).optional();
const entity = z.enum(ENTITY_STATUSES).optional();

const counts = z.strictObject({
  of: z.enum(COUNTED),
  over: z.number().int().min(0),
  upTo: z.number().int().min(1).optional(),
  per: z.number().int().min(1).optional(),
});
const due = z.strictObject({
  from: z.enum(['registrationDate', 'applicationDate']),
  opensMonths: months,
  dueMonths: months,
  graceMonths: months,
  surcharge: key,
});

/** One version of an office's schedule, as a file. Amounts are decimal text in major units of the currency. */
export const scheduleFile = z.strictObject({
  schedule: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, { error: 'write a name such as us-patent' }),
  office: country,
  currency,
  label: words(200),
  from: day,
  to: day.nullable().default(null),
  authority: words(500),
  notes: z.array(words(2000)).max(50).default([]),
  gaps: z.array(words(2000)).max(50).default([]),
  items: z
    .array(
      z.strictObject({
        key,
        name: words(300),
        code: maybeWords(60),
        provision: maybeWords(60),
        amounts: z.partialRecord(z.enum(AMOUNT_FOR), words(20)),
        confidence: z.enum(CONFIDENCES),
        sources: z.array(words(500)).min(1).max(20),
        counts: counts.optional(),
        window: due.optional(),
        aliases: z.array(words(100)).max(20).default([]),
      }),
    )
    .min(1)
    .max(5000),
});

const amounts = z.partialRecord(z.enum(AMOUNT_FOR), money);
const versionShape = z.object({
  id,
  schedule: z.string(),
  office: z.string(),
  currency,
  label: z.string(),
  from: day,
  to: day.nullable(),
  authority: z.string(),
  notes: z.array(z.string()),
  gaps: z.array(z.string()),
  items: z.number(),
  unsure: z.number(),
});

export const listSchedules = query({
  noun: 'fees',
  verb: 'schedules',
  permission: 'see work',
  summary: 'Versions of official fee schedules that count, and those that come with Engross and aren’t taken yet.',
  input: z.strictObject({}),
  output: z.object({
    taken: z.array(versionShape.extend({ recordedAt: z.string(), who: z.string() })),
    shipped: z.array(versionShape.omit({ id: true }).extend({ name: z.string() })),
  }),
});

export const takeSchedule = command({
  noun: 'fees',
  verb: 'take',
  permission: 'keep docket',
  summary:
    'Take a version of an official fee schedule: one that comes with Engross, or a file. Rehearse it to see the differences first.',
  input: z.strictObject({
    source: z.union([
      z.strictObject({ shipped: words(100) }),
      z.strictObject({ json: z.string().max(4_000_000) }),
      /** a table with columns key, name, any or large, small, micro, and code, provision, confidence, source, alias */
      z.strictObject({
        table: z.union([z.strictObject({ base64: z.base64() }), z.strictObject({ text: z.string() })]),
        head: scheduleFile.omit({ items: true }),
      }),
    ]),
  }),
  output: z.object({
    versionId: id,
    label: z.string(),
    from: day,
    to: day.nullable(),
    items: z.number(),
    unchanged: z.boolean(),
    /** the version whose end was set to the day before */
    ended: z.string().nullable(),
    differences: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        what: z.enum(['added', 'changed', 'removed']),
        entityStatus: z.enum(AMOUNT_FOR),
        before: money.nullable(),
        after: money.nullable(),
      }),
    ),
    /** the firm's own amounts, which go on counting */
    own: z.number(),
  }),
});

export const takeBackSchedule = command({
  noun: 'fees',
  verb: 'take-back',
  permission: 'keep docket',
  summary: 'Take a version back: what it cut short counts again. Cards made from it keep their explanation.',
  input: z.strictObject({ versionId: id, reason: words(300) }),
  output: z.object({ versionId: id, cards: z.number() }),
});

const feeRow = z.object({
  key: z.string(),
  name: z.string(),
  ownText: z.string(),
  office: z.string(),
  schedule: z.string(),
  code: z.string(),
  provision: z.string(),
  currency,
  amounts,
  own: z.array(
    z.object({
      id,
      entityStatus: z.enum(AMOUNT_FOR),
      amount: money,
      from: day,
      to: day.nullable(),
      reason: z.string(),
    }),
  ),
  confidence: z.enum(CONFIDENCES),
  checked: z.string().nullable(),
  sure: z.boolean(),
  sources: z.array(z.string()),
  counts: z.string(),
  version: z.string(),
  from: day,
  to: day.nullable(),
});

export const listFees = query({
  noun: 'fees',
  verb: 'list',
  permission: 'see work',
  summary: 'Official fees that count on a day: amounts by entity status, source, how sure.',
  input: z.strictObject({ office: country.optional(), on: day.optional(), words: maybeWords(100) }),
  output: z.object({ on: day, rows: z.array(feeRow) }),
});

export const showFee = query({
  noun: 'fees',
  verb: 'show',
  permission: 'see work',
  summary: 'One item of the fee book through all its versions, with the firm’s own words and amounts.',
  input: z.strictObject({ item: words(100), office: country.optional() }),
  output: z.object({
    id,
    key: z.string(),
    name: z.string(),
    office: z.string(),
    ownText: z.string(),
    expenseCode: z.string(),
    version: z.number(),
    aliases: z.array(z.object({ alias: z.string(), own: z.boolean() })),
    history: z.array(feeRow.extend({ versionId: id })),
  }),
});

const quoted = z.object({
  key: z.string(),
  name: z.string(),
  /** whose amount it is: of the entity asked for, or of any */
  entityStatus: z.enum(AMOUNT_FOR),
  unit: money,
  quantity: z.number(),
  amount: money,
  sure: z.boolean(),
  own: z.boolean(),
  confidence: z.enum(CONFIDENCES),
  version: z.object({ id, label: z.string(), from: day, to: day.nullable() }),
  explanation: z.array(z.string()),
});

const caseInput = { entity, quantity, claims: count, independentClaims: count, classes: count, sheets: count };

export const quoteFee = query({
  noun: 'fees',
  verb: 'quote',
  permission: 'see work',
  summary:
    'What an item costs on the day it is paid: amount, version, explanation, how sure. A surcharge due is a line of its own.',
  input: z.strictObject({
    office: country.optional(),
    /** key, the office's code, or another word for it */
    item: words(100),
    on: day,
    registrationDate: day.optional(),
    applicationDate: day.optional(),
    ...caseInput,
  }),
  output: z.object({
    on: day,
    amount: money,
    version: z.string(),
    confidence: z.enum(CONFIDENCES),
    sure: z.boolean(),
    explanation: z.array(z.string()),
    lines: z.array(quoted),
  }),
});

export const calculateFees = query({
  noun: 'fees',
  verb: 'calculate',
  permission: 'see work',
  summary:
    'What some items come to for a matter on a day, counted from its case facts, in the office’s and the matter’s currency.',
  input: z.strictObject({
    matterId: id,
    /** keys, separated by commas */
    items: words(500),
    on: day,
    ...caseInput,
  }),
  output: z.object({
    on: day,
    lines: z.array(quoted),
    total: z.array(money),
    inMatterCurrency: money.nullable(),
    exchange: z.string(),
    sure: z.boolean(),
    sentence: z.string(),
  }),
});

export const feeOfCard = query({
  noun: 'fees',
  verb: 'why',
  permission: 'see work',
  summary:
    'How the amount of a card of an official fee was reached; null where the card wasn’t made from the fee book.',
  input: z.strictObject({ cardId: id }),
  output: z.object({
    fee: z
      .object({
        key: z.string(),
        name: z.string(),
        office: z.string(),
        paidOn: day,
        amount: money,
        explanation: z.array(z.string()),
      })
      .nullable(),
  }),
});

export const recordFees = command({
  noun: 'fees',
  verb: 'record',
  permission: 'record work',
  summary: 'Record official fees paid for a matter as hard disbursements, each with how its amount was reached.',
  input: z.strictObject({
    matterId: id,
    paidOn: day,
    entity,
    items: z
      .array(z.strictObject({ item: words(100), quantity, sheets: count }))
      .min(1)
      .max(50),
  }),
  output: z.object({
    cards: z.array(z.object({ id, number: z.string(), key: z.string(), amount: money })),
    sentence: z.string(),
  }),
});

export const checkFee = command({
  noun: 'fees',
  verb: 'check',
  permission: 'keep docket',
  summary: 'Say that an unsure amount was compared with the office’s own list, or take that back.',
  input: z.strictObject({ item: words(100), on: day, note: words(300), withdraw: z.boolean().default(false) }),
  output: z.object({ key: z.string(), version: z.string(), checked: z.boolean() }),
});

export const setOwnFee = command({
  noun: 'fees',
  verb: 'set-own',
  permission: 'keep docket',
  summary:
    'Set the firm’s own amount of an item from a day on; it counts before the published one. Without an amount it ends.',
  input: z.strictObject({
    item: words(100),
    entityStatus: z.enum(AMOUNT_FOR).default('any'),
    amount: money.nullable(),
    from: day,
    reason: words(300),
  }),
  output: z.object({ key: z.string(), sentence: z.string() }),
});

export const saveFee = command({
  noun: 'fees',
  verb: 'save',
  permission: 'keep docket',
  summary: 'Change the firm’s own words, expense code and other names of an item; new versions leave them alone.',
  input: z.strictObject({
    item: words(100),
    version: z.number().int(),
    ownText: maybeWords(300),
    expenseCode: maybeWords(20),
    aliases: z.array(words(100)).max(20).default([]),
  }),
  output: z.object({ key: z.string() }),
});
