import { sql } from 'kysely';
import { daysBetween, type Day } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { hoursText } from '../../../kernel/hours.ts';
import { sumsByCurrency, wire } from '../../../kernel/money.ts';
import { handleQuery } from '../../../platform/command.ts';
import * as c from '../contract/tracking.ts';
import { counts } from '../line.ts';
import { waitOf } from '../review.ts';
import type { State } from '../state.ts';
import { openNets } from '../store/nets.ts';
import { loadSheets, type Sheet } from '../store/sheet.ts';
import { type WaitingPolicy, waitingOn } from '../store/waiting.ts';
import { problemsOfSheet } from './present.ts';

interface RowFacts {
  id: string;
  state: 'generated';
  state_since: Date;
  client: string;
  numbers: string;
  matter_name: string;
  timekeeper: string;
  edits: number;
  proposals: number;
  comments: number;
  new_cards: number;
  holders: string[] | null;
  editing: string | null;
  block: number;
  fix: number;
  warn: number;
  since: Day;
}

export const listProformas = handleQuery(c.listProformas, async (reading, input) => {
  const { db } = reading;
  const like = `%${input.words}%`;
  const open = input.open === true;
  const wanted = sql<boolean>`(not ${open}::bool or p.state not in ('billed', 'closed', 'reversed'))
    and (${input.clientId ?? null}::uuid is null or p.client_id = ${input.clientId ?? null}::uuid)
    and (${input.matterId ?? null}::uuid is null or exists (select 1 from proforma_matter x where x.proforma_id = p.id and x.matter_id = ${input.matterId ?? null}::uuid))
    and (not ${input.proposals === true}::bool or exists (select 1 from open_proposal x where x.proforma_id = p.id))
    and (${input.billingTimekeeperId ?? null}::uuid is null or p.billing_timekeeper_id = ${input.billingTimekeeperId ?? null}::uuid)
    and (${input.words} = '' or p.number::text = ${input.words} or exists (select 1 from proforma_matter x join matter_brief b on b.id = x.matter_id
      where x.proforma_id = p.id and (b.client_name ilike ${like} or b.number ilike ${like} or b.name ilike ${like})))`;
  const waiting = await waitingOn(db, reading.today);
  const inState = sql<boolean>`(${input.state ?? null}::text is null or p.state = ${input.state ?? null}::text)`;
  const urgent = sql<boolean>`(not ${input.urgent === true}::bool or exists (
    select 1 from unnest(${[...waiting.keys()]}::text[], ${[...waiting.values()].map((w) => w.remindDays)}::int[]) as w(state, days)
    where w.state = p.state and (p.state_since at time zone 'UTC')::date + w.days <= ${reading.today}::date))`;
  const { rows } = await sql<RowFacts>`
    select p.id, p.state, p.state_since, (p.state_since at time zone 'UTC')::date::text as since, m.client_name as client, a.numbers, m.name as matter_name, t.initials as timekeeper,
      (select count(*)::int from proforma_edit e where e.proforma_id = p.id and e.undone_at is null) as edits,
      coalesce(u.proposals, 0) as proposals,
      (select count(*)::int from proforma_comment e where e.proforma_id = p.id) as comments,
      (select count(*)::int from card_brief k where k.state = 'open' and k.hold_reason is null and k.matter_id in (select x.matter_id from proforma_matter x where x.proforma_id = p.id) and k.work_date <= p.through_day and (p.from_day is null or k.work_date >= p.from_day)
        and p.state not in ('billed', 'closed', 'reversed')
        and not exists (select 1 from proforma_line l where l.card_id = k.id and l.attached)) as new_cards,
      (select array_agg(b.name order by b.name) from review_asked a join person_brief b on b.id = a.person_id where a.proforma_id = p.id) as holders,
      (select b.name from proforma_lease e join person_brief b on b.id = e.person_id where e.proforma_id = p.id and e.expires_at > clock_timestamp()) as editing,
      coalesce(f.block, 0) as block, coalesce(f.fix, 0) as fix, coalesce(f.warn, 0) as warn
    from proforma p join proforma_about a on a.proforma_id = p.id left join open_proposal u on u.proforma_id = p.id left join flag_standing f on f.proforma_id = p.id join matter_brief m on m.id = p.matter_id join timekeeper_brief t on t.id = p.billing_timekeeper_id
    where ${wanted} and ${inState} and ${urgent} order by p.number desc limit ${input.limit} offset ${input.offset}`.execute(
    db,
  );
  const { rows: states } = await sql<{ state: State; count: number; open: string[] | null }>`
    select p.state, count(*)::int as count, array_agg(p.id) filter (where p.state not in ('billed', 'closed', 'reversed')) as open
    from proforma p where ${wanted} and ${urgent} group by p.state`.execute(db);
  const nets = new Map((await openNets(db)).map((net) => [net.id, net]));
  const sheets = new Map(
    (
      await loadSheets(
        reading,
        rows.map((row) => row.id),
        { lock: false },
      )
    ).map((s) => [s.head.id, s]),
  );
  return {
    total: sumOf(states.filter((s) => input.state === undefined || s.state === input.state)),
    buckets: states.map(({ state, count, open: ids }) => ({
      state,
      count,
      bill: sumsByCurrency((ids ?? []).flatMap((id) => nets.get(id) ?? [])),
    })),
    rows: rows.flatMap((row) => {
      const sheet = sheets.get(row.id);
      return sheet ? [trackingRow(row, sheet, reading.today, waiting.get(sheet.head.state) ?? null)] : [];
    }),
  };
});

function sumOf(states: readonly { readonly count: number }[]): number {
  return states.reduce((n, { count }) => n + count, 0);
}

function trackingRow(
  row: RowFacts,
  sheet: Sheet,
  today: Day,
  policy: WaitingPolicy | null,
): OutputOf<typeof c.listProformas>['rows'][number] {
  const { head, settled } = sheet;
  const daysInState = Math.max(0, daysBetween(row.since, today));
  return {
    id: head.id,
    number: head.number,
    state: head.state,
    stateNote: head.stateNote,
    daysInState,
    holders: row.holders ?? [],
    editing: row.editing,
    urgent: waitOf(daysInState, policy).urgent,
    clientId: head.clientId,
    client: row.client,
    matterId: head.matterId,
    matter: row.numbers,
    matterName: row.matter_name,
    matters: sheet.matters.map(({ id, number, name }) => ({ id, number, name })),
    billingTimekeeper: row.timekeeper,
    throughDay: head.throughDay,
    lines: sheet.lines.filter(counts).length,
    hours: hoursText(settled.seconds),
    work: wire(settled.workMinor, head.currency),
    bill: wire(settled.netMinor, head.currency),
    reduction: wire(settled.reductionMinor, head.currency),
    held: sheet.lines.filter((l) => l.hold !== null).length,
    excluded: sheet.lines.filter((l) => l.excluded).length,
    edits: row.edits,
    proposals: row.proposals,
    comments: row.comments,
    newCards: row.new_cards,
    problems: head.state === 'billed' ? [] : problemsOfSheet(sheet).map((p) => p.what),
    flags: { block: row.block, fix: row.fix, warn: row.warn },
    version: head.version,
  };
}
