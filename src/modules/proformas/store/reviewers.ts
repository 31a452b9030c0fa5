import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { permitted, type Role } from '../../../kernel/permission.ts';
import type { Reading, Work } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import type { Acting, Reviewer, ReviewerKind, ReviewMode } from '../review.ts';
import { toAsk } from '../review.ts';

type Db = Reading['db'];

/** A proforma's review as it stands: the chain of the current round, or the one named for the next. */
export interface Review {
  readonly mode: ReviewMode;
  readonly round: number;
  readonly chosen: boolean;
  readonly reviewers: readonly (Reviewer & Answered)[];
}

interface Answered {
  readonly askedAt: string | null;
  readonly answeredAt: string | null;
  readonly answeredBy: string;
  readonly note: string;
}

interface Row {
  id: string;
  person_id: string;
  name: string;
  kind: ReviewerKind;
  asked_at: Date | null;
  answer: Reviewer['answer'];
  answered_at: Date | null;
  answered_by: string | null;
  note: string;
}

export async function reviewOf(db: Db, proformaId: string, round: 'now' | 'next' = 'now'): Promise<Review> {
  const head = await db
    .selectFrom('proforma')
    .select(['review_mode', 'review_round', 'review_chosen'])
    .where('id', '=', proformaId)
    .executeTakeFirstOrThrow();
  const at = head.review_round + (round === 'next' ? 1 : 0);
  const { rows } = await sql<Row>`
    select r.id, r.person_id, p.name, r.kind, r.asked_at, r.answer, r.answered_at, b.name as answered_by, r.note
    from proforma_reviewer r join person_brief p on p.id = r.person_id left join person_brief b on b.id = r.answered_by
    where r.proforma_id = ${proformaId} and r.round = ${at} order by r.position`.execute(db);
  return {
    mode: head.review_mode as ReviewMode,
    round: at,
    chosen: head.review_chosen,
    reviewers: rows.map((r) => ({
      id: r.id,
      personId: r.person_id,
      name: r.name,
      kind: r.kind,
      asked: r.asked_at !== null,
      answer: r.answer,
      askedAt: r.asked_at && instant(r.asked_at),
      answeredAt: r.answered_at && instant(r.answered_at),
      answeredBy: r.answered_by ?? '',
      note: r.note,
    })),
  };
}

export interface Named {
  readonly personId: string;
  readonly kind: ReviewerKind;
}

/** The chain that the policy gives a proforma: the matter's, else the client's, else its billing timekeeper alone. */
export async function chainByPolicy(
  db: Db,
  of: { readonly clientId: string; readonly matterId: string; readonly billingTimekeeperId: string },
  on: Day,
): Promise<{ mode: ReviewMode; reviewers: readonly Named[] }> {
  const { rows } = await sql<{ mode: ReviewMode; kind: ReviewerKind; person_id: string | null }>`
    with policy as (
      select id, mode from review_policy
      where valid @> ${on}::date and client_id = ${of.clientId} and (matter_id = ${of.matterId} or matter_id is null)
      order by matter_id nulls last limit 1)
    select p.mode, r.kind, coalesce(r.person_id, t.person_id) as person_id from policy p join review_policy_reviewer r on r.policy_id = p.id
      left join timekeeper_person t on t.timekeeper_id = ${of.billingTimekeeperId} and r.kind = 'owner' order by r.position`.execute(
    db,
  );
  if (rows.length > 0) return { mode: rows[0]?.mode ?? 'sequential', reviewers: once(rows) };
  const { rows: owner } = await sql<{ kind: ReviewerKind; person_id: string | null }>`
    select 'owner' as kind, person_id from timekeeper_person where timekeeper_id = ${of.billingTimekeeperId}`.execute(
    db,
  );
  return { mode: 'sequential', reviewers: once(owner) };
}

/** Somebody who is owner and co-owner at once is asked once; a timekeeper who never signs in is not asked. */
function once(rows: readonly { kind: ReviewerKind; person_id: string | null }[]): Named[] {
  const seen = new Set<string>();
  return rows.flatMap((r) => {
    if (r.person_id === null || seen.has(r.person_id)) return [];
    seen.add(r.person_id);
    return [{ personId: r.person_id, kind: r.kind }];
  });
}

export async function nameReviewers(
  work: Work,
  proformaId: string,
  round: number,
  reviewers: readonly Named[],
  from = 0,
): Promise<void> {
  for (const [i, { personId, kind }] of reviewers.entries()) {
    await sql`insert into proforma_reviewer (id, proforma_id, round, position, person_id, kind)
      values (gen_random_uuid(), ${proformaId}, ${round}, ${from + i + 1}, ${personId}, ${kind})`.execute(work.db);
  }
}

/** Begins a round: whoever was named for it, else who was named before, else the policy's chain; and asks the first. */
export async function beginRound(
  work: Work,
  head: { id: string; clientId: string; matterId: string; billingTimekeeperId: string },
): Promise<Review> {
  const before = await reviewOf(work.db, head.id);
  const named = await reviewOf(work.db, head.id, 'next');
  let { mode } = before;
  if (named.reviewers.length === 0) {
    const chain =
      before.chosen && before.reviewers.length > 0
        ? { mode, reviewers: before.reviewers }
        : await chainByPolicy(work.db, head, work.today);
    mode = chain.mode;
    await nameReviewers(work, head.id, named.round, chain.reviewers);
  }
  await work.db
    .updateTable('proforma')
    .set({ review_round: named.round, review_mode: mode })
    .where('id', '=', head.id)
    .execute();
  return await askNext(work, head.id);
}

/** Asks whoever is to be asked now. */
export async function askNext(work: Work, proformaId: string): Promise<Review> {
  const review = await reviewOf(work.db, proformaId);
  const ids = toAsk(review.mode, review.reviewers).map((r) => r.id);
  if (ids.length === 0) return review;
  await work.db
    .updateTable('proforma_reviewer')
    .set({ asked_at: sql<Date>`clock_timestamp()` })
    .where('id', 'in', ids)
    .execute();
  return await reviewOf(work.db, proformaId);
}

export async function keepAnswer(
  work: Work,
  reviewerId: string,
  answer: NonNullable<Reviewer['answer']>,
  note: string,
): Promise<void> {
  await work.db
    .updateTable('proforma_reviewer')
    .set({ answer, answered_at: sql<Date>`clock_timestamp()`, answered_by: work.actor.personId, note })
    .where('id', '=', reviewerId)
    .execute();
}

/** The review is over before everybody answered: nobody is waited for any more. */
export async function recallRest(work: Work, proformaId: string): Promise<void> {
  await sql`update proforma_reviewer r set answer = 'recalled', answered_at = clock_timestamp(), answered_by = ${work.actor.personId}
    from proforma p where p.id = ${proformaId} and r.proforma_id = p.id and r.round = p.review_round and r.answer is null`.execute(
    work.db,
  );
}

/** As whom somebody may answer for a client today. */
export async function actingOf(reading: Pick<Reading, 'db' | 'actor' | 'today'>, clientId: string): Promise<Acting> {
  const { rows } = await sql<{ principal_id: string }>`
    select principal_id from acting_for where delegate_id = ${reading.actor.personId} and valid @> ${reading.today}::date
      and (client_id is null or client_id = ${clientId})`.execute(reading.db);
  return {
    personId: reading.actor.personId,
    principals: rows.map((r) => r.principal_id),
    coordinates: permitted(reading.actor.roles, 'run proformas'),
  };
}

/** Those of the persons who can't review: gone, or without the right to edit proformas. */
export async function unfit(db: Db, personIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string; name: string; active: boolean; roles: Role[] }>`
    select id, name, active, roles from person_contact where id = any(${[...personIds]}::uuid[])`.execute(db);
  const known = new Map(rows.map((r) => [r.id, r]));
  return personIds.flatMap((id) => {
    const person = known.get(id);
    if (!person) return ['somebody unknown'];
    return person.active && permitted(person.roles, 'edit proformas') ? [] : [person.name];
  });
}
