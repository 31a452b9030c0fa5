import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { amountText, sum } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/outcome.ts';
import type { Reading, Work } from '../../../platform/command.ts';
import { already, type Clause, perMatter, spanOf } from '../clause.ts';
import { counting, limitOf } from '../counting.ts';
import { type Covered, covered, covers, governing } from '../in-force.ts';
import { CHAIN } from '../pricing/chain.ts';
import { type Applied, kindsOf, ofTask, type PricedLine } from '../pricing/step.ts';
import { cited } from '../said.ts';
import { clausesOf } from './engagements.ts';

interface MatterOfClient {
  readonly id: string;
  readonly clientId: string;
}

/** For which matters, and on which day, terms are wanted. */
export interface Wanted {
  readonly matters: readonly MatterOfClient[];
  readonly on: Day;
}

/** What is billed in the same breath and not yet in the books. */
export interface Billing extends PricedLine {
  readonly clientId: string;
  readonly currency: string;
  readonly day: Day;
}

/** The clauses that act on each of what is wanted, with what was billed on them so far. */
export async function appliedTo(
  db: Reading['db'],
  wanted: readonly Wanted[],
  besides: readonly Billing[] = [],
): Promise<Applied[][]> {
  const clauses = await clausesOf(
    db,
    wanted.flatMap((w) => w.matters.map((m) => m.clientId)),
  );
  if (clauses.length === 0) return wanted.map(() => []);
  const known = new Map<string, Promise<Used>>();
  const answers: Applied[][] = [];
  for (const one of wanted) {
    const applied: Applied[] = [];
    for (const { clause, matterIds } of acting(clauses, one)) {
      const key = `${clause.id} ${one.on}`;
      const used = known.get(key) ?? usedOn(db, clauses, clause, one.on, besides);
      known.set(key, used);
      applied.push({ clause, matterIds, ...(await used) });
    }
    answers.push(applied);
  }
  return answers;
}

function acting(clauses: readonly Clause[], { matters, on }: Wanted): { clause: Clause; matterIds: string[] }[] {
  const found = new Map<string, { clause: Clause; matterIds: string[] }>();
  for (const matter of matters)
    for (const kind of CHAIN)
      for (const clause of governing(clauses, matter, kind, on).won) {
        const there = found.get(clause.id);
        if (there) there.matterIds.push(matter.id);
        else found.set(clause.id, { clause, matterIds: [matter.id] });
      }
  return [...found.values()];
}

type Used = Pick<Applied, 'usedMinor' | 'usedOf'>;

/**
 * What was billed on a clause within its days, less what was reversed and credited, and what was billed before it was kept
 * here. What was held back counts with the bill that held it, not with the one that releases it.
 */
export async function usedOn(
  db: Reading['db'],
  clauses: readonly Clause[],
  clause: Clause,
  on: Day,
  besides: readonly Billing[] = [],
): Promise<Used> {
  const { terms, engagement } = clause;
  const what = counting(terms);
  if (what === null) return { usedMinor: 0n, usedOf: new Map() };
  const span = spanOf(what.over, engagement.from, on);
  const of = covered(clauses, clause, on);
  const usedOf = await billedOn(db, of, { ...span, ...what, kinds: kindsOf(what.on) });
  for (const line of besides) {
    if (
      isWithin(span, line.day) &&
      line.currency === what.currency &&
      kindsOf(what.on).includes(line.kind) &&
      ofTask(what.taskCodes, line.taskCode) &&
      covers(of, { ...line, id: line.matterId })
    )
      usedOf.set(line.matterId, (usedOf.get(line.matterId) ?? 0n) + line.minor);
  }
  // An amendment carries on what was billed before the first version, which belongs to that one's year.
  const began = clauses.reduce((day, o) => (o.lineId === clause.lineId && o.from < day ? o.from : day), clause.from);
  const before = isWithin(span, began) ? already(terms) : 0n;
  const [only] = engagement.matterIds ?? [];
  if (before !== 0n && perMatter(terms) && only !== undefined) usedOf.set(only, (usedOf.get(only) ?? 0n) + before);
  return { usedMinor: sum(usedOf.values()) + (perMatter(terms) ? 0n : before), usedOf };
}

function isWithin(span: ReturnType<typeof spanOf>, on: Day): boolean {
  return span === null || (on >= span.from && (span.to === null || on <= span.to));
}

async function billedOn(
  db: Reading['db'],
  of: Covered,
  within: { from?: Day; to?: Day | null; currency: string; kinds: readonly string[]; taskCodes: readonly string[] },
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ matter_id: string; minor: bigint }>`
    select matter_id, sum(net_minor)::int8 as minor from (
      select client_id, matter_id, kind, task_code, currency, invoice_date, net_minor from billed_on_matter
      union all select client_id, matter_id, kind, task_code, currency, invoice_date, held_minor from held_back) b
    where client_id = ${of.clientId}::uuid and currency = ${within.currency} and kind = any(${[...within.kinds]}::text[])
      and (${within.taskCodes.length === 0}::bool or task_code = any(${[...within.taskCodes]}::text[]))
      and (${of.matterIds === null}::bool or matter_id = any(${[...(of.matterIds ?? [])]}::uuid[])) and not (matter_id = any(${[...of.except]}::uuid[]))
      and (${within.from ?? null}::date is null or daterange(${within.from ?? null}::date, ${within.to ?? null}::date, '[]') @> invoice_date)
    group by matter_id`.execute(db);
  return new Map(rows.map((r) => [r.matter_id, r.minor]));
}

/** Why what is billed by now can't stay so: more than was agreed is billed on one of the matters on a day. */
export async function capPassed(
  db: Reading['db'],
  matters: readonly MatterOfClient[],
  on: Day,
): Promise<ReturnType<typeof refuse> | null> {
  const [applied = []] = await appliedTo(db, [{ matters, on }]);
  for (const { clause, matterIds, usedMinor, usedOf } of applied) {
    const limit = limitOf(clause.terms);
    if (limit === null) continue;
    const used = perMatter(clause.terms) ? matterIds.map((id) => usedOf.get(id) ?? 0n) : [usedMinor];
    const over = used.find((minor) => minor > limit.limitMinor);
    const text = (minor: bigint): string => `${amountText(minor, limit.currency)} ${limit.currency}`;
    if (over !== undefined)
      return refuse(
        'cap-exceeded',
        `With this, ${text(over)} would be billed under the ${limit.called} of ${text(limit.limitMinor)} (${cited(clause)}), which later bills have used. Credit one of those first.`,
      );
  }
  return null;
}

/** Holds the engagements of clients still while their clauses are billed on, in id order: two bills of one cap go one after the other. */
export async function holdEngagements(work: Work, clientIds: readonly string[]): Promise<void> {
  await sql`select 1 from engagement where client_id = any(${[...new Set(clientIds)]}::uuid[]) order by id for update`.execute(
    work.db,
  );
}

/** Of these clients, those that have an engagement at all. */
export async function engaged(db: Reading['db'], clientIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ client_id: string }>`
    select distinct client_id from engagement where client_id = any(${[...new Set(clientIds)]}::uuid[])`.execute(db);
  return new Set(rows.map((r) => r.client_id));
}
