import { sum } from '../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { deal, dealSeconds } from '../../kernel/share.ts';

/** What a card holds in duration (seconds) and value (minor units); all of it passes on when it is divided or combined. */
export interface Held {
  readonly workedSeconds: bigint;
  readonly billableSeconds: bigint;
  readonly standardMinor: bigint;
  readonly workMinor: bigint;
  readonly carries: { readonly seconds: bigint; readonly wipMinor: bigint; readonly wipEntityMinor: bigint };
}

/** A card made of others. */
export interface NewCard extends Held {
  readonly id: string;
  readonly narrative: string;
  readonly workDate: string;
  readonly taskCode: string | null;
  readonly activityCode: string | null;
  readonly expenseCode: string | null;
}

/** A card's whole as parts by weight; every measure sums to what it was, to the cent and the hundredth. */
export function dividedBy(card: Held & { readonly kind: string; readonly number: bigint }, weights: readonly bigint[]) {
  const worked = dealSeconds(card.workedSeconds, weights);
  if (card.kind === 'time' && worked.some((seconds) => seconds === 0n)) {
    return refuse(
      'too-small',
      `Card ${card.number} is too short for these parts: each needs at least 0.01 h. Make fewer parts.`,
      { where: 'parts' },
    );
  }
  const billable = dealSeconds(card.billableSeconds, weights);
  const open = dealSeconds(card.carries.seconds, weights);
  const standard = deal(card.standardMinor, weights);
  const value = deal(card.workMinor, weights);
  const wip = deal(card.carries.wipMinor, weights);
  const entity = deal(card.carries.wipEntityMinor, weights);
  const at = (of: readonly bigint[], i: number): bigint => of[i] ?? 0n;
  return done(
    weights.map((_, i): Held => ({
      workedSeconds: at(worked, i),
      billableSeconds: at(billable, i),
      standardMinor: at(standard, i),
      workMinor: at(value, i),
      carries: { seconds: at(open, i), wipMinor: at(wip, i), wipEntityMinor: at(entity, i) },
    })),
  );
}

/** The sum of cards. */
export function combined(cards: readonly Held[]): Held {
  assert(cards.length > 0, 'a sum is of something');
  return {
    workedSeconds: sum(cards.map((c) => c.workedSeconds)),
    billableSeconds: sum(cards.map((c) => c.billableSeconds)),
    standardMinor: sum(cards.map((c) => c.standardMinor)),
    workMinor: sum(cards.map((c) => c.workMinor)),
    carries: {
      seconds: sum(cards.map((c) => c.carries.seconds)),
      wipMinor: sum(cards.map((c) => c.carries.wipMinor)),
      wipEntityMinor: sum(cards.map((c) => c.carries.wipEntityMinor)),
    },
  };
}

interface Alike {
  readonly number: bigint;
  readonly kind: string;
  readonly cost_kind: string | null;
  readonly matter_id: string;
  readonly timekeeper_id: string | null;
  readonly agreed_rate_e4: bigint | null;
  readonly standard_rate_e4: bigint | null;
  readonly worked_seconds: bigint;
}

const DAY_SECONDS = 86_400n;

/** Whether cards can become one: same matter, kind, timekeeper and rate, and no more than a day's hours. */
export function alike(cards: readonly Alike[]): Outcome<true> {
  const [first] = cards;
  assert(first, 'cards are compared with one another');
  for (const card of cards) {
    const apart = (
      [
        ['kind', 'kind'],
        ['kind', 'cost_kind'],
        ['matter', 'matter_id'],
        ['timekeeper', 'timekeeper_id'],
        ['rate', 'agreed_rate_e4'],
        ['standard rate', 'standard_rate_e4'],
      ] as const
    ).find(([, field]) => card[field] !== first[field]);
    if (apart) {
      return refuse(
        'not-alike',
        `Cards ${first.number} and ${card.number} differ in their ${apart[0]}. Combine cards of one matter, kind, timekeeper and rate.`,
      );
    }
  }
  if (sum(cards.map((card) => card.worked_seconds)) > DAY_SECONDS)
    return refuse('too-many-hours', 'Together they are more than 24 hours. Combine fewer.');
  return done(true);
}
