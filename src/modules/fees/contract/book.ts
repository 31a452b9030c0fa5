import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { country, currency, day, id, maybeWords, money, words } from '../../../platform/shapes.ts';
import { AMOUNT_FOR, type AmountFor, CONFIDENCES, ENTITY_STATUSES, type EntityStatus } from '../book.ts';

/** The official fee book: what offices ask, by version, the firm’s own amounts and words, and who compared what. */

export { AMOUNT_FOR, type AmountFor, ENTITY_STATUSES, type EntityStatus };

const amounts = z.partialRecord(z.enum(AMOUNT_FOR), money);

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
