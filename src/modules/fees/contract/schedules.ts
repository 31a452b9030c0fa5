import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { country, currency, day, id, maybeWords, money, words } from '../../../platform/shapes.ts';
import { AMOUNT_FOR, CONFIDENCES } from '../book.ts';

/** Schedules of the offices: taken by version from a file, compared with what counted before, taken back. */

const COUNTED = ['claims', 'independentClaims', 'classes', 'sheets'] as const;
const key = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, { error: 'write a key such as us-utility-filing' });
const months = z.number().int().min(0).max(1200);

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
