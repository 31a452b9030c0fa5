import { sql } from 'kysely';
import { daysBetween, type Day } from '../../../kernel/day.ts';
import { hoursText } from '../../../kernel/hours.ts';
import { wire } from '../../../kernel/money.ts';
import { permitted } from '../../../kernel/permission.ts';
import { handleQuery, NotFound, type Reading } from '../../../platform/command.ts';
import { instant, rangeDays } from '../../../platform/sql-day.ts';
import * as c from '../contract/review.ts';
import { answersAs, type ReviewerKind, type ReviewMode, waitOf } from '../review.ts';
import { actingOf, chainByPolicy, reviewOf } from '../store/reviewers.ts';
import { loadSheets } from '../store/sheet.ts';
import { type Waits, waitingOn } from '../store/waiting.ts';

const NAMEABLE = ['generated', 'pre-review', 'with-reviewer'];

export const showReview = handleQuery(c.showReview, async (reading, { id }) => {
  const { db, today, actor } = reading;
  const head = await db
    .selectFrom('proforma')
    .select(['state', 'version', 'client_id', 'matter_id', 'billing_timekeeper_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!head) throw new NotFound('There is no such proforma.');
  const now = await reviewOf(db, id);
  const next = await reviewOf(db, id, 'next');
  const underReview = head.state === 'with-reviewer' || !NAMEABLE.includes(head.state);
  const shown = underReview ? now : next.reviewers.length > 0 || !now.chosen ? next : now;
  const as = answersAs(now.reviewers, { ...(await actingOf(reading, head.client_id)), coordinates: false }, '');
  const mine = head.state === 'with-reviewer' && as.ok ? as.value : null;
  const mayChange = NAMEABLE.includes(head.state) && permitted(actor.roles, 'edit proformas');
  const markUps = await markUpsOf(db, id);
  const common = { version: head.version, mayChange, chosen: now.chosen, round: shown.round, markUps };
  if (shown.reviewers.length > 0 || underReview) {
    return {
      ...common,
      mode: shown.mode,
      mine: mine && {
        personId: mine.reviewer.personId,
        name: mine.reviewer.name,
        onBehalf: mine.onBehalfOf !== null,
      },
      reviewers: shown.reviewers.map(({ id: _id, asked: _asked, ...r }) =>
        underReview ? r : { ...r, askedAt: null, answer: null, answeredAt: null, answeredBy: '', note: '' },
      ),
    };
  }
  // Nobody was named yet: what the policy will say at submission.
  const chain = await chainByPolicy(
    db,
    { clientId: head.client_id, matterId: head.matter_id, billingTimekeeperId: head.billing_timekeeper_id },
    today,
  );
  const names = await namesOf(
    db,
    chain.reviewers.map((r) => r.personId),
  );
  return {
    ...common,
    mode: chain.mode,
    mine: null,
    reviewers: chain.reviewers.map((r) => ({
      ...r,
      name: names.get(r.personId) ?? '',
      askedAt: null,
      answer: null,
      answeredAt: null,
      answeredBy: '',
      note: '',
    })),
  };
});

async function markUpsOf(db: Reading['db'], proformaId: string) {
  const rows = await db
    .selectFrom('document_link')
    .innerJoin('document', 'document.hash', 'document_link.document_hash')
    .select(['document_link.id', 'file_name', 'media_type', 'document_link.recorded_at'])
    .where('subject_type', '=', 'proforma')
    .where('subject_id', '=', proformaId)
    .where('kind', 'like', 'mark-up%')
    .orderBy('document_link.recorded_at')
    .execute();
  return rows.map((r) => ({
    id: r.id,
    fileName: r.file_name,
    picture: r.media_type.startsWith('image/'),
    recordedAt: instant(r.recorded_at),
  }));
}

async function namesOf(db: Reading['db'], ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from person_brief where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((r) => [r.id, r.name]));
}

export const listReviews = handleQuery(c.listReviews, async (reading, input) => {
  const { db, today, actor } = reading;
  const mine = input.mine === true;
  const { rows } = await sql<{
    proforma_id: string;
    person_id: string;
    reviewer: string;
    kind: ReviewerKind;
    asked_at: Date;
    since: Day;
    client: string;
    matter: string;
    stands_in: boolean;
  }>`
    select a.proforma_id, a.person_id, p.name as reviewer, a.kind, a.asked_at, (a.asked_at at time zone 'UTC')::date::text as since,
      m.client_name as client, b.matters as matter, s.delegate_id is not null as stands_in
    from review_asked a join person_brief p on p.id = a.person_id join matter_brief m on m.id = a.matter_id join proforma_about b on b.proforma_id = a.proforma_id
    left join lateral (select d.delegate_id from acting_for d where d.principal_id = a.person_id and d.delegate_id = ${actor.personId}
      and d.valid @> ${today}::date and (d.client_id is null or d.client_id = a.client_id) limit 1) s on true
    where (not ${mine}::bool or a.person_id = ${actor.personId} or s.delegate_id is not null)
      and (${input.personId ?? null}::uuid is null or a.person_id = ${input.personId ?? null}::uuid)
    order by a.asked_at, a.number, p.name`.execute(db);
  const policy = (await waitingOn(db, today)).get('with-reviewer') ?? null;
  const ids = [...new Set(rows.map((r) => r.proforma_id))];
  const sheets = new Map((await loadSheets(reading, ids, { lock: false })).map((s) => [s.head.id, s]));
  const shown = rows.flatMap((r) => {
    const sheet = sheets.get(r.proforma_id);
    if (!sheet) return [];
    const { head, settled } = sheet;
    const days = Math.max(0, daysBetween(r.since, today));
    return [
      {
        id: head.id,
        number: head.number,
        version: head.version,
        state: head.state,
        clientId: head.clientId,
        client: r.client,
        matter: r.matter,
        reviewerId: r.person_id,
        reviewer: r.reviewer,
        kind: r.kind,
        standIn: r.stands_in && r.person_id !== actor.personId,
        askedAt: instant(r.asked_at),
        days,
        urgent: waitOf(days, policy).urgent,
        hours: hoursText(settled.seconds),
        bill: wire(settled.netMinor, head.currency),
        reduction: wire(settled.reductionMinor, head.currency),
      },
    ];
  });
  return { rows: input.overdue === true ? shown.filter((r) => r.urgent) : shown };
});

export const listReviewPolicies = handleQuery(c.listReviewPolicies, async ({ db }, input) => {
  const { rows } = await sql<{
    id: string;
    matter_id: string | null;
    valid: string;
    mode: ReviewMode;
    reviewers: { kind: ReviewerKind; personId: string | null; name: string }[];
  }>`
    select p.id, p.matter_id, p.valid::text as valid, p.mode,
      json_agg(json_build_object('kind', r.kind, 'personId', r.person_id, 'name', coalesce(b.name, 'Billing timekeeper')) order by r.position) as reviewers
    from review_policy p join review_policy_reviewer r on r.policy_id = p.id left join person_brief b on b.id = r.person_id
    where p.client_id = ${input.clientId} and (${input.matterId ?? null}::uuid is null or p.matter_id is null or p.matter_id = ${input.matterId ?? null}::uuid)
    group by p.id order by p.matter_id nulls last, lower(p.valid) desc`.execute(db);
  return {
    rows: rows.map(({ valid, matter_id, ...r }) => ({ ...r, matterId: matter_id, ...rangeDays(valid) })),
  };
});

export const listDelegations = handleQuery(c.listDelegations, async ({ db, today, actor }) => {
  const { rows } = await sql<{
    id: string;
    principal_id: string;
    principal: string;
    delegate_id: string;
    delegate: string;
    client: string | null;
    valid: string;
  }>`select d.id, d.principal_id, p.name as principal, d.delegate_id, s.name as delegate, c.name as client, d.valid::text as valid
    from delegation d join person_brief p on p.id = d.principal_id join person_brief s on s.id = d.delegate_id left join client_brief c on c.id = d.client_id
    where d.ended_at is null and upper(d.valid) > ${today}::date order by lower(d.valid), p.name`.execute(db);
  return {
    rows: rows.map((r) => {
      const { from, to } = rangeDays(r.valid);
      return {
        id: r.id,
        principalId: r.principal_id,
        principal: r.principal,
        delegateId: r.delegate_id,
        delegate: r.delegate,
        client: r.client ?? '',
        from,
        to: to ?? from,
        now: from <= today,
        mayEnd: r.principal_id === actor.personId || permitted(actor.roles, 'run proformas'),
      };
    }),
  };
});

export const listWaitingPolicies = handleQuery(c.listWaitingPolicies, async ({ db, today }) => {
  const { rows } = await sql<{
    what: Waits;
    from_day: Day;
    remind_days: number;
    escalate_days: number | null;
    escalate_to: string | null;
    name: string | null;
  }>`select w.*, p.name from waiting_policy w left join person_brief p on p.id = w.escalate_to order by what, from_day desc`.execute(
    db,
  );
  const counting = new Set<string>();
  return {
    rows: rows.map((r) => {
      const counts = r.from_day <= today && !counting.has(r.what);
      if (counts) counting.add(r.what);
      return {
        what: r.what,
        from: r.from_day,
        remindDays: r.remind_days,
        escalateDays: r.escalate_days,
        escalateToId: r.escalate_to,
        escalateTo: r.name ?? '',
        counts,
      };
    }),
  };
});
