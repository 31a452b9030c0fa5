import type { Day } from '../../../kernel/day.ts';
import { amountText, convert, wire } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { judge, postCards } from '../../cards/index.ts';
import { type RateUsed, rateOn } from '../../firm/index.ts';
import type { EntityStatus } from '../book.ts';
import type { Quote } from '../quote.ts';
import { askedOf, type Case, caseOf } from './case.ts';
import { quoteItem } from './quoting.ts';

export interface ToRecord {
  readonly matterId: string;
  readonly paidOn: Day;
  readonly entity: EntityStatus | null;
  readonly items: readonly {
    readonly item: string;
    readonly quantity?: number | undefined;
    readonly sheets?: number | undefined;
  }[];
  /** of the card, so that the same occasion never makes it twice */
  readonly sourceKey?: string;
}

export interface Recorded {
  readonly id: string;
  readonly number: string;
  readonly key: string;
  readonly minor: bigint;
  readonly currency: string;
}

/** What is to be recorded, quoted; sure or not. */
export async function quotesOf(
  db: Work['db'],
  wanted: Omit<ToRecord, 'sourceKey'>,
): Promise<Outcome<{ matter: Case; quotes: Quote[] }>> {
  const matter = await caseOf(db, wanted.matterId);
  if (!matter) return refuse('unknown-matter', 'There is no such matter. Correct it.', { where: 'matterId' });
  const quotes: Quote[] = [];
  for (const { item, quantity, sheets } of wanted.items) {
    const asked = askedOf(matter, wanted.paidOn, { entity: wanted.entity, quantity, sheets });
    const quoted = await quoteItem(db, item, null, asked);
    if (!quoted.ok) return quoted;
    quotes.push(...quoted.value.filter((q) => q.quantity > 0));
  }
  return done({ matter, quotes });
}

/** Refuses while one isn't sure, naming how to make it so. */
export function notSure(quotes: readonly Quote[]): ReturnType<typeof refuse> | null {
  const unsure = quotes.find((q) => !q.sure);
  return unsure
    ? refuse(
        'fee-unsure',
        `The amount of ${unsure.entry.name}, ${amountText(unsure.amountMinor, unsure.currency)} ${unsure.currency}, is not sure (${unsure.entry.confidence}). Compare it with the office’s list and say so in the fee book, or set the firm’s own amount there.`,
        { where: 'items', details: { key: unsure.entry.key } },
      )
    : null;
}

/** Posts a hard disbursement per quote, in the matter's currency at the rate of the day of payment; never one that isn't sure. */
export async function recordQuotes(
  work: Work,
  matter: Case,
  quotes: readonly Quote[],
  of: Pick<ToRecord, 'paidOn' | 'sourceKey'>,
): Promise<Outcome<Recorded[]>> {
  const unsure = notSure(quotes);
  if (unsure) return unsure;
  const rates = new Map<string, RateUsed>();
  for (const currency of new Set(quotes.map((q) => q.currency))) {
    const rate = await rateOn(work.db, currency, matter.currency, of.paidOn);
    if (!rate.ok) return rate;
    rates.set(currency, rate.value);
  }
  const texts = await textsOf(work, quotes);
  const drafts = quotes.map((q, index) => {
    const rate = rates.get(q.currency);
    assert(rate, 'each currency has its rate');
    const abroad = q.currency === matter.currency ? '' : ` (${amountText(q.amountMinor, q.currency)} ${q.currency})`;
    return {
      kind: 'disbursement' as const,
      matterId: matter.id,
      timekeeperId: null,
      workDate: of.paidOn,
      workedSeconds: 0n,
      billableSeconds: 0n,
      amountMinor: convert(q.amountMinor, q.currency, matter.currency, rate),
      currency: matter.currency,
      costKind: 'hard' as const,
      narrative: `${texts.get(q.entry.itemId)?.text ?? q.entry.name}${q.quantity > 1 ? ` × ${q.quantity}` : ''}${abroad}`,
      taskCode: null,
      activityCode: null,
      expenseCode: texts.get(q.entry.itemId)?.code ?? null,
      sourceKey: of.sourceKey === undefined ? null : `${of.sourceKey}|${index}`,
    };
  });
  const judged = await judge(work, drafts);
  const refused = judged.find((j) => !j.ok);
  if (refused && !refused.ok)
    return refuse(refused.refusal.code, refused.refusal.sentence, { where: refused.refusal.where ?? '' });
  const posted = judged.flatMap((j) => (j.ok ? [j.posted] : []));
  const eventId = newId<'event'>();
  const outcome = await postCards(work, posted, { eventId, memo: `Official fees, matter ${matter.number}` });
  if (!outcome.ok) return outcome;
  return done(await explain(work, { matter, quotes, rates, paidOn: of.paidOn, eventId }, posted));
}

async function textsOf(
  work: Work,
  quotes: readonly Quote[],
): Promise<Map<string, { text: string; code: string | null }>> {
  const rows = await work.db
    .selectFrom('fee_item')
    .select(['id', 'name', 'own_text', 'expense_code'])
    .where(
      'id',
      'in',
      quotes.map((q) => q.entry.itemId),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, { text: row.own_text || row.name, code: row.expense_code }]));
}

interface Explained {
  readonly matter: Case;
  readonly quotes: readonly Quote[];
  readonly rates: ReadonlyMap<string, RateUsed>;
  readonly paidOn: Day;
  readonly eventId: string;
}

async function explain(
  work: Work,
  of: Explained,
  posted: readonly { readonly id: string; readonly valued: { readonly workMinor: bigint } }[],
): Promise<Recorded[]> {
  const { matter, quotes } = of;
  await work.db
    .insertInto('card_fee')
    .values(
      posted.map((card, i) => {
        const q = quotes[i] as Quote;
        const rate = of.rates.get(q.currency);
        const exchanged =
          q.currency === matter.currency
            ? []
            : [
                `Into ${matter.currency} at ${rate?.text} (${rate?.source}): ${amountText(card.valued.workMinor, matter.currency)}.`,
              ];
        return {
          card_id: card.id,
          client_id: matter.clientId,
          matter_id: matter.id,
          item_id: q.entry.itemId,
          version_id: q.own ? null : q.entry.versionId,
          entity_status: q.entityStatus,
          paid_on: of.paidOn,
          currency: q.currency,
          amount_minor: q.amountMinor,
          quantity: q.quantity,
          exchange_rate: rate?.text ?? '1',
          explanation: JSON.stringify([...q.steps, ...exchanged]),
        };
      }),
    )
    .execute();
  const recorded = await recordedOf(work, of, posted);
  await work.announce({
    id: of.eventId,
    name: 'official fees recorded',
    subject: { type: 'matter', id: matter.id },
    clientId: matter.clientId,
    matterId: matter.id,
    facts: {
      paidOn: of.paidOn,
      cards: recorded.map((r) => ({ number: r.number, key: r.key, amount: wire(r.minor, r.currency) })),
    },
    countsOn: of.paidOn,
  });
  return recorded;
}

async function recordedOf(
  work: Work,
  { matter, quotes }: Explained,
  posted: readonly { readonly id: string; readonly valued: { readonly workMinor: bigint } }[],
): Promise<Recorded[]> {
  const numbers = await work.db
    .selectFrom('card_brief')
    .select(['id', 'number'])
    .where(
      'id',
      'in',
      posted.map((card) => card.id),
    )
    .execute();
  return posted.map((card, i) => ({
    id: card.id,
    number: String(numbers.find((n) => n.id === card.id)?.number ?? ''),
    key: quotes[i]?.entry.key ?? '',
    minor: card.valued.workMinor,
    currency: matter.currency,
  }));
}
