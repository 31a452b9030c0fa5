import { type Insertable, sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import type { Reading, Work } from '../../platform/command.ts';
import type { Database } from '../../platform/tables.ts';

export interface PayerFacts {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly address: readonly string[];
  readonly country: string;
  readonly taxId: string;
  readonly email: string;
  readonly reference: string;
  readonly termsDays: number;
}

/** The tax a payer is charged by an entity on a day; null where set-up is missing. */
export interface PayerTax {
  readonly taxCodeId: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly note: string;
  readonly ratePpm: number;
}

export async function payerFacts(db: Reading['db'], ids: readonly string[]): Promise<PayerFacts[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('payer')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return rows.map((p) => ({
    id: p.id,
    clientId: p.client_id,
    name: p.name,
    address: p.address,
    country: p.country,
    taxId: p.tax_id,
    email: p.email,
    reference: p.reference,
    termsDays: p.terms_days,
  }));
}

/** Tax per payer, as the dated set-up says. */
export async function payerTaxes(
  db: Reading['db'],
  entityId: string,
  payerIds: readonly string[],
  on: Day,
): Promise<Map<string, PayerTax>> {
  if (payerIds.length === 0) return new Map();
  const { rows } = await sql<{
    payer_id: string;
    id: string;
    code: string;
    name: string;
    kind: string;
    note: string;
    rate_ppm: number;
  }>`
    select t.payer_id, x.id, x.code, x.name, x.kind, x.note, r.rate_ppm
    from payer_tax t join tax_code x on x.id = t.tax_code_id join tax_rate r on r.tax_code_id = x.id and r.valid @> ${on}::date
    where t.entity_id = ${entityId} and t.payer_id = any(${[...payerIds]}::uuid[]) and t.valid @> ${on}::date`.execute(
    db,
  );
  return new Map(
    rows.map((r) => [
      r.payer_id,
      { taxCodeId: r.id, code: r.code, name: r.name, kind: r.kind, note: r.note, ratePpm: r.rate_ppm },
    ]),
  );
}

/** Where a client's invoices go when no payer's own address is given. */
export async function billingContacts(db: Reading['db'], clientId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('contact')
    .select('email')
    .where('client_id', '=', clientId)
    .where('role', '=', 'billing')
    .orderBy('name')
    .execute();
  return rows.map((r) => r.email);
}

/** A row that an import opens where there is none yet; whoever imports announces it. */
export async function addClient(work: Pick<Work, 'db'>, row: Insertable<Database['client']>): Promise<void> {
  await work.db.insertInto('client').values(row).execute();
}
