import type { Day } from '../../../kernel/day.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Reading } from '../../../platform/command.ts';
import { findItem } from '../find.ts';
import { type Asked, quote, type Quote } from '../quote.ts';
import { type Booked, entries, namedItems, ownFees } from './book.ts';

/** Quotes an item, and the surcharge where the day of payment falls in the months of grace. */
export async function quoteItem(
  db: Reading['db'],
  word: string,
  office: string | null,
  asked: Asked,
): Promise<Outcome<Quote[]>> {
  const item = findItem(await namedItems(db, office), word);
  if (!item.ok) return item;
  const entry = await entryOn(db, item.value.id, asked.on);
  if (!entry.ok) return entry;
  const first = quote(entry.value, await ownFees(db, [item.value.id]), asked);
  if (!first.ok) return first;
  if (first.value.surcharge === null) return done([first.value]);
  const surcharge = findItem(await namedItems(db, null), first.value.surcharge);
  if (!surcharge.ok) return surcharge;
  const late = await entryOn(db, surcharge.value.id, asked.on);
  if (!late.ok) return late;
  const second = quote(late.value, await ownFees(db, [surcharge.value.id]), {
    ...asked,
    quantity: late.value.counts === null ? null : first.value.quantity,
  });
  return second.ok ? done([first.value, second.value]) : second;
}

/** The version that counts on a day; where none does, what there is, and the way out. */
async function entryOn(db: Reading['db'], itemId: string, on: Day): Promise<Outcome<Booked>> {
  const all = await entries(db, { itemIds: [itemId], on: null });
  const found = all.find((e) => e.from <= on && (e.to === null || on <= e.to));
  if (found) return done(found);
  const nearest = all.find((e) => e.from <= on) ?? all.at(-1);
  return refuse(
    'no-version',
    `No schedule with ${nearest?.name ?? 'this item'} counts on ${on}${
      nearest ? `; the nearest is “${nearest.version}”, ${nearest.from} to ${nearest.to ?? 'now'}` : ''
    }. Take the version that counts then, or set the firm’s own amount in the fee book.`,
    { where: 'on' },
  );
}
