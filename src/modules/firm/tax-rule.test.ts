import { describe, expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { clash, type OwnTax, resolveTax, type TaxedLine, type TaxRule, type TaxWanted } from './tax-rule.ts';

function rule(name: string, code: string, change: Partial<TaxRule> = {}): TaxRule {
  return {
    id: name,
    lineId: name,
    name,
    lineKind: null,
    expenseCodes: null,
    countries: null,
    payerKind: null,
    tax: { taxCodeId: code, code, name: `name of ${code}`, kind: 'standard', note: '', ratePpm: 200_000 },
    withholdingPpm: 0,
    source: 'the Act, s. 1',
    from: day('2026-01-01'),
    to: null,
    ...change,
  };
}

const home = rule('Home', 'S20', { countries: ['GB'] });
const abroad = rule('Business abroad', 'RC', { payerKind: 'business' });
const union = rule('Union', 'EU', { countries: ['DE', 'FR', 'IE'], payerKind: 'business' });
const alone = rule('Ireland', 'IE', { countries: ['IE'], payerKind: 'business' });
const agent = rule('Official fees', 'AGT', { lineKind: 'agent', expenseCodes: ['E112', 'E111'] });
const court = rule('Court fees of our own', 'OWN', { lineKind: 'disbursement', expenseCodes: ['E112'] });
const paid = rule('All as agent', 'ALL', { lineKind: 'agent' });
const reduced = rule('Charges at home', 'R5', { lineKind: 'charges', countries: ['GB'] });
const later = rule('Home from July', 'S22', { countries: ['GB'], lineId: 'Home', from: day('2026-07-01') });
const past = rule('Old', 'S17', { to: day('2026-02-28') });
const rateless = rule('No rate', 'NR', { tax: { ...home.tax, code: 'NR', ratePpm: null } });
const own: OwnTax = { ...home.tax, ratePpm: 50_000, code: 'OWN5', from: day('2025-06-01') };

const time: TaxedLine = { kind: 'time', costKind: null, expenseCode: null };
const charge: TaxedLine = { kind: 'charge', costKind: null, expenseCode: null };
const cost = (costKind: 'hard' | 'soft', expenseCode: string | null): TaxedLine => ({
  kind: 'disbursement',
  costKind,
  expenseCode,
});
const payer = (country: string, kind: 'business' | 'private' | 'unknown' = 'business'): TaxWanted['payer'] => ({
  name: 'P',
  country,
  kind,
});

function of(rules: readonly TaxRule[], wanted: Partial<TaxWanted>) {
  const choice = resolveTax(rules, { on: day('2026-03-31'), payer: payer('GB'), line: time, own: null, ...wanted });
  return { ...choice, why: Object.fromEntries(choice.lost.map((l) => [l.rule.name, l.because])) };
}

describe('the tax of a line', () => {
  const all = [abroad, home, union, alone, agent, court, paid, reduced, past, rateless];
  it.each<[string, Partial<TaxWanted>, string | null, Record<string, string>]>([
    [
      'fees at home: the country goes before the kind of payer',
      {},
      'S20',
      {
        'Business abroad': '“Home” is narrower',
        Old: 'it counted to 2026-02-28',
        Union: 'it is for payers in DE, FR and IE',
      },
    ],
    [
      'charges at home: the kind of line, within the country',
      { line: charge },
      'R5',
      { Home: '“Charges at home” is narrower' },
    ],
    ['of two lists of countries the shorter', { payer: payer('IE') }, 'IE', { Union: '“Ireland” is narrower' }],
    ['a business abroad', { payer: payer('US') }, 'RC', { Home: 'it is for payers in GB' }],
    [
      'a private person abroad: nothing speaks of them',
      { payer: payer('US', 'private') },
      null,
      {
        'Business abroad': 'it is for payers with a tax number',
        'No rate': 'its tax code NR has no rate on 2026-03-31',
      },
    ],
    [
      'no number known is not a private person',
      { payer: payer('US', 'unknown') },
      null,
      { 'Business abroad': 'it is for payers with a tax number' },
    ],
    [
      'a cost of a named code: the shorter list of codes, whatever the country',
      { line: cost('hard', 'E112') },
      'OWN',
      { 'Official fees': '“Court fees of our own” is narrower', Home: '“Court fees of our own” is narrower' },
    ],
    [
      'a cost of a code of the longer list',
      { line: cost('hard', 'E111') },
      'AGT',
      { 'All as agent': '“Official fees” is narrower' },
    ],
    ['a cost of another code', { line: cost('hard', 'E123') }, 'ALL', { 'Official fees': 'it is for E112 and E111' }],
    [
      'a soft cost is never paid as agent',
      { line: cost('soft', 'E111') },
      'S20',
      { 'All as agent': 'it is for disbursements paid as agent', 'Charges at home': 'it is for charges' },
    ],
    ['the payer’s own code before all', { own }, 'OWN5', { Home: 'the payer has a tax code of its own' }],
  ])('%s', (_, wanted, code, why) => {
    const { tax, ...told } = of(all, wanted);
    expect(tax?.code ?? null).toBe(code);
    expect(told.why).toMatchObject(why);
    // Every rule but the one that counts is told.
    expect(told.lost).toHaveLength(all.length - (tax?.ruleId ? 1 : 0));
  });

  it('is none where the payer’s own code has no rate: the rules don’t step in', () => {
    expect(of([home], { own: { ...own, ratePpm: null } })).toMatchObject({
      tax: null,
      why: { Home: 'the payer has a tax code of its own, OWN5, without a rate on 2026-03-31' },
    });
  });

  it('is that of the version that counts on the day', () => {
    const versions = [{ ...home, to: day('2026-06-30') }, later];
    expect(of(versions, { on: day('2026-06-30') }).tax?.code).toBe('S20');
    expect(of(versions, { on: day('2026-07-01') }).tax?.code).toBe('S22');
    expect(of(versions, { on: day('2025-12-31') })).toMatchObject({
      tax: null,
      why: { Home: 'it counts only from 2026-01-01' },
    });
  });

  it('says its rule, source and what it goes before', () => {
    expect(of([home, abroad], {}).tax?.sentence).toBe(
      'S20 name of S20 by the tax rule “Home” for all lines to all payers in GB, from 2026-01-01 on, narrower than “Business abroad”. Source: the Act, s. 1',
    );
    expect(of([home], { own }).tax?.sentence).toBe(
      'OWN5 name of S20 is P’s own tax code from 2025-06-01 on, which goes before the tax rules.',
    );
  });

  it('is outside tax as agent only by a rule that says so', () => {
    expect(of([paid], { line: cost('hard', null) }).tax?.asAgent).toBe(true);
    expect(of([court], { line: cost('hard', 'E112') }).tax?.asAgent).toBe(false);
  });

  it('is never left to chance: of rules that don’t clash, one is narrower wherever both speak', () => {
    const scopes = all.filter((one) => one !== past && one !== rateless);
    for (const a of scopes)
      for (const b of scopes) if (a !== b) expect(clash(a, b), `${a.name}, ${b.name}`).toBe(false);
    expect(clash(home, rule('Again', 'X', { countries: ['GB'] }))).toBe(true);
    expect(clash(union, rule('Other union', 'X', { countries: ['IE', 'NL', 'BE'], payerKind: 'business' }))).toBe(true);
    expect(clash(union, { ...union, payerKind: 'private' })).toBe(false);
    expect(clash(court, rule('As agent', 'X', { lineKind: 'agent', expenseCodes: ['E112'] }))).toBe(true);
    expect(clash(agent, rule('Two codes', 'X', { lineKind: 'agent', expenseCodes: ['E111', 'E124'] }))).toBe(true);
  });
});
