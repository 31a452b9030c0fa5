import { hoursText } from '../../kernel/hours.ts';
import { amountText, rateForReading } from '../../kernel/money.ts';
import { LINE_FIELDS, type LineState } from './line.ts';
import type { LineChange } from './operate.ts';
import { splitText } from './payer-shares.ts';
import type { PayerShare } from './settle.ts';

type Field = keyof LineState;

/** An edit as the redline reads it. */
export interface EditRead {
  readonly sequence: number;
  readonly who: string;
  readonly lines: readonly LineChange[];
  readonly inEffect: boolean;
}

export interface FieldChange {
  readonly field: Field;
  readonly before: unknown;
  readonly after: unknown;
  readonly who: string;
}

/**
 * What differs between now and the time when the edits of `seen` were in effect, per line. Edits made since are walked back,
 * then those that were in effect and are not any more are walked forth.
 */
export function redlined(
  now: readonly (LineState & { readonly id: string })[],
  edits: readonly EditRead[],
  seen: ReadonlySet<number>,
): Map<string, FieldChange[]> {
  const made = edits.filter((e) => e.inEffect && !seen.has(e.sequence)).toSorted((a, b) => b.sequence - a.sequence);
  const undone = edits.filter((e) => !e.inEffect && seen.has(e.sequence)).toSorted((a, b) => a.sequence - b.sequence);
  const base = new Map<string, Partial<LineState>>();
  const who = new Map<string, string>();
  const walk = (edit: EditRead, side: 'before' | 'after', name: string): void => {
    for (const change of edit.lines) {
      base.set(change.lineId, { ...base.get(change.lineId), ...change[side] });
      for (const field of Object.keys(change[side])) {
        const key = `${change.lineId} ${field}`;
        if (!who.has(key)) who.set(key, name);
      }
    }
  };
  for (const edit of made) walk(edit, 'before', edit.who);
  for (const edit of undone) walk(edit, 'after', `${edit.who}, undone`);
  const out = new Map<string, FieldChange[]>();
  for (const line of now) {
    const was = base.get(line.id);
    if (!was) continue;
    const changes = LINE_FIELDS.filter((field) => field in was && was[field] !== line[field]).map(
      (field): FieldChange => ({
        field,
        before: was[field],
        after: line[field],
        who: who.get(`${line.id} ${field}`) ?? '',
      }),
    );
    if (changes.length > 0) out.set(line.id, changes);
  }
  return out;
}

const FIELD_WORDS: Readonly<Record<Field, string>> = {
  excluded: 'excluded',
  noCharge: 'no charge',
  printed: 'printed',
  seconds: 'hours',
  rateE4: 'rate',
  billMinor: 'amount',
  narrative: 'narrative',
  workDate: 'date',
  taskCode: 'task',
  activityCode: 'activity',
  expenseCode: 'expense',
  shares: 'payers',
};

export function fieldWord(field: Field): string {
  return FIELD_WORDS[field];
}

/** A field's value as people read it; `payers` are named where a line is split among them. */
export function fieldText(field: Field, value: unknown, currency: string, payers: readonly PayerShare[]): string {
  if (field === 'shares') return typeof value === 'string' ? splitText(value, payers) : 'as the matter';
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'bigint') {
    if (field === 'seconds') return hoursText(value);
    return field === 'rateE4' ? rateForReading(value, currency) : amountText(value, currency);
  }
  return typeof value === 'string' ? value : '';
}
