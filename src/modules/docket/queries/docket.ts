import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';
import { differencesOf, type DocketFacts, type EventKind, type EventState } from '../event.ts';

interface Row {
  readonly id: string;
  readonly matter_id: string;
  readonly matter: string;
  readonly client_id: string;
  readonly client: string;
  readonly source: string;
  readonly code: string;
  readonly name: string;
  readonly kind: EventKind;
  readonly state: EventState;
  readonly event_day: Day | null;
  readonly due_day: Day | null;
  readonly completed_day: Day | null;
  readonly note: string;
  readonly missing: boolean;
  readonly version: number;
  readonly outcome: string;
  readonly total: number;
}

const FROM = sql`from docket_event e join matter_brief m on m.id = e.matter_id`;
const SELECT = sql`select e.id, e.matter_id, m.number as matter, e.client_id, m.client_name as client, e.source, e.code, e.name, e.kind, e.state,
  e.event_day, e.due_day, e.completed_day, e.note, e.missing_since is not null as missing, e.version,
  coalesce((select string_agg(distinct o.state, ', ') from docket_outcome o where o.docket_event_id = e.id), '') as outcome`;

function present(row: Row) {
  return {
    id: row.id,
    matterId: row.matter_id,
    matter: row.matter,
    clientId: row.client_id,
    client: row.client,
    source: row.source,
    code: row.code,
    name: row.name,
    kind: row.kind,
    state: row.state,
    eventDay: row.event_day,
    dueDay: row.due_day,
    completedDay: row.completed_day,
    note: row.note,
    missing: row.missing,
    version: row.version,
    outcome: row.outcome,
  };
}

const list = handleQuery(c.listDocket, async ({ db }, input) => {
  const words = `%${input.words.toLowerCase()}%`;
  const { rows } = await sql<Row>`${SELECT}, count(*) over ()::int as total ${FROM}
    where e.removed_at is null
      and (${input.matterId ?? null}::uuid is null or e.matter_id = ${input.matterId ?? null}::uuid)
      and (${input.clientId ?? null}::uuid is null or e.client_id = ${input.clientId ?? null}::uuid)
      and (${input.state ?? null}::text is null or e.state = ${input.state ?? null})
      and (${input.missing ?? null}::boolean is null or (e.missing_since is not null) = ${input.missing ?? null})
      and (${input.words} = '' or lower(e.code || ' ' || e.name || ' ' || m.number || ' ' || m.name || ' ' || e.note) like ${words})
    order by e.missing_since is null, e.state = 'open' desc, case when e.state = 'open' then e.due_day end, coalesce(e.completed_day, e.event_day) desc, e.id
    limit ${input.limit} offset ${input.offset}`.execute(db);
  return { total: rows[0]?.total ?? 0, rows: rows.map(present) };
});

const show = handleQuery(c.showDocketEvent, async ({ db }, { id }) => {
  const { rows } = await sql<Row>`${SELECT} ${FROM} where e.id = ${id}::uuid`.execute(db);
  const [row] = rows;
  if (!row) throw new NotFound('There is no such event.');
  return { ...present(row), changes: await changesOf(db, id), outcomes: await outcomesOf(db, id) };
});

async function changesOf(db: Reading['db'], eventId: string) {
  const { rows } = await sql<{
    what: string;
    before: DocketFacts | null;
    after: DocketFacts | null;
    who: string | null;
    recorded_at: Date;
    file: string | null;
  }>`select k.what, k.before, k.after, p.name as who, k.recorded_at, i.file_name as file
    from docket_change k left join person_brief p on p.id = k.actor_id left join docket_import i on i.id = k.import_id
    where k.docket_event_id = ${eventId}::uuid order by k.recorded_at desc, k.id desc`.execute(db);
  return rows.map((row) => ({
    what: row.what,
    fields:
      row.before && row.after
        ? differencesOf(row.before, row.after).map((f) => ({ ...f, field: f.field as string }))
        : [],
    who: row.who ?? '',
    recordedAt: instant(row.recorded_at),
    file: row.file ?? '',
  }));
}

async function outcomesOf(db: Reading['db'], eventId: string) {
  const { rows } = await sql<{
    id: string;
    rule: string;
    clause: string;
    state: string;
    sentence: string;
    problem: string;
    currency: string;
    amount_minor: bigint | null;
    cards: { id: string; number: string }[];
  }>`select o.id, r.name as rule, r.clause, o.state, o.sentence, o.problem, o.currency, o.amount_minor,
      coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'number', k.number::text) order by k.number) from card_brief k where k.id = any(o.card_ids)), '[]') as cards
    from docket_outcome o join docket_rule r on r.id = o.rule_id where o.docket_event_id = ${eventId}::uuid order by o.recorded_at`.execute(
    db,
  );
  return rows.map(({ currency, amount_minor, ...row }) => ({
    ...row,
    amount: amount_minor === null ? null : wire(amount_minor, currency),
  }));
}

const imports = handleQuery(c.listDocketImports, async ({ db }, input) => {
  const { rows } = await sql<{
    id: string;
    source: string;
    file_name: string;
    added: number;
    changed: number;
    unchanged: number;
    missing: number;
    refused: { row: number; column: string; value: string; reason: string }[];
    who: string | null;
    recorded_at: Date;
    taken_back: boolean;
  }>`select i.id, i.source, i.file_name, i.added, i.changed, i.unchanged, i.missing, i.refused, p.name as who, i.recorded_at,
      i.taken_back_at is not null as taken_back
    from docket_import i left join person_brief p on p.id = i.actor_id
    order by i.recorded_at desc, i.id limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      source: row.source,
      fileName: row.file_name,
      added: row.added,
      changed: row.changed,
      unchanged: row.unchanged,
      missing: row.missing,
      refused: row.refused.length,
      refusedRows: row.refused,
      who: row.who ?? '',
      recordedAt: instant(row.recorded_at),
      takenBack: row.taken_back,
    })),
  };
});

export const queries: readonly Query[] = [list, show, imports];
