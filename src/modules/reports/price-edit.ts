import { hoursText } from '../../kernel/hours.ts';
import { rateForReading } from '../../kernel/money.ts';

/** What an edit made of a line, of the fields that its amount hangs on. */
export interface Fields {
  readonly billMinor?: bigint;
  readonly noCharge?: boolean;
  readonly seconds?: bigint;
  readonly rateE4?: bigint;
}

export interface EditedBy {
  readonly sentence: string;
  readonly reason: string;
  readonly who: string;
  readonly on: string;
  readonly before: Fields;
  readonly after: Fields;
}

/** `Hours 2.00 to 1.50`, in few words. */
export function difference({ before, after }: EditedBy, currency: string): string {
  if (after.noCharge !== undefined) return after.noCharge ? 'No charge' : 'Charged again';
  if (after.seconds !== undefined && before.seconds !== undefined)
    return `Hours ${hoursText(before.seconds)} to ${hoursText(after.seconds)}`;
  if (after.rateE4 !== undefined && before.rateE4 !== undefined)
    return `Rate ${rateForReading(before.rateE4, currency)} to ${rateForReading(after.rateE4, currency)}`;
  return 'Amount changed';
}
