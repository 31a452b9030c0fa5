import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';
import { type Clause, clausesOf, type Terms } from '../../terms/index.ts';
import { type Every, type Period, periodsBy } from '../periods.ts';

type SubscriptionTerms = Extract<Terms, { kind: 'subscription' }>;

/** A period of a subscription that is to be charged by the version of its clause that counts when it begins. */
export interface Due extends Period {
  readonly clause: Clause<SubscriptionTerms>;
}

/** The periods that began by a day and are not charged, of all engagements or of one; oldest first. */
export async function duePeriods(
  db: Reading['db'],
  through: Day,
  engagementId: string | null,
): Promise<readonly Due[]> {
  const { rows: of } = await sql<{ client_id: string }>`
    select distinct e.client_id from engagement_record e join clause_record c on c.engagement_id = e.id
    where c.kind = 'subscription' and (${engagementId}::uuid is null or e.id = ${engagementId}::uuid)`.execute(db);
  const clauses = await clausesOf(
    db,
    of.map((row) => row.client_id),
  );
  const mine = clauses.filter(isSubscription).filter((c) => engagementId === null || c.engagement.id === engagementId);
  const charged = await chargedPeriods(
    db,
    mine.map((c) => c.lineId),
  );
  const lines = [...Map.groupBy(mine, (c) => c.lineId).values()];
  return lines
    .flatMap((versions) => dueOf(versions, through))
    .filter((due) => !charged.has(`${due.clause.lineId} ${due.from}`))
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function isSubscription(clause: Clause): clause is Clause<SubscriptionTerms> {
  return clause.terms.kind === 'subscription';
}

function dueOf(versions: readonly Clause<SubscriptionTerms>[], through: Day): Due[] {
  const inOrder = versions.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const [first] = inOrder;
  if (!first) return [];
  const everyOn = (on: Day): Every => (inOrder.findLast((v) => v.from <= on) ?? first).terms.every;
  return periodsBy(first.from, everyOn, through).flatMap((period): Due[] => {
    const clause = versions.find((v) => v.from <= period.from && (v.to === null || v.to >= period.from));
    return clause ? [{ ...period, clause }] : [];
  });
}

/** `line day` of each period whose charge stands. */
async function chargedPeriods(db: Reading['db'], lineIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ line_id: string; from: Day }>`
    select c.line_id, c.period_from::text as from from clause_charge c join card_brief k on k.id = c.card_id
    where c.line_id = any(${[...lineIds]}::uuid[]) and c.period_from is not null and c.taken_back_at is null and k.state <> 'taken-back'`.execute(
    db,
  );
  return new Set(rows.map((row) => `${row.line_id} ${row.from}`));
}
