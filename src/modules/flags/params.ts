import { day, type Day, dayFrom } from '../../kernel/day.ts';
import { secondsFromHours } from '../../kernel/hours.ts';
import { assert } from '../../kernel/outcome.ts';

/** What a rule can be told. Hours are text ("0.10"), amounts carry their currency, percentages are whole. */
export type ParamValue = number | string | readonly string[] | readonly { currency: string; minor: string }[];
type ParamKind = 'count' | 'percent' | 'hours' | 'words' | 'codes' | 'day' | 'days' | 'amounts';

export interface ParamSpec {
  readonly name: string;
  readonly kind: ParamKind;
  readonly says: string;
  /** undefined: whoever switches the rule on has to give it */
  readonly delivered?: ParamValue;
}

/** A rule's parameters, read by kind; a rule is only ever set with those its check declares. */
export class Params {
  readonly values: Readonly<Record<string, ParamValue>>;

  constructor(values: Readonly<Record<string, ParamValue>>) {
    this.values = values;
  }

  count(name: string): number {
    const value = this.values[name];
    assert(typeof value === 'number', `the rule has the number ${name}`);
    return value;
  }

  /** seconds */
  hours(name: string): bigint {
    const value = this.values[name];
    const seconds = typeof value === 'string' ? secondsFromHours(value) : null;
    assert(seconds !== null, `the rule has the hours ${name}`);
    return seconds;
  }

  day(name: string): Day {
    const value = this.values[name];
    assert(typeof value === 'string', `the rule has the day ${name}`);
    return day(value);
  }

  list(name: string): readonly string[] {
    const value = this.values[name];
    assert(Array.isArray(value), `the rule has the list ${name}`);
    return value.filter((one): one is string => typeof one === 'string');
  }

  /** minor units of the currency; null where none is set for it */
  amount(name: string, currency: string): bigint | null {
    const value = this.values[name];
    assert(Array.isArray(value), `the rule has the amounts ${name}`);
    const own = value.find((one) => typeof one === 'object' && one.currency === currency);
    return typeof own === 'object' ? BigInt(own.minor) : null;
  }
}

/** The delivered parameters with those of a rule over them; names of parameters that are still missing. */
export function merged(
  specs: readonly ParamSpec[],
  own: Readonly<Record<string, ParamValue>>,
): { params: Params; missing: string[] } {
  const values: Record<string, ParamValue> = {};
  const missing: string[] = [];
  for (const { name, delivered } of specs) {
    const value = own[name] ?? delivered;
    if (value === undefined) missing.push(name);
    else values[name] = value;
  }
  return { params: new Params(values), missing };
}

/** Why a value can't be a parameter of this kind, or null. */
export function paramProblem(spec: ParamSpec, value: unknown): string | null {
  switch (spec.kind) {
    case 'count':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? null : 'is a whole number from 0';
    case 'percent':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= 1000
        ? null
        : 'is a whole percentage from 0 to 1000';
    case 'hours':
      return typeof value === 'string' && secondsFromHours(value) !== null ? null : 'is hours such as "0.10"';
    case 'words':
    case 'codes':
      return Array.isArray(value) && value.every((one) => typeof one === 'string' && one.trim() !== '')
        ? null
        : 'is a list of words, none of them empty';
    case 'day':
      return typeof value === 'string' && dayFrom(value) !== null ? null : 'is a day such as 2026-01-01';
    case 'days':
      return Array.isArray(value) && value.every((one) => /^\d{4}-\d{2}-\d{2}$/.test(String(one)))
        ? null
        : 'is a list of days such as 2026-12-25';
    case 'amounts':
      return Array.isArray(value) &&
        value.every((one: unknown) => isAmount(one)) &&
        new Set(value.map((one: { currency: string }) => one.currency)).size === value.length
        ? null
        : 'is one amount per currency, in minor units';
  }
}

function isAmount(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('currency' in value) || !('minor' in value)) return false;
  return /^[A-Z]{3}$/.test(String(value.currency)) && /^\d{1,15}$/.test(String(value.minor));
}
