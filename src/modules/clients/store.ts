import { type Insertable, sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import type { Reading, Work } from '../../platform/command.ts';
import type { Database } from '../../platform/tables.ts';
import { type OwnTax, type PayerKind, resolveTax, type TaxChoice, type TaxedLine, taxRules } from '../firm/index.ts';

export interface PayerFacts {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly address: readonly string[];
  readonly country: string;
  readonly taxId: string;
  readonly kind: PayerKind;
  readonly email: string;
  readonly reference: string;
  readonly termsDays: number;
}

export async function payerFacts(db: Reading['db'], ids: readonly string[]): Promise<PayerFacts[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('payer_record')
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
    kind: p.kind as PayerKind,
    email: p.email,
    reference: p.reference,
    termsDays: p.terms_days,
  }));
}

/** The tax of a payer's line; asked again for each line, since kinds of lines may be taxed otherwise. */
export type TaxOf = (line: TaxedLine) => TaxChoice;

/** What each payer is taxed by an entity on a day: by its own code where it has one, else by the tax rules. */
export async function taxesOf(
  db: Reading['db'],
  entityId: string,
  payers: readonly Pick<PayerFacts, 'id' | 'name' | 'country' | 'kind'>[],
  on: Day,
): Promise<Map<string, TaxOf>> {
  if (payers.length === 0) return new Map();
  const own = await ownTaxes(
    db,
    entityId,
    payers.map((payer) => payer.id),
    on,
  );
  const rules = await taxRules(db, entityId, on);
  return new Map(
    payers.map(({ id, ...payer }) => {
      const known = new Map<string, TaxChoice>();
      const taxOf: TaxOf = (line) => {
        const key = `${line.kind} ${line.costKind} ${line.expenseCode}`;
        const choice = known.get(key) ?? resolveTax(rules, { on, payer, line, own: own.get(id) ?? null });
        known.set(key, choice);
        return choice;
      };
      return [id, taxOf];
    }),
  );
}

/** Tax codes of payers' own, as their dated set-up says. */
async function ownTaxes(
  db: Reading['db'],
  entityId: string,
  payerIds: readonly string[],
  on: Day,
): Promise<Map<string, OwnTax>> {
  const { rows } = await sql<{
    payer_id: string;
    id: string;
    code: string;
    name: string;
    kind: string;
    note: string;
    rate_ppm: number | null;
    from: Day;
  }>`
    select t.payer_id, x.id, x.code, x.name, x.kind, x.note, r.rate_ppm, lower(t.valid)::text as from
    from payer_tax t join tax_code x on x.id = t.tax_code_id left join tax_rate r on r.tax_code_id = x.id and r.valid @> ${on}::date
    where t.entity_id = ${entityId} and t.payer_id = any(${[...payerIds]}::uuid[]) and t.valid @> ${on}::date`.execute(
    db,
  );
  return new Map(
    rows.map((r) => [
      r.payer_id,
      { taxCodeId: r.id, code: r.code, name: r.name, kind: r.kind, note: r.note, ratePpm: r.rate_ppm, from: r.from },
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
