import { describe, expect, it } from 'vitest';
import { companies, companySaid, type Mergeable } from './merge.ts';

const matter = (number: string, more: Partial<Mergeable> = {}): Mergeable => ({
  matterId: number,
  number,
  clientId: 'c1',
  familyId: 'f1',
  group: '',
  entityId: 'uk',
  currency: 'GBP',
  payers: 'p1:1000000',
  billingTimekeeperId: 'eh',
  ebilled: false,
  together: 'matter',
  ...more,
});

const numbers = (all: readonly Mergeable[], rule: Parameters<typeof companies>[1]): string[] =>
  companies(all, rule).map(({ matters }) => matters.map((m) => m.number).join('+'));

describe('matters of a run', () => {
  const all = [
    matter('1'),
    matter('2'),
    matter('3', { familyId: 'f2' }),
    matter('4', { clientId: 'c2', familyId: null, group: 'g' }),
    matter('5', { clientId: 'c3', familyId: null, group: 'g', payers: 'p2:1000000' }),
    matter('6', { clientId: 'c3', familyId: null, group: 'g' }),
  ];

  it('go together as the rule says', () => {
    expect(numbers(all, 'matter')).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(numbers(all, 'family')).toEqual(['1+2', '3', '4', '5', '6']);
    expect(numbers(all, 'client')).toEqual(['1+2+3', '4', '5', '6']);
    expect(numbers(all, 'group')).toEqual(['1+2+3', '4+6', '5']);
    expect(numbers(all, 'payer')).toEqual(['1+2+3+4+6', '5']);
  });

  it('go as each client wishes where the run says nothing', () => {
    const wished = [...all.slice(0, 3).map((m) => ({ ...m, together: 'client' as const })), matter('7'), matter('8')];
    expect(numbers(wished, null)).toEqual(['1+2+3', '7', '8']);
  });

  it.each([
    [{ entityId: 'us' }, 'another legal entity'],
    [{ currency: 'USD' }, 'another currency'],
    [{ payers: 'p1:600000,p2:400000' }, 'other payers'],
    [{ billingTimekeeperId: 'jv' }, 'another billing timekeeper'],
  ])('stand apart where they don’t agree, and say why: %o', (more, why) => {
    const made = companies([matter('1'), matter('2', more), matter('3')], 'client');
    expect(made.map((one) => one.matters.map((m) => m.number))).toEqual([['1', '3'], ['2']]);
    expect(made.map((one) => one.apart)).toEqual([null, `billed apart from 1: ${why}`]);
  });

  it('of two clients stay apart where one of them gets files', () => {
    const group = { group: 'g', familyId: null };
    const made = companies([matter('1', group), matter('2', { ...group, clientId: 'c2', ebilled: true })], 'group');
    expect(made[1]?.apart).toBe('billed apart from 1: files of another client');
  });

  it('name whom they are with', () => {
    const [made] = companies(
      ['1', '2', '3', '4', '5'].map((n) => matter(n)),
      'client',
    );
    expect(made && companySaid(made.matters[0] as Mergeable, made)).toEqual([
      'on one proforma with 2, 3, 4 and 1 more',
    ]);
    const [alone] = companies([matter('1')], 'client');
    expect(alone && companySaid(alone.matters[0] as Mergeable, alone)).toEqual([]);
  });
});
