import { convert } from '../../kernel/money.ts';
import type { Rounding } from '../../kernel/rounding.ts';
import { type AdvanceAccounts, advanceLines } from './advance.ts';

/** One journal line pair's worth: a change of WIP of one card. */
export interface WipChange {
  readonly cardId: string;
  readonly clientId: string;
  readonly matterId: string;
  readonly officeId: string | null;
  readonly timekeeperId: string | null;
  readonly costKind: 'hard' | 'soft' | 'anticipated' | null;
  readonly currency: string;
  readonly wipMinor: bigint;
  readonly wipEntityMinor: bigint;
}

/** What an amount of WIP is in entity currency, when it is first carried. */
export function entityWip(
  minor: bigint,
  currency: string,
  entity: { currency: string; rounding: Rounding },
  rate: { numerator: bigint; denominator: bigint },
): bigint {
  return convert(minor, currency, entity.currency, rate, entity.rounding);
}

/** What a change of WIP posts in this entity: the memorandum, and on modified cash the costs advanced. */
export function changeLines(
  changes: readonly WipChange[],
  entity: { readonly advancesAreAsset: boolean },
  accounts: AdvanceAccounts & { readonly wip: string; readonly wipContra: string },
  against: keyof AdvanceAccounts,
) {
  return [...wipLines(changes, accounts), ...(entity.advancesAreAsset ? advanceLines(changes, accounts, against) : [])];
}

/**
 * WIP up (or down), against its memorandum contra: a line per card, one contra line per matter and currency.
 * Both sides carry given entity amounts, so nothing is left to rounding.
 */
function wipLines(changes: readonly WipChange[], accounts: { wip: string; wipContra: string }) {
  const cards = changes.map((c) => ({
    account: accounts.wip,
    currency: c.currency,
    amount: c.wipMinor,
    entityAmount: c.wipEntityMinor,
    officeId: c.officeId,
    clientId: c.clientId,
    matterId: c.matterId,
    timekeeperId: c.timekeeperId,
    cardId: c.cardId,
  }));
  const contra = [...Map.groupBy(changes, (c) => `${c.matterId}|${c.currency}`).values()].map((group) => ({
    account: accounts.wipContra,
    currency: group[0]?.currency ?? '',
    amount: -group.reduce((total, c) => total + c.wipMinor, 0n),
    entityAmount: -group.reduce((total, c) => total + c.wipEntityMinor, 0n),
    clientId: group[0]?.clientId ?? null,
    matterId: group[0]?.matterId ?? null,
  }));
  return [...cards, ...contra];
}
