import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { sum } from '../../../kernel/money.ts';
import type { Reading } from '../../../platform/command.ts';
import { unprintableIn } from '../../../platform/typst/index.ts';
import { counts, problemsOfSheet, type Sheet } from '../../proformas/index.ts';
import { budgetsOf } from '../../budgets/index.ts';
import { docketOf } from '../../docket/index.ts';
import { feesOnCards } from '../../fees/index.ts';
import { agreedRate, type RateRow, ratesFor } from '../../terms/index.ts';
import { billed } from '../checks/lines.ts';
import { dayKey, type Facts, type FlagLine, type SheetFacts, type SheetLine } from '../facts.ts';
import { tokens } from '../wording.ts';
import { earlierBills, matterFacts, type MatterRow, timeOfMonths } from './matters.ts';
import { namesOfAll } from './names.ts';
import { waysOf } from './review.ts';
import { spelling } from './spelling.ts';

/** Gathers, for many proformas at once, all that the rules look at. One statement per source, whatever the number. */
export async function gatherFacts(reading: Reading, sheets: readonly Sheet[]): Promise<SheetFacts[]> {
  if (sheets.length === 0) return [];
  const { db } = reading;
  const matterIds = [...new Set(sheets.flatMap((sheet) => sheet.matters.map((matter) => matter.id)))];
  const lines = sheets.flatMap((sheet) => sheet.lines.filter(counts));
  const cards = await cardFacts(db, lines);
  const matters = await matterFacts(db, matterIds);
  const dayTotals = await timeOfDays(db, lines);
  const months = await timeOfMonths(db, matterIds);
  const codes = await codeFacts(db);
  const earlier = await earlierBills(db, matterIds);
  const payerIds = [...new Set(sheets.flatMap((sheet) => sheet.payers.map((payer) => payer.payerId)))];
  const before = await billedBefore(db, payerIds);
  const funds = await unapplied(db, payerIds);
  const newWip = await newWipOf(db, sheets);
  const rates = await schedule(db, sheets, cards);
  const wayOf = await waysOf(reading, sheets);
  const docket = await docketOf(db, reading.today, matterIds);
  const budgets = await budgetsOf(db, reading.today, matterIds);
  const fees = await feesOnCards(db, costsOf(sheets));
  const names = await namesOfAll(db);
  const spell = await spelling(db);
  return sheets.map((sheet): SheetFacts => {
    const { head } = sheet;
    const of = (matterId: string): Facts => {
      const matter = matters.get(matterId) as MatterRow;
      const at = { clientId: matter.client_id, matterId, familyId: matter.family_id };
      return {
        today: reading.today,
        head,
        currency: head.currency,
        lines: sheet.lines.filter(counts).map((line) => flagLine(line, cards, rates.of(line))),
        scheduledOn: (line, on) => rates.on(line, on)?.rateE4 ?? null,
        apart: false,
        ...asked(sheet),
        ...aboutMatter(matter),
        docket: docket.get(matterId) ?? null,
        budgets: budgets.get(matterId) ?? [],
        fees,
        dayTotals,
        monthTotals: months.get(matterId) ?? new Map<string, bigint>(),
        codes,
        earlier: earlier.get(matterId) ?? [],
        payersBilledBefore: before,
        funds: funds.get(head.currency) ?? new Map<string, bigint>(),
        ...wayOf(head.id),
        newWip: newWip.get(head.id) ?? { cards: 0, wipMinor: 0n },
        strangersIn: (words) => names.strangersIn(words, at),
        misspeltIn: spell(matter.language),
        unprintableIn,
      };
    };
    const whole = of(head.matterId);
    const parts = sheet.matters.length > 1 ? sheet.matters.map((matter) => partOf(of(matter.id))) : [whole];
    return { whole, parts };
  });
}

/** What the sheet says itself. */
function asked(
  sheet: Sheet,
): Pick<Facts, 'adjustments' | 'payers' | 'settled' | 'terms' | 'ledes' | 'codesRequired' | 'problems'> {
  const { adjustments, payers, settled, terms, ledes, codesRequired } = sheet;
  return { adjustments, payers, settled, terms, ledes, codesRequired, problems: problemsOfSheet(sheet) };
}

/** What is about one of several matters: its lines, and what they come to. */
function partOf(facts: Facts): Facts {
  const lines = facts.lines.filter((line) => line.matterId === facts.matter.id);
  const { adjustmentOf } = facts.settled;
  const netMinor = sum(lines.map((line) => billed(line) + (adjustmentOf.get(line.id) ?? 0n)));
  return {
    ...facts,
    lines,
    apart: true,
    settled: {
      ...facts.settled,
      netMinor,
      totalMinor: netMinor,
      bills: [],
      workMinor: sum(lines.map((line) => line.workMinor)),
      seconds: sum(lines.map((line) => line.seconds)),
    },
  };
}

function aboutMatter(matter: MatterRow): Pick<Facts, 'client' | 'matter'> {
  return {
    client: { id: matter.client_id, name: matter.client_name, ebilled: matter.ebilled },
    matter: {
      id: matter.id,
      number: matter.number,
      clientReference: matter.client_reference,
      status: matter.case_status.trim().toLowerCase(),
      closedOn: matter.closed_on,
      codeSet: matter.code_set,
      entityStatus: matter.entity_status,
      annuityYear: matter.annuity_year,
    },
  };
}

/** Hard disbursements, which may be official fees. */
function costsOf(sheets: readonly Sheet[]) {
  return sheets.flatMap(({ head, lines }) =>
    lines
      .filter((line) => counts(line) && line.kind === 'disbursement' && line.costKind === 'hard')
      .map((line) => ({
        id: line.cardId,
        matterId: line.matterId,
        day: line.recorded.workDate,
        narrative: line.recorded.narrative,
        currency: head.currency,
        workMinor: line.workMinor,
      })),
  );
}

interface CardRow {
  readonly id: string;
  readonly recorded_on: Day;
  readonly classification: string | null;
  readonly number: string | null;
  readonly title: string | null;
  readonly office_id: string | null;
  readonly documents: string[] | null;
}

function flagLine(line: SheetLine, cards: ReadonlyMap<string, CardRow>, rate: RateRow | null): FlagLine {
  const card = cards.get(line.cardId);
  return {
    ...line,
    words: tokens(line.narrative),
    classification: card?.classification ?? '',
    timekeeperNumber: card?.number ?? '',
    recordedOn: card?.recorded_on ?? line.workDate,
    scheduledRateE4: rate?.rateE4 ?? null,
    rateIsAgreed: rate !== null && rate.level !== 'standard',
    documents: card?.documents ?? [],
  };
}

async function cardFacts(db: Reading['db'], lines: readonly SheetLine[]): Promise<Map<string, CardRow>> {
  const ids = lines.map((line) => line.cardId);
  const { rows } = await sql<CardRow>`
    select k.id, k.post_date as recorded_on, t.classification, t.number, t.title, t.office_id, x.documents
    from unnest(${ids}::uuid[], ${lines.map((line) => line.timekeeperId)}::uuid[]) w(card, who) join card_posted k on k.id = w.card
      left join timekeeper_brief t on t.id = w.who
      left join (select subject_id, array_agg(kind) as documents from document_link
        where subject_type = 'card' and subject_id = any(${ids}::uuid[]) group by 1) x on x.subject_id = k.id`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What everybody on these lines worked on those days, over all matters. */
async function timeOfDays(db: Reading['db'], lines: readonly SheetLine[]): Promise<Facts['dayTotals']> {
  const time = lines.filter((line) => line.timekeeperId !== null);
  const pairs = new Map(time.map((line) => [dayKey(line.timekeeperId ?? '', line.workDate), line]));
  const { rows: days } = await sql<{ timekeeper_id: string; work_date: Day; seconds: bigint }>`
    select k.timekeeper_id, k.work_date, sum(k.worked_seconds)::int8 as seconds from time_worked k
    join unnest(${[...pairs.values()].map((l) => l.timekeeperId)}::uuid[], ${[...pairs.values()].map((l) => l.workDate)}::date[]) w(who, day)
      on w.who = k.timekeeper_id and w.day = k.work_date
    group by 1, 2`.execute(db);
  return new Map(days.map((row) => [dayKey(row.timekeeper_id, row.work_date), row.seconds]));
}

async function codeFacts(db: Reading['db']): Promise<Facts['codes']> {
  const { rows } = await sql<{ code: string; kind: string; sets: string[] }>`
    select code, min(kind) as kind, array_agg(set_name) as sets from billing_code where selectable group by code`.execute(
    db,
  );
  return new Map(rows.map(({ code, ...rest }) => [code, rest]));
}

async function billedBefore(db: Reading['db'], payerIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    payer_id: string;
  }>`select p.id as payer_id from unnest(${[...payerIds]}::uuid[]) p(id)
    where exists (select 1 from invoice_head i where i.payer_id = p.id and not i.reversed)`.execute(db);
  return new Set(rows.map((row) => row.payer_id));
}

/** Unapplied cash by currency and payer. */
async function unapplied(db: Reading['db'], payerIds: readonly string[]): Promise<Map<string, Map<string, bigint>>> {
  const { rows } = await sql<{ currency: string; payer_id: string; minor: bigint }>`
    select currency, payer_id, sum(open_minor)::int8 as minor from open_receipt where payer_id = any(${[...payerIds]}::uuid[]) group by 1, 2`.execute(
    db,
  );
  const funds = new Map<string, Map<string, bigint>>();
  for (const row of rows) {
    const of = funds.get(row.currency) ?? new Map<string, bigint>();
    funds.set(row.currency, of.set(row.payer_id, row.minor));
  }
  return funds;
}

/** Open work that no proforma has; asked matter by matter, whatever the planner thinks of the table of cards. */
async function newWipOf(db: Reading['db'], sheets: readonly Sheet[]): Promise<Map<string, Facts['newWip']>> {
  const { rows } = await sql<{ id: string; cards: number; wip: bigint }>`
    select p.id, sum(w.cards)::int as cards, sum(w.wip)::int8 as wip
    from unnest(${sheets.map((s) => s.head.id)}::uuid[], ${sheets.map((s) => s.head.fromDay)}::date[], ${sheets.map((s) => s.head.throughDay)}::date[],
      ${sheets.map((s) => s.head.kinds.join(' '))}::text[]) p(id, first, through, kinds) join matter_on_proforma m on m.proforma_id = p.id
    cross join lateral (select count(*) as cards, sum(k.wip_minor) as wip from card_brief k
      where k.matter_id = m.matter_id and k.state = 'open' and k.hold_reason is null and k.work_date <= p.through and (p.first is null or k.work_date >= p.first)
        and k.kind = any(string_to_array(p.kinds, ' ')) and not exists (select 1 from card_on_proforma o where o.card_id = k.id)) w
    group by p.id having sum(w.cards) > 0`.execute(db);
  return new Map(rows.map((row) => [row.id, { cards: row.cards, wipMinor: row.wip }]));
}

/** What the schedules give now for a line's own day, and for another. */
interface Schedule {
  of(line: SheetLine): RateRow | null;
  on(line: SheetLine, day: Day): RateRow | null;
}

async function schedule(
  db: Reading['db'],
  sheets: readonly Sheet[],
  cards: ReadonlyMap<string, CardRow>,
): Promise<Schedule> {
  const matters = new Map(
    sheets.flatMap(({ head, matters: all }) =>
      all.map(({ id, clientId }) => [id, { id, clientId, currency: head.currency }] as const),
    ),
  );
  const rates = await ratesFor(db, [...matters.values()]);
  const known = new Map<string, RateRow | null>();
  const on = (line: SheetLine, day: Day): RateRow | null => {
    const [card, matter] = [cards.get(line.cardId), matters.get(line.matterId)];
    if (line.timekeeperId === null || !card || !matter) return null;
    const key = `${line.matterId} ${dayKey(line.timekeeperId, day)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const rate = agreedRate(rates, {
      timekeeperId: line.timekeeperId,
      title: card.title ?? '',
      officeId: card.office_id ?? '',
      clientId: matter.clientId,
      matterId: matter.id,
      currency: matter.currency,
      on: day,
    });
    known.set(key, rate);
    return rate;
  };
  return { of: (line) => on(line, line.recorded.workDate), on };
}
