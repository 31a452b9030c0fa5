import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { currency, day, id, ratePerHour, words } from '../../platform/shapes.ts';

export const RATE_LEVELS = ['standard', 'client', 'matter', 'exception'] as const;

const candidate = z.object({
  rateId: id,
  level: z.enum(RATE_LEVELS),
  scope: z.string(),
  ratePerHour,
  from: day,
  to: day.nullable(),
  source: z.string(),
});

/** Why a rate is what it is: what won, what lost, and why. */
export const rateExplanation = z.object({
  currency,
  on: day,
  standard: z.object({ won: candidate.nullable(), lost: z.array(candidate.extend({ because: z.string() })) }),
  agreed: z.object({ won: candidate.nullable(), lost: z.array(candidate.extend({ because: z.string() })) }),
  sentence: z.string(),
});

export const listRates = query({
  noun: 'rates',
  verb: 'list',
  permission: 'see work',
  summary: 'Dated rates, narrowest scope last.',
  input: z.strictObject({ clientId: id.optional(), matterId: id.optional(), timekeeperId: id.optional() }),
  output: z.object({
    rows: z.array(
      candidate.extend({
        /** whose it is: a name, a title, a matter */
        whose: z.string(),
        currency,
        timekeeperId: id.nullable(),
        title: z.string().nullable(),
        officeId: id.nullable(),
        clientId: id.nullable(),
        matterId: id.nullable(),
      }),
    ),
  }),
});

export const setRate = command({
  noun: 'rates',
  verb: 'set',
  permission: 'set up matters',
  summary: 'Set a rate from a day on; the one before for the same scope ends the day before.',
  input: z.strictObject({
    level: z.enum(RATE_LEVELS),
    timekeeperId: id.nullable().default(null),
    title: z.string().nullable().default(null),
    officeId: id.nullable().default(null),
    clientId: id.nullable().default(null),
    matterId: id.nullable().default(null),
    currency,
    ratePerHour,
    from: day,
    source: words(200),
  }),
  output: z.object({ id }),
});

export const explainRate = query({
  noun: 'rates',
  verb: 'explain',
  permission: 'see work',
  summary: 'The rate of a timekeeper on a matter on a day: what won, what lost and why.',
  input: z.strictObject({ timekeeperId: id, matterId: id, on: day }),
  output: rateExplanation,
});
