import { sql } from 'kysely';
import { wire } from '../../../kernel/money.ts';
import type { InputOf, OutputOf } from '../../../kernel/endpoint.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/runs.ts';
import { companies, companionOf, companySaid, type Company } from '../merge.ts';
import { besideOpen, movedOn, outcomeOf, type RunOutcome, saidAlso } from '../run.ts';
import { consider, type Criteria, type MatterRow } from '../store/considered.ts';
import { applyToNew } from '../store/apply-terms.ts';
import { joinMatters, saveSearch } from '../store/together.ts';
import { attachOpenCards, gatherInto } from './gather.ts';

/** What a run asks for, read. */
type RunCriteria = InputOf<typeof c.startRun>;

export const RUN_LOCK = 4_711_003;

export const startRun: Command = handleCommand(c.startRun, async (work, input) => await run(work, input));

/** Judges every matter that the criteria mean, and makes and fills proformas; with a rehearsal's work nothing stays. */
export async function run(work: Work, input: RunCriteria): Promise<Outcome<OutputOf<typeof c.startRun>>> {
  const wrong = daysProblem(work, input);
  if (wrong) return wrong;
  // Two runs at once would both see a matter without a proforma; the second waits and finds the first's.
  await sql`select pg_advisory_xact_lock(${RUN_LOCK})`.execute(work.db);
  const runId = newId<'proforma_run'>();
  await releaseDue(work, runId);
  const wished = await judge(work, input);
  await work.db
    .insertInto('proforma_run')
    .values({
      id: runId,
      criteria: JSON.stringify(input),
      from_day: input.fromDay ?? null,
      through_day: input.throughDay,
      actor_id: work.actor.personId,
    })
    .execute();
  const judged = await fill(work, wished, input);
  const of = (outcome: RunOutcome['outcome']) => judged.filter(({ result }) => result.outcome === outcome);
  const made = new Map<string, Made>();
  const wanted = companiesOf(judged, input);
  for (let at = 0; at < wanted.length; at += AT_ONCE)
    for (const [matterId, one] of await generateAll(work, runId, wanted.slice(at, at + AT_ONCE), input))
      made.set(matterId, one);
  await keepOutcomes(work, runId, judged, made);
  const counts = {
    generated: made.size,
    gathered: of('gathered').length,
    existing: of('existing').length,
    skipped: of('skipped').length,
  };
  await work.announce({
    name: 'proformas generated',
    subject: { type: 'proforma_run', id: runId },
    facts: { ...counts, proformas: wanted.length, criteria: input },
    countsOn: input.throughDay,
  });
  return done({ id: runId, ...counts, proformas: wanted.length, outcomes: outcomesTold(judged, made) });
}

/** Fills open proformas as judged; what could not be filled any more says so. */
async function fill(work: Work, judged: readonly Judged[], input: RunCriteria): Promise<readonly Judged[]> {
  const wanted = judged.flatMap(({ matter, result }) =>
    result.outcome === 'gathered' && matter.open ? [{ id: matter.open.id, matterId: matter.matterId }] : [],
  );
  if (wanted.length === 0) return judged;
  const filled = await gatherInto(work, wanted, input);
  return judged.map((one) =>
    one.result.outcome === 'gathered' && one.matter.open && !filled.has(one.matter.open.id)
      ? { ...one, result: movedOn(one.matter.open) }
      : one,
  );
}

function daysProblem(work: Work, { fromDay, throughDay }: RunCriteria): ReturnType<typeof refuse> | null {
  if (throughDay > work.today)
    return refuse('future-date', 'The through date is in the future. Choose today or a day before.', {
      where: 'throughDay',
    });
  return fromDay !== undefined && fromDay > throughDay
    ? refuse('bad-input', 'The first day lies after the last. Give them the other way round.', { where: 'fromDay' })
    : null;
}

interface Judged {
  readonly matter: MatterRow;
  readonly result: RunOutcome;
}

/** The outcome of every matter that the criteria mean; writes nothing. */
export async function judge(work: Work, input: RunCriteria): Promise<Judged[]> {
  const thresholds = new Map(input.thresholds.map((least) => [least.currency, BigInt(least.minor)]));
  const judging = { ...input, thresholds, chosen: input.matterId !== undefined };
  const judged = (await consider(work, input)).map((matter) => ({ matter, result: outcomeOf(matter, judging) }));
  return withCompany(withOpen(judged, input), input);
}

/** New matters beside those that are on open proformas already: where the run fills, they join them. */
function withOpen(judged: readonly Judged[], { together, existing }: RunCriteria): Judged[] {
  const placed = judged.map(({ matter }) => matter).filter(({ open }) => open !== null);
  return judged.map(({ matter, result }) => {
    if (result.outcome !== 'generated') return { matter, result };
    const companion = companionOf(matter, placed, together ?? null);
    if (companion === null) return { matter, result };
    const beside = besideOpen(matter, result, companion, { existing });
    return { matter: beside.outcome === 'gathered' ? { ...matter, open: companion.open } : matter, result: beside };
  });
}

/** The proformas that are made, each with its matters. */
export function companiesOf(judged: readonly Judged[], { together }: RunCriteria): Company<MatterRow>[] {
  const wanted = judged.filter(({ result }) => result.outcome === 'generated').map(({ matter }) => matter);
  return companies(wanted, together ?? null);
}

/** Each matter that gets a proforma says with whom it is on it, or why it stands apart. */
function withCompany(judged: readonly Judged[], input: RunCriteria): Judged[] {
  const company = new Map(
    companiesOf(judged, input).flatMap((one) => one.matters.map((matter) => [matter.matterId, one])),
  );
  return judged.map(({ matter, result }) => {
    const own = company.get(matter.matterId);
    return { matter, result: own ? saidAlso(result, companySaid(matter, own)) : result };
  });
}

/** The outcomes as they are shown; without `made` as they would be. */
export function outcomesTold(
  judged: readonly Judged[],
  made: ReadonlyMap<string, Made> = new Map(),
): OutputOf<typeof c.startRun>['outcomes'] {
  return judged.map(({ matter, result }) => ({
    matterId: matter.matterId,
    matter: `${matter.number} ${matter.name}`,
    client: matter.client,
    ...result,
    proformaId: made.get(matter.matterId)?.id ?? matter.open?.id ?? null,
    proforma: made.get(matter.matterId)?.number ?? matter.open?.number ?? null,
    cards: matter.cards,
    wip: wire(matter.wipMinor, matter.currency),
  }));
}

/** Holds whose day has come end by themselves, on record. */
async function releaseDue(work: Work, runId: string): Promise<void> {
  const { rows } = await sql<{ released: number }>`
    select release_due_holds(${work.today}::date, ${work.actor.personId}::uuid) as released`.execute(work.db);
  const cards = rows[0]?.released ?? 0;
  if (cards === 0) return;
  await work.announce({ name: 'due holds released', subject: { type: 'proforma_run', id: runId }, facts: { cards } });
}

/** well under the number of parameters that one statement takes */
const AT_ONCE = 1_000;

/** Makes the proformas of a run, set-wise: heads, their other matters, lines, and what they are found by. By matter. */
async function generateAll(
  work: Work,
  runId: string,
  wanted: readonly Company<MatterRow>[],
  input: Criteria,
): Promise<Map<string, Made>> {
  const heads = wanted.flatMap(({ matters }) => {
    const [matter] = matters;
    return matter ? [{ id: newId<'proforma'>(), matter, matters }] : [];
  });
  if (heads.length === 0) return new Map();
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
        from_day: input.fromDay ?? null,
        through_day: input.throughDay,
        billing_timekeeper_id: matter.billingTimekeeperId,
        state: 'generated',
      })),
    )
    .returning(['id', 'number'])
    .execute();
  const places = heads.flatMap(({ id, matters }) => matters.map(({ matterId }) => ({ id, matterId })));
  const leads = new Set(heads.map(({ matter }) => matter.matterId));
  await joinMatters(
    work,
    places.filter(({ matterId }) => !leads.has(matterId)),
  );
  await attachOpenCards(work, places, input);
  await applyToNew(
    work,
    heads.flatMap(({ id, matters }) => matters.map(({ clientId }) => ({ id, clientId }))),
  );
  await saveSearch(
    work,
    heads.map(({ id }) => id),
  );
  const numbers = new Map(rows.map((r) => [r.id, r.number.toString()]));
  return new Map(places.map(({ id, matterId }) => [matterId, { id, number: numbers.get(id) ?? '' }]));
}

interface Made {
  readonly id: string;
  readonly number: string;
}

async function keepOutcomes(
  work: Work,
  runId: string,
  judged: readonly Judged[],
  made: ReadonlyMap<string, Made>,
): Promise<void> {
  if (judged.length === 0) return;
  await work.db
    .insertInto('run_outcome')
    .values(
      judged.map(({ matter, result }) => ({
        run_id: runId,
        matter_id: matter.matterId,
        outcome: result.outcome,
        reason: result.reason,
        proforma_id: made.get(matter.matterId)?.id ?? matter.open?.id ?? null,
        cards: matter.cards,
        currency: matter.currency,
        wip_minor: matter.wipMinor,
      })),
    )
    .execute();
}
