import type { Day } from '../../kernel/day.ts';
import { secondsFromHours, SECONDS_PER_HUNDREDTH } from '../../kernel/hours.ts';
import { sum } from '../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { deal, dealSeconds } from '../../kernel/share.ts';
import type { Line, LineState } from './line.ts';

/** A part of a line as it was asked for: by hours, by amount or by share. */
export interface PartAsked {
  readonly hours?: string | undefined;
  readonly amount?: { readonly minor: string; readonly currency: string } | undefined;
  readonly sharePpm?: number | undefined;
  readonly narrative?: string | undefined;
}

/** One part: its weight in the whole and what its line says. */
export interface Part {
  readonly weight: bigint;
  readonly state: LineState;
  /** its own words, where it has some */
  readonly narrative: string | null;
}

const WHOLE_PPM = 1_000_000n;

/** A line as parts whose hours and amounts sum to the line's, to the hundredth and the cent. */
export function partsOf(line: Line, asked: readonly PartAsked[], currency: string): Outcome<Part[]> {
  const weights = weightsOf(line, asked, currency);
  if (!weights.ok) return weights;
  const { by, each } = weights.value;
  const seconds = by === 'hours' ? each.map((w) => w * SECONDS_PER_HUNDREDTH) : dealSeconds(line.seconds, each);
  const bill = by === 'amount' ? each : deal(line.billMinor, each);
  return done(
    asked.map((part, i) => ({
      weight: each[i] ?? 0n,
      narrative: part.narrative ?? null,
      state: {
        ...stateOf(line),
        seconds: seconds[i] ?? 0n,
        billMinor: bill[i] ?? 0n,
        narrative: part.narrative ?? line.narrative,
      },
    })),
  );
}

type Weights = { readonly by: 'hours' | 'amount' | 'share'; readonly each: bigint[] };

function weightsOf(line: Line, asked: readonly PartAsked[], currency: string): Outcome<Weights> {
  const wrong = (sentence: string) => refuse('bad-input', sentence, { where: 'parts' });
  if (asked.every((part) => part.hours !== undefined)) {
    if (line.kind !== 'time')
      return refuse('not-time', `Card ${line.cardNumber} is no time; divide it by amounts.`, { where: 'parts' });
    const each = asked.map((part) => (secondsFromHours(part.hours ?? '') ?? 0n) / SECONDS_PER_HUNDREDTH);
    if (each.some((part) => part <= 0n)) return wrong('Each part needs hours above zero.');
    return sum(each) * SECONDS_PER_HUNDREDTH === line.seconds
      ? done({ by: 'hours', each })
      : refuse('not-whole', `The hours of the parts don’t sum to the line’s. Make them sum to it.`, { where: 'parts' });
  }
  if (asked.every((part) => part.amount !== undefined)) {
    if (asked.some((part) => part.amount?.currency !== currency))
      return refuse('other-currency', `This proforma is in ${currency}.`, { where: 'parts' });
    const each = asked.map((part) => BigInt(part.amount?.minor ?? '0'));
    if (each.some((part) => part <= 0n)) return wrong('Each part needs an amount above zero.');
    return sum(each) === line.billMinor
      ? done({ by: 'amount', each })
      : refuse('not-whole', `The amounts of the parts don’t sum to the line’s. Make them sum to it.`, {
          where: 'parts',
        });
  }
  if (asked.every((part) => part.sharePpm !== undefined)) {
    const each = asked.map((part) => BigInt(part.sharePpm ?? 0));
    return sum(each) === WHOLE_PPM
      ? done({ by: 'share', each })
      : refuse('not-whole', 'The shares of the parts don’t sum to 100 %. Make them sum to it.', { where: 'parts' });
  }
  return wrong('Give every part hours, or every part an amount, or every part a share.');
}

function stateOf(line: Line): LineState {
  const { excluded, noCharge, printed, seconds, rateE4, billMinor } = line;
  const { narrative, workDate, taskCode, activityCode, expenseCode, shares } = line;
  return {
    excluded,
    noCharge,
    printed,
    seconds,
    rateE4,
    billMinor,
    narrative,
    workDate,
    taskCode,
    activityCode,
    expenseCode,
    shares,
  };
}

const NARRATIVE_MAX = 15_000;

/** Lines as one line: hours and amounts are sums; words and day as asked, or from the lines. */
export function combinedLine(
  lines: readonly Line[],
  asked: { readonly narrative?: string | undefined; readonly workDate?: Day | undefined },
): Outcome<LineState> {
  const [first] = lines;
  assert(first, 'lines are combined with one another');
  for (const line of lines) {
    const apart = (
      [
        ['rate', 'rateE4'],
        ['no charge', 'noCharge'],
        ['exclusion', 'excluded'],
        ['printing', 'printed'],
        ['split among payers', 'shares'],
      ] as const
    ).find(([, field]) => line[field] !== first[field]);
    if (apart)
      return refuse(
        'not-alike',
        `Cards ${first.cardNumber} and ${line.cardNumber} differ in their ${apart[0]} here. Make them alike first.`,
      );
  }
  const words = asked.narrative ?? [...new Set(lines.map((line) => line.narrative))].join('; ');
  if (words.length > NARRATIVE_MAX)
    return refuse('bad-input', 'Together the narratives are too long. Write one for the line.', { where: 'narrative' });
  return done({
    ...stateOf(first),
    narrative: words,
    workDate: asked.workDate ?? lines.map((line) => line.workDate).reduce((a, b) => (a > b ? a : b)),
    seconds: sum(lines.map((line) => line.seconds)),
    billMinor: sum(lines.map((line) => line.billMinor)),
  });
}
