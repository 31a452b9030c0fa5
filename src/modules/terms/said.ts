import { amountText, rateForReading } from '../../kernel/money.ts';
import { listed } from '../../kernel/text.ts';
import { ceilingOf, type Clause, floorOf, type On, type Over, type Terms } from './clause.ts';
import { percentText } from './percent.ts';

const ON: Readonly<Record<On, string>> = {
  fees: 'fees',
  'fees-and-charges': 'fees and charges',
  all: 'all amounts before tax',
};
const OVER: Readonly<Record<Over, string>> = {
  life: '',
  'calendar-year': ' in a calendar year',
  'engagement-year': ' in a year of the engagement',
};

/** `hard cap of 10,000.00 GBP on fees of each matter`. */
export function termsSaid(terms: Terms): string {
  switch (terms.kind) {
    case 'discount':
      return `${percentText(terms.percentPpm)} off ${ON[terms.on]}`;
    case 'volume':
      return `${terms.tiers
        .map((t) => `${percentText(t.percentPpm)} off fees above ${amountText(t.aboveMinor, terms.currency)}`)
        .join(', ')} ${terms.currency}${OVER[terms.over]}, each on its part`;
    case 'blended':
      return `one rate of ${rateForReading(terms.rateE4, terms.currency)} ${terms.currency} an hour for everybody`;
    case 'fixed':
      return `fixed price of ${amountText(terms.amountMinor, terms.currency)} ${terms.currency} for ${timeSaid(terms.taskCodes)} of each matter, billed ${
        terms.billed === 'at-once' ? 'with the first bill' : 'as worked, the rest with the last bill'
      }`;
    case 'subscription':
      return `${amountText(terms.amountMinor, terms.currency)} ${terms.currency} a ${terms.every}, which includes ${timeSaid(terms.taskCodes)}`;
    case 'minimum':
      return `at least ${amountText(terms.amountMinor, terms.currency)} ${terms.currency} of ${ON[terms.on]} ${
        terms.over === 'bill' ? 'on each bill of a matter' : 'for each matter in all'
      }`;
    case 'collar':
      return `${ON[terms.on]} of each matter between ${amountText(floorOf(terms), terms.currency)} and ${amountText(ceilingOf(terms), terms.currency)} ${
        terms.currency
      } (${amountText(terms.amountMinor, terms.currency)}, ${percentText(terms.bandPpm)} either way)`;
    case 'holdback':
      return `${percentText(terms.percentPpm)} of ${ON[terms.on]} held back of each bill until it is released`;
    case 'success':
      return terms.percentPpm === null
        ? `success fee of ${amountText(terms.amountMinor ?? 0n, terms.currency)} ${terms.currency}`
        : `success fee of ${percentText(terms.percentPpm)} of what is achieved, in ${terms.currency}`;
    case 'retainer':
      return `retainer of ${amountText(terms.amountMinor, terms.currency)} ${terms.currency}${
        terms.floorMinor === null
          ? ''
          : `, filled up again below ${amountText(terms.floorMinor, terms.currency)} ${terms.currency}`
      }, for ${terms.wholeClient ? 'all matters of the client' : 'one matter'}`;
    case 'cap':
      return `${terms.hard ? 'hard' : 'soft'} cap of ${amountText(terms.amountMinor, terms.currency)} ${terms.currency} on ${ON[terms.on]} of ${
        terms.per === 'matter' ? 'each matter' : 'the engagement'
      }${OVER[terms.over]}`;
    case 'other':
      return 'kept and cited';
  }
}

function timeSaid(taskCodes: readonly string[]): string {
  return taskCodes.length === 0 ? 'the fees' : `the time of ${listed(taskCodes)}`;
}

/** `clause 4.1 of “Letter of March” from 2026-03-01`. */
export function cited(clause: Pick<Clause, 'number' | 'engagement' | 'from'>): string {
  return `clause ${clause.number} of “${clause.engagement.title}”, from ${clause.from}`;
}
