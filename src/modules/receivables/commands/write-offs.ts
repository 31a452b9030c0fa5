import { sql } from 'kysely';
import { amountText } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { entityFacts } from '../../firm/index.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import * as c from '../contract/write-offs.ts';
import { carriedPart, writeOffLines } from '../postings.ts';
import { proRata } from '../spread.ts';
import { dimensionsOf, type LockedReceivable, lockReceivables, openLines } from '../store/lock.ts';
import { withinLimit } from '../store/limit.ts';
import { liveMovements, moveReceivable, reverseMovement } from '../store/move.ts';

interface ToWriteOff {
  readonly id: string;
  readonly number: bigint;
  readonly amountMinor: bigint;
  readonly reasonKind: string;
  readonly reason: string;
  readonly requestedBy: string;
}

export const writeOff: Command = handleCommand(c.writeOff, async (work, input) => {
  const [receivable] = await lockReceivables(work, [input.receivableId]);
  if (!receivable) return refuse('not-found', 'There is nothing owed with this id.');
  const amountMinor = BigInt(input.amount);
  const problem = amountProblem(receivable, amountMinor) ?? (await onAccountProblem(work, receivable));
  if (problem) return problem;
  const within = await withinLimit(work, receivable, amountMinor);
  if (!within.ok) return within;
  const id = newId<'write_off'>();
  const eventId = newId<'event'>();
  const state = within.value ? 'posted' : 'requested';
  const { number } = await work.db
    .insertInto('write_off')
    .values({
      id,
      receivable_id: receivable.id,
      amount_minor: amountMinor,
      reason_kind: input.reasonKind,
      reason: input.reason,
      state,
      requested_by: work.actor.personId,
      decided_by: within.value ? work.actor.personId : null,
      event_id: eventId,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  if (within.value) {
    const what = {
      id,
      number,
      amountMinor,
      reasonKind: input.reasonKind,
      reason: input.reason,
      requestedBy: work.actor.personId,
    };
    const posted = await postIt(work, receivable, what, eventId);
    if (!posted.ok) return posted;
  }
  await announce(work, receivable, {
    id: eventId,
    writeOffId: id,
    name: `write-off ${state}`,
    reason: input.reason,
    amount: amountMinor,
  });
  return done({ id, number: number.toString(), state });
});

function amountProblem(receivable: LockedReceivable, amount: bigint): ReturnType<typeof refuse> | null {
  if (amount <= 0n) return refuse('bad-amount', 'A write-off is above zero.', { where: 'amount' });
  if (amount <= receivable.open_minor) return null;
  return refuse(
    'more-than-open',
    `Invoice ${receivable.number} has ${amountText(receivable.open_minor, receivable.currency)} ${receivable.currency} open. Write off at most that.`,
    { where: 'amount' },
  );
}

/** What no work was done for is credited; only what invoices of work have taken up can be a bad debt. */
async function onAccountProblem(work: Work, receivable: LockedReceivable): Promise<ReturnType<typeof refuse> | null> {
  const { rows } = await sql<{ left: bigint }>`
    select left_minor as left from on_account_standing where receivable_id = ${receivable.id}::uuid and left_minor > 0`.execute(
    work.db,
  );
  const [held] = rows;
  return held
    ? refuse(
        'on-account',
        `Of invoice ${receivable.number}, billed on account, ${amountText(held.left, receivable.currency)} ${receivable.currency} before tax stand for no work yet. Credit that part; what is left owing can be written off then.`,
      )
    : null;
}

/** Relieves the receivable, pro rata over what is open of its lines. */
async function postIt(
  work: Work,
  receivable: LockedReceivable,
  what: ToWriteOff,
  eventId: string,
): Promise<Outcome<true>> {
  const entity = await entityFacts(work.db, receivable.entity_id);
  const parts = proRata(await openLines(work, receivable.id), what.amountMinor);
  const entityMinor = carriedPart(what.amountMinor, receivable.open_minor, receivable.entity_open_minor);
  const journal = await post(work, {
    kind: 'write-off',
    entityId: receivable.entity_id,
    countsOn: work.today,
    eventId,
    memo: `Write-off ${what.number} of invoice ${receivable.number}: ${what.reason}`,
    lines: writeOffLines(entity.basis, ACCOUNTS, {
      owed: { currency: receivable.currency, minor: what.amountMinor, entityMinor },
      parts,
      about: dimensionsOf(receivable),
    }),
  });
  if (!journal.ok) return journal;
  await moveReceivable(
    work,
    {
      receivableId: receivable.id,
      kind: 'written-off',
      amountMinor: -what.amountMinor,
      entityMinor: -entityMinor,
      countsOn: work.today,
      journalId: journal.value,
      eventId,
      sourceId: what.id,
      reasonKind: what.reasonKind,
      reason: what.reason,
    },
    parts,
    -1n,
  );
  return done(true);
}

async function lockWriteOff(work: Work, id: string) {
  const head = await work.db.selectFrom('write_off').select('receivable_id').where('id', '=', id).executeTakeFirst();
  const [receivable] = head ? await lockReceivables(work, [head.receivable_id]) : [];
  const found = await work.db.selectFrom('write_off').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!found || !receivable) return refuse('not-found', 'There is no such write-off.');
  return done({ found, receivable });
}

export const decideWriteOff: Command = handleCommand(c.decideWriteOff, async (work, input) => {
  const locked = await lockWriteOff(work, input.id);
  if (!locked.ok) return locked;
  const { found, receivable } = locked.value;
  if (found.state !== 'requested')
    return refuse('wrong-state', `Write-off ${found.number} is ${found.state} already. Reload to see it.`);
  const eventId = newId<'event'>();
  if (input.decision === 'post') {
    const allowed = await mayPost(work, receivable, found);
    if (!allowed.ok) return allowed;
    const what = {
      id: found.id,
      number: found.number,
      amountMinor: found.amount_minor,
      reasonKind: found.reason_kind,
      reason: found.reason,
      requestedBy: found.requested_by,
    };
    const posted = await postIt(work, receivable, what, eventId);
    if (!posted.ok) return posted;
  }
  const state = input.decision === 'post' ? 'posted' : 'rejected';
  await settle(work, found.id, state, input.note);
  await announce(work, receivable, {
    id: eventId,
    writeOffId: found.id,
    name: `write-off ${state}`,
    reason: input.note || found.reason,
    amount: found.amount_minor,
  });
  return done({ id: found.id, state });
});

async function mayPost(
  work: Work,
  receivable: LockedReceivable,
  found: { requested_by: string; amount_minor: bigint },
): Promise<Outcome<true>> {
  const problem = amountProblem(receivable, found.amount_minor) ?? (await onAccountProblem(work, receivable));
  if (problem) return problem;
  const entity = await entityFacts(work.db, receivable.entity_id);
  if (entity.fourEyes && found.requested_by === work.actor.personId)
    return refuse('four-eyes', 'You asked for this write-off yourself; another person decides it.');
  const within = await withinLimit(work, receivable, found.amount_minor);
  if (!within.ok) return within;
  if (!within.value)
    return refuse(
      'over-limit',
      'The write-off is above what you may decide, counting what you gave up of this invoice before. Ask a billing manager, or have your limit changed under Setup, People.',
    );
  return done(true);
}

async function settle(work: Work, id: string, state: string, note: string): Promise<void> {
  await sql`update write_off set state = ${state}, decided_by = ${work.actor.personId}::uuid, decided_at = clock_timestamp(), note = ${note}
    where id = ${id}::uuid`.execute(work.db);
}

export const reverseWriteOff: Command = handleCommand(c.reverseWriteOff, async (work, input) => {
  const locked = await lockWriteOff(work, input.id);
  if (!locked.ok) return locked;
  const { found, receivable } = locked.value;
  const [movement] = await liveMovements(work, { sourceId: found.id });
  if (found.state !== 'posted' || !movement)
    return refuse('wrong-state', `Write-off ${found.number} is ${found.state}; only a posted one is reversed.`);
  const eventId = newId<'event'>();
  const outcome = await reverseMovement(work, movement, { eventId, countsOn: work.today, reason: input.reason });
  if (!outcome.ok) return outcome;
  await settle(work, found.id, 'reversed', input.reason);
  await announce(work, receivable, {
    id: eventId,
    writeOffId: found.id,
    name: 'write-off reversed',
    reason: input.reason,
    amount: found.amount_minor,
  });
  return done({ id: found.id, state: 'reversed' });
});

async function announce(
  work: Work,
  receivable: LockedReceivable,
  of: { id: string; writeOffId: string; name: string; reason: string; amount: bigint },
): Promise<void> {
  await work.announce({
    id: of.id,
    name: of.name,
    subject: { type: 'write_off', id: of.writeOffId },
    entityId: receivable.entity_id,
    clientId: receivable.client_id,
    matterId: receivable.matter_id,
    reason: of.reason,
    facts: { invoice: receivable.number, amount: of.amount, currency: receivable.currency },
  });
}
