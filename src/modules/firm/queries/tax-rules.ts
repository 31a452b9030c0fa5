import type { Day } from '../../../kernel/day.ts';
import { handleQuery } from '../../../platform/command.ts';
import { listTaxRules } from '../contract/tax-rules.ts';
import { type KeptRule, keptRules } from '../store/tax-rules.ts';
import { scopeSaid } from '../tax-rule.ts';

export const taxRules = handleQuery(listTaxRules, async ({ db, today }, { entityId }) => {
  const rules = await keptRules(db, { entityId }, today);
  const codes = new Map(
    (await db.selectFrom('legal_entity').select(['id', 'code']).execute()).map((e) => [e.id, e.code]),
  );
  const latest = new Set(
    [...Map.groupBy(rules.filter(stands), (rule) => rule.lineId).values()].map((versions) => versions[0]?.id),
  );
  return {
    rows: rules.map((rule) => ({
      id: rule.id,
      lineId: rule.lineId,
      entityId: rule.entityId,
      entity: codes.get(rule.entityId) ?? '',
      name: rule.name,
      lineKind: rule.lineKind,
      expenseCodes: rule.expenseCodes as string[] | null,
      countries: rule.countries as string[] | null,
      payerKind: rule.payerKind,
      taxCodeId: rule.tax.taxCodeId,
      taxCode: rule.tax.code,
      taxName: rule.tax.name,
      taxKind: rule.tax.kind,
      withholdingPpm: rule.withholdingPpm,
      source: rule.source,
      said: scopeSaid(rule),
      from: rule.from,
      to: rule.to,
      lastDay: rule.lastDay,
      latest: latest.has(rule.id),
      state: ruleState(rule, today),
      why: rule.withdrawnReason ?? (rule.endedReason || rule.reason),
    })),
  };
});

const stands = (rule: KeptRule): boolean => rule.withdrawnReason === null;

function ruleState(rule: KeptRule, today: Day): 'counts' | 'to come' | 'past' | 'withdrawn' {
  if (!stands(rule)) return 'withdrawn';
  if (rule.from > today) return 'to come';
  return rule.to !== null && rule.to < today ? 'past' : 'counts';
}
