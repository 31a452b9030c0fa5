import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { scaledText, wire } from '../../../kernel/money.ts';
import { handleQuery, type Query, type Reading } from '../../../platform/command.ts';
import { recordedBy } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';

interface Row {
  id: string;
  kind: (typeof c.DOCUMENT_KINDS)[number];
  number: string;
  invoice_id: string | null;
  document_date: Day;
  entity: string;
  entity_currency: string;
  client_id: string;
  client: string;
  payer: string;
  matter: string | null;
  currency: string;
  fees_minor: bigint;
  disbursements_minor: bigint;
  charges_minor: bigint;
  on_account_minor: bigint;
  tax_minor: bigint;
  total_minor: bigint;
  entity_total_minor: bigint;
  tax_code: string;
  total: number;
}

type Span = { from: string; to: string; entityId?: string | undefined; knownAt?: string | undefined };

const inSpan = (input: Span) => sql`d.document_date between ${input.from}::date and ${input.to}::date
  and (${input.entityId ?? null}::uuid is null or d.entity_id = ${input.entityId ?? null}::uuid)
  and ${recordedBy('d.recorded_at', input.knownAt)}`;

/** Documents of the first schema had one tax for the whole. */
const taxRows = sql`case when d.snapshot::jsonb ? 'taxes' then d.snapshot::jsonb -> 'taxes' else jsonb_build_array(d.snapshot::jsonb -> 'tax') end`;

const list = handleQuery(c.billingRegister, async ({ db }, input) => {
  const { rows } = await sql<Row>`
    select d.*, e.code as entity, e.currency as entity_currency, k.name as client, p.name as payer, coalesce(x.numbers, m.number) as matter,
      coalesce(t.codes, '') as tax_code, count(*) over ()::int as total
    from issued_document d join legal_entity e on e.id = d.entity_id join client_brief k on k.id = d.client_id join payer_brief p on p.id = d.payer_id
    left join matter_brief m on m.id = d.matter_id
    left join lateral (select string_agg(o.number, ', ' order by o.number) as numbers from invoice_matter i join matter_brief o on o.id = i.matter_id
      where i.invoice_id = d.invoice_id) x on true
    left join lateral (select string_agg(t ->> 'code', ', ' order by (t ->> 'ratePpm')::int desc, t ->> 'code') as codes
      from jsonb_array_elements(${taxRows}) t) t on true
    where ${inSpan(input)}
    order by d.document_date, d.kind, d.number, d.id limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((r) => ({
      id: r.id,
      kind: r.kind,
      number: r.number,
      invoiceId: r.invoice_id,
      date: r.document_date,
      entity: r.entity,
      client: r.client,
      clientId: r.client_id,
      payer: r.payer,
      matter: r.matter ?? '',
      fees: wire(r.fees_minor, r.currency),
      disbursements: wire(r.disbursements_minor, r.currency),
      charges: wire(r.charges_minor, r.currency),
      onAccount: wire(r.on_account_minor, r.currency),
      taxCode: r.tax_code,
      tax: wire(r.tax_minor, r.currency),
      total: wire(r.total_minor, r.currency),
      entityTotal: wire(r.entity_total_minor, r.entity_currency),
    })),
    taxes: await taxesOf(db, input),
  };
});

const taxes = handleQuery(c.billingRegisterTaxes, async ({ db }, input) => ({ rows: await taxesOf(db, input) }));

/**
 * Tax as the documents themselves say it: computed once, in their snapshots. What invoices took up of those on account was
 * taxed with these, so it comes off again, under their code and rate.
 */
async function taxesOf(db: Reading['db'], input: Span) {
  const { rows } = await sql<{
    entity: string;
    entity_currency: string;
    currency: string;
    code: string;
    name: string;
    rate_ppm: string;
    documents: number;
    base: bigint;
    tax: bigint;
    entity_base: bigint;
    entity_tax: bigint;
  }>`
    select e.code as entity, e.currency as entity_currency, d.currency, t ->> 'code' as code, t ->> 'name' as name, t ->> 'ratePpm' as rate_ppm,
      sum(documents)::int as documents, sum(d.base)::int8 as base, sum(d.tax)::int8 as tax, sum(d.entity_base)::int8 as entity_base, sum(d.entity_tax)::int8 as entity_tax
    from (select d.entity_id, d.currency, d.document_date, d.recorded_at, t, 1 as documents, d.sign * abs((t ->> 'base')::int8) as base, d.sign * abs((t ->> 'tax')::int8) as tax,
        d.sign * abs((t ->> 'entityBase')::int8) as entity_base, d.sign * abs((t ->> 'entityTax')::int8) as entity_tax
      from issued_document d cross join lateral jsonb_array_elements(${taxRows}) t
      union all select a.entity_id, a.currency, a.counts_on, a.recorded_at, b.snapshot::jsonb #> '{taxes,0}', 0, -a.net_minor, -a.tax_minor, -a.entity_net_minor, -a.entity_tax_minor
      from on_account_applied a join on_account_billed b on b.invoice_id = a.on_account_id) d join legal_entity e on e.id = d.entity_id
    where ${inSpan(input)} and t ->> 'code' is not null group by 1, 2, 3, 4, 5, 6 order by 1, 4, 6, 3`.execute(db);
  return rows.map((r) => ({
    entity: r.entity,
    taxCode: r.code,
    taxName: r.name,
    rate: `${scaledText(BigInt(r.rate_ppm), 4).replace(/\.?0+$/, '') || '0'} %`,
    documents: r.documents,
    base: wire(r.base, r.currency),
    tax: wire(r.tax, r.currency),
    entityBase: wire(r.entity_base, r.entity_currency),
    entityTax: wire(r.entity_tax, r.entity_currency),
  }));
}

export const registerQueries: readonly Query[] = [list, taxes];
