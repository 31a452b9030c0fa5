import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';
import { rangeDays } from '../../../platform/sql-day.ts';
import type { LineKind, PayerKind, TaxRule } from '../tax-rule.ts';

/** A version of a rule, with what happened to it. */
export interface KeptRule extends TaxRule {
  readonly entityId: string;
  readonly lastDay: Day | null;
  readonly reason: string;
  readonly endedReason: string;
  readonly withdrawnReason: string | null;
}

interface Row {
  readonly id: string;
  readonly line_id: string;
  readonly entity_id: string;
  readonly name: string;
  readonly line_kind: LineKind | null;
  readonly expense_codes: string[] | null;
  readonly countries: string[] | null;
  readonly payer_kind: PayerKind | null;
  readonly tax_code_id: string;
  readonly code: string;
  readonly code_name: string;
  readonly kind: string;
  readonly note: string;
  readonly rate_ppm: number | null;
  readonly withholding_ppm: number;
  readonly source: string;
  readonly valid: string;
  readonly last_day: Day | null;
  readonly reason: string;
  readonly ended_reason: string;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_reason: string;
}

/** All versions of an entity's rules, newest first, with the rates of a day; also those that were withdrawn. */
export async function keptRules(
  db: Reading['db'],
  of: { readonly entityId?: string | undefined; readonly lineId?: string },
  on: Day,
): Promise<KeptRule[]> {
  const { rows } = await sql<Row>`
    select u.*, x.code, x.name as code_name, x.kind, x.note, r.rate_ppm
    from tax_rule u join tax_code x on x.id = u.tax_code_id left join tax_rate r on r.tax_code_id = x.id and r.valid @> ${on}::date
    where (${of.entityId ?? null}::uuid is null or u.entity_id = ${of.entityId ?? null}::uuid)
      and (${of.lineId ?? null}::uuid is null or u.line_id = ${of.lineId ?? null}::uuid)
    order by u.entity_id, lower(u.valid) desc, u.recorded_at desc`.execute(db);
  return rows.map(ruleOf);
}

/** The rules of an entity that weren't withdrawn, whatever their days: those that don't count on the day are told with why. */
export async function taxRules(db: Reading['db'], entityId: string, on: Day): Promise<TaxRule[]> {
  return (await keptRules(db, { entityId }, on)).filter((rule) => rule.withdrawnReason === null);
}

function ruleOf(r: Row): KeptRule {
  return {
    id: r.id,
    lineId: r.line_id,
    entityId: r.entity_id,
    name: r.name,
    lineKind: r.line_kind,
    expenseCodes: r.expense_codes,
    countries: r.countries,
    payerKind: r.payer_kind,
    tax: {
      taxCodeId: r.tax_code_id,
      code: r.code,
      name: r.code_name,
      kind: r.kind,
      note: r.note,
      ratePpm: r.rate_ppm,
    },
    withholdingPpm: r.withholding_ppm,
    source: r.source,
    ...rangeDays(r.valid),
    lastDay: r.last_day,
    reason: r.reason,
    endedReason: r.ended_reason,
    withdrawnReason: r.withdrawn_at === null ? null : r.withdrawn_reason,
  };
}
