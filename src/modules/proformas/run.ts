import type { Day } from '../../kernel/day.ts';
import { amountText } from '../../kernel/money.ts';
import { counted } from '../../kernel/text.ts';
import { type Cycle, notDue } from './cycle.ts';

/** What a run knows of a matter. Amounts in minor units of the matter's currency. */
export interface Considered {
  readonly matterId: string;
  readonly currency: string;
  readonly closedToBilling: boolean;
  /** cards that could go on a new proforma, and the day of the oldest */
  readonly cards: number;
  readonly wipMinor: bigint;
  readonly oldest: Day | null;
  readonly held: number;
  readonly later: number;
  /** before the run's first day */
  readonly earlier: number;
  /** the attorney who asked for a bill on an ageing list */
  readonly askedBy: string | null;
  /** how far the matter was billed, or is being billed */
  readonly billedThrough: Day | null;
  readonly cycle: Cycle | null;
  readonly open: { readonly id: string; readonly number: string; readonly state: string } | null;
}

/** How a run judges: see its criteria. */
export interface Judging {
  readonly throughDay: Day;
  /** what becomes of new cards where a proforma is open */
  readonly existing: 'leave' | 'gather';
  readonly cycles: boolean;
  /** one matter was chosen by name, which is stronger than its cycle */
  readonly chosen: boolean;
  readonly thresholds: Thresholds;
}

export interface RunOutcome {
  readonly outcome: 'generated' | 'gathered' | 'existing' | 'skipped';
  readonly reason: string;
}

/** The least WIP a matter must have, in minor units by currency; amounts of other currencies are never compared. */
type Thresholds = ReadonlyMap<string, bigint>;

/** Where new cards go in without taking anything from anybody: nobody reviews it and nobody vouched for it. */
export const FILLABLE: ReadonlySet<string> = new Set(['generated', 'pre-review']);

/** Why a matter is in a run, or isn't. Every matter considered gets an answer. */
export function outcomeOf(matter: Considered, judging: Judging): RunOutcome {
  if (matter.open) return ofOpen(matter, matter.open, judging);
  const skipped = (reason: string): RunOutcome => ({ outcome: 'skipped', reason });
  if (matter.cards === 0) return skipped(`Nothing to bill${left(matter)}.`);
  if (matter.closedToBilling) return skipped('The matter is closed to billing. Open it on its page.');
  const late =
    matter.cycle === null || !judging.cycles
      ? null
      : notDue(matter.cycle, { throughDay: judging.throughDay, ...matter });
  if (late !== null && matter.askedBy === null && !judging.chosen) return skipped(late);
  const threshold = matter.askedBy === null ? judging.thresholds.get(matter.currency) : undefined;
  if (threshold !== undefined && matter.wipMinor < threshold) {
    const least = `${amountText(threshold, matter.currency)} ${matter.currency}`;
    return skipped(`Its WIP is below the threshold of ${least}.`);
  }
  const said = [
    ...(matter.held > 0 ? [`${matter.held} held cards stay off`] : []),
    ...(matter.earlier > 0 ? [`${counted(matter.earlier, 'card')} before the first day stay off`] : []),
    ...(matter.askedBy === null ? [] : [`${matter.askedBy} asked for a bill`]),
    ...(late === null ? [] : ['it isn’t due by its cycle']),
    ...(matter.askedBy === null && judging.thresholds.size > 0 && threshold === undefined
      ? [`no threshold is given in ${matter.currency}`]
      : []),
  ];
  return { outcome: 'generated', reason: ['Generated', ...said].join('; ').concat('.') };
}

function left({ held, later, earlier }: Considered): string {
  const why = [
    held > 0 ? `${held} held` : '',
    later > 0 ? `${later} after the through date` : '',
    earlier > 0 ? `${earlier} before the first day` : '',
  ]
    .filter(Boolean)
    .join(', ');
  return why === '' ? '' : ` (${why})`;
}

function ofOpen(matter: Considered, open: NonNullable<Considered['open']>, { existing }: Judging): RunOutcome {
  const state = open.state.replaceAll('-', ' ');
  if (matter.cards === 0) return { outcome: 'existing', reason: `Proforma ${open.number} is open (${state}).` };
  const cards = counted(matter.cards, 'new card');
  if (existing === 'leave')
    return {
      outcome: 'existing',
      reason: `Proforma ${open.number} is open (${state}). ${cards} can be gathered into it.`,
    };
  if (matter.closedToBilling)
    return {
      outcome: 'existing',
      reason: `Proforma ${open.number} is open, but the matter is closed to billing. Open it on its page.`,
    };
  if (!FILLABLE.has(open.state))
    return {
      outcome: 'existing',
      reason: `Proforma ${open.number} is ${state}, so ${cards} were not gathered into it. Take it back, or gather them there.`,
    };
  return { outcome: 'gathered', reason: `${cards} gathered into proforma ${open.number}.` };
}

/** A matter that would be billed with one whose proforma is open: it joins that one where the run fills, else it says so. */
export function besideOpen(
  matter: Considered,
  result: RunOutcome,
  companion: { readonly number: string; readonly open: Considered['open'] },
  { existing }: Pick<Judging, 'existing'>,
): RunOutcome {
  const { open } = companion;
  if (result.outcome !== 'generated' || open === null) return result;
  if (existing === 'gather' && FILLABLE.has(open.state))
    return {
      outcome: 'gathered',
      reason: `${counted(matter.cards, 'card')} put onto proforma ${open.number}, which is open for ${companion.number}: the two are billed together.`,
    };
  return saidAlso(result, [
    `billed apart from ${companion.number}, whose proforma ${open.number} is open (${open.state.replaceAll('-', ' ')})`,
  ]);
}

/** The same outcome with more to say of it. */
export function saidAlso(result: RunOutcome, also: readonly string[]): RunOutcome {
  return also.length === 0
    ? result
    : { ...result, reason: [result.reason.replace(/\.$/, ''), ...also].join('; ').concat('.') };
}

/** What was to be filled, and somebody moved it on before it could be locked. */
export function movedOn(open: NonNullable<Considered['open']>): RunOutcome {
  return {
    outcome: 'existing',
    reason: `Proforma ${open.number} was moved on while the run was under way; nothing was gathered into it. Run again.`,
  };
}
