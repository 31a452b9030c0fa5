import { type RawBuilder, sql } from 'kysely';
import { addDays, type Day } from '../../../kernel/day.ts';
import { hoursText } from '../../../kernel/hours.ts';
import { rateText, wire } from '../../../kernel/money.ts';
import { folded } from '../../../kernel/text.ts';
import { handleQuery, type Query, type Reading, NotFound } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';
import { type PlaceFacts, whereIs } from '../where.ts';

interface CardRow {
  id: string;
  number: bigint;
  kind: 'time';
  cost_kind: 'hard' | null;
  work_date: Day;
  post_date: Day;
  matter_id: string;
  matter: string;
  client_id: string;
  client: string;
  timekeeper_id: string | null;
  timekeeper: string | null;
  narrative: string;
  task_code: string | null;
  activity_code: string | null;
  expense_code: string | null;
  currency: string;
  worked_seconds: bigint;
  billable_seconds: bigint;
  agreed_rate_e4: bigint | null;
  standard_rate_e4: bigint | null;
  standard_minor: bigint;
  work_minor: bigint;
  wip_minor: bigint;
  state: PlaceFacts['state'];
  version: number;
  hold: PlaceFacts['hold'];
  proforma: PlaceFacts['proforma'];
  invoices: PlaceFacts['invoices'] | null;
  import_id: string | null;
  import_row: number | null;
}

/** One select for cards wherever they are shown: with client, matter, timekeeper and their place. */
function selectCards(where: RawBuilder<boolean>, tail: RawBuilder<unknown>) {
  return sql<CardRow>`
    select k.*, m.number as matter, m.client_name as client, t.initials as timekeeper,
      (select json_build_object('reason', h.reason, 'untilDay', h.until_day, 'untilEvent', (select w.title from card_waiting w where w.card_id = k.id)) from card_hold h where h.card_id = k.id and h.released_at is null) as hold,
      (select json_build_object('id', p.proforma_id, 'number', p.number, 'state', p.state, 'excluded', p.excluded) from card_on_proforma p where p.card_id = k.id) as proforma,
      (select json_agg(distinct jsonb_build_object('id', i.invoice_id, 'number', i.number)) from card_on_invoice i where i.card_id = k.id) as invoices
    from card k join matter_brief m on m.id = k.matter_id left join timekeeper t on t.id = k.timekeeper_id
    where ${where} ${tail}`;
}

function rowOf(r: CardRow) {
  return {
    id: r.id,
    number: r.number.toString(),
    kind: r.kind,
    costKind: r.cost_kind,
    workDate: r.work_date,
    matterId: r.matter_id,
    matter: r.matter,
    clientId: r.client_id,
    client: r.client,
    timekeeperId: r.timekeeper_id,
    timekeeper: r.timekeeper ?? '',
    narrative: r.narrative,
    taskCode: r.task_code,
    activityCode: r.activity_code,
    expenseCode: r.expense_code,
    workedHours: hoursText(r.worked_seconds),
    billableHours: hoursText(r.billable_seconds),
    ratePerHour: r.agreed_rate_e4 === null ? null : rateText(r.agreed_rate_e4),
    work: wire(r.work_minor, r.currency),
    wip: wire(r.wip_minor, r.currency),
    where: whereIs({
      state: r.state,
      matterId: r.matter_id,
      hold: r.hold,
      proforma: r.proforma,
      invoices: r.invoices ?? [],
    }),
  };
}

const list = handleQuery(c.listCards, async ({ db }, input) => {
  const words = folded(input.words);
  const wanted = sql<boolean>`(${input.matterId ?? null}::uuid is null or k.matter_id = ${input.matterId ?? null}::uuid)
    and (${input.clientId ?? null}::uuid is null or k.client_id = ${input.clientId ?? null}::uuid)
    and (${input.timekeeperId ?? null}::uuid is null or k.timekeeper_id = ${input.timekeeperId ?? null}::uuid)
    and (${input.importId ?? null}::uuid is null or k.import_id = ${input.importId ?? null}::uuid)
    and (${input.kind ?? null}::text is null or k.kind = ${input.kind ?? null}::text)
    and (${input.open ?? null}::bool is null or (k.state = 'open') = ${input.open ?? null}::bool)
    and (${input.from ?? null}::date is null or k.work_date >= ${input.from ?? null}::date)
    and (${input.to ?? null}::date is null or k.work_date <= ${input.to ?? null}::date)
    and (${input.invoiceId ?? null}::uuid is null or k.id in (select i.card_id from card_on_invoice i where i.invoice_id = ${input.invoiceId ?? null}::uuid))
    and (${words} = '' or k.id in (select s.subject_id from search_entry s where s.subject_type = 'card' and s.words like ${`%${words}%`}))`;
  const { rows: sums } = await sql<{ currency: string; n: number; seconds: bigint; wip: bigint }>`
    select k.currency, count(*)::int as n, coalesce(sum(k.worked_seconds) filter (where k.state <> 'divided'), 0)::int8 as seconds, sum(k.wip_minor)::int8 as wip from card k
    where ${wanted} group by k.currency order by k.currency`.execute(db);
  const { rows } = await selectCards(
    wanted,
    sql`order by k.work_date desc, k.number desc limit ${input.limit} offset ${input.offset}`,
  ).execute(db);
  return {
    total: sums.reduce((n, s) => n + s.n, 0),
    hours: hoursText(sums.reduce((n, s) => n + s.seconds, 0n)),
    wip: sums.map((s) => wire(s.wip, s.currency)),
    rows: rows.map(rowOf),
  };
});

const show = handleQuery(c.showCard, async ({ db }, { id }) => {
  const { rows } = await selectCards(sql<boolean>`k.id = ${id}::uuid`, sql``).execute(db);
  const [row] = rows;
  if (!row) throw new NotFound('There is no such card.');
  const { rows: explained } = await sql<{ explanation: never }>`
    select x.explanation from card k join rate_explanation x on x.hash = k.rate_explanation_hash where k.id = ${id}`.execute(
    db,
  );
  return {
    ...rowOf(row),
    postDate: row.post_date,
    standard: wire(row.standard_minor, row.currency),
    standardRatePerHour: row.standard_rate_e4 === null ? null : rateText(row.standard_rate_e4),
    explanation: explained[0]?.explanation ?? null,
    source: await sourceOf(db, row),
    version: row.version,
    information: await informationOf(db, id),
    events: await eventsOf(db, id, row.currency),
  };
});

async function informationOf(db: Reading['db'], cardId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('card_for_information')
    .select('number')
    .where('card_id', '=', cardId)
    .orderBy('recorded_at', 'desc')
    .execute();
  return rows.map((row) => row.number ?? '');
}

async function sourceOf(db: Reading['db'], row: CardRow): Promise<string> {
  if (row.import_id === null) return 'Recorded in Engross.';
  const file = await db
    .selectFrom('card_import')
    .select('file_name')
    .where('id', '=', row.import_id)
    .executeTakeFirst();
  return `Row ${row.import_row ?? '?'} of ${file?.file_name ?? 'a file'}.`;
}

async function eventsOf(db: Reading['db'], cardId: string, currency: string) {
  const { rows } = await sql<{
    id: string;
    kind: string;
    on: Day;
    recorded_at: Date;
    who: string | null;
    seconds: bigint;
    wip_minor: bigint;
    reason: string | null;
    matter: string;
    journal_id: string | null;
    invoice_id: string | null;
  }>`select e.id, e.kind, e.counts_on as on, e.recorded_at, p.name as who, e.seconds, e.wip_minor, e.reason, m.number as matter, e.journal_id, e.invoice_id
    from card_event e join event v on v.id = e.event_id left join person_brief p on p.id = v.actor_id join matter_brief m on m.id = e.matter_id
    where e.card_id = ${cardId} order by e.recorded_at, e.id`.execute(db);
  return rows.map((e) => ({
    id: e.id,
    kind: e.kind,
    on: e.on,
    recordedAt: instant(e.recorded_at),
    who: e.who ?? '',
    hours: hoursText(e.seconds),
    wip: wire(e.wip_minor, currency),
    reason: e.reason ?? '',
    matter: e.matter,
    journalId: e.journal_id,
    invoiceId: e.invoice_id,
  }));
}

const week = handleQuery(c.showWeek, async ({ db }, { timekeeperId, monday }) => {
  const days = [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(monday, n));
  const { rows } = await sql<{
    id: string;
    matter_id: string;
    matter: string;
    day: Day;
    worked_seconds: bigint;
    narrative: string;
  }>`
    select k.id, k.matter_id, m.number || ' ' || m.name as matter, k.work_date as day, k.worked_seconds, k.narrative
    from card k join matter_brief m on m.id = k.matter_id
    where k.timekeeper_id = ${timekeeperId} and k.kind = 'time' and k.state not in ('taken-back', 'divided')
      and k.work_date between ${monday}::date and ${days[6]}::date order by m.number, k.number`.execute(db);
  const total = (of: typeof rows): string => hoursText(of.reduce((n, r) => n + r.worked_seconds, 0n));
  return {
    days,
    rows: [...Map.groupBy(rows, (r) => r.matter_id)].map(([matterId, cards]) => ({
      matterId,
      matter: cards[0]?.matter ?? '',
      cells: days.map((day) => {
        const on = cards.filter((r) => r.day === day);
        return {
          day,
          hours: total(on),
          cards: on.map((r) => ({ id: r.id, hours: hoursText(r.worked_seconds), narrative: r.narrative })),
        };
      }),
    })),
    totals: days.map((day) => total(rows.filter((r) => r.day === day))),
  };
});

export const cardQueries: readonly Query[] = [list, show, week];
