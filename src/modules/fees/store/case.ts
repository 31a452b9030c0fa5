import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';
import type { EntityStatus } from '../book.ts';
import { type CaseCounts, classesIn } from '../quantity.ts';
import type { Asked } from '../quote.ts';

/** The facts of a case that fees are counted by. */
export interface Case {
  readonly id: string;
  readonly number: string;
  readonly clientId: string;
  readonly currency: string;
  readonly entityStatus: EntityStatus | null;
  readonly claims: number | null;
  readonly independentClaims: number | null;
  readonly classes: number | null;
  readonly applicationDate: Day | null;
  readonly registrationDate: Day | null;
}

export async function caseOf(db: Reading['db'], matterId: string): Promise<Case | null> {
  const { rows } = await sql<{
    id: string;
    number: string;
    client_id: string;
    currency: string;
    entity_status: EntityStatus | null;
    claims: number | null;
    independent_claims: number | null;
    classes: string;
    application_date: Day | null;
    registration_date: Day | null;
  }>`select id, number, client_id, currency, entity_status, claims, independent_claims, classes, application_date, registration_date
    from matter_case where id = ${matterId}::uuid`.execute(db);
  const [row] = rows;
  if (!row) return null;
  return {
    id: row.id,
    number: row.number,
    clientId: row.client_id,
    currency: row.currency,
    entityStatus: row.entity_status,
    claims: row.claims,
    independentClaims: row.independent_claims,
    classes: classesIn(row.classes),
    applicationDate: row.application_date,
    registrationDate: row.registration_date,
  };
}

/** What is said outright of a case, before what its matter says. */
export type Said = Partial<Readonly<Record<keyof CaseCounts, number | undefined>>>;

export function countsOf(said: Said, of: Case | null): CaseCounts {
  return {
    claims: said.claims ?? of?.claims ?? null,
    independentClaims: said.independentClaims ?? of?.independentClaims ?? null,
    classes: said.classes ?? of?.classes ?? null,
    sheets: said.sheets ?? null,
  };
}

/** What a quote for a matter goes by: what is said, else the matter's own facts. */
export function askedOf(
  of: Case,
  on: Day,
  said: Said & { readonly entity?: EntityStatus | null | undefined; readonly quantity?: number | undefined },
): Asked {
  return {
    entity: said.entity ?? of.entityStatus,
    on,
    quantity: said.quantity ?? null,
    counts: countsOf(said, of),
    registrationDate: of.registrationDate,
    applicationDate: of.applicationDate,
  };
}
