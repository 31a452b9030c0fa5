import type { Check, Found } from '../check.ts';
import type { Facts, FlagLine } from '../facts.ts';
import { billed, costsOf, idsOf, lineSays, moneyWords, noCharge } from './lines.ts';

function overWithout(
  facts: Facts,
  limit: bigint,
  kinds: readonly string[],
  says: string,
  of = costsOf(facts),
): Found[] {
  return of
    .filter((line) => billed(line) > limit && !line.documents.some((kind) => kinds.includes(kind)))
    .map((line) => ({
      lines: [line],
      sentence: `${lineSays(line)}: ${moneyWords(billed(line), facts.currency)} without ${says}. Attach it to the card.`,
      evidence: { amount: moneyWords(billed(line), facts.currency), limit: moneyWords(limit, facts.currency) },
      about: billed(line).toString(),
    }));
}

const over = { name: 'over', kind: 'amounts', says: 'above which amount, per currency' } as const;

function noAmount(facts: Facts): { couldNot: string } {
  return { couldNot: `The rule has no amount in ${facts.currency}. Add one to its parameters.` };
}

/** OCG24. */
const receipt: Check = {
  code: 'receipt-missing',
  title: 'Receipt missing',
  subject: 'documents',
  looks: 'Disbursements above an amount without a receipt on the card.',
  source: 'client guideline',
  severity: 'fix',
  on: false,
  params: [over],
  run: (facts, params) => {
    const limit = params.amount('over', facts.currency);
    return limit === null ? noAmount(facts) : overWithout(facts, limit, ['receipt', 'vendor-invoice'], 'a receipt');
  },
};

/** OCG25. */
const approval: Check = {
  code: 'approval-missing',
  title: 'Client’s approval missing',
  subject: 'documents',
  looks: 'Disbursements above an amount without the client’s approval on the card.',
  source: 'client guideline',
  severity: 'fix',
  on: false,
  params: [over],
  run: (facts, params) => {
    const limit = params.amount('over', facts.currency);
    return limit === null ? noAmount(facts) : overWithout(facts, limit, ['approval'], 'the client’s approval');
  },
};

function coded(facts: Facts, codes: readonly string[]): FlagLine[] {
  return costsOf(facts).filter((line) => codes.includes(line.expenseCode ?? '') && billed(line) > 0n);
}

/** OCG26: what counts as the firm's overhead. */
const overhead: Check = {
  code: 'overhead-expense',
  title: 'Expense that is overhead',
  subject: 'documents',
  looks: 'Expense codes that the client doesn’t pay.',
  source: 'client guideline',
  severity: 'fix',
  on: false,
  params: [{ name: 'codes', kind: 'codes', says: 'expense codes', delivered: ['E103'] }],
  run: (facts, params) =>
    coded(facts, params.list('codes')).map((line) => ({
      lines: [line],
      sentence: `${lineSays(line)} is coded ${line.expenseCode}, which the client doesn’t pay.`,
      evidence: { code: line.expenseCode ?? '' },
      fix: noCharge([line], 'Overhead under the client’s guideline'),
    })),
};

/** OCG27, OCG28: experts, consultants, local counsel. */
const approvalByCode: Check = {
  code: 'expense-needs-approval',
  title: 'Expense that needs approval',
  subject: 'documents',
  looks: 'Expense codes that need the client’s approval, without it on the card.',
  source: 'client guideline',
  severity: 'fix',
  on: false,
  params: [{ name: 'codes', kind: 'codes', says: 'expense codes', delivered: ['E119', 'E122', 'E123'] }],
  run: (facts, params) =>
    overWithout(facts, 0n, ['approval'], 'the client’s approval', coded(facts, params.list('codes'))),
};

/** OCG23: costs are passed on as they are. */
const markUp: Check = {
  code: 'cost-marked-up',
  title: 'Cost marked up',
  subject: 'documents',
  looks: 'Disbursements billed above what they cost.',
  source: 'firm policy',
  severity: 'fix',
  on: true,
  params: [],
  run: (facts) =>
    costsOf(facts)
      .filter((line) => line.kind === 'disbursement' && billed(line) > line.workMinor)
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} cost ${moneyWords(line.workMinor, facts.currency)} and is billed at ${moneyWords(billed(line), facts.currency)}.`,
        evidence: { cost: moneyWords(line.workMinor, facts.currency) },
        about: billed(line).toString(),
        atStakeMinor: billed(line) - line.workMinor,
        fix: {
          kind: 'operation' as const,
          says: 'Bill at cost',
          lineIds: idsOf([line]),
          remedy: {
            do: 'set-amount' as const,
            amount: { currency: facts.currency, minor: line.workMinor.toString() },
            reason: 'Billed at cost',
          },
        },
      })),
};

/** Travel costs up to a cap. E109 and E110 are UTBS local and out-of-town travel. */
const travelCap: Check = {
  code: 'travel-over-cap',
  title: 'Travel over the cap',
  subject: 'documents',
  looks: 'Travel costs above the client’s cap.',
  source: 'client guideline',
  severity: 'fix',
  on: false,
  params: [over, { name: 'codes', kind: 'codes', says: 'expense codes of travel', delivered: ['E109', 'E110'] }],
  run: (facts, params) => {
    const cap = params.amount('over', facts.currency);
    if (cap === null) return noAmount(facts);
    return coded(facts, params.list('codes'))
      .filter((line) => billed(line) > cap)
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} is ${moneyWords(billed(line), facts.currency)}; the client’s cap is ${moneyWords(cap, facts.currency)}.`,
        evidence: { code: line.expenseCode ?? '' },
        about: billed(line).toString(),
        atStakeMinor: billed(line) - cap,
        fix: {
          kind: 'operation' as const,
          says: 'Bill the cap',
          lineIds: idsOf([line]),
          remedy: {
            do: 'set-amount' as const,
            amount: { currency: facts.currency, minor: cap.toString() },
            reason: 'Travel cap',
          },
        },
      }));
  },
};

export const documentChecks: readonly Check[] = [receipt, approval, overhead, approvalByCode, markUp, travelCap];
