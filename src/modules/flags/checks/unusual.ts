import { hoursText } from '../../../kernel/hours.ts';
import type { Check, Found } from '../check.ts';
import type { EarlierBill, Facts } from '../facts.ts';
import type { Params } from '../params.ts';
import { billed, moneyWords } from './lines.ts';

const PARAMS: Check['params'] = [
  { name: 'bills', kind: 'count', says: 'earlier bills that a comparison needs', delivered: 4 },
  { name: 'percent', kind: 'percent', says: 'per cent above or below the usual', delivered: 150 },
];

/** The middle one: half of the earlier bills lie below it. */
function median(values: readonly bigint[]): bigint {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[half - 1] ?? 0n, sorted[half] ?? 0n];
  return sorted.length % 2 === 1 ? high : (low + high) / 2n;
}

/** The median of the distances from the median: how much bills of this matter differ anyway. */
function spreadOf(values: readonly bigint[]): bigint {
  const middle = median(values);
  return median(values.map((value) => (value > middle ? value - middle : middle - value)));
}

/**
 * Far from usual: above the median by the percentage, and by three times what the bills differ anyway. Low values are
 * not told: a small bill is nobody's surprise.
 */
function isFar(value: bigint, values: readonly bigint[], percent: number): boolean {
  const middle = median(values);
  const distance = value - middle;
  return distance > 0n && distance * 100n > middle * BigInt(percent) && distance > 3n * spreadOf(values);
}

function unusual(
  code: string,
  title: string,
  what: string,
  measure: (facts: Facts) => { value: bigint; earlier: (bill: EarlierBill) => bigint; says: (value: bigint) => string },
): Check {
  return {
    code,
    title,
    subject: 'unusual',
    looks: `${what} far above this matter’s own earlier bills.`,
    source: 'statistics',
    severity: 'warn',
    on: true,
    params: PARAMS,
    run: (facts: Facts, params: Params) => {
      if (facts.earlier.length < params.count('bills')) return [];
      const { value, earlier, says } = measure(facts);
      const values = facts.earlier.map(earlier);
      if (!isFar(value, values, params.count('percent'))) return [];
      return [
        {
          lines: [],
          sentence: `${what} ${says(value)}: the ${facts.earlier.length} bills before had ${says(median(values))} in the middle.`,
          evidence: Object.fromEntries(facts.earlier.map((bill) => [bill.day, says(earlier(bill))])),
          about: value.toString(),
        },
      ];
    },
  };
}

const PER_MILLE = 1_000n;

function averageRate(minor: bigint, seconds: bigint): bigint {
  return seconds === 0n ? 0n : (minor * 3600n) / seconds;
}

function writtenDown(work: bigint, net: bigint): bigint {
  return work <= net || work === 0n ? 0n : ((work - net) * PER_MILLE) / work;
}

const amount = unusual('amount-unusual', 'Amount unusual', 'The amount is', (facts) => ({
  value: facts.settled.netMinor,
  earlier: (bill) => bill.netMinor,
  says: (minor) => moneyWords(minor, facts.currency),
}));

const hours = unusual('hours-unusual', 'Hours unusual', 'The hours are', (facts) => ({
  value: facts.settled.seconds,
  earlier: (bill) => bill.seconds,
  says: (seconds) => `${hoursText(seconds)} h`,
}));

const rate = unusual('rate-unusual', 'Average rate unusual', 'The average rate is', (facts) => {
  const time = facts.lines.filter((line) => line.kind === 'time');
  const fees = time.reduce((sum, line) => sum + billed(line), 0n);
  return {
    value: averageRate(fees, facts.settled.seconds),
    earlier: (bill) => averageRate(bill.feesMinor, bill.seconds),
    says: (minor) => `${moneyWords(minor, facts.currency)} an hour`,
  };
});

const writeDown = unusual('write-down-unusual', 'Write-down unusual', 'The write-down is', (facts) => ({
  value: writtenDown(facts.settled.workMinor, facts.settled.netMinor),
  earlier: (bill) => writtenDown(bill.workMinor, bill.netMinor),
  says: (share) => `${share / 10n}.${share % 10n} % of the work`,
}));

const firstBill: Check = {
  code: 'first-bill',
  title: 'First bill to a payer',
  subject: 'unusual',
  looks: 'Payers who were never billed before.',
  source: 'statistics',
  severity: 'info',
  on: true,
  whole: true,
  params: [],
  run: (facts) =>
    facts.settled.bills
      .filter(({ payer }) => !facts.payersBilledBefore.has(payer.payerId))
      .map(({ payer, taxes }): Found => ({
        lines: [],
        sentence: `This is the first bill to ${payer.name}. Look at the address, the tax and the references once more.`,
        evidence: { tax: taxes.map((group) => group.tax.name).join(', ') || 'none' },
        about: payer.payerId,
        atStakeMinor: 0n,
        fix: { kind: 'go', says: 'Client', href: `/clients/${facts.client.id}` },
      })),
};

export const unusualChecks: readonly Check[] = [amount, hours, rate, writeDown, firstBill];
