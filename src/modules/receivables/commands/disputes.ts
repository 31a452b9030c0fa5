import { sql } from 'kysely';
import { amountText } from '../../../kernel/money.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/receivables.ts';
import { lockReceivables } from '../store/lock.ts';

export const openDispute: Command = handleCommand(c.openDispute, async (work, input) => {
  const [receivable] = await lockReceivables(work, [input.receivableId]);
  if (!receivable) return refuse('not-found', 'There is nothing owed with this id.');
  const amount = input.amount === undefined ? receivable.open_minor : BigInt(input.amount);
  if (amount <= 0n || amount > receivable.open_minor) {
    return refuse(
      'bad-amount',
      `Invoice ${receivable.number} has ${amountText(receivable.open_minor, receivable.currency)} ${receivable.currency} open; what is disputed is above zero and at most that.`,
      { where: 'amount' },
    );
  }
  const open = await work.db
    .selectFrom('dispute')
    .select('id')
    .where('receivable_id', '=', receivable.id)
    .where('closed_on', 'is', null)
    .executeTakeFirst();
  if (open) return refuse('disputed', `Invoice ${receivable.number} is disputed already. Close that dispute first.`);
  const id = newId<'dispute'>();
  const eventId = newId<'event'>();
  await work.db
    .insertInto('dispute')
    .values({
      id,
      receivable_id: receivable.id,
      amount_minor: amount,
      reason: input.reason,
      opened_on: work.today,
      opened_by: work.actor.personId,
      event_id: eventId,
    })
    .execute();
  await work.announce({
    id: eventId,
    name: 'dispute opened',
    subject: { type: 'dispute', id },
    entityId: receivable.entity_id,
    clientId: receivable.client_id,
    matterId: receivable.matter_id,
    reason: input.reason,
    facts: { invoice: receivable.number, amount, currency: receivable.currency },
  });
  return done({ id });
});

export const closeDispute: Command = handleCommand(c.closeDispute, async (work, input) => {
  const { rows } = await sql<{
    receivable_id: string;
    number: string;
    entity_id: string;
    client_id: string;
    matter_id: string | null;
  }>`
    update dispute d set closed_on = ${work.today}::date, closed_by = ${work.actor.personId}::uuid, outcome = ${input.outcome}
    from receivable r where d.id = ${input.id}::uuid and d.closed_on is null and r.id = d.receivable_id
    returning d.receivable_id, r.number, r.entity_id, r.client_id, r.matter_id`.execute(work.db);
  const [closed] = rows;
  if (!closed) return refuse('not-found', 'There is no such open dispute. Reload to see how it was closed.');
  await work.announce({
    name: 'dispute closed',
    subject: { type: 'dispute', id: input.id },
    entityId: closed.entity_id,
    clientId: closed.client_id,
    matterId: closed.matter_id,
    reason: input.outcome,
    facts: { invoice: closed.number },
  });
  return done({ id: input.id });
});
