import type { Day } from '../../../kernel/day.ts';
import { amountText, convert, sum, wire } from '../../../kernel/money.ts';
import { assert } from '../../../kernel/outcome.ts';
import { answered, handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { rateOn } from '../../firm/index.ts';
import * as c from '../contract/quote.ts';
import type { Quote } from '../quote.ts';
import { askedOf, type Case, caseOf, countsOf } from '../store/case.ts';
import { quoteItem } from '../store/quoting.ts';
import { presentQuote } from './present.ts';

const quoteOne = handleQuery(c.quoteFee, async ({ db }, input) => {
  const quotes = answered(
    await quoteItem(db, input.item, input.office ?? null, {
      entity: input.entity ?? null,
      on: input.on,
      quantity: input.quantity ?? null,
      counts: countsOf(input, null),
      registrationDate: input.registrationDate ?? null,
      applicationDate: input.applicationDate ?? null,
    }),
  );
  const [first] = quotes;
  assert(first, 'a quote has a line');
  return {
    on: input.on,
    amount: wire(sum(quotes.map((q) => q.amountMinor)), first.currency),
    version: first.entry.version,
    confidence: first.entry.confidence,
    sure: quotes.every((q) => q.sure),
    explanation: quotes.flatMap((q) => q.steps),
    lines: quotes.map(presentQuote),
  };
});

const calculate = handleQuery(c.calculateFees, async ({ db }, input) => {
  const matter = await caseOf(db, input.matterId);
  if (!matter) throw new NotFound('There is no such matter.');
  const quotes: Quote[] = [];
  for (const word of input.items.split(',').map((w) => w.trim())) {
    if (word === '') continue;
    const asked = askedOf(matter, input.on, { ...input, entity: input.entity ?? null });
    quotes.push(...answered(await quoteItem(db, word, null, asked)));
  }
  return { on: input.on, lines: quotes.map(presentQuote), ...(await totals(db, quotes, matter, input.on)) };
});

async function totals(db: Reading['db'], quotes: readonly Quote[], matter: Case, on: Day) {
  const total = [...Map.groupBy(quotes, (q) => q.currency)].map(([currency, of]) =>
    wire(sum(of.map((q) => q.amountMinor)), currency),
  );
  let inMatter = 0n;
  const exchange: string[] = [];
  for (const { minor, currency } of total) {
    const rate = await rateOn(db, currency, matter.currency, on);
    if (!rate.ok) return { total, inMatterCurrency: null, exchange: '', sure: false, sentence: rate.refusal.sentence };
    inMatter += convert(BigInt(minor), currency, matter.currency, rate.value);
    if (currency !== matter.currency) exchange.push(`${currency} at ${rate.value.text} (${rate.value.source})`);
  }
  const sure = quotes.every((q) => q.sure);
  return {
    total,
    inMatterCurrency: wire(inMatter, matter.currency),
    exchange: exchange.join('; '),
    sure,
    sentence: `${amountText(inMatter, matter.currency)} ${matter.currency}${sure ? '' : ', some of it not sure'}.`,
  };
}

const why = handleQuery(c.feeOfCard, async ({ db }, { cardId }) => {
  const row = await db.selectFrom('fee_of_card').selectAll().where('card_id', '=', cardId).executeTakeFirst();
  return {
    fee: row
      ? {
          key: row.key ?? '',
          name: row.name ?? '',
          office: row.office ?? '',
          paidOn: row.paid_on as Day,
          amount: wire(row.amount_minor ?? 0n, row.currency ?? ''),
          explanation: row.explanation as string[],
        }
      : null,
  };
});

export const queries: readonly Query[] = [quoteOne, calculate, why];
