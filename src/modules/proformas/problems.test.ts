import { expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import type { Line } from './line.ts';
import { problemsOf } from './problems.ts';
import type { PayerShare } from './settle.ts';
import type { LineTax } from './tax.ts';

const tax = (code: string, ratePpm: number): LineTax => ({
  taxCodeId: code,
  code,
  name: code,
  kind: 'standard',
  note: '',
  ratePpm,
  ruleId: code,
  sentence: '',
  asAgent: false,
  withholdingPpm: 0,
});

const state = {
  excluded: false,
  noCharge: false,
  printed: true,
  seconds: 0n,
  rateE4: null,
  billMinor: 1_000n,
  narrative: 'Fee of the office',
  workDate: day('2026-03-01'),
  taskCode: null,
  activityCode: null,
  expenseCode: 'E123',
  shares: null,
};
const cost = (id: string, change: Partial<Line> = {}): Line => ({
  ...state,
  id,
  version: 1,
  cardId: id,
  cardNumber: 1n,
  kind: 'disbursement',
  costKind: 'hard',
  timekeeperId: null,
  timekeeper: '',
  timekeeperName: '',
  byClause: null,
  matterId: 'm',
  wipMinor: 1_000n,
  wipEntityMinor: 1_000n,
  openSeconds: 0n,
  workMinor: 1_000n,
  hold: null,
  comments: 0,
  files: 0,
  recorded: state,
  ...change,
});

/** Costs at 20 %, but E112 by `agent`. */
const payer = (agent: LineTax | null): PayerShare => ({
  payerId: 'p',
  name: 'Ashgrove',
  sharePpm: 1_000_000,
  taxOf: (line) => (line.expenseCode === 'E112' ? agent : tax('S20', 200_000)),
});
const problems = (lines: readonly Line[], agent: LineTax | null, ledes = false) =>
  problemsOf(lines, [payer(agent)], [], { codesRequired: false, ledes }).map(({ stops, on }) => [stops, on?.lines]);

it('hidden value needs a printed line of its own tax', () => {
  const hidden = cost('hidden', { printed: false, expenseCode: 'E112' });
  expect(problems([cost('shown'), hidden], tax('AGT', 0))).toEqual([['approve', ['hidden']]]);
  expect(problems([cost('shown'), hidden], tax('S20', 200_000))).toEqual([]);
  expect(problems([cost('shown', { expenseCode: 'E112' }), hidden], tax('AGT', 0))).toEqual([]);
});

it('a line without a tax stops the bill and is named; one that is off the bill does not', () => {
  expect(problems([cost('a'), cost('b', { expenseCode: 'E112' })], null)).toEqual([['bill', ['b']]]);
  expect(problems([cost('a'), cost('b', { expenseCode: 'E112', excluded: true })], null)).toEqual([]);
});

it('one taxed line is too much for LEDES 1998B', () => {
  expect(problems([cost('a'), cost('b', { expenseCode: 'E112' })], tax('AGT', 0), true)).toEqual([
    ['approve', undefined],
  ]);
  expect(problems([cost('b', { expenseCode: 'E112' })], tax('AGT', 0), true)).toEqual([]);
});
