import { z } from 'zod';
import { dayFrom, type Day } from '../kernel/day.ts';
import { scaledFromDecimal } from '../kernel/money.ts';
import { secondsFromHours } from '../kernel/hours.ts';

/** Shapes that every contract shares. Pure: the web uses them too. */
export const id = z.uuid({ error: 'this is not an id' });

/** Whether a part of an address can be an id: the database would refuse to compare anything else. */
export const isId = (text: string): boolean => id.safeParse(text).success;

export const day = z
  .string()
  .refine((text) => dayFrom(text) !== null, { error: 'write a day that exists as YYYY-MM-DD' })
  .transform((text) => text as Day);

/** The instant up to which facts were recorded that a report may know of. */
export const knownAt = z.iso
  .datetime({ offset: true, error: 'write an instant such as 2026-03-31T18:00:00Z' })
  .optional();

export const currency = z.string().regex(/^[A-Z]{3}$/, { error: 'write the three letters of ISO 4217, such as USD' });

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'write the two letters of the country or office, such as US or EP' });

export const minor = z.string().regex(/^-?\d{1,17}$/, { error: 'write a whole number of minor units as text' });

/** An amount: whole minor units as text, with its currency. */
export const money = z.strictObject({ minor, currency });

/**
 * Minor units in named buckets, in the order of the names. Their currency is that of the field `currencyIn` beside them.
 * The names stand in the API's description and are the headings of columns in files.
 */
export const inBuckets = (names: readonly string[], currencyIn: string) =>
  z.array(minor).meta({ 'x-buckets': [...names], 'x-currency-in': currencyIn });

/** Hours as decimal text; nothing finer than 0.01 h. */
export const hours = z.string().refine((text) => secondsFromHours(text) !== null, {
  error: 'write hours such as 1.25, not finer than 0.01',
});

/** Minor units per hour, as decimal text with at most four decimals. */
export const ratePerHour = z.string().refine((text) => (scaledFromDecimal(text, 4) ?? -1n) >= 0n, {
  error: 'write minor units per hour such as 45000',
});

/** A share or percentage in millionths: 60 % is 600000. */
export const ppm = z.number().int();

export const words = (max = 200) => z.string().trim().min(1, { error: 'write something here' }).max(max);
export const maybeWords = (max = 500) => z.string().trim().max(max).default('');

export const page = {
  limit: z.coerce.number().int().min(1).max(10_000).default(500),
  offset: z.coerce.number().int().min(0).default(0),
};

/** A checkbox in a query string. */
export const yes = z.stringbool().optional();

export const nothing = z.strictObject({});
