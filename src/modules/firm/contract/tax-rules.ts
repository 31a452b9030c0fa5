import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { country, day, id, maybeWords, ppm, words } from '../../../platform/shapes.ts';
import { LINE_KINDS, PAYER_KINDS } from '../tax-rule.ts';

export { LINE_KINDS, PAYER_KINDS };

/** Which tax code applies to which lines of which payers, from which day on, by which law. */

const scope = {
  name: words(120),
  /** of which lines it speaks; null: all. As agent: paid to third parties in the payer's name, outside tax */
  lineKind: z.enum(LINE_KINDS).nullable().default(null),
  expenseCodes: z.array(words(20)).min(1).max(100).nullable().default(null),
  /** of which payers it speaks; null: all */
  countries: z.array(country).min(1).max(100).nullable().default(null),
  payerKind: z.enum(PAYER_KINDS).nullable().default(null),
  /** what the payer may withhold of the net, in millionths; told on the document, the total stays */
  withholdingPpm: ppm.min(0).max(1_000_000).default(0),
  /** the law or clause it is taken from */
  source: words(300),
  from: day,
  /** its last day, where the law ends by itself */
  to: day.nullable().default(null),
  /** why it is amended */
  reason: maybeWords(300),
};

export const setTaxRule = command({
  noun: 'tax-rules',
  verb: 'set',
  permission: 'set up firm',
  summary: 'Set a tax rule from a day on, or amend one (give its line): the version before counts to the day before.',
  input: z.strictObject({ lineId: id.optional(), taxCodeId: id, ...scope }),
  output: z.object({ id, lineId: id, said: z.string() }),
});

export const importTaxRules = command({
  noun: 'tax-rules',
  verb: 'import',
  permission: 'set up firm',
  summary:
    'Set many tax rules at once, all or none: a name that the entity has already is amended where anything differs, any other is added.',
  input: z.strictObject({
    rules: z
      .array(z.strictObject({ entity: words(20), taxCode: words(10), ...scope }))
      .min(1)
      .max(500),
  }),
  output: z.object({ added: z.number(), amended: z.number(), unchanged: z.number() }),
});

export const endTaxRule = command({
  noun: 'tax-rules',
  verb: 'end',
  permission: 'set up firm',
  summary: 'End a tax rule: from the day on it counts no more.',
  input: z.strictObject({ lineId: id, from: day, reason: words(300) }),
  output: z.object({ lineId: id }),
});

export const withdrawTaxRule = command({
  noun: 'tax-rules',
  verb: 'withdraw',
  permission: 'set up firm',
  summary: 'Take back what was done last to a tax rule: its end, or its newest version; the version before counts on.',
  input: z.strictObject({ lineId: id, reason: words(300) }),
  output: z.object({ lineId: id }),
});

export const listTaxRules = query({
  noun: 'tax-rules',
  verb: 'list',
  permission: 'see work',
  summary: 'Tax rules with all their versions, newest first, also those withdrawn.',
  input: z.strictObject({ entityId: id.optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        lineId: id,
        entityId: id,
        entity: z.string(),
        name: z.string(),
        lineKind: z.enum(LINE_KINDS).nullable(),
        expenseCodes: z.array(z.string()).nullable(),
        countries: z.array(z.string()).nullable(),
        payerKind: z.enum(PAYER_KINDS).nullable(),
        taxCodeId: id,
        taxCode: z.string(),
        taxName: z.string(),
        taxKind: z.string(),
        withholdingPpm: ppm,
        source: z.string(),
        said: z.string(),
        from: day,
        to: day.nullable(),
        lastDay: day.nullable(),
        /** the newest version of its rule that wasn't withdrawn; that one is amended, ended, withdrawn */
        latest: z.boolean(),
        state: z.enum(['counts', 'to come', 'past', 'withdrawn']),
        /** why it was amended, ended or withdrawn */
        why: z.string(),
      }),
    ),
  }),
});
