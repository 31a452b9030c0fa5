import type { Day } from '../../kernel/day.ts';
import type { InputOf } from '../../kernel/endpoint.ts';
import type { editProforma } from '../proformas/contract.ts';
import type { Facts, FlagLine, SheetFacts } from './facts.ts';
import type { ParamSpec, Params } from './params.ts';

export const SEVERITIES = ['block', 'fix', 'warn', 'info'] as const;
/** block: doesn't go on; fix: to be mended or waived before approval; warn: look; info: know. */
export type Severity = (typeof SEVERITIES)[number];

export type Subject = 'docket' | 'money' | 'narrative' | 'time' | 'codes' | 'documents' | 'process' | 'unusual';

/** Where a check's authority comes from when no clause of a guideline stands behind it. */
export type Source =
  | 'firm policy'
  | 'format'
  | 'arithmetic'
  | 'docket'
  | 'statistics'
  | 'engagement'
  | 'client guideline';

type Operation = InputOf<typeof editProforma>['operation'];
/** The operation without the versions of its lines: whoever applies it names the versions they saw. */
type Remedy = Operation extends infer O ? (O extends { lines: unknown } ? Omit<O, 'lines'> : O) : never;

export type Suggestion =
  | { readonly kind: 'operation'; readonly says: string; readonly lineIds: readonly string[]; readonly remedy: Remedy }
  | { readonly kind: 'gather'; readonly says: string }
  | { readonly kind: 'go'; readonly says: string; readonly href: string };

/** One thing that a check found, with what shows it. */
export interface Found {
  readonly lines: readonly FlagLine[];
  readonly sentence: string;
  /** what shows it, as words and numbers that a person can follow */
  readonly evidence: Readonly<Record<string, string>>;
  /** a waiver holds as long as this stays the same; empty where the lines alone say it */
  readonly about?: string;
  readonly fix?: Suggestion;
  /** amount in minor units that is in question; the lines' own where it isn't given */
  readonly atStakeMinor?: bigint;
}

/** A check that lacks its source says which, instead of passing in silence. */
interface CouldNot {
  readonly couldNot: string;
}

export interface Check {
  readonly code: string;
  readonly title: string;
  readonly subject: Subject;
  /** what it looks at, in a sentence that a coordinator reads in the list of rules */
  readonly looks: string;
  readonly source: Source;
  readonly severity: Severity;
  /** whether it runs for every client without being switched on */
  readonly on: boolean;
  readonly params: readonly ParamSpec[];
  /** a source the product doesn't have yet; the rule is listed and says that it waits */
  readonly waitsFor?: string;
  /** looks at a proforma as a whole; the others look at each of its matters */
  readonly whole?: true;
  /** nothing waives it: what it finds can't be billed */
  readonly unwaivable?: true;
  run(facts: Facts, params: Params): readonly Found[] | CouldNot;
}

/** A check as it is set for somebody: by the catalogue, the firm, or a clause of a client's guideline. */
export interface Rule {
  readonly check: Check;
  /** null: as delivered */
  readonly id: string | null;
  readonly version: number;
  readonly severity: Severity;
  readonly params: Params;
  readonly scope: 'delivered' | 'firm' | 'client' | 'matter';
  readonly citation: string;
  readonly since: Day | null;
}

export interface Flag extends Found {
  readonly rule: Rule;
  readonly fingerprint: string;
  readonly clientId: string;
  readonly matterId: string;
}

export interface Outcome {
  readonly flags: readonly Flag[];
  readonly couldNot: readonly { readonly rule: Rule; readonly why: string }[];
  readonly ran: number;
}

/** Runs rules over one proforma. The same facts and rules give the same flags, in order of severity. */
export function evaluate(facts: Facts, rules: readonly Rule[]): Outcome {
  const flags: Flag[] = [];
  const couldNot: { rule: Rule; why: string }[] = [];
  let ran = 0;
  for (const rule of rules) {
    const result =
      rule.check.waitsFor === undefined ? rule.check.run(facts, rule.params) : { couldNot: rule.check.waitsFor };
    if ('couldNot' in result) {
      couldNot.push({ rule, why: result.couldNot });
      continue;
    }
    ran += 1;
    for (const found of result) {
      const fingerprint = fingerprintOf(rule, found, facts);
      if (flags.some((flag) => flag.fingerprint === fingerprint)) continue;
      // What is said of one matter among several says of which.
      const sentence =
        facts.apart && found.lines.length === 0 ? `${facts.matter.number}: ${found.sentence}` : found.sentence;
      flags.push({ ...found, sentence, rule, fingerprint, clientId: facts.client.id, matterId: facts.matter.id });
    }
  }
  return { flags: flags.toSorted(bySeverity), couldNot, ran };
}

/** Runs over a proforma the rules about the whole, and over each of its matters the rules of that matter. */
export function evaluateSheet({ whole, parts }: SheetFacts, rulesOf: (facts: Facts) => readonly Rule[]): Outcome {
  if (parts.length < 2) return evaluate(whole, rulesOf(whole));
  const about = (facts: Facts, wanted: boolean) =>
    evaluate(
      facts,
      rulesOf(facts).filter((rule) => (rule.check.whole === true) === wanted),
    );
  const all = [about(whole, true), ...parts.map((part) => about(part, false))];
  const couldNot = new Map(
    all.flatMap((one) => one.couldNot.map((not) => [`${not.rule.check.code} ${not.why}`, not] as const)),
  );
  return {
    flags: all.flatMap((one) => one.flags).toSorted(bySeverity),
    couldNot: [...couldNot.values()],
    ran: (all[0]?.ran ?? 0) + all.slice(1).reduce((most, one) => (one.ran > most ? one.ran : most), 0),
  };
}

/** Names what was found by its cards, so that a waiver outlives a regenerated proforma. */
function fingerprintOf(rule: Rule, found: Found, facts: Facts): string {
  const cards = found.lines.map((line) => line.cardId).toSorted();
  const place = facts.apart ? `${facts.head.id} ${facts.matter.id}` : facts.head.id;
  const whose = cards.length > 0 ? cards.join(',') : place;
  return [rule.check.code, rule.id ?? '', whose, found.about ?? ''].join('|');
}

function bySeverity(a: Flag, b: Flag): number {
  return SEVERITIES.indexOf(a.rule.severity) - SEVERITIES.indexOf(b.rule.severity);
}
