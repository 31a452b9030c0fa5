import { counted } from '../../kernel/text.ts';
import { addDays, addMonths, type Day, firstOfMonth, lastOfMonth, workingDay } from '../../kernel/day.ts';

/** On which day of each month a run is prepared, and through which day it takes work. */
export interface ScheduleRule {
  readonly dayKind: 'calendar' | 'working';
  /** the n-th such day of the month */
  readonly dayNumber: number;
  readonly through: 'last-month' | 'that-day';
}

/** The day of the month that `month` lies in. */
export function dueIn(rule: Pick<ScheduleRule, 'dayKind' | 'dayNumber'>, month: Day): Day {
  if (rule.dayKind === 'working') return workingDay(month, rule.dayNumber);
  const wanted = addDays(firstOfMonth(month), rule.dayNumber - 1);
  const last = lastOfMonth(month);
  return wanted < last ? wanted : last;
}

/** The latest due day up to today, where it isn't before the schedule was added; what was missed for longer is left. */
export function latestDue(rule: ScheduleRule, addedOn: Day, today: Day): Day | null {
  const now = dueIn(rule, today);
  const due = now <= today ? now : dueIn(rule, addMonths(firstOfMonth(today), -1));
  return due >= addedOn ? due : null;
}

/** The next day on which one is prepared, after today. */
export function nextDue(rule: ScheduleRule, today: Day): Day {
  const now = dueIn(rule, today);
  return now > today ? now : dueIn(rule, addMonths(firstOfMonth(today), 1));
}

/** The last day of work of the run that is prepared on `dueOn`. */
export function throughOn({ through }: ScheduleRule, dueOn: Day): Day {
  return through === 'that-day' ? dueOn : addDays(firstOfMonth(dueOn), -1);
}

/** What a matter gets, in what may change between preparing and generating. */
export interface Told {
  readonly matterId: string;
  readonly matter: string;
  readonly outcome: string;
  readonly cards: number;
  readonly wip: { readonly minor: string };
}

export interface Change {
  readonly matterId: string;
  readonly matter: string;
  readonly before: string;
  readonly after: string;
}

/** What is other now than it was when the run was prepared, matter by matter. */
export function changesSince(before: readonly Told[], now: readonly Told[]): Change[] {
  const was = new Map(before.map((one) => [one.matterId, one]));
  const is = new Map(now.map((one) => [one.matterId, one]));
  const said = (one: Told | undefined): string =>
    one === undefined ? 'not considered' : `${one.outcome}, ${counted(one.cards, 'card')}`;
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((matterId) => {
    const [then, after] = [was.get(matterId), is.get(matterId)];
    const same =
      then?.outcome === after?.outcome && then?.cards === after?.cards && then?.wip.minor === after?.wip.minor;
    if (same) return [];
    return [{ matterId, matter: (after ?? then)?.matter ?? '', before: said(then), after: said(after) }];
  });
}
