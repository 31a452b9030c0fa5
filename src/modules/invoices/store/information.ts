import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { sum } from '../../../kernel/money.ts';
import { assert } from '../../../kernel/outcome.ts';
import { canonicalJson, sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { saveSearchEntry } from '../../../platform/search.ts';
import { RENDERER_VERSION } from '../../../platform/typst/index.ts';
import { amountOf, counts, type Sheet } from '../../proformas/index.ts';
import type { Snapshot } from '../snapshot.ts';
import { entityOf, linesOf, type LineToFreeze, matterOf, type PartyRow } from './freeze.ts';

/** What a copy for information shows: lines of one entity and currency. */
export interface ToShow {
  readonly proforma: { readonly id: string; readonly number: string } | null;
  readonly entityId: string;
  readonly clientId: string;
  readonly currency: string;
  readonly rounding: string;
  readonly throughDay: Day;
  readonly lines: readonly (LineToFreeze & { readonly matterId: string })[];
}

/** A proforma as it stands, edits and adjustments included; what is excluded or held isn't on it. */
export function shownOf(sheet: Sheet): ToShow {
  const { head } = sheet;
  return {
    proforma: { id: head.id, number: head.number },
    entityId: head.entityId,
    clientId: head.clientId,
    currency: head.currency,
    rounding: sheet.entity.rounding,
    throughDay: head.throughDay,
    lines: sheet.lines.filter(counts).map((line) => ({
      ...line,
      billMinor: amountOf(line) + (sheet.settled.adjustmentOf.get(line.id) ?? 0n),
    })),
  };
}

interface OpenWork {
  readonly entity_id: string;
  readonly client_id: string;
  readonly currency: string;
  readonly rounding: string;
  readonly card_id: string;
  readonly matter_id: string;
  readonly kind: 'time' | 'disbursement' | 'charge';
  readonly timekeeper_id: string | null;
  readonly work_date: Day;
  readonly narrative: string;
  readonly task_code: string | null;
  readonly activity_code: string | null;
  readonly expense_code: string | null;
  readonly open_seconds: bigint;
  readonly agreed_rate_e4: bigint | null;
  readonly wip_minor: bigint;
}

/** Open work up to a day at what it carries, held or not; one copy for each client, entity and currency. */
export async function openWork(
  work: Work,
  of: {
    readonly matterId?: string | undefined;
    readonly familyId?: string | undefined;
    readonly clientId?: string | undefined;
  },
  throughDay: Day,
): Promise<ToShow[]> {
  const { rows } = await sql<OpenWork>`
    select m.entity_id, m.client_id, k.currency, e.rounding, k.id as card_id, k.matter_id, k.kind, k.timekeeper_id, k.work_date, k.narrative, k.task_code,
      k.activity_code, k.expense_code, k.open_seconds, k.agreed_rate_e4, k.wip_minor
    from card_brief k join matter_brief m on m.id = k.matter_id join legal_entity e on e.id = m.entity_id
    where k.state = 'open' and k.work_date <= ${throughDay}::date and (${of.matterId ?? null}::uuid is null or m.id = ${of.matterId ?? null}::uuid)
      and (${of.familyId ?? null}::uuid is null or m.family_id = ${of.familyId ?? null}::uuid)
      and (${of.clientId ?? null}::uuid is null or m.client_id = ${of.clientId ?? null}::uuid)
    order by array_position(array['time', 'disbursement', 'charge'], k.kind), m.number, k.work_date, k.number`.execute(
    work.db,
  );
  const groups = Map.groupBy(rows, (row) => `${row.client_id} ${row.entity_id} ${row.currency}`);
  return [...groups.values()].flatMap((group): ToShow[] => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        proforma: null,
        entityId: first.entity_id,
        clientId: first.client_id,
        currency: first.currency,
        rounding: first.rounding,
        throughDay,
        lines: group.map((row) => ({
          cardId: row.card_id,
          matterId: row.matter_id,
          kind: row.kind,
          timekeeperId: row.timekeeper_id,
          workDate: row.work_date,
          narrative: row.narrative,
          taskCode: row.task_code,
          activityCode: row.activity_code,
          expenseCode: row.expense_code,
          seconds: row.open_seconds,
          rateE4: row.agreed_rate_e4,
          printed: true,
          billMinor: row.wip_minor,
        })),
      },
    ];
  });
}

const NUMBER_LOCK = 4_711_013;

/** Freezes one copy and keeps which cards stand on it. Gives its id. */
export async function keepInformation(work: Work, show: ToShow, forWhom: string): Promise<string> {
  const id = newId<'information_proforma'>();
  // Not a sequence: a rehearsal uses no number up.
  await sql`select pg_advisory_xact_lock(${NUMBER_LOCK})`.execute(work.db);
  const { rows: numbers } = await sql<{ number: string }>`
    select (coalesce(max(number), 0) + 1)::text as number from information_proforma`.execute(work.db);
  const number = numbers[0]?.number;
  assert(number, 'there is a next number');
  const snapshot = canonicalJson(await snapshotOf(work, show, { number: `I-${number}`, forWhom }));
  const net = sum(show.lines.map((line) => line.billMinor));
  await sql`insert into information_proforma (id, number, proforma_id, entity_id, client_id, currency, through_day, for_whom, net_minor, snapshot, snapshot_hash, actor_id)
    values (${id}, ${number}::int8, ${show.proforma?.id ?? null}::uuid, ${show.entityId}::uuid, ${show.clientId}::uuid, ${show.currency},
      ${show.throughDay}::date, ${forWhom}, ${net}, ${snapshot}, ${sha256(snapshot)}, ${work.actor.personId}::uuid)`.execute(
    work.db,
  );
  await sql`insert into information_line (information_id, card_id, matter_id, bill_minor)
    select ${id}::uuid, c.id, c.matter, c.minor from unnest(${show.lines.map((l) => l.cardId)}::uuid[], ${show.lines.map((l) => l.matterId)}::uuid[],
      ${show.lines.map((l) => l.billMinor)}::int8[]) as c(id, matter, minor)`.execute(work.db);
  await saveSearchEntry(work.db, {
    type: 'information',
    id,
    clientId: show.clientId,
    matterId: null,
    title: `For information I-${number}`,
    subtitle: `${forWhom} · work through ${show.throughDay}`,
    words: `information i-${number} ${forWhom}`,
    href: `/proformas/information?clientId=${show.clientId}`,
  });
  return id;
}

async function snapshotOf(
  work: Work,
  show: ToShow,
  about: { readonly number: string; readonly forWhom: string },
): Promise<Snapshot> {
  const matterIds = [...new Set(show.lines.map((line) => line.matterId))];
  const { rows } = await sql<Omit<PartyRow, 'payer' | 'matter'>>`
    select to_jsonb(e) as entity, to_jsonb(c) as client,
      (select jsonb_agg(to_jsonb(o) order by o.number) from matter_record o where o.id = any(${matterIds}::uuid[])) as matters
    from legal_entity e join client_record c on c.id = ${show.clientId}::uuid where e.id = ${show.entityId}::uuid`.execute(
    work.db,
  );
  const [found] = rows;
  assert(found?.matters?.[0], 'what is shown has an entity, a client and a matter');
  const { entity, client } = found;
  const matters = found.matters.map(matterOf);
  const numbers = new Map(found.matters.map((m) => [m['id'] ?? '', m['number'] ?? '']));
  const lines = await linesOf(work, show.lines, matters.length > 1 ? numbers : new Map<string, string>());
  const days = lines.map((line) => line.workDate).toSorted();
  const of = (kind: string): bigint => sum(show.lines.filter((l) => l.kind === kind).map((l) => l.billMinor));
  const net = sum(show.lines.map((line) => line.billMinor)).toString();
  return {
    schema: 2,
    renderer: RENDERER_VERSION,
    number: about.number,
    information: { forWhom: about.forWhom, proforma: show.proforma?.number ?? null },
    invoiceDate: work.today,
    dueDate: work.today,
    currency: show.currency,
    rounding: show.rounding,
    entity: entityOf(entity),
    payer: { name: client.name, address: client.address, taxId: '', reference: client.reference, sharePpm: 1_000_000 },
    client: {
      number: client.number,
      name: client.name,
      reference: client.reference,
      language: client.language,
      ebilling: null,
    },
    matter: matters[0] as (typeof matters)[number],
    ...(matters.length > 1 ? { matters } : {}),
    period: { from: days[0] ?? show.throughDay, to: days.at(-1) ?? show.throughDay },
    lines,
    adjustments: [],
    taxes: [],
    exchange: null,
    totals: {
      fees: of('time').toString(),
      disbursements: of('disbursement').toString(),
      charges: of('charge').toString(),
      net,
      tax: '0',
      total: net,
    },
  };
}
