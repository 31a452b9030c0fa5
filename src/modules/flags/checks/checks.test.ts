import { describe, expect, it } from 'vitest';
import { day } from '../../../kernel/day.ts';
import { checkOf } from '../catalogue.ts';
import { evaluate, evaluateSheet, type Rule } from '../check.ts';
import { dayKey, type Facts, type FlagLine } from '../facts.ts';
import { merged, type ParamValue } from '../params.ts';
import { tokens } from '../wording.ts';
import { Names } from '../strangers.ts';

const TODAY = day('2026-03-31');
const HOUR = 3600n;

let made = 0;

/** A line of an associate: one hour at 300.00, yesterday, with words that say something. */
function line(over: Partial<FlagLine> = {}): FlagLine {
  made += 1;
  const state = {
    excluded: false,
    noCharge: false,
    printed: true,
    seconds: HOUR,
    rateE4: 300_000_000n,
    billMinor: 30_000n,
    narrative: `Drafting reply on claim ${made}`,
    workDate: day('2026-03-30'),
    taskCode: null,
    activityCode: null,
    expenseCode: null,
    shares: null,
  };
  const recorded = { ...state, ...over };
  return {
    ...state,
    id: `line-${made}`,
    version: 1,
    cardId: `card-${made}`,
    cardNumber: BigInt(made),
    kind: 'time',
    costKind: null,
    timekeeperId: 'pr',
    timekeeper: 'PR',
    timekeeperName: 'Priya Raman',
    byClause: null,
    matterId: 'matter',
    wipMinor: 30_000n,
    wipEntityMinor: 30_000n,
    openSeconds: HOUR,
    workMinor: 30_000n,
    hold: null,
    comments: 0,
    files: 0,
    recorded,
    words: tokens(over.narrative ?? state.narrative),
    classification: 'ASSOC',
    timekeeperNumber: '103',
    recordedOn: day('2026-03-30'),
    scheduledRateE4: 300_000_000n,
    rateIsAgreed: false,
    documents: [],
    ...over,
  };
}

function facts(lines: readonly FlagLine[], over: Partial<Facts> = {}): Facts {
  const net = lines.reduce((sum, one) => sum + (one.noCharge ? 0n : one.billMinor), 0n);
  return {
    today: TODAY,
    head: { id: 'proforma', throughDay: TODAY },
    currency: 'GBP',
    lines,
    adjustments: [],
    payers: [],
    terms: { on: TODAY, steps: [], off: [], stale: null },
    settled: {
      adjustmentOf: new Map(),
      effectOf: new Map(),
      bills: [],
      netMinor: net,
      totalMinor: net,
      seconds: 0n,
      workMinor: net,
    },
    problems: [],
    reviewers: { owner: '', named: [] },
    preview: null,
    client: { id: 'client', name: 'Own Ltd', ebilled: false },
    matter: {
      id: 'matter',
      number: '1-1',
      clientReference: 'R',
      status: 'pending',
      closedOn: null,
      codeSet: null,
      entityStatus: null,
      annuityYear: null,
    },
    docket: null,
    budgets: [],
    fees: new Map(),
    dayTotals: new Map(),
    monthTotals: new Map(),
    codes: new Map(),
    earlier: [],
    payersBilledBefore: new Set(),
    funds: new Map(),
    newWip: { cards: 0, wipMinor: 0n },
    scheduledOn: () => null,
    strangersIn: () => [],
    misspeltIn: () => [],
    unprintableIn: (text: string) => (text.includes('☃') ? ['☃'] : []),
    ...over,
  } as unknown as Facts;
}

function ruleOf(code: string, own: Record<string, ParamValue> = {}): Rule {
  const check = checkOf(code);
  if (!check) throw new Error(`no check ${code}`);
  const { params } = merged(check.params, own);
  return {
    check,
    id: null,
    version: 0,
    severity: check.severity,
    params,
    scope: 'delivered',
    citation: '',
    since: null,
  };
}

function raised(code: string, of: Facts, own: Record<string, ParamValue> = {}): number {
  return evaluate(of, [ruleOf(code, own)]).flags.length;
}

const says = (narrative: string, over: Partial<FlagLine> = {}): Facts => facts([line({ narrative, ...over })]);

describe('each check finds its case and leaves the near miss alone', () => {
  it.each([
    [
      'block-billing',
      'Review search report; draft reply with amendments',
      'Review and amend claims 1 to 4',
      { seconds: HOUR },
    ],
    [
      'block-billing',
      'Review search report; draft reply with amendments',
      'Drafting reply: novelty, inventive step, clarity',
      { seconds: HOUR },
    ],
    ['unprintable-characters', 'Search for the mark ☃', 'Search for the mark 商標', {}],
    ['vague-narrative', 'Attention to file', 'Attentive study of the file history of D1', {}],
    ['vague-narrative', 'Emails', 'Emails to inventors on example 3', {}],
    ['clerical-work', 'Scanning of signed deeds', 'Comparing scanner claims with D1', {}],
    ['unpayable-task', 'Conflict check for the new client', 'Resolving a conflict of claims 1 and 4', {}],
    ['privileged-words', 'Drafting privileged memorandum', 'Drafting memorandum of agreement', {}],
  ])('%s: “%s”, not “%s”', (code, hit, miss, over) => {
    expect(raised(code, says(hit, over))).toBe(1);
    expect(raised(code, says(miss, over))).toBe(0);
  });

  it('clerical work is support staff’s own; block billing of half an hour is left alone', () => {
    expect(raised('clerical-work', says('Scanning of signed deeds', { classification: 'PARALG' }))).toBe(0);
    expect(raised('block-billing', says('Review report; draft reply to it', { seconds: HOUR / 2n }))).toBe(0);
  });

  it('a line at no charge costs nobody anything', () => {
    expect(raised('unpayable-task', says('Conflict check for the new client', { noCharge: true }))).toBe(0);
  });

  it('twenty-four hours are a day, a hundredth more is not', () => {
    const one = line();
    const key = dayKey('pr', one.workDate);
    expect(raised('impossible-day', facts([one], { dayTotals: new Map([[key, 24n * HOUR]]) }))).toBe(0);
    expect(raised('impossible-day', facts([one], { dayTotals: new Map([[key, 24n * HOUR + 36n]]) }))).toBe(1);
    expect(raised('long-day', facts([one], { dayTotals: new Map([[key, 10n * HOUR]]) }))).toBe(0);
    expect(raised('long-day', facts([one], { dayTotals: new Map([[key, 10n * HOUR + 36n]]) }))).toBe(1);
  });

  it('limits are reached before they are passed: days, increments, rates', () => {
    expect(raised('stale-work', facts([line({ workDate: day('2026-01-30') })]), { days: 60 })).toBe(0);
    expect(raised('stale-work', facts([line({ workDate: day('2026-01-29') })]), { days: 60 })).toBe(1);
    expect(raised('minimum-increment', facts([line({ seconds: 360n })]))).toBe(0);
    expect(raised('minimum-increment', facts([line({ seconds: 396n })]))).toBe(1);
    const agreed = line();
    expect(raised('rate-above-agreed', facts([agreed]))).toBe(0);
    expect(raised('rate-above-agreed', facts([{ ...agreed, rateE4: 300_000_001n }]))).toBe(1);
    expect(raised('rate-above-agreed', facts([{ ...agreed, rateE4: 299_000_000n }]))).toBe(0);
  });

  it('a cost named by the same number twice is one; costs that only look alike are two', () => {
    const cost = (workDate: string, narrative: string, billMinor = 20_000n): FlagLine =>
      line({ kind: 'disbursement', timekeeperId: null, workDate: day(workDate), narrative, billMinor });
    const [first, again] = [cost('2026-03-02', 'Agency invoice 8841'), cost('2026-03-09', 'Agency invoice 8841')];
    expect(raised('cost-twice', facts([first, again]))).toBe(1);
    expect(raised('cost-twice', facts([first, cost('2026-03-02', 'Agency invoice 8841')]))).toBe(0);
    expect(raised('cost-twice', facts([first, cost('2026-03-09', 'Agency invoice 8842')]))).toBe(0);
    expect(raised('cost-twice', facts([cost('2026-03-02', 'Courier'), cost('2026-03-09', 'Courier')]))).toBe(0);
    const watch = (on: string): FlagLine => cost(on, 'Watch service for EP3456789');
    expect(raised('cost-twice', facts([watch('2026-02-01'), watch('2026-03-01')]))).toBe(0);
    expect(raised('cost-twice', facts([first, { ...again, noCharge: true }]))).toBe(0);
  });

  it('rates fixed on a day: a rise is one only above that, and where the client did not agree to it', () => {
    const fixedAt = (rateE4: bigint | null, over: Partial<FlagLine> = {}): number =>
      raised('rate-rise-unapproved', facts([line(over)], { scheduledOn: () => rateE4 }), { since: '2026-01-01' });
    expect([fixedAt(300_000_000n), fixedAt(299_999_999n), fixedAt(null)]).toEqual([0, 1, 0]);
    expect(fixedAt(299_999_999n, { rateIsAgreed: true })).toBe(0);
    expect(fixedAt(299_999_999n, { noCharge: true })).toBe(0);
  });

  it('a payer’s own tax code is told of where the tax rules give another, and not where they agree', () => {
    const payer = (ruled: string | null) => ({
      payerId: 'p',
      name: 'Payer',
      sharePpm: 1_000_000,
      taxOf: () => ({
        taxCodeId: 'own',
        code: 'S20',
        ruled: ruled === null ? null : { taxCodeId: ruled, sentence: 'RC.' },
      }),
    });
    const by = (ruled: string | null): number =>
      raised('tax-code-wrong', { ...facts([line(), line()]), payers: [payer(ruled)] as unknown as Facts['payers'] });
    expect([by('rules'), by('own'), by(null)]).toEqual([1, 0, 0]);
    const others = [line({ shares: 'q:1000000' }), line({ noCharge: true })];
    const two = [payer('rules'), { ...payer(null), payerId: 'q' }] as unknown as Facts['payers'];
    expect(raised('tax-code-wrong', { ...facts(others), payers: two })).toBe(0);
  });

  it('the same words on another day are no duplicate; the same day and hours are', () => {
    const one = line({ narrative: 'Preparing drawings for figure 2' });
    const twin = line({ narrative: 'Preparing drawings, for figure 2.' });
    expect(raised('duplicate-cards', facts([one, twin]))).toBe(1);
    expect(raised('duplicate-cards', facts([one, { ...twin, workDate: day('2026-03-27') }]))).toBe(0);
    expect(raised('duplicate-cards', facts([one, { ...twin, seconds: HOUR / 2n }]))).toBe(0);
  });

  it('a total that isn’t its lines is found by adding up again', () => {
    const of = facts([line()]);
    expect(raised('does-not-foot', of)).toBe(0);
    expect(raised('does-not-foot', { ...of, settled: { ...of.settled, totalMinor: 30_001n } })).toBe(1);
  });

  it('shares of 99.9999 % are not the whole', () => {
    const payer = (sharePpm: number) => ({ payerId: String(sharePpm), name: 'P', sharePpm, taxOf: () => null });
    const of = facts([]);
    expect(raised('split-not-whole', { ...of, payers: [payer(600_000), payer(400_000)] })).toBe(0);
    expect(raised('split-not-whole', { ...of, payers: [payer(600_000), payer(399_999)] })).toBe(1);
  });

  it('a receipt on the card satisfies; an amount in another currency makes the rule say that it couldn’t run', () => {
    const cost = line({ kind: 'disbursement', billMinor: 20_000n });
    const over = [{ currency: 'GBP', minor: '10000' }];
    expect(raised('receipt-missing', facts([cost]), { over })).toBe(1);
    expect(raised('receipt-missing', facts([{ ...cost, documents: ['receipt'] }]), { over })).toBe(0);
    expect(raised('receipt-missing', facts([cost], { currency: 'EUR' }), { over })).toBe(0);
  });
});

describe('names of strangers', () => {
  const names = new Names([
    { name: 'Larkfield Biosciences plc', what: 'client 1002', clientId: 'b', matterId: null, familyId: null },
    { name: 'Own Turbines Ltd', what: 'client 1001', clientId: 'a', matterId: null, familyId: null },
    { name: '1001-004', what: 'matter 1001-004', clientId: 'a', matterId: 'm4', familyId: 'f2' },
    { name: 'GB2514321.7', what: 'application', clientId: 'b', matterId: 'x', familyId: null },
    { name: 'Shared Person', what: 'inventor', clientId: 'b', matterId: null, familyId: null },
    { name: 'Shared Person', what: 'inventor', clientId: 'a', matterId: null, familyId: null },
  ]);
  const at = { clientId: 'a', matterId: 'm1', familyId: 'f1' };

  it.each([
    ['Call with LARKFIELD BIOSCIENCES on licence', ['Larkfield Biosciences plc']],
    ['Reply in GB 2514321.7', []],
    ['Reply in GB2514321.7 to be filed', ['GB2514321.7']],
    ['Walk in a larkfield', []],
    ['Letter to Own Turbines', []],
    ['As in 1001-004', ['1001-004']],
    ['Interview with Shared Person', []],
  ])('“%s” → %j', (narrative, found) => {
    expect(names.strangersIn(tokens(narrative), at).map((one) => one.name)).toEqual(found);
  });

  it('a case of the same family is no stranger', () => {
    expect(names.strangersIn(tokens('As in 1001-004'), { ...at, familyId: 'f2' })).toEqual([]);
  });
});

describe('a proforma of several matters', () => {
  const { matter: one } = facts([line()]);
  const part = (number: string, reference: string, lines: readonly FlagLine[]): Facts => ({
    ...facts(lines),
    apart: true,
    matter: { ...one, id: number, number, clientReference: reference },
  });
  const parts = [part('1', 'ref', [line()]), part('2', '', [line({ matterId: '2' })])];
  const whole = facts(parts.flatMap((of) => of.lines));
  const minimum = { least: [{ currency: 'GBP', minor: '50000' }] };

  it('is judged matter by matter, each flag saying of which it is', () => {
    const { flags } = evaluateSheet({ whole, parts }, () => [ruleOf('reference-missing')]);
    expect(flags.map((flag) => [flag.sentence, flag.matterId])).toEqual([
      ['2: Matter 2 has no reference of the client’s; they file bills by it.', '2'],
    ]);
  });

  it('is judged once as a whole where the whole is meant: two bills of 300.00 are one of 600.00', () => {
    const rule = ruleOf('below-minimum', minimum);
    expect(evaluateSheet({ whole, parts }, () => [rule]).flags).toEqual([]);
    expect(evaluateSheet({ whole: facts([line()]), parts: [facts([line()])] }, () => [rule]).flags).toHaveLength(1);
  });

  it('follows the rules of each matter’s own client', () => {
    const rulesOf = (of: Facts): Rule[] => (of.matter.number === '2' ? [ruleOf('reference-missing')] : []);
    const bare = [part('1', '', [line()]), part('2', '', [line()])];
    expect(evaluateSheet({ whole, parts: bare }, rulesOf).flags.map((flag) => flag.matterId)).toEqual(['2']);
  });
});

describe('the way of a proforma', () => {
  it('tells when nobody who reviews it decides about it; the owner or who stands in is enough', () => {
    const by = (named: Facts['reviewers']['named']): number =>
      raised('reviewer-not-owner', facts([line()], { reviewers: { owner: 'Eleanor Hartwell', named } }));
    expect(by([])).toBe(0);
    expect(by([{ name: 'Jonas Voss', decides: false }])).toBe(1);
    expect(
      by([
        { name: 'Jonas Voss', decides: false },
        { name: 'Eleanor Hartwell', decides: true },
      ]),
    ).toBe(0);
  });

  it('tells of edits since its pages were looked at, and of none where nobody looked', () => {
    const since = (edits: number | null): number =>
      raised(
        'edited-since-preview',
        facts([line()], { preview: edits === null ? null : { who: 'Maya Okafor', on: TODAY, edits } }),
      );
    expect([since(null), since(0), since(1)]).toEqual([0, 0, 1]);
  });
});
