import { sql } from 'kysely';
import { firstOfYear } from '../../../kernel/day.ts';
import { sum, wire } from '../../../kernel/money.ts';
import { handleQuery } from '../../../platform/command.ts';
import { recordedBy } from '../../../platform/sql-day.ts';
import { ACCOUNTS } from '../accounts.ts';
import * as c from '../contract.ts';

interface Row {
  entity_id: string;
  entity: string;
  entity_currency: string;
  account: string;
  name: string;
  kind: string;
  currency: string;
  minor: bigint;
  entity_minor: bigint;
}

export const trialBalance = handleQuery(c.trialBalance, async ({ db, today }, input) => {
  const asOf = input.asOf ?? today;
  const inEntity = input.per === 'entity';
  const entities = await db
    .selectFrom('legal_entity')
    .select(['id', 'code', 'year_starts_month'])
    .$if(input.entityId !== undefined, (q) => q.where('id', '=', input.entityId ?? ''))
    .orderBy('code')
    .execute();
  const years = entities.map((e) => ({
    entity: e.code,
    entityId: e.id,
    from: firstOfYear(asOf, e.year_starts_month),
  }));
  const { rows } = await sql<Row>`
    select e.id as entity_id, e.code as entity, e.currency as entity_currency, b.account, a.name, a.kind, b.currency, b.minor, b.entity_minor from (
      select l.entity_id, case when j.counts_on < y.from and x.kind in ('income', 'expense') then ${ACCOUNTS.retained} else l.account end as account,
        case when ${inEntity}::bool then y.currency else l.currency end as currency,
        sum(case when ${inEntity}::bool then l.entity_amount else l.amount end)::int8 as minor, sum(l.entity_amount)::int8 as entity_minor
      from journal_line l join journal j on j.id = l.journal_id join account x on x.code = l.account
      join (select e.id, e.currency, s.from from unnest(${years.map((y) => y.entityId)}::uuid[], ${years.map((y) => y.from)}::date[]) as s(id, "from")
        join legal_entity e on e.id = s.id) y on y.id = l.entity_id
      where j.counts_on <= ${asOf}::date and ${recordedBy('j.recorded_at', input.knownAt)}
      group by 1, 2, 3) b
    join account a on a.code = b.account join legal_entity e on e.id = b.entity_id
    where b.minor <> 0 or b.entity_minor <> 0 order by e.code, b.account, b.currency`.execute(db);
  const columns = rows.map((r) => ({ ...r, ...sides(r.minor), entity: r.entity, own: sides(r.entity_minor) }));
  return {
    asOf,
    years,
    rows: columns.map((r) => ({
      entity: r.entity,
      entityId: r.entity_id,
      account: r.account,
      name: r.name,
      kind: r.kind,
      debit: wire(r.debit, r.currency),
      credit: wire(r.credit, r.currency),
      entityDebit: wire(r.own.debit, r.entity_currency),
      entityCredit: wire(r.own.credit, r.entity_currency),
    })),
    totals: [...Map.groupBy(columns, (r) => `${r.entity} ${r.currency}`).values()].map((group) => {
      const debit = sum(group.map((r) => r.debit));
      const credit = sum(group.map((r) => r.credit));
      const currency = group[0]?.currency ?? '';
      return {
        entity: group[0]?.entity ?? '',
        debit: wire(debit, currency),
        credit: wire(credit, currency),
        balanced: debit === credit,
      };
    }),
  };
});

function sides(minor: bigint): { debit: bigint; credit: bigint } {
  return minor > 0n ? { debit: minor, credit: 0n } : { debit: 0n, credit: -minor };
}
