import { expect, it } from 'vitest';
import { advanceLines, againstOf } from './advance.ts';

const ACCOUNTS = {
  advancedUnbilled: 'unbilled',
  costsPaid: 'paid',
  advancedInBilling: 'billing',
  costsNotRecovered: 'lost',
  opening: 'opening',
};

const change = (costKind: 'hard' | 'soft' | 'anticipated' | null, wipMinor: bigint) => ({
  cardId: `card ${costKind}`,
  clientId: 'client',
  matterId: 'matter',
  officeId: null,
  timekeeperId: null,
  costKind,
  currency: 'EUR',
  wipMinor,
  wipEntityMinor: wipMinor * 2n,
});

it('only a cost that was paid to somebody outside is an asset', () => {
  const lines = advanceLines(
    [change('hard', 10_000n), change('soft', 500n), change('anticipated', 700n), change(null, 900n)],
    ACCOUNTS,
    'costsPaid',
  );
  expect(lines.map((l) => [l.account, l.amount, l.entityAmount])).toEqual([
    ['unbilled', 10_000n, 20_000n],
    ['paid', -10_000n, -20_000n],
  ]);
});

it('a purged cost is lost, a billed one passes to billing, anything else meets what was paid', () => {
  expect(
    ['purged', 'purge-reversed', 'relieved', 'restored', 'posted', 'transferred', 'taken-back'].map(againstOf),
  ).toEqual([
    'costsNotRecovered',
    'costsNotRecovered',
    'advancedInBilling',
    'advancedInBilling',
    'costsPaid',
    'costsPaid',
    'costsPaid',
  ]);
});
