import { sql } from 'kysely';
import { wire } from '../../../kernel/money.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/runs.ts';
import { type Considered, outcomeOf, type RunOutcome } from '../run.ts';
import { attachOpenCards } from './gather.ts';

type Kind = 'time' | 'disbursement' | 'charge';

interface Criteria {
  readonly throughDay: string;
  readonly clientId?: string | undefined;
  readonly billingTimekeeperId?: string | undefined;
  readonly matterId?: string | undefined;
  readonly kinds: readonly Kind[];
  readonly asked: boolean;
}

interface MatterRow extends Considered {
  readonly number: string;
  readonly name: string;
  readonly client: string;
  readonly clientId: string;
  readonly entityId: string;
  readonly billingTimekeeperId: string;
}

const RUN_LOCK = 4_711_003;

export const startRun: Command = handleCommand(c.startRun, async (work, input) => {
  if (input.throughDay > work.today)
    return refuse('future-date', 'The through date is in the future. Choose today or a day before.', {
      where: 'throughDay',
    });
  // Two runs at once would both see a matter without a proforma; the second waits and finds the first's.
  await sql`select pg_advisory_xact_lock(${RUN_LOCK})`.execute(work.db);
  const runId = newId<'proforma_run'>();
  await releaseDue(work, runId);
  const matters = await consider(work, input);
  await work.db
    .insertInto('proforma_run')
    .values({
      id: runId,
      criteria: JSON.stringify(input),
      through_day: input.throughDay,
      actor_id: work.actor.personId,
    })
    .execute();
  const thresholds = new Map(input.thresholds.map((least) => [least.currency, BigInt(least.minor)]));
  const judged = matters.map((matter) => ({ matter, result: outcomeOf(matter, thresholds) }));
  const made = new Map<string, Made>();
  const wanted = judged.filter(({ result }) => result.outcome === 'generated').map(({ matter }) => matter);
  for (let at = 0; at < wanted.length; at += AT_ONCE)
    for (const [matterId, one] of await generateAll(work, runId, wanted.slice(at, at + AT_ONCE), input))
      made.set(matterId, one);
  const results = judged.map(({ matter, result }) => ({
    matter,
    result,
    proformaId: made.get(matter.matterId)?.id ?? matter.open?.id ?? null,
    number: made.get(matter.matterId)?.number ?? matter.open?.number ?? null,
  }));
  await keepOutcomes(work, runId, results);
  const count = (outcome: RunOutcome['outcome']): number => results.filter((r) => r.result.outcome === outcome).length;
  const counts = { generated: count('generated'), existing: count('existing'), skipped: count('skipped') };
  await work.announce({
    name: 'proformas generated',
    subject: { type: 'proforma_run', id: runId },
    facts: { ...counts, criteria: input },
    countsOn: input.throughDay,
  });
  return done({
    id: runId,
    ...counts,
    outcomes: results.map(({ matter, result, proformaId, number }) => ({
      matterId: matter.matterId,
      matter: `${matter.number} ${matter.name}`,
      client: matter.client,
      ...result,
      proformaId,
      proforma: number,
      cards: matter.cards,
      wip: wire(matter.wipMinor, matter.currency),
    })),
  });
});

/** Holds whose day has come end by themselves, on record. */
async function releaseDue(work: Work, runId: string): Promise<void> {
  const { rows } = await sql<{ released: number }>`
    select release_due_holds(${work.today}::date, ${work.actor.personId}::uuid) as released`.execute(work.db);
  const cards = rows[0]?.released ?? 0;
  if (cards === 0) return;
  await work.announce({ name: 'due holds released', subject: { type: 'proforma_run', id: runId }, facts: { cards } });
}

async function consider(work: Work, input: Criteria): Promise<MatterRow[]> {
  const { rows } = await sql<{
    matter_id: string;
    number: string;
    name: string;
    client_name: string;
    client_id: string;
    entity_id: string;
    currency: string;
    billing_timekeeper_id: string;
    closed_to_billing: boolean;
    cards: number;
    wip: bigint;
    held: number;
    later: number;
    asked_by: string | null;
    open_id: string | null;
    open_number: string | null;
    open_state: string | null;
  }>`
    select m.id as matter_id, m.number, m.name, m.client_name, m.client_id, m.entity_id, m.currency, m.billing_timekeeper_id, m.closed_to_billing,
      count(k.id) filter (where k.hold_reason is null and k.work_date <= ${input.throughDay}::date and not taken)::int as cards,
      coalesce(sum(k.wip_minor) filter (where k.hold_reason is null and k.work_date <= ${input.throughDay}::date and not taken), 0)::int8 as wip,
      count(k.id) filter (where k.hold_reason is not null)::int as held,
      count(k.id) filter (where k.hold_reason is null and k.work_date > ${input.throughDay}::date)::int as later,
      (select min(a.asked_by) from ageing_asked a where a.matter_id = m.id) as asked_by,
      p.id as open_id, p.number::text as open_number, p.state as open_state
    from matter_brief m
    left join (select b.*, exists (select 1 from proforma_line l where l.card_id = b.id and l.attached) as taken from card_brief b
               where b.state = 'open' and b.kind = any(${[...input.kinds]}::text[])) k on k.matter_id = m.id
    -- an unbilled one may be open beside the matter's own
    left join lateral (select id, number, state from proforma o where o.matter_id = m.id and o.state not in ('billed', 'closed', 'reversed')
      order by o.unbilled, o.number desc limit 1) p on true
    where (${input.clientId ?? null}::uuid is null or m.client_id = ${input.clientId ?? null}::uuid)
      and (${input.matterId ?? null}::uuid is null or m.id = ${input.matterId ?? null}::uuid)
      and (not ${input.asked}::bool or exists (select 1 from ageing_asked a where a.matter_id = m.id))
      and (${input.billingTimekeeperId ?? null}::uuid is null or m.billing_timekeeper_id = ${input.billingTimekeeperId ?? null}::uuid)
    group by m.id, m.number, m.name, m.client_name, m.client_id, m.entity_id, m.currency, m.billing_timekeeper_id, m.closed_to_billing, p.id, p.number, p.state
    having count(k.id) > 0 or p.id is not null
    order by m.number`.execute(work.db);
  return rows.map((r) => ({
    matterId: r.matter_id,
    number: r.number,
    name: r.name,
    client: r.client_name,
    clientId: r.client_id,
    entityId: r.entity_id,
    currency: r.currency,
    billingTimekeeperId: r.billing_timekeeper_id,
    closedToBilling: r.closed_to_billing,
    cards: r.cards,
    wipMinor: r.wip,
    held: r.held,
    later: r.later,
    askedBy: r.asked_by,
    open: r.open_id === null ? null : { id: r.open_id, number: r.open_number ?? '', state: r.open_state ?? '' },
  }));
}

/** well under the number of parameters that one statement takes */
const AT_ONCE = 1_000;

/** Makes the proformas of a run, set-wise: heads, lines, and what they are found by. */
async function generateAll(
  work: Work,
  runId: string,
  matters: readonly MatterRow[],
  input: Criteria,
): Promise<Map<string, Made>> {
  if (matters.length === 0) return new Map();
  const heads = matters.map((matter) => ({ id: newId<'proforma'>(), matter, matterId: matter.matterId }));
  const rows = await work.db
    .insertInto('proforma')
    .values(
      heads.map(({ id, matter }) => ({
        id,
        run_id: runId,
        entity_id: matter.entityId,
        client_id: matter.clientId,
        matter_id: matter.matterId,
        currency: matter.currency,
        through_day: input.throughDay,
        billing_timekeeper_id: matter.billingTimekeeperId,
        state: 'generated',
      })),
    )
    .returning(['id', 'matter_id', 'number'])
    .execute();
  await attachOpenCards(work, heads, input);
  const made = new Map(rows.map((r) => [r.matter_id, { id: r.id, number: r.number.toString() }]));
  await saveSearch(work, matters, made);
  return made;
}

interface Made {
  readonly id: string;
  readonly number: string;
}

async function saveSearch(work: Work, matters: readonly MatterRow[], made: ReadonlyMap<string, Made>): Promise<void> {
  await work.db
    .insertInto('search_entry')
    .values(
      matters.flatMap((matter) => {
        const { id, number } = made.get(matter.matterId) ?? { id: '', number: '' };
        return {
          subject_type: 'proforma',
          subject_id: id,
          client_id: matter.clientId,
          matter_id: matter.matterId,
          title: `Proforma ${number}`,
          subtitle: `${matter.number} ${matter.name} · ${matter.client}`,
          words: `proforma ${number} ${matter.number} ${matter.client}`.toLowerCase(),
          href: `/proformas/${id}`,
        };
      }),
    )
    .execute();
}

async function keepOutcomes(
  work: Work,
  runId: string,
  results: readonly { matter: MatterRow; result: RunOutcome; proformaId: string | null }[],
): Promise<void> {
  if (results.length === 0) return;
  await work.db
    .insertInto('run_outcome')
    .values(
      results.map(({ matter, result, proformaId }) => ({
        run_id: runId,
        matter_id: matter.matterId,
        outcome: result.outcome,
        reason: result.reason,
        proforma_id: proformaId,
        cards: matter.cards,
        currency: matter.currency,
        wip_minor: matter.wipMinor,
      })),
    )
    .execute();
}
