import { divide } from '../../kernel/rounding.ts';
import { deal } from '../../kernel/share.ts';
import type { Accounts } from './accounts.ts';
import { advancedPart } from './advance.ts';
import type { Advance, LineKind, LinePart, OnAccount } from './spread.ts';

/** Why less came than was owed. Each names the account that bears it; a dispute bears nothing, it stays owed. */
const DIFFERENCE_REASONS = {
  'bank-fee': { title: 'Bank fee', account: 'bankCharges', earned: true },
  'withheld-tax': { title: 'Tax withheld by the client', account: 'withheldTax', earned: true },
  discount: { title: 'Discount taken', account: 'discounts', earned: false },
  'small-difference': { title: 'Small difference', account: 'smallDifferences', earned: false },
} as const satisfies Record<string, { title: string; account: keyof Accounts; earned: boolean }>;
export type DifferenceReason = keyof typeof DIFFERENCE_REASONS;

type Basis = 'accrual' | 'modified-cash';

/** Who and what a line is about. */
export interface Dimensions {
  readonly clientId: string | null;
  readonly payerId: string | null;
  readonly matterId: string | null;
  readonly officeId: string | null;
  readonly invoiceId: string | null;
}

/** An amount with what the books carry it at in entity currency. */
export interface Carried {
  readonly currency: string;
  readonly minor: bigint;
  readonly entityMinor: bigint;
}

/** What settles a receivable: how much, on which of its lines. */
interface Settling {
  readonly owed: Carried;
  readonly parts: readonly LinePart[];
  readonly about: Dimensions;
}

interface Line extends Partial<Dimensions> {
  readonly account: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly entityAmount: bigint;
  readonly timekeeperId?: string | null;
}

/** The part of a carried entity amount that goes with a part of the amount: all with the last, else pro rata, rounded half-up. */
export function carriedPart(part: bigint, openMinor: bigint, openEntityMinor: bigint): bigint {
  return part === openMinor ? openEntityMinor : divide(openEntityMinor * part, openMinor, 'half-up');
}

/**
 * Cash meets an invoice. Accrual: unapplied against the receivable, each at what the books carry it at; the difference
 * is the realised exchange difference. Modified cash: revenue and tax arise now, at the cash's value, by the lines paid;
 * the memorandum receivable goes. Two currencies meet through the clearing account, so that each balances by itself.
 */
export function allocationLines(
  basis: Basis,
  accounts: Accounts,
  entityCurrency: string,
  of: Settling & { cash: Carried },
): Line[] {
  const { cash, owed, about } = of;
  const lines: Line[] = [
    line(accounts.unapplied, { ...cash }, 1n, { clientId: about.clientId, payerId: about.payerId }),
  ];
  if (cash.currency !== owed.currency) {
    lines.push(line(accounts.clearing, cash, -1n), {
      account: accounts.clearing,
      currency: owed.currency,
      amount: owed.minor,
      entityAmount: cash.entityMinor,
    });
  }
  if (basis === 'modified-cash') {
    return [
      ...lines,
      ...earned(accounts, { ...owed, entityMinor: cash.entityMinor }, of.parts, about),
      ...memoGone(accounts, of),
    ];
  }
  const difference = owed.entityMinor - cash.entityMinor;
  return [
    ...lines,
    ...owedGone(accounts, of),
    ...(difference === 0n
      ? []
      : [{ ...about, account: accounts.exchange, currency: entityCurrency, amount: 0n, entityAmount: difference }]),
  ];
}

/**
 * A part of what was billed on account is taken up by an invoice of work, with the tax that was charged with it. Accrual:
 * the liability against the receivable, each at what the books carry it at. Modified cash: what was paid in advance becomes
 * revenue now, by the lines it falls on.
 */
export function appliedLines(
  basis: Basis,
  accounts: Accounts,
  entityCurrency: string,
  of: Settling & { taken: OnAccount; takenFrom: Dimensions },
): Line[] {
  const { taken, takenFrom, owed, about } = of;
  const entityMinor = taken.entityNetMinor + taken.entityTaxMinor;
  const { currency } = owed;
  const lines = [
    line(accounts.onAccount, { currency, minor: taken.netMinor, entityMinor: taken.entityNetMinor }, 1n, takenFrom),
    line(accounts.tax, { currency, minor: taken.taxMinor, entityMinor: taken.entityTaxMinor }, 1n, takenFrom),
  ].filter((l) => l.amount !== 0n || l.entityAmount !== 0n);
  if (basis === 'modified-cash')
    return [...lines, ...earned(accounts, { ...owed, entityMinor }, of.parts, about), ...memoGone(accounts, of)];
  const difference = owed.entityMinor - entityMinor;
  return [
    ...lines,
    ...owedGone(accounts, of),
    ...(difference === 0n
      ? []
      : [{ ...about, account: accounts.exchange, currency: entityCurrency, amount: 0n, entityAmount: difference }]),
  ];
}

/** A difference with a reason: the account that bears it against the receivable; on modified cash, what was earned is revenue. */
export function differenceLines(basis: Basis, accounts: Accounts, reason: DifferenceReason, of: Settling): Line[] {
  const rule = DIFFERENCE_REASONS[reason];
  if (basis === 'modified-cash') {
    const memo = memoGone(accounts, of);
    if (!rule.earned) return [...memo, ...notRecovered(accounts, of)];
    return [
      line(accounts[rule.account], of.owed, 1n, of.about),
      ...earned(accounts, of.owed, of.parts, of.about),
      ...memo,
    ];
  }
  return [line(accounts[rule.account], of.owed, 1n, of.about), ...owedGone(accounts, of)];
}

/**
 * What will not be paid. Accrual: a bad debt in full, tax included; relief for the tax follows the rule of the place and
 * is claimed apart. Modified cash: it never was revenue, so the memorandum goes, and costs laid out become an expense.
 */
export function writeOffLines(basis: Basis, accounts: Accounts, of: Settling): Line[] {
  if (basis === 'modified-cash') return [...memoGone(accounts, of), ...notRecovered(accounts, of)];
  return [
    ...byMatter(of).map(({ owed, about }) => line(accounts.badDebts, owed, 1n, about)),
    ...owedGone(accounts, of),
  ];
}

/**
 * A credit note: income and tax back, by the lines credited. On modified cash nothing was earned yet; costs laid out
 * become an expense, or go back to the cards that `restored` names, at what those carry again.
 */
export function creditLines(
  basis: Basis,
  accounts: Accounts,
  of: Settling & { restored?: ReadonlyMap<number, Advance> },
): Line[] {
  if (basis === 'modified-cash') return [...memoGone(accounts, of), ...notRecovered(accounts, of, of.restored)];
  const back = earned(accounts, of.owed, of.parts, of.about).map((l) => ({
    ...l,
    amount: -l.amount,
    entityAmount: -l.entityAmount,
  }));
  return [...back, ...owedGone(accounts, of)];
}

function line(account: string, of: Carried, sign: 1n | -1n, about: Partial<Dimensions> = {}): Line {
  return {
    ...about,
    account,
    currency: of.currency,
    amount: sign * of.minor,
    entityAmount: sign * of.entityMinor,
  };
}

function memoGone(accounts: Accounts, of: Settling): Line[] {
  return byMatter(of).flatMap(({ owed, about }) => [
    line(accounts.receivableMemo, owed, -1n, about),
    line(accounts.receivableMemoContra, owed, 1n, about),
  ]);
}

function owedGone(accounts: Accounts, of: Settling): Line[] {
  return byMatter(of).map(({ owed, about }) => line(accounts.receivable, owed, -1n, about));
}

function placeOf(of: LinePart['line'] | undefined, about: Dimensions): Dimensions {
  if (!of?.matterId) return about;
  const { matterId, clientId, officeId } = of;
  return { ...about, matterId, clientId: clientId ?? about.clientId, officeId: officeId ?? about.officeId };
}

/** What is owed, by the matters of the lines it falls on; the entity amount is dealt over them by largest remainder. */
function byMatter({ owed, parts, about }: Settling): { owed: Carried; about: Dimensions }[] {
  const groups = [...Map.groupBy(parts, (part) => part.line.matterId).values()];
  if (groups.length < 2) return [{ owed, about: placeOf(parts[0]?.line, about) }];
  const minors = groups.map((group) => group.reduce((sum, part) => sum + part.netMinor + part.taxMinor, 0n));
  const entity = deal(owed.entityMinor, minors);
  return groups.map((group, i) => ({
    owed: { ...owed, minor: minors[i] ?? 0n, entityMinor: entity[i] ?? 0n },
    about: placeOf(group[0]?.line, about),
  }));
}

/** Where what was earned of a line goes; what is paid on account is not earned yet. */
const INCOME: Readonly<Record<LineKind, 'fees' | 'disbursements' | 'charges' | 'onAccount'>> = {
  time: 'fees',
  disbursement: 'disbursements',
  charge: 'charges',
  'on-account': 'onAccount',
};

/**
 * Costs laid out that the client will not pay back: from the asset to an expense. Those whose work goes back to WIP stay
 * an asset: they pass to their cards through billing, and what was an expense of them before comes back.
 */
function notRecovered(
  accounts: Accounts,
  { owed: { currency }, parts, about }: Settling,
  restored: ReadonlyMap<number, Advance> = new Map(),
): Line[] {
  return parts.flatMap((part) => {
    if (part.line.advance === null) return [];
    const gone = advancedPart(part);
    const back = restored.get(part.line.lineNo) ?? { minor: 0n, entityMinor: 0n };
    const at = placeOf(part.line, about);
    const lost = { minor: gone.minor - back.minor, entityMinor: gone.entityMinor - back.entityMinor };
    return [
      line(accounts.costsNotRecovered, { currency, ...lost }, 1n, at),
      line(accounts.advancedInBilling, { currency, ...back }, 1n, at),
      line(accounts.advancedBilled, { currency, ...gone }, -1n, at),
    ].filter((l) => l.amount !== 0n || l.entityAmount !== 0n);
  });
}

/**
 * Credits of income by kind, matter and timekeeper, of tax by matter, and of the costs laid out that come back with it;
 * the entity amount is dealt over them by largest remainder. A cost comes back at what the books carry it at: what the
 * cash is worth more or less is a realised exchange difference.
 */
function earned(accounts: Accounts, total: Carried, parts: readonly LinePart[], about: Dimensions): Line[] {
  const byOwner = [
    ...Map.groupBy(parts, (p) => `${p.line.kind}|${p.line.matterId}|${p.line.timekeeperId}`).values(),
  ].map((group) => ({
    account: accounts[INCOME[group[0]?.line.kind ?? 'charge']],
    place: placeOf(group[0]?.line, about),
    timekeeperId: group[0]?.line.timekeeperId ?? null,
    minor: group.reduce((sum, p) => sum + p.netMinor - advancedPart(p).minor, 0n),
    carried: null,
  }));
  const taxes = [...Map.groupBy(parts, (p) => p.line.matterId).values()].map((group) => ({
    account: accounts.tax,
    place: placeOf(group[0]?.line, about),
    timekeeperId: null,
    minor: group.reduce((sum, p) => sum + p.taxMinor, 0n),
    carried: null,
  }));
  const advances = parts.map((part) => {
    const { minor, entityMinor } = advancedPart(part);
    return {
      account: accounts.advancedBilled,
      place: placeOf(part.line, about),
      timekeeperId: null,
      minor,
      carried: entityMinor,
    };
  });
  const all = [...byOwner, ...taxes, ...advances].filter((p) => p.minor !== 0n || (p.carried ?? 0n) !== 0n);
  const entity = deal(
    total.entityMinor,
    all.map((p) => p.minor),
  );
  const lines = all.map((p, i) => ({
    ...p.place,
    account: p.account,
    timekeeperId: p.timekeeperId,
    currency: total.currency,
    amount: -p.minor,
    entityAmount: -(p.carried ?? entity[i] ?? 0n),
  }));
  const difference = -total.entityMinor - lines.reduce((sum, l) => sum + l.entityAmount, 0n);
  if (difference === 0n) return lines;
  return [
    ...lines,
    { ...about, account: accounts.exchange, currency: total.currency, amount: 0n, entityAmount: difference },
  ];
}
