import type { OutputOf } from '../../kernel/endpoint.ts';
import { wire } from '../../kernel/money.ts';
import type { Flag } from './check.ts';
import { billed } from './checks/lines.ts';
import type * as c from './contract.ts';

/** Minor units in question: what the check says, or what its lines bill. */
export function stakeOf(flag: Pick<Flag, 'atStakeMinor' | 'lines'>): bigint {
  return flag.atStakeMinor ?? flag.lines.reduce((sum, line) => sum + billed(line), 0n);
}

/** Why a flag can't be waived by this person; empty when it can. */
export function waiveNote(flag: Flag, mayWaiveAll: boolean, mayEdit: boolean): string {
  if (flag.rule.check.unwaivable === true) return 'This can’t be waived: mend it.';
  if (!mayEdit) return 'You may not change proformas.';
  if ((flag.rule.severity === 'block' || flag.rule.severity === 'fix') && !mayWaiveAll)
    return 'A billing manager or billing timekeeper may waive it.';
  return '';
}

/** Who stands behind a rule, for people. */
function citationOf(flag: Flag): string {
  const { rule } = flag;
  if (rule.citation !== '') return rule.citation;
  return rule.scope === 'delivered'
    ? `${rule.check.source}, as delivered`
    : `${rule.check.source} (${rule.scope}, version ${rule.version})`;
}

export function presentFlag(
  flag: Flag,
  currency: string,
  waiver: { id: string; reason: string; who: string; recordedAt: Date } | undefined,
  note: string,
): OutputOf<typeof c.listFlags>['flags'][number] {
  const { fix } = flag;
  return {
    fingerprint: flag.fingerprint,
    code: flag.rule.check.code,
    title: flag.rule.check.title,
    subject: flag.rule.check.subject,
    severity: flag.rule.severity,
    sentence: flag.sentence,
    citation: citationOf(flag),
    source: flag.rule.check.source,
    evidence: Object.entries(flag.evidence).map(([name, value]) => ({ name, value })),
    lineIds: flag.lines.map((line) => line.id),
    atStake: wire(stakeOf(flag), currency),
    fix: fix === undefined ? null : { kind: fix.kind, says: fix.says, href: fix.kind === 'go' ? fix.href : null },
    waiver: waiver
      ? { id: waiver.id, reason: waiver.reason, who: waiver.who, recordedAt: waiver.recordedAt.toISOString() }
      : null,
    mayWaive: note === '',
    waiveNote: note,
  };
}
