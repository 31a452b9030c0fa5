import type { Day } from '../../kernel/day.ts';
import { folded } from '../../kernel/text.ts';
import { dayOfEvent, type DocketFacts, eventTitle } from './event.ts';

export const ACTIONS = ['fixed-fee', 'official-fee', 'hold', 'task-code', 'remind'] as const;
export type Action = (typeof ACTIONS)[number];

/** What a rule does, in its own words. Amounts in minor units of their currency. */
export type Params =
  | {
      readonly action: 'fixed-fee';
      readonly amountMinor: bigint;
      readonly currency: string;
      readonly narrative: string;
      readonly taskCode: string | null;
    }
  | { readonly action: 'official-fee'; readonly items: readonly string[] }
  | { readonly action: 'hold'; readonly reason: string }
  | { readonly action: 'task-code'; readonly taskCode: string; readonly days: number }
  | { readonly action: 'remind'; readonly words: string };

/** A billing rule as one of its versions has it. */
export interface Rule {
  readonly id: string;
  readonly lineId: string;
  readonly name: string;
  /** codes or names of events; a star at the end stands for any ending */
  readonly codes: readonly string[];
  readonly happens: 'opened' | 'completed';
  readonly clientId: string | null;
  readonly matterId: string | null;
  readonly caseType: string | null;
  readonly jurisdiction: string | null;
  readonly params: Params;
  /** a person says yes before it is done */
  readonly approval: boolean;
  readonly from: Day;
  readonly to: Day | null;
  readonly clause: string;
  /** corrected or ended on the day it was to count from: it never did */
  readonly replaced: boolean;
}

export interface RuledCase {
  readonly matterId: string;
  readonly clientId: string;
  readonly caseType: string;
  readonly jurisdiction: string | null;
}

function fits(pattern: string, word: string): boolean {
  const wanted = folded(pattern.trim());
  const is = folded(word);
  return wanted.endsWith('*') ? is.startsWith(wanted.slice(0, -1)) : is === wanted;
}

/** Whether the rule is about such an event, whatever its state and day. */
export function isAbout(rule: Pick<Rule, 'codes'>, event: Pick<DocketFacts, 'code' | 'name'>): boolean {
  return rule.codes.some((code) => (event.code !== '' && fits(code, event.code)) || fits(code, event.name));
}

function concerns(rule: Rule, of: RuledCase): boolean {
  return (
    (rule.matterId === null || rule.matterId === of.matterId) &&
    (rule.clientId === null || rule.clientId === of.clientId) &&
    (rule.caseType === null || rule.caseType === of.caseType) &&
    (rule.jurisdiction === null || rule.jurisdiction === of.jurisdiction)
  );
}

/** The narrower scope wins: matter, client, office, type of case. */
export function narrowness(rule: Rule): number {
  return (rule.matterId ? 8 : 0) + (rule.clientId ? 4 : 0) + (rule.jurisdiction ? 2 : 0) + (rule.caseType ? 1 : 0);
}

/** The rules that an event sets off on its day: of each action the narrowest only, so that a client's price replaces the firm's. */
export function rulesFor(rules: readonly Rule[], event: DocketFacts, of: RuledCase): Rule[] {
  const on = dayOfEvent(event);
  if (on === null || event.state === 'cancelled') return [];
  const set = rules.filter(
    (rule) =>
      !rule.replaced &&
      rule.from <= on &&
      (rule.to === null || on <= rule.to) &&
      (rule.happens === 'opened' ? event.state === 'open' : event.state === 'completed') &&
      isAbout(rule, event) &&
      concerns(rule, of),
  );
  return ACTIONS.flatMap((action) => {
    const same = set.filter((rule) => rule.params.action === action).toSorted((a, b) => narrowness(b) - narrowness(a));
    return same.slice(0, 1);
  });
}

/** Why a rule that an event once set off no longer follows from it as it is now, and the mend; empty where it does. */
export function whyNot(rule: Rule, event: DocketFacts & { readonly removed: boolean }, of: RuledCase): string {
  const title = `“${eventTitle(event)}”`;
  if (event.removed || event.state === 'cancelled') return `${title} is cancelled or gone; dismiss this.`;
  if (rule.happens === 'completed' && event.state === 'open')
    return `${title} is open again; complete it in the docket, or dismiss this.`;
  if (rule.happens === 'opened' && event.state === 'completed') return `${title} is completed by now; dismiss this.`;
  if (dayOfEvent(event) === null) return `${title} has no day; give it one in the docket, or dismiss this.`;
  if (rule.replaced)
    return `The rule “${rule.name}” was corrected or ended on the day it was set and asks for this no more; dismiss this.`;
  if (!isAbout(rule, event) || !concerns(rule, of))
    return `The rule “${rule.name}” is not about ${title} of this case any more; dismiss this.`;
  return '';
}

/** Fills `{event}`, `{day}`, `{application}`, `{title}` and `{reference}` of a narrative. */
export function filled(narrative: string, words: Readonly<Record<string, string>>): string {
  return narrative
    .replaceAll(/\{(event|day|application|title|reference)\}/g, (_, word: string) => words[word] ?? '')
    .replaceAll(/\s{2,}/g, ' ')
    .trim();
}
