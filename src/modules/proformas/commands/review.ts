import { sql } from 'kysely';
import { permitted } from '../../../kernel/permission.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/review.ts';
import { spoken, type State } from '../state.ts';
import { askNext, type Named, nameReviewers, reviewOf, unfit } from '../store/reviewers.ts';

const NAMEABLE: readonly State[] = ['generated', 'pre-review', 'with-reviewer'];

function notFit(names: readonly string[]) {
  return refuse(
    'not-a-reviewer',
    `${names.join(', ')} can’t review: a reviewer is active and may change proformas. Choose somebody else, or give them the role under Setup, People.`,
    { where: 'reviewers' },
  );
}

export const setReviewers: Command = handleCommand(c.setReviewers, async (work, input) => {
  const head = await work.db
    .selectFrom('proforma')
    .select(['id', 'number', 'state', 'version', 'entity_id', 'client_id', 'matter_id'])
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst();
  if (!head) return refuse('not-found', 'There is no such proforma.');
  if (head.version !== input.version)
    return refuse('stale', 'Somebody changed this proforma meanwhile. Reload to see it as it is, then decide again.');
  const state = head.state as State;
  if (!NAMEABLE.includes(state))
    return refuse(
      'wrong-state',
      `The proforma is ${spoken(state)}; its reviewers are named before it is completed. Take it back from review first.`,
    );
  if (new Set(input.reviewers.map((r) => r.personId)).size !== input.reviewers.length)
    return refuse('bad-input', 'Somebody is named twice. Name each reviewer once.', { where: 'reviewers' });
  const bad = await unfit(
    work.db,
    input.reviewers.map((r) => r.personId),
  );
  if (bad.length > 0) return notFit(bad);
  await rename(work, input.id, state, input.reviewers);
  await work.db
    .updateTable('proforma')
    .set({ review_mode: input.mode, review_chosen: true, version: head.version + 1 })
    .where('id', '=', input.id)
    .execute();
  if (state === 'with-reviewer') await askNext(work, input.id);
  await work.announce({
    name: 'reviewers named',
    subject: { type: 'proforma', id: input.id },
    entityId: head.entity_id,
    clientId: head.client_id,
    matterId: head.matter_id,
    facts: { mode: input.mode, reviewers: input.reviewers },
  });
  return done({ id: input.id, version: head.version + 1 });
});

/** Under review, who answered stays and who was asked stays asked; before it, the list for the next round is replaced. */
async function rename(work: Work, proformaId: string, state: State, reviewers: readonly Named[]): Promise<void> {
  const review = await reviewOf(work.db, proformaId, state === 'with-reviewer' ? 'now' : 'next');
  await work.db
    .deleteFrom('proforma_reviewer')
    .where('proforma_id', '=', proformaId)
    .where('round', '=', review.round)
    .where('answer', 'is', null)
    .execute();
  const answered = review.reviewers.filter((r) => r.answer !== null);
  const asked = review.reviewers.filter((r) => r.asked && r.answer === null);
  const fresh = reviewers.filter((r) => !answered.some((a) => a.personId === r.personId));
  await nameReviewers(work, proformaId, review.round, fresh, review.reviewers.length);
  for (const { personId, askedAt } of asked)
    await sql`update proforma_reviewer set asked_at = ${askedAt}::timestamptz
      where proforma_id = ${proformaId} and round = ${review.round} and person_id = ${personId}`.execute(work.db);
}

export const setReviewPolicy: Command = handleCommand(c.setReviewPolicy, async (work, input) => {
  if (input.matterId !== null) {
    const { rows } =
      await sql`select 1 from matter_brief where id = ${input.matterId} and client_id = ${input.clientId}`.execute(
        work.db,
      );
    if (rows.length === 0) return refuse('not-found', 'This client has no such matter.', { where: 'matterId' });
  }
  const bad = await unfit(
    work.db,
    input.reviewers.flatMap((r) => r.personId ?? []),
  );
  if (bad.length > 0) return notFit(bad);
  const scope = input.matterId ?? input.clientId;
  // The policy that counts on the day ends there; one that begins on it or later gives way to this one.
  await sql`update review_policy set valid = daterange(lower(valid), ${input.from}::date)
    where coalesce(matter_id, client_id) = ${scope} and valid @> ${input.from}::date and lower(valid) < ${input.from}::date`.execute(
    work.db,
  );
  const { rows: later } = await sql<{ from: string }>`
    select lower(valid)::text as from from review_policy where coalesce(matter_id, client_id) = ${scope} and lower(valid) >= ${input.from}::date limit 1`.execute(
    work.db,
  );
  if (later[0])
    return refuse('overlaps', `A policy already begins on ${later[0].from}. Choose a later day for this one.`, {
      where: 'from',
    });
  const id = newId();
  await sql`insert into review_policy (id, client_id, matter_id, mode, valid, actor_id)
    values (${id}, ${input.clientId}, ${input.matterId}, ${input.mode}, daterange(${input.from}::date, null), ${work.actor.personId})`.execute(
    work.db,
  );
  await work.db
    .insertInto('review_policy_reviewer')
    .values(input.reviewers.map((r, i) => ({ policy_id: id, position: i + 1, kind: r.kind, person_id: r.personId })))
    .execute();
  await work.announce({
    name: 'review policy set',
    subject: { type: input.matterId === null ? 'client' : 'matter', id: scope },
    clientId: input.clientId,
    matterId: input.matterId,
    facts: { from: input.from, mode: input.mode, reviewers: input.reviewers },
  });
  return done({ id });
});

export const setDelegation: Command = handleCommand(c.setDelegation, async (work, input) => {
  if (input.principalId !== work.actor.personId && !permitted(work.actor.roles, 'run proformas'))
    return refuse('not-permitted', 'You name who stands in for you; for others a coordinator does.', {
      where: 'principalId',
    });
  if (input.principalId === input.delegateId)
    return refuse('bad-input', 'Somebody else stands in. Choose another person.', { where: 'delegateId' });
  if (input.to < input.from || input.to < work.today)
    return refuse('bad-input', 'The last day lies before the first, or is past. Choose a later one.', { where: 'to' });
  const bad = await unfit(work.db, [input.delegateId]);
  if (bad.length > 0) return notFit(bad);
  const id = newId();
  await sql`insert into delegation (id, principal_id, delegate_id, client_id, valid, actor_id) values
    (${id}, ${input.principalId}, ${input.delegateId}, ${input.clientId}, daterange(${input.from}::date, ${input.to}::date, '[]'), ${work.actor.personId})`.execute(
    work.db,
  );
  await work.announce({
    name: 'delegation set',
    subject: { type: 'person', id: input.principalId },
    clientId: input.clientId,
    facts: { delegate: input.delegateId, from: input.from, to: input.to },
  });
  return done({ id });
});

export const endDelegation: Command = handleCommand(c.endDelegation, async (work, { id }) => {
  const row = await work.db
    .selectFrom('delegation')
    .select(['principal_id', 'delegate_id', 'client_id', 'ended_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return refuse('not-found', 'There is no such delegation.');
  if (row.ended_at) return refuse('nothing-to-do', 'This delegation has ended already.');
  if (row.principal_id !== work.actor.personId && !permitted(work.actor.roles, 'run proformas'))
    return refuse('not-permitted', 'Whoever is stood in for ends it, or a coordinator.');
  await work.db
    .updateTable('delegation')
    .set({ ended_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
  await work.announce({
    name: 'delegation ended',
    subject: { type: 'person', id: row.principal_id },
    clientId: row.client_id,
    facts: { delegate: row.delegate_id },
  });
  return done({ id });
});

export const setWaitingPolicy: Command = handleCommand(c.setWaitingPolicy, async (work, input) => {
  if (input.escalateTo !== null) {
    const { rows } = await sql`select 1 from person_contact where id = ${input.escalateTo} and active`.execute(work.db);
    if (rows.length === 0)
      return refuse('not-found', 'This person is not here any more. Choose another.', { where: 'escalateTo' });
  }
  const said = {
    remind_days: input.remindDays,
    escalate_days: input.escalateDays,
    escalate_to: input.escalateTo,
    actor_id: work.actor.personId,
  };
  await work.db
    .insertInto('waiting_policy')
    .values({ what: input.what, from_day: input.from, ...said })
    .onConflict((oc) => oc.columns(['what', 'from_day']).doUpdateSet(said))
    .execute();
  await work.announce({ name: 'waiting policy set', subject: { type: 'firm', id: null }, facts: { ...input } });
  return done({ what: input.what });
});
