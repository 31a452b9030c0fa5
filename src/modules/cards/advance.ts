import type { WipChange } from './post.ts';

/** The accounts of costs laid out for clients, on the modified-cash basis. */
export interface AdvanceAccounts {
  readonly advancedUnbilled: string;
  readonly costsPaid: string;
  readonly advancedInBilling: string;
  readonly costsNotRecovered: string;
  readonly opening: string;
}

/** What stands on the other side when the cost advanced on a card changes. */
const AGAINST: Readonly<Record<string, keyof AdvanceAccounts>> = {
  purged: 'costsNotRecovered',
  'purge-reversed': 'costsNotRecovered',
  relieved: 'advancedInBilling',
  restored: 'advancedInBilling',
};

/** Recording and taking back meet what was paid; moves between cards and matters come to zero there. */
export function againstOf(kind: string): keyof AdvanceAccounts {
  return AGAINST[kind] ?? 'costsPaid';
}

/**
 * On modified cash a cost paid for the client is an asset, at what its card carries: lines for each hard cost whose WIP
 * changes, and one on the other side per matter and currency. Soft costs, charges and anticipated costs were not laid out.
 */
export function advanceLines(changes: readonly WipChange[], accounts: AdvanceAccounts, against: keyof AdvanceAccounts) {
  const hard = changes.filter((c) => c.costKind === 'hard' && (c.wipMinor !== 0n || c.wipEntityMinor !== 0n));
  const cards = hard.map((c) => ({
    account: accounts.advancedUnbilled,
    currency: c.currency,
    amount: c.wipMinor,
    entityAmount: c.wipEntityMinor,
    officeId: c.officeId,
    clientId: c.clientId,
    matterId: c.matterId,
    cardId: c.cardId,
  }));
  const other = [...Map.groupBy(hard, (c) => `${c.matterId}|${c.currency}`).values()].map((group) => ({
    account: accounts[against],
    currency: group[0]?.currency ?? '',
    amount: -group.reduce((total, c) => total + c.wipMinor, 0n),
    entityAmount: -group.reduce((total, c) => total + c.wipEntityMinor, 0n),
    clientId: group[0]?.clientId ?? null,
    matterId: group[0]?.matterId ?? null,
  }));
  return [...cards, ...other];
}
