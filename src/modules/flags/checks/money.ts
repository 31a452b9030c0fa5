import { daysBetween } from '../../../kernel/day.ts';
import { listed } from '../../../kernel/text.ts';
import type { Check, Found } from '../check.ts';
import { finderOf, folded, shortened } from '../wording.ts';
import { billed, costsOf, exclude, idsOf, lineSays, moneyWords, timeOf } from './lines.ts';

/** OCG46. */
const premium: Check = {
  code: 'premium',
  title: 'Premium',
  subject: 'money',
  looks: 'Adjustments that raise the bill.',
  source: 'client guideline',
  severity: 'fix',
  on: false,
  whole: true,
  params: [],
  run: (facts) =>
    facts.adjustments.flatMap((adjustment): Found[] => {
      const effect = facts.settled.effectOf.get(adjustment.id) ?? 0n;
      if (effect <= 0n) return [];
      return [
        {
          lines: [],
          sentence: `The adjustment “${adjustment.label}” raises the bill by ${moneyWords(effect, facts.currency)}; the client pays no premium.`,
          evidence: { reason: adjustment.reason },
          about: adjustment.id,
          atStakeMinor: effect,
          fix: {
            kind: 'operation',
            says: 'Remove the adjustment',
            lineIds: [],
            remedy: { do: 'remove-adjustment', adjustmentId: adjustment.id, reason: 'The client pays no premium' },
          },
        },
      ];
    }),
};

const discount: Check = {
  code: 'discount-missing',
  title: 'Discount not applied',
  subject: 'money',
  looks: 'Less discount on the fees than agreed.',
  source: 'engagement',
  severity: 'fix',
  on: false,
  params: [{ name: 'percent', kind: 'percent', says: 'per cent of the fees' }],
  run: (facts, params) => {
    const percent = params.count('percent');
    const lines = timeOf(facts);
    const fees = lines.reduce((total, line) => total + billed(line), 0n);
    const given = -lines.reduce((total, line) => total + (facts.settled.adjustmentOf.get(line.id) ?? 0n), 0n);
    const wanted = (fees * BigInt(percent)) / 100n;
    if (given >= wanted) return [];
    return [
      {
        lines: [],
        sentence: `A discount of ${percent} % on the fees is agreed: ${moneyWords(wanted, facts.currency)}. ${moneyWords(given, facts.currency)} is on the proforma.`,
        evidence: { fees: moneyWords(fees, facts.currency), wanted: moneyWords(wanted, facts.currency) },
        about: `${given}/${wanted}`,
        atStakeMinor: wanted - given,
        fix: {
          kind: 'operation',
          says: `Add ${moneyWords(wanted - given, facts.currency)} discount`,
          lineIds: [],
          remedy: {
            do: 'adjust',
            label: 'Agreed discount',
            amount: { currency: facts.currency, minor: (given - wanted).toString() },
            percentPpm: null,
            spread: 'fees-only',
            timekeeperIds: [],
            ...(facts.apart ? { matterIds: [facts.matter.id] } : {}),
            reason: 'Agreed discount',
          },
        },
      },
    ];
  },
};

const belowMinimum: Check = {
  code: 'below-minimum',
  title: 'Below the least bill',
  subject: 'money',
  looks: 'Bills under an amount that isn’t worth sending.',
  source: 'firm policy',
  severity: 'warn',
  on: false,
  whole: true,
  params: [{ name: 'least', kind: 'amounts', says: 'the least bill, per currency' }],
  run: (facts, params) => {
    const least = params.amount('least', facts.currency);
    if (least === null) return { couldNot: `The rule has no amount in ${facts.currency}. Add one to its parameters.` };
    const { netMinor } = facts.settled;
    if (netMinor >= least || facts.lines.length === 0) return [];
    return [
      {
        lines: [],
        sentence: `The bill comes to ${moneyWords(netMinor, facts.currency)}, less than ${moneyWords(least, facts.currency)}. Defer it, or bill it all the same.`,
        evidence: { least: moneyWords(least, facts.currency) },
        about: netMinor.toString(),
        atStakeMinor: netMinor,
      },
    ];
  },
};

const oldWork: Check = {
  code: 'old-work',
  title: 'Old work in progress',
  subject: 'money',
  looks: 'Cards older than a number of days.',
  source: 'firm policy',
  severity: 'warn',
  on: true,
  params: [{ name: 'days', kind: 'count', says: 'days from work to bill, at most', delivered: 180 }],
  run: (facts, params) =>
    facts.lines
      .filter((line) => daysBetween(line.workDate, facts.today) > params.count('days'))
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} is ${daysBetween(line.workDate, facts.today)} days old. Ask whether the client still expects it.`,
        evidence: { worked: line.workDate },
      })),
};

const anticipated: Check = {
  code: 'anticipated-old',
  title: 'Anticipated cost without its invoice',
  subject: 'money',
  looks: 'Anticipated disbursements older than a number of days.',
  source: 'firm policy',
  severity: 'warn',
  on: true,
  params: [{ name: 'days', kind: 'count', says: 'days to wait for the vendor’s invoice', delivered: 60 }],
  run: (facts, params) =>
    costsOf(facts)
      .filter(
        (line) => line.costKind === 'anticipated' && daysBetween(line.workDate, facts.today) > params.count('days'),
      )
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} was anticipated ${daysBetween(line.workDate, facts.today)} days ago and the vendor’s invoice isn’t in. Ask for it, or exclude the card.`,
        evidence: { recorded: line.workDate },
        fix: {
          kind: 'operation' as const,
          says: 'Exclude',
          lineIds: idsOf([line]),
          remedy: { do: 'exclude' as const },
        },
      })),
};

const funds: Check = {
  code: 'funds-unused',
  title: 'Funds of the payer not used',
  subject: 'money',
  looks: 'Unapplied cash of a payer in the currency of the bill.',
  source: 'firm policy',
  severity: 'info',
  on: true,
  whole: true,
  params: [],
  run: (facts) =>
    facts.payers.flatMap((payer): Found[] => {
      const minor = facts.funds.get(payer.payerId) ?? 0n;
      if (minor <= 0n) return [];
      return [
        {
          lines: [],
          sentence: `${payer.name} has ${moneyWords(minor, facts.currency)} unapplied. Apply it to the invoice once it is billed.`,
          evidence: { unapplied: moneyWords(minor, facts.currency) },
          about: `${payer.payerId} ${minor}`,
          atStakeMinor: minor,
          fix: { kind: 'go', says: 'Unapplied cash', href: `/receipts?payerId=${payer.payerId}` },
        },
      ];
    }),
};

/** The same invoice of somebody else's, laid out once and recorded twice. Two periods of one service name no bill, and are left alone. */
const costTwice: Check = {
  code: 'cost-twice',
  title: 'Cost recorded twice',
  subject: 'money',
  looks:
    'Costs of one proforma with the same amount and words, among them the number of somebody’s bill, on different days.',
  source: 'firm policy',
  severity: 'fix',
  on: true,
  params: [
    {
      name: 'words',
      kind: 'words',
      says: 'words that go with the number of a bill',
      delivered: ['invoice', 'bill', 'receipt', 'rechnung', 'facture', 'factura', 'fattura', 'factuur'],
    },
  ],
  run: (facts, params) => {
    const names = finderOf(params.list('words'));
    const numbered = costsOf(facts).filter(
      (line) =>
        line.kind === 'disbursement' &&
        billed(line) !== 0n &&
        names(line.words) !== null &&
        line.words.some((word) => /\d{3}/.test(word)),
    );
    const same = Map.groupBy(numbered, (line) => `${line.matterId} ${line.recorded.billMinor} ${folded(line.words)}`);
    return [...same.values()]
      .filter((lines) => new Set(lines.map((line) => line.workDate)).size > 1)
      .map((lines) => ({
        lines,
        sentence: `${listed(lines.map((line) => `Card ${line.cardNumber} (${line.workDate})`))} name the same thing at the same price: “${shortened(lines[0]?.narrative ?? '')}”. Exclude what was laid out once.`,
        evidence: { cards: lines.map((line) => line.cardNumber.toString()).join(', ') },
        atStakeMinor: lines.slice(1).reduce((sum, line) => sum + billed(line), 0n),
        fix: exclude(lines.slice(1)),
      }));
  },
};

export const moneyChecks: readonly Check[] = [premium, discount, belowMinimum, oldWork, anticipated, funds, costTwice];
