import type { Day } from '../../kernel/day.ts';
import { CATALOGUE, checkOf } from './catalogue.ts';
import type { Rule, Severity } from './check.ts';
import { merged, type ParamValue } from './params.ts';

/** A rule as it is kept. `from` and `to` are its own days, or those of the guideline's version. */
export interface KeptRule {
  readonly id: string;
  readonly code: string;
  readonly scope: 'firm' | 'client' | 'matter';
  readonly clientId: string | null;
  readonly matterId: string | null;
  readonly version: number;
  readonly severity: Severity | 'off';
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly citation: string;
  readonly from: Day | null;
  /** the day after its last */
  readonly to: Day | null;
}

const NEAREST = ['matter', 'client', 'firm'] as const;

/**
 * The rules that hold for a matter on a day. For each check the nearest scope decides (matter, client, firm, as
 * delivered); at one scope several may stand side by side, each from its own clause. "Off" switches a check off there.
 */
export function rulesFor(
  kept: readonly KeptRule[],
  whose: { readonly clientId: string; readonly matterId: string; readonly on: Day },
): Rule[] {
  const own = kept.filter(
    (rule) =>
      isInForce(rule, whose.on) &&
      (rule.scope === 'firm' ||
        (rule.scope === 'client' && rule.clientId === whose.clientId) ||
        rule.matterId === whose.matterId),
  );
  const byCode = Map.groupBy(own, (rule) => rule.code);
  return CATALOGUE.flatMap((check): Rule[] => {
    const set = byCode.get(check.code) ?? [];
    const scope = NEAREST.find((near) => set.some((rule) => rule.scope === near));
    if (scope === undefined) return check.on ? [delivered(check.code)].flatMap((rule) => rule ?? []) : [];
    return set.filter((rule) => rule.scope === scope).flatMap((rule) => asRule(rule) ?? []);
  });
}

export function isInForce(rule: Pick<KeptRule, 'from' | 'to'>, on: Day): boolean {
  return rule.from !== null && rule.from <= on && (rule.to === null || on < rule.to);
}

/** A kept rule ready to run; null where it is off, or lacks a parameter. */
export function asRule(rule: KeptRule): Rule | null {
  const check = checkOf(rule.code);
  if (check === null || rule.severity === 'off') return null;
  const { params, missing } = merged(check.params, rule.params);
  if (missing.length > 0) return null;
  return {
    check,
    id: rule.id,
    version: rule.version,
    severity: rule.severity,
    params,
    scope: rule.scope,
    citation: rule.citation,
    since: rule.from,
  };
}

/** The check as it comes; null where it needs a parameter that only the firm can give. */
export function delivered(code: string): Rule | null {
  const check = checkOf(code);
  if (check === null) return null;
  const { params, missing } = merged(check.params, {});
  if (missing.length > 0) return null;
  const { severity } = check;
  return { check, id: null, version: 0, severity, params, scope: 'delivered', citation: '', since: null };
}
