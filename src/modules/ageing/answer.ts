import type { Day } from '../../kernel/day.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';

export type Answer = 'bill' | 'hold' | 'purge';

export interface Answering {
  readonly answer: Answer;
  readonly untilDay: Day | null;
  readonly reason: string;
}

/** What somebody says of an item, checked: a hold has its day, a purge its reason. */
export function readAnswer(said: Answering, today: Day): Outcome<Answering> {
  if (said.answer === 'hold' && (said.untilDay === null || said.untilDay <= today))
    return refuse('bad-input', 'Say until which day it is held; a day to come.', { where: 'untilDay' });
  if (said.answer !== 'bill' && said.reason === '')
    return refuse('needs-note', 'Say why; the coordinator reads it.', { where: 'reason' });
  return done({ ...said, untilDay: said.answer === 'hold' ? said.untilDay : null });
}

export interface Who {
  readonly attorneyId: string;
  readonly personId: string;
  readonly standsIn: boolean;
  readonly coordinates: boolean;
}

/** For whom this person answers: null for themselves. A coordinator answers for the attorney with a word of how. */
export function answersFor(who: Who, reason: string): Outcome<string | null> {
  if (who.personId === who.attorneyId) return done(null);
  if (who.standsIn) return done(who.attorneyId);
  if (!who.coordinates)
    return refuse('not-your-turn', 'This list is another attorney’s. They answer it, or whoever stands in for them.');
  if (reason === '')
    return refuse('needs-note', 'You answer for the attorney. Say how they told you, so that it is on record.', {
      where: 'reason',
    });
  return done(who.attorneyId);
}

/** Whether a month's list is due by itself: its day has come and none went out since. Days; `last` is the newest list's. */
export function dueByItself(today: Day, dayOfMonth: number | null, last: Day | null): boolean {
  if (dayOfMonth === null) return false;
  const due = `${today.slice(0, 8)}${String(dayOfMonth).padStart(2, '0')}` as Day;
  return today >= due && (last === null || last < due);
}
