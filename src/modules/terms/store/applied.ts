import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { amountText, sum } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/outcome.ts';
import type { Reading, Work } from '../../../platform/command.ts';
import { cited, type Clause, type On, spanOf } from '../clause.ts';
import { type Covered, covered, covers, governing } from '../in-force.ts';
import { type Applied, kindsOf, type PricedLine } from '../pricing/step.ts';
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

const ACTING = ['discount', 'volume', 'cap'] as const;

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
    for (const kind of ACTING)
      for (const clause of governing(clauses, matter, kind, on).won) {
        const there = found.get(clause.id);
        if (there) there.matterIds.push(matter.id);
        else found.set(clause.id, { clause, matterIds: [matter.id] });
      }
  return [...found.values()];
}

type Used = Pick<Applied, 'usedMinor' | 'usedOf'>;

/** What was billed on a clause within its days, less what was reversed and credited, and what was billed before it was kept here. */
export async function usedOn(
  db: Reading['db'],
  clauses: readonly Clause[],
  clause: Clause,
  on: Day,
  besides: readonly Billing[] = [],
): Promise<Used> {
  const { terms } = clause;
  if (terms.kind !== 'cap' && terms.kind !== 'volume') return { usedMinor: 0n, usedOf: new Map() };
  const about: On = terms.kind === 'volume' ? 'fees' : terms.on;
  const span = spanOf(terms.over, clause.engagement.from, on);
  const of = covered(clauses, clause, on);
  const usedOf = await billedOn(db, of, { ...span, currency: terms.currency, kinds: kindsOf(about) });
  for (const line of besides) {
    const within = span === null || (line.day >= span.from && line.day <= span.to);
    if (
      within &&
      line.currency === terms.currency &&
      kindsOf(about).includes(line.kind) &&
      covers(of, { ...line, id: line.matterId })
    )
      usedOf.set(line.matterId, (usedOf.get(line.matterId) ?? 0n) + line.minor);
  }
  const first = span === null || (clause.from >= span.from && clause.from <= span.to);
  const already = first ? terms.alreadyMinor : 0n;
  const [only] = clause.engagement.matterIds ?? [];
  if (already !== 0n && terms.kind === 'cap' && terms.per === 'matter' && only !== undefined)
    usedOf.set(only, (usedOf.get(only) ?? 0n) + already);
  return { usedMinor: sum(usedOf.values()) + (terms.kind === 'cap' && terms.per === 'matter' ? 0n : already), usedOf };
}

async function billedOn(
  db: Reading['db'],
  of: Covered,
  within: { from?: Day; to?: Day; currency: string; kinds: readonly string[] },
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ matter_id: string; minor: bigint }>`
    select matter_id, sum(net_minor)::int8 as minor from billed_on_matter
    where client_id = ${of.clientId}::uuid and currency = ${within.currency} and kind = any(${[...within.kinds]}::text[])
      and (${of.matterIds === null}::bool or matter_id = any(${[...(of.matterIds ?? [])]}::uuid[])) and not (matter_id = any(${[...of.except]}::uuid[]))
      and (${within.from ?? null}::date is null or invoice_date between ${within.from ?? null}::date and ${within.to ?? null}::date)
    group by matter_id`.execute(db);
  return new Map(rows.map((r) => [r.matter_id, r.minor]));
}

/** Why what is billed by now can't stay so: a hard cap that governs one of the matters on a day is passed. */
export async function capPassed(
  db: Reading['db'],
  matters: readonly MatterOfClient[],
  on: Day,
): Promise<ReturnType<typeof refuse> | null> {
  const [applied = []] = await appliedTo(db, [{ matters, on }]);
  for (const { clause, matterIds, usedMinor, usedOf } of applied) {
    const { terms } = clause;
    if (terms.kind !== 'cap' || !terms.hard) continue;
    const used = terms.per === 'matter' ? matterIds.map((id) => usedOf.get(id) ?? 0n) : [usedMinor];
    const over = used.find((minor) => minor > terms.amountMinor);
    const text = (minor: bigint): string => `${amountText(minor, terms.currency)} ${terms.currency}`;
    if (over !== undefined)
      return refuse(
        'cap-exceeded',
        `With this, ${text(over)} would be billed under the hard cap of ${text(terms.amountMinor)} (${cited(clause)}), which later bills have used. Credit one of those first.`,
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
