import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { country, day, id, money, words } from '../../../platform/shapes.ts';
import { AMOUNT_FOR, CONFIDENCES, ENTITY_STATUSES } from '../book.ts';

/** What a fee comes to on the day it is paid, why, and its card. */

const count = z.coerce.number().int().min(0).max(100_000).optional();
const entity = z.enum(ENTITY_STATUSES).optional();
const quantity = z.coerce.number().int().min(1).max(10_000).optional();

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
