import type { Day } from '../../kernel/day.ts';

export const EVENT_STATES = ['open', 'completed', 'cancelled'] as const;
export type EventState = (typeof EVENT_STATES)[number];
export const EVENT_KINDS = ['event', 'task'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** What a docket says of a case: something that happened, or something to be done. */
export interface DocketFacts {
  readonly matterId: string;
  readonly code: string;
  readonly name: string;
  readonly kind: EventKind;
  readonly state: EventState;
  readonly eventDay: Day | null;
  readonly dueDay: Day | null;
  /** never null where it is completed */
  readonly completedDay: Day | null;
  readonly note: string;
}

export interface DocketEvent extends DocketFacts {
  readonly id: string;
  readonly clientId: string;
  readonly source: string;
  readonly sourceKey: string;
  readonly version: number;
  /** not in the newest whole list of its source */
  readonly missing: boolean;
  readonly removed: boolean;
}

const FIELDS = ['matterId', 'code', 'name', 'kind', 'state', 'eventDay', 'dueDay', 'completedDay', 'note'] as const;

export interface FieldDifference {
  readonly field: (typeof FIELDS)[number];
  readonly before: string;
  readonly after: string;
}

/** What differs between what is kept and what a list says now. */
export function differencesOf(before: DocketFacts, after: DocketFacts): FieldDifference[] {
  return FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    field,
    before: before[field] ?? '',
    after: after[field] ?? '',
  }));
}

export function becameCompleted(before: Pick<DocketFacts, 'state'>, after: Pick<DocketFacts, 'state'>): boolean {
  return before.state !== 'completed' && after.state === 'completed';
}

/** The day an event counts for: when it was completed, else when it happened, else when it is due. */
export function dayOfEvent(event: Pick<DocketFacts, 'completedDay' | 'eventDay' | 'dueDay'>): Day | null {
  return event.completedDay ?? event.eventDay ?? event.dueDay;
}

export function eventTitle(event: Pick<DocketFacts, 'code' | 'name'>): string {
  return event.code === '' || event.code === event.name ? event.name : `${event.code} ${event.name}`;
}
