import { sql } from 'kysely';
import type { InputOf, OutputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { payerFacts } from '../../clients/index.ts';
import { entityFacts } from '../../firm/index.ts';
import * as c from '../contract/receipts.ts';
import { allocate } from '../store/allocate.ts';
import { keepRest } from '../store/keep.ts';
import { letGoBeyondLimit } from '../store/limit.ts';
import { lockReceipts, lockReceivables, type LockedReceipt } from '../store/lock.ts';
import type { Day } from '../../../kernel/day.ts';

/** Puts a receipt on receivables, in the order given, and keeps the rest if that is asked. Lock order: receivables by id, then the receipt. */
export async function putOn(
  work: Work,
  to: { readonly receiptId: string; readonly eventId: string; readonly countsOn: Day },
  { allocations, keepRest: keeps }: Pick<InputOf<typeof c.recordReceipt>, 'allocations' | 'keepRest'>,
): Promise<Outcome<LockedReceipt>> {
  const receivables = await lockReceivables(
    work,
    allocations.map((a) => a.receivableId),
  );
  const [locked] = await lockReceipts(work, [to.receiptId]);
  let receipt = locked as LockedReceipt;
  const entity = await entityFacts(work.db, receipt.entity_id);
  const open = new Map(receivables.map((r) => [r.id, r]));
  for (const wanted of allocations) {
    const receivable = open.get(wanted.receivableId);
    if (!receivable) return refuse('not-found', 'There is nothing owed with this id.', { where: wanted.receivableId });
    const beyond = await letGoBeyondLimit(work, receivable, wanted.differences);
    if (beyond) return beyond;
    const outcome = await allocate(
      work,
      receipt,
      receivable,
      {
        amountMinor: BigInt(wanted.amount),
        cashMinor: wanted.cash === undefined ? null : BigInt(wanted.cash),
        differences: wanted.differences.map((d) => ({ reason: d.reason, minor: BigInt(d.minor), note: d.note })),
      },
      { eventId: to.eventId, countsOn: to.countsOn, entity },
    );
    if (!outcome.ok) return outcome;
    receipt = outcome.value.receipt;
    open.set(receivable.id, outcome.value.receivable);
  }
  if (!keeps) return done(receipt);
  return await keepRest(work, receipt, { eventId: to.eventId, countsOn: to.countsOn, reason: '' });
}

export const allocateReceipt: Command = handleCommand(c.allocateReceipt, async (work, input) => {
  const head = await work.db
    .selectFrom('receipt')
    .select(['id', 'number', 'received_on', 'entity_id', 'client_id', 'payer_id', 'currency'])
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (!head) return refuse('not-found', 'There is no such receipt.');
  const named = await nameThePayer(work, head, input.payerId);
  if (!named.ok) return named;
  const eventId = newId<'event'>();
  const outcome = await putOn(work, { receiptId: head.id, eventId, countsOn: work.today }, input);
  if (!outcome.ok) return outcome;
  await work.announce({
    id: eventId,
    name: 'receipt allocated',
    subject: { type: 'receipt', id: head.id },
    entityId: head.entity_id,
    clientId: head.client_id,
    facts: { number: head.number, allocations: input.allocations, keptRest: input.keepRest },
  });
  return done<OutputOf<typeof c.allocateReceipt>>({
    id: head.id,
    unapplied: wire(outcome.value.open_minor, outcome.value.currency),
  });
});

export const keepOverpayment: Command = handleCommand(c.keepOverpayment, async (work, input) => {
  const [receipt] = await lockReceipts(work, [input.id]);
  if (!receipt) return refuse('not-found', 'There is no such receipt.');
  const eventId = newId<'event'>();
  const outcome = await keepRest(work, receipt, { eventId, countsOn: work.today, reason: input.reason });
  if (!outcome.ok) return outcome;
  await work.announce({
    id: eventId,
    name: 'overpayment kept',
    subject: { type: 'receipt', id: receipt.id },
    entityId: receipt.entity_id,
    clientId: receipt.client_id,
    ...(input.reason === '' ? {} : { reason: input.reason }),
    facts: { number: receipt.number, amount: receipt.open_minor, currency: receipt.currency },
  });
  return done<OutputOf<typeof c.keepOverpayment>>({ id: receipt.id, kept: wire(receipt.open_minor, receipt.currency) });
});

/** Money whose sender was not known is given its payer once it is. */
async function nameThePayer(
  work: Work,
  head: { id: string; payer_id: string | null },
  payerId: string | undefined,
): Promise<Outcome<true>> {
  if (!payerId || payerId === head.payer_id) return done(true);
  if (head.payer_id !== null)
    return refuse('fixed', 'The receipt has its payer already. Reverse it and record it again for another one.', {
      where: 'payerId',
    });
  const [payer] = await payerFacts(work.db, [payerId]);
  if (!payer) return refuse('not-found', 'There is no such payer.', { where: 'payerId' });
  await sql`update receipt set payer_id = ${payer.id}::uuid, client_id = ${payer.clientId}::uuid where id = ${head.id}::uuid`.execute(
    work.db,
  );
  return done(true);
}
