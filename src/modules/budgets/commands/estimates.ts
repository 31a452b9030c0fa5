import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { amountText, wire } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { writeLetter } from '../../../platform/letters.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/estimates.ts';
import { type EstimateState, mayChange, maySend, mayWithdraw } from '../estimate.ts';
import { wrongDays, wrongScope } from '../store/scope.ts';

type Input = InputOf<typeof c.saveEstimate>;

async function locked(work: Work, id: string, version: number | undefined) {
  const row = await work.db.selectFrom('estimate').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) return refuse('not-found', 'There is no such estimate.');
  return row.version === version
    ? done(row)
    : refuse('stale', 'Somebody changed this estimate meanwhile, or the client answered it. Look at it again.');
}

function columnsOf(input: Input) {
  return {
    matter_id: input.matterId,
    family_id: input.familyId,
    name: input.name,
    scope: input.scope,
    currency: input.amount.currency,
    amount_minor: BigInt(input.amount.minor),
    covers: input.covers,
    counts_from: input.from,
    counts_to: input.to,
    valid_until: input.validUntil,
    recipient: input.recipient,
  };
}

const save = handleCommand(c.saveEstimate, async (work, input) => {
  const wrong = wrongDays(input) ?? (await wrongScope(work, input));
  if (wrong) return wrong;
  const id = input.id ?? newId<'estimate'>();
  if (input.id) {
    const row = await locked(work, input.id, input.version);
    if (!row.ok) return row;
    const may = mayChange(row.value.state as EstimateState);
    if (!may.ok) return may;
    if (row.value.client_id !== input.clientId)
      return refuse('append-only', 'An estimate stays with its client. Write another for the other client.');
    await work.db
      .updateTable('estimate')
      .set({ ...columnsOf(input), version: row.value.version + 1 })
      .where('id', '=', id)
      .execute();
  } else
    await work.db
      .insertInto('estimate')
      .values({ id, client_id: input.clientId, ...columnsOf(input), state: 'draft', actor_id: work.actor.personId })
      .execute();
  await announce(work, 'estimate saved', id, input);
  return done({ id });
});

async function announce(
  work: Work,
  name: string,
  id: string,
  of: Pick<Input, 'clientId' | 'matterId' | 'name' | 'amount'>,
) {
  await work.announce({
    name,
    subject: { type: 'estimate', id },
    clientId: of.clientId,
    matterId: of.matterId,
    facts: { name: of.name, amount: of.amount },
  });
}

const send = handleCommand(c.sendEstimate, async (work, input) => {
  const row = await locked(work, input.id, input.version);
  if (!row.ok) return row;
  const estimate = row.value;
  const may = maySend(estimate.state as EstimateState, estimate.valid_until as Day, work.today);
  if (!may.ok) return may;
  const letterId = await writeLetter(work, {
    to: { address: estimate.recipient },
    about: { type: 'estimate', id: estimate.id },
    clientId: estimate.client_id,
    subject: `Estimate: ${estimate.name}`,
    body: `${estimate.scope}\n\n${amountText(estimate.amount_minor, estimate.currency)} ${estimate.currency} for ${estimate.covers === 'fees' ? 'fees' : 'fees and costs'}, before tax. It holds until ${estimate.valid_until}.\n\nTo accept or decline it:\n{site}/link#{link:${estimate.id}}\n`,
  });
  await work.db
    .updateTable('estimate')
    .set({ state: 'sent', sent_on: work.today, letter_id: letterId, version: estimate.version + 1 })
    .where('id', '=', estimate.id)
    .execute();
  await announce(work, 'estimate sent', estimate.id, {
    clientId: estimate.client_id,
    matterId: estimate.matter_id,
    name: estimate.name,
    amount: wire(estimate.amount_minor, estimate.currency),
  });
  return done({ id: estimate.id, recipient: estimate.recipient });
});

const withdraw = handleCommand(c.withdrawEstimate, async (work, input) => {
  const row = await locked(work, input.id, input.version);
  if (!row.ok) return row;
  const may: Outcome<true> = mayWithdraw(row.value.state as EstimateState);
  if (!may.ok) return may;
  await sql`update estimate set state = 'withdrawn', version = version + 1 where id = ${input.id}::uuid`.execute(
    work.db,
  );
  await work.announce({
    name: 'estimate withdrawn',
    subject: { type: 'estimate', id: input.id },
    clientId: row.value.client_id,
    matterId: row.value.matter_id,
    reason: input.reason,
    facts: { name: row.value.name },
  });
  return done({ id: input.id });
});

export const estimateCommands: readonly Command[] = [save, send, withdraw];
