import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Query } from '../../../platform/command.ts';
import { instant, recordedBy } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';

const list = handleQuery(c.listJournals, async ({ db }, input) => {
  const wanted = sql<boolean>`(${input.from ?? null}::date is null or j.counts_on >= ${input.from ?? null}::date)
    and (${input.to ?? null}::date is null or j.counts_on <= ${input.to ?? null}::date)
    and (${input.entityId ?? null}::uuid is null or j.entity_id = ${input.entityId ?? null}::uuid)
    and ${recordedBy('j.recorded_at', input.knownAt)}
    and ((${input.invoiceId ?? null}::uuid is null and ${input.cardId ?? null}::uuid is null and ${input.account ?? null}::text is null)
      or exists (select 1 from journal_line l where l.journal_id = j.id
        and (${input.invoiceId ?? null}::uuid is null or l.invoice_id = ${input.invoiceId ?? null}::uuid)
        and (${input.cardId ?? null}::uuid is null or l.card_id = ${input.cardId ?? null}::uuid)
        and (${input.account ?? null}::text is null or l.account = ${input.account ?? null}::text)))`;
  const { rows: counted } = await sql<{
    n: number;
  }>`select count(*)::int as n from journal j where ${wanted}`.execute(db);
  const { rows } = await sql<{
    id: string;
    kind: string;
    entity: string;
    currency: string;
    on: Day;
    recorded_at: Date;
    memo: string;
    lines: number;
    debits: bigint;
  }>`
    select j.id, j.kind, e.code as entity, e.currency, j.counts_on as on, j.recorded_at, j.memo, s.lines, s.debits
    from journal j join legal_entity e on e.id = j.entity_id
    cross join lateral (select count(*)::int as lines, coalesce(sum(entity_amount) filter (where entity_amount > 0), 0)::int8 as debits
                        from journal_line l where l.journal_id = j.id) s
    where ${wanted} order by j.recorded_at desc, j.id desc limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    total: counted[0]?.n ?? 0,
    rows: rows.map(({ currency, recorded_at, debits, ...row }) => ({
      ...row,
      recordedAt: instant(recorded_at),
      entityDebits: wire(debits, currency),
    })),
  };
});

const show = handleQuery(c.showJournal, async ({ db }, { id }) => {
  const head = await db
    .selectFrom('journal')
    .innerJoin('legal_entity', 'legal_entity.id', 'journal.entity_id')
    .innerJoin('event', 'event.id', 'journal.event_id')
    .leftJoin('person_brief', 'person_brief.id', 'event.actor_id')
    .select([
      'journal.id',
      'journal.kind',
      'legal_entity.code as entity',
      'legal_entity.currency',
      'journal.counts_on',
      'journal.recorded_at',
      'memo',
      'person_brief.name as who',
    ])
    .where('journal.id', '=', id)
    .executeTakeFirstOrThrow();
  const lines = await db
    .selectFrom('journal_line')
    .innerJoin('account', 'account.code', 'journal_line.account')
    .leftJoin('matter_record', 'matter_record.id', 'journal_line.matter_id')
    .leftJoin('timekeeper', 'timekeeper.id', 'journal_line.timekeeper_id')
    .select([
      'line_no',
      'account',
      'account.name as account_name',
      'journal_line.currency',
      'amount',
      'entity_amount',
      'matter_record.number as matter',
      'timekeeper.initials as timekeeper',
      'card_id',
      'invoice_id',
    ])
    .where('journal_id', '=', id)
    .orderBy('line_no')
    .execute();
  return {
    id: head.id,
    kind: head.kind,
    entity: head.entity,
    on: head.counts_on as Day,
    recordedAt: instant(head.recorded_at),
    who: head.who ?? '',
    memo: head.memo,
    lines: lines.map((l) => ({
      lineNo: l.line_no,
      account: l.account,
      accountName: l.account_name,
      amount: wire(l.amount, l.currency),
      entityAmount: wire(l.entity_amount, head.currency),
      matter: l.matter ?? '',
      timekeeper: l.timekeeper ?? '',
      cardId: l.card_id,
      invoiceId: l.invoice_id,
    })),
  };
});

const balances = handleQuery(c.showBalances, async ({ db }) => {
  const { rows } = await sql<{
    entity: string;
    entity_id: string;
    entity_currency: string;
    account: string;
    name: string;
    kind: string;
    currency: string;
    amount: bigint;
    entity_amount: bigint;
  }>`select e.code as entity, e.id as entity_id, e.currency as entity_currency, l.account, a.name, a.kind, l.currency,
      sum(l.amount)::int8 as amount, sum(l.entity_amount)::int8 as entity_amount
    from journal_line l join account a on a.code = l.account join legal_entity e on e.id = l.entity_id
    group by e.code, e.id, e.currency, l.account, a.name, a.kind, l.currency order by e.code, l.account, l.currency`.execute(
    db,
  );
  return {
    rows: rows.map((r) => ({
      entity: r.entity,
      entityId: r.entity_id,
      account: r.account,
      name: r.name,
      kind: r.kind,
      balance: wire(r.amount, r.currency),
      entityBalance: wire(r.entity_amount, r.entity_currency),
    })),
  };
});

export const journalQueries: readonly Query[] = [list, show, balances];
