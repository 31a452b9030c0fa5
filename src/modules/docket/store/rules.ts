import { sql } from 'kysely';
import type { Reading } from '../../../platform/command.ts';
import { rangeDays } from '../../../platform/sql-day.ts';
import type { Params, Rule, RuledCase } from '../rule.ts';

type StoredParams =
  | (Omit<Extract<Params, { action: 'fixed-fee' }>, 'amountMinor'> & { amountMinor: string })
  | Exclude<Params, { action: 'fixed-fee' }>;

function paramsOf(stored: StoredParams): Params {
  return stored.action === 'fixed-fee' ? { ...stored, amountMinor: BigInt(stored.amountMinor) } : stored;
}

/** All versions of billing rules, ended ones too: an event is judged by the version of its day. */
export async function allRules(db: Reading['db']): Promise<Rule[]> {
  const rows = await db.selectFrom('docket_rule').selectAll().execute();
  return rows.map((row) => ({
    id: row.id,
    lineId: row.line_id,
    name: row.name,
    codes: row.codes,
    happens: row.happens as Rule['happens'],
    clientId: row.client_id,
    matterId: row.matter_id,
    caseType: row.case_type,
    jurisdiction: row.jurisdiction,
    params: paramsOf(row.params as StoredParams),
    approval: row.approval,
    ...rangeDays(row.valid),
    clause: row.clause,
    replaced: row.replaced_at !== null,
  }));
}

export interface CaseRow extends RuledCase {
  readonly number: string;
  readonly currency: string;
  readonly title: string;
  readonly applicationNumber: string;
  readonly clientReference: string;
  readonly responsibleTimekeeperId: string;
}

export async function casesOf(db: Reading['db'], matterIds: readonly string[]): Promise<Map<string, CaseRow>> {
  const { rows } = await sql<{
    id: string;
    client_id: string;
    number: string;
    currency: string;
    case_type: string;
    jurisdiction: string | null;
    title: string;
    name: string;
    application_number: string;
    client_reference: string;
    responsible_timekeeper_id: string;
  }>`select id, client_id, number, currency, case_type, jurisdiction, title, name, application_number, client_reference, responsible_timekeeper_id
    from matter_case where id = any(${[...new Set(matterIds)]}::uuid[])`.execute(db);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        matterId: row.id,
        clientId: row.client_id,
        number: row.number,
        currency: row.currency,
        caseType: row.case_type,
        jurisdiction: row.jurisdiction,
        title: row.title || row.name,
        applicationNumber: row.application_number,
        clientReference: row.client_reference,
        responsibleTimekeeperId: row.responsible_timekeeper_id,
      },
    ]),
  );
}
