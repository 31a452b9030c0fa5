import type { Day } from '../../kernel/day.ts';
import { listed } from '../../kernel/text.ts';

export const LINE_KINDS = ['fees', 'charges', 'disbursement', 'agent'] as const;
export const PAYER_KINDS = ['business', 'private', 'unknown'] as const;
export type LineKind = (typeof LINE_KINDS)[number];
export type PayerKind = (typeof PAYER_KINDS)[number];

/** A tax code with its rate on the day that was asked about. */
interface TaxCode {
  readonly taxCodeId: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly note: string;
  readonly ratePpm: number;
}

/** A code as it is kept; without a rate where it has none on the day. */
type KeptCode = Omit<TaxCode, 'ratePpm'> & { readonly ratePpm: number | null };

/** A payer's own tax code for an entity. */
export type OwnTax = KeptCode & { readonly from: Day };

/** One version of a rule as recorded; null is all of them. */
export interface TaxRule {
  readonly id: string;
  readonly lineId: string;
  readonly name: string;
  readonly lineKind: LineKind | null;
  readonly expenseCodes: readonly string[] | null;
  readonly countries: readonly string[] | null;
  readonly payerKind: PayerKind | null;
  readonly tax: KeptCode;
  readonly withholdingPpm: number;
  readonly source: string;
  readonly from: Day;
  readonly to: Day | null;
}

/** What of a line its tax depends on. */
export interface TaxedLine {
  readonly kind: 'time' | 'disbursement' | 'charge';
  readonly costKind: 'hard' | 'soft' | 'anticipated' | null;
  readonly expenseCode: string | null;
}

export interface TaxWanted {
  readonly on: Day;
  readonly payer: { readonly name: string; readonly country: string; readonly kind: PayerKind };
  readonly line: TaxedLine;
  readonly own: OwnTax | null;
}

/** The tax of a line, with the rule it is by: null where the payer has a code of its own. */
export interface LineTax extends TaxCode {
  /** of a payer's own code: what the tax rules say of such a line; null where none speaks of it */
  readonly ruled?: { readonly taxCodeId: string; readonly sentence: string } | null;
  readonly ruleId: string | null;
  readonly sentence: string;
  /** paid in the payer's name, and so outside tax */
  readonly asAgent: boolean;
  readonly withholdingPpm: number;
}

export interface TaxChoice {
  readonly tax: LineTax | null;
  readonly lost: readonly { readonly rule: TaxRule; readonly because: string }[];
}

/**
 * The tax that counts: the payer's own code before any rule; of rules the narrower one, where expense codes count before as agent,
 * then named countries, the payer's kind, the line's kind. All rules that don't count are told, with why.
 */
export function resolveTax(rules: readonly TaxRule[], wanted: TaxWanted): TaxChoice {
  const { own } = wanted;
  const barred = rules.toSorted(narrower).map((rule) => ({ rule, because: barrier(rule, wanted) }));
  const ruled = barred.find((b) => b.because === null)?.rule;
  const won = own === null ? ruled : undefined;
  const without = own?.ratePpm === null ? `, ${own.code}, without a rate on ${wanted.on}` : '';
  const outdone = own === null ? `“${won?.name ?? ''}” is narrower` : `the payer has a tax code of its own${without}`;
  const lost = barred
    .filter(({ rule }) => rule !== won)
    .map(({ rule, because }) => ({ rule, because: because ?? outdone }));
  if (own !== null) return { tax: byOwnCode(own, wanted, ruled), lost };
  return { tax: won ? byRule(won, lost) : null, lost };
}

/** A code without a rate stops the bill: the payer's own is never passed over in silence. */
function byOwnCode({ from, ratePpm, ...code }: OwnTax, { payer }: TaxWanted, ruled?: TaxRule): LineTax | null {
  if (ratePpm === null) return null;
  const sentence = `${code.code} ${code.name} is ${payer.name}’s own tax code from ${from} on, which goes before the tax rules.`;
  const by = ruled ? byRule(ruled, []) : null;
  return {
    ...code,
    ratePpm,
    ruleId: null,
    sentence,
    asAgent: false,
    withholdingPpm: 0,
    ruled: by && { taxCodeId: by.taxCodeId, sentence: by.sentence },
  };
}

function byRule(rule: TaxRule, lost: TaxChoice['lost']): LineTax {
  const { ratePpm, ...code } = rule.tax;
  const wider = lost.filter(({ because }) => because.endsWith('is narrower')).map((l) => `“${l.rule.name}”`);
  const than = wider.length === 0 ? '' : `, narrower than ${listed(wider)}`;
  return {
    ...code,
    ratePpm: ratePpm ?? 0,
    ruleId: rule.id,
    sentence: `${code.code} ${code.name} by the tax rule “${rule.name}” for ${scopeSaid(rule)}, from ${rule.from} on${than}. Source: ${rule.source}`,
    asAgent: rule.lineKind === 'agent',
    withholdingPpm: rule.withholdingPpm,
  };
}

type Scope = Pick<TaxRule, 'lineKind' | 'expenseCodes' | 'countries' | 'payerKind'>;

const LINES_SAID: Readonly<Record<LineKind, string>> = {
  fees: 'fees',
  charges: 'charges',
  disbursement: 'disbursements in the firm’s own name',
  agent: 'disbursements paid as agent',
};
const PAYERS_SAID: Readonly<Record<PayerKind, string>> = {
  business: 'payers with a tax number',
  private: 'private payers',
  unknown: 'payers without a known tax number',
};

/** `fees to payers with a tax number in DE and FR`. */
export function scopeSaid({ lineKind, expenseCodes, countries, payerKind }: Scope): string {
  const lines = lineKind === null ? 'all lines' : LINES_SAID[lineKind];
  const codes = expenseCodes === null ? '' : ` with ${listed(expenseCodes)}`;
  const payers = payerKind === null ? 'all payers' : PAYERS_SAID[payerKind];
  return `${lines}${codes} to ${payers}${countries === null ? '' : ` in ${listed(countries)}`}`;
}

/** Why a rule can't count at all; null when it can. */
function barrier(rule: TaxRule, { on, payer, line }: TaxWanted): string | null {
  if (on < rule.from) return `it counts only from ${rule.from}`;
  if (rule.to !== null && on > rule.to) return `it counted to ${rule.to}`;
  if (rule.countries !== null && !rule.countries.includes(payer.country))
    return `it is for payers in ${listed(rule.countries)}`;
  if (rule.payerKind !== null && rule.payerKind !== payer.kind) return `it is for ${PAYERS_SAID[rule.payerKind]}`;
  if (rule.lineKind !== null && !speaksOf(rule.lineKind, line)) return `it is for ${LINES_SAID[rule.lineKind]}`;
  if (rule.expenseCodes !== null && !rule.expenseCodes.includes(line.expenseCode ?? ''))
    return `it is for ${listed(rule.expenseCodes)}`;
  if (rule.tax.ratePpm === null) return `its tax code ${rule.tax.code} has no rate on ${on}`;
  return null;
}

/** What is recovered from within the firm was never paid to a third party, and so never as agent. */
function speaksOf(kind: LineKind, line: TaxedLine): boolean {
  switch (kind) {
    case 'fees':
      return line.kind === 'time';
    case 'charges':
      return line.kind === 'charge';
    case 'disbursement':
      return line.kind === 'disbursement';
    case 'agent':
      return line.kind === 'disbursement' && line.costKind !== 'soft';
  }
}

/** Narrower first; of two lists of the same sort the shorter one, then what began later. */
function narrower(a: TaxRule, b: TaxRule): number {
  return (
    rank(b) - rank(a) ||
    lengthOf(a.expenseCodes) - lengthOf(b.expenseCodes) ||
    lengthOf(a.countries) - lengthOf(b.countries) ||
    (a.from < b.from ? 1 : a.from > b.from ? -1 : a.id < b.id ? -1 : 1)
  );
}

function rank({ lineKind, expenseCodes, countries, payerKind }: Scope): number {
  return (
    (expenseCodes ? 16 : lineKind === 'agent' ? 8 : 0) + (countries ? 4 : 0) + (payerKind ? 2 : 0) + (lineKind ? 1 : 0)
  );
}

function lengthOf(list: readonly string[] | null): number {
  return list?.length ?? 0;
}

/** Whether two rules may speak of the same line of the same payer, and neither is narrower: then nothing would decide between them. */
export function clash(a: Scope, b: Scope): boolean {
  const meet = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
    one === null || other === null || (one.length === other.length && one.some((x) => other.includes(x)));
  // Paid as agent or in the firm's own name: both are said of disbursements.
  const cards = (kind: LineKind | null): LineKind | null => (kind === 'agent' ? 'disbursement' : kind);
  return (
    rank(a) === rank(b) &&
    cards(a.lineKind ?? b.lineKind) === cards(b.lineKind ?? a.lineKind) &&
    (a.payerKind ?? b.payerKind) === (b.payerKind ?? a.payerKind) &&
    meet(a.countries, b.countries) &&
    meet(a.expenseCodes, b.expenseCodes)
  );
}
