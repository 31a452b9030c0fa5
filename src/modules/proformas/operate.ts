import type { InputOf } from '../../kernel/endpoint.ts';
import { secondsFromHours } from '../../kernel/hours.ts';
import { rateFromText } from '../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { divide, type Rounding } from '../../kernel/rounding.ts';
import type { editProforma } from './contract.ts';
import { amountOf, counts, difference, type Line, type LineState, valueAt } from './line.ts';
import { sharesText } from './payer-shares.ts';
import { replaced } from './replace.ts';
import { type Adjustment, adjustmentTotal, handMade, spreadBase } from './spread.ts';

export type Operation = InputOf<typeof editProforma>['operation'];
type OnLines = Extract<Operation, { lines: unknown }>;

export interface LineChange {
  readonly lineId: string;
  readonly before: Partial<LineState>;
  readonly after: Partial<LineState>;
}

const PPM = 1_000_000n;

/** Finds the lines an operation names; refuses when one changed since it was seen, showing which. */
export function seen(lines: readonly Line[], named: OnLines['lines']): Outcome<Line[]> {
  const found: Line[] = [];
  for (const { id, version } of named) {
    const line = lines.find((l) => l.id === id);
    if (!line)
      return refuse('not-found', 'A line is no longer on this proforma. Reload to see it as it is now.', {
        where: id,
      });
    if (line.version !== version) {
      return refuse(
        'stale',
        `Card ${line.cardNumber} was changed meanwhile. Reload: what you typed is kept here, their change is shown there.`,
        {
          where: id,
          details: { yours: version, theirs: line.version },
        },
      );
    }
    found.push(line);
  }
  return done(found);
}

/** What an operation on fields changes, line by line; lines it leaves as they are make no change. */
export function changesOf(
  operation: OnLines,
  lines: readonly Line[],
  currency: string,
  rounding: Rounding,
): Outcome<LineChange[]> {
  const changes: LineChange[] = [];
  for (const line of lines) {
    const after = applied(operation, line, currency, rounding);
    if (!after.ok) return after;
    const changed = difference(line, after.value);
    if (changed) changes.push({ lineId: line.id, ...changed });
  }
  return done(changes);
}

function applied(operation: OnLines, line: Line, currency: string, rounding: Rounding): Outcome<LineState> {
  switch (operation.do) {
    case 'exclude':
      return done({ ...line, excluded: true });
    case 'include':
      return done({ ...line, excluded: false });
    case 'no-charge':
      return done({ ...line, noCharge: operation.on });
    case 'print':
      return done({ ...line, printed: operation.on });
    case 'restore':
      return done({ ...line, ...line.recorded });
    case 'set-words':
      return done({
        ...line,
        narrative: operation.narrative ?? line.narrative,
        workDate: operation.workDate ?? line.workDate,
        taskCode: operation.taskCode === undefined ? line.taskCode : operation.taskCode || null,
        activityCode: operation.activityCode === undefined ? line.activityCode : operation.activityCode || null,
        expenseCode: operation.expenseCode === undefined ? line.expenseCode : operation.expenseCode || null,
      });
    case 'set-hours':
    case 'set-rate':
      return timed(operation, line, rounding);
    case 'set-amount': {
      if (operation.amount.currency !== currency)
        return refuse('other-currency', `This proforma is in ${currency}.`, { where: 'amount' });
      const minor = BigInt(operation.amount.minor);
      if (minor < 0n)
        return refuse('bad-input', 'An amount can’t be below zero. For a discount on the whole, use an adjustment.', {
          where: 'amount',
        });
      return done({ ...line, billMinor: minor });
    }
    case 'change-by-percent':
      return done({
        ...line,
        billMinor: line.billMinor + divide(line.billMinor * BigInt(operation.percentPpm), PPM, rounding),
      });
    case 'replace-words':
      return reworded(operation, line);
    case 'split':
      return done({ ...line, shares: sharesText(operation.shares) });
    case 'hold':
    case 'release':
    case 'purge':
    case 'transfer':
    case 'divide':
    case 'combine':
    case 're-rate':
      return done(line);
  }
}

function reworded(operation: Extract<OnLines, { do: 'replace-words' }>, line: Line): Outcome<LineState> {
  const narrative = replaced(line.narrative, operation);
  return narrative.trim() === ''
    ? refuse('bad-input', `Nothing would be left of the narrative of card ${line.cardNumber}. Replace it by words.`, {
        where: 'by',
      })
    : done({ ...line, narrative });
}

function timed(
  operation: Extract<OnLines, { do: 'set-hours' | 'set-rate' }>,
  line: Line,
  rounding: Rounding,
): Outcome<LineState> {
  if (line.kind !== 'time' || line.rateE4 === null) {
    return refuse('not-time', `Card ${line.cardNumber} is no time; change its amount instead.`, {
      where: line.id,
    });
  }
  const seconds = operation.do === 'set-hours' ? secondsFromHours(operation.hours) : line.seconds;
  assert(seconds !== null, 'hours were checked by their shape');
  if (seconds < 0n || seconds > 86_400n)
    return refuse('bad-input', 'Hours of a line are from 0 to 24.', { where: 'hours' });
  const rateE4 = operation.do === 'set-rate' ? rateFromText(operation.ratePerHour) : line.rateE4;
  return done({ ...line, seconds, rateE4, billMinor: valueAt(seconds, rateE4, rounding) });
}

/** Whether an adjustment can be made: it needs lines to be spread over, and never takes a line below zero. */
export function adjustmentProblem(
  lines: readonly Line[],
  existing: readonly Adjustment[],
  wanted: Adjustment,
  rounding: Rounding,
): ReturnType<typeof refuse> | null {
  if ((wanted.amountMinor === null) === (wanted.percentPpm === null)) {
    return refuse('bad-input', 'Give an amount or a percentage, one of the two.', { where: 'amount' });
  }
  if ((wanted.spread === 'timekeepers') !== wanted.timekeeperIds.length > 0)
    return refuse('bad-input', 'Name the timekeepers over whose time it is spread, or spread it another way.', {
      where: 'timekeeperIds',
    });
  const on = lines.filter(counts);
  const base = spreadBase(on, wanted);
  if (base.length === 0)
    return refuse(
      'nothing-to-spread',
      'There are no lines with a value to spread it over. Choose another way to spread.',
      { where: 'spread' },
    );
  // Those of clauses are worked out again from what is left.
  const total = [...existing.filter(handMade), wanted].reduce(
    (t, a) => t + adjustmentTotal(spreadBase(on, a), a, rounding),
    0n,
  );
  const whole = on.reduce((t, line) => t + amountOf(line), 0n);
  const own = base.reduce((t, { line }) => t + amountOf(line), 0n);
  if (-total > whole || -adjustmentTotal(base, wanted, rounding) > own) {
    return refuse('too-much', 'The discount is more than there is to discount. Make it smaller.', {
      where: 'amount',
    });
  }
  return null;
}
