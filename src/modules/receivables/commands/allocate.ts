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
  {
    allocations,
    keepRest: kept,
    payerId,
  }: Pick<InputOf<typeof c.allocateReceipt>, 'allocations' | 'keepRest' | 'payerId'>,
): Promise<Outcome<LockedReceipt>> {
  const receivables = await lockReceivables(
    work,
    allocations.map((a) => a.receivableId),
  );
  const [locked] = await lockReceipts(work, [to.receiptId]);
  const named = await nameThePayer(work, locked as LockedReceipt, payerId);
  if (!named.ok) return named;
  let receipt = named.value;
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
  if (kept === undefined) return done(receipt);
  const { eventId, countsOn } = to;
  return await keepRest(work, receipt, { eventId, countsOn, reason: '', seenMinor: BigInt(kept) });
}

export const allocateReceipt: Command = handleCommand(c.allocateReceipt, async (work, input) => {
  const head = await work.db
    .selectFrom('receipt')
    .select(['id', 'number', 'entity_id', 'client_id'])
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (!head) return refuse('not-found', 'There is no such receipt.');
  const eventId = newId<'event'>();
  // Announced before, so that the limits see what this very command lets go.
  await work.announce({
    id: eventId,
    name: 'receipt allocated',
    subject: { type: 'receipt', id: head.id },
    entityId: head.entity_id,
    clientId: head.client_id,
    facts: { number: head.number, allocations: input.allocations, keptRest: input.keepRest ?? null },
  });
  const outcome = await putOn(work, { receiptId: head.id, eventId, countsOn: work.today }, input);
  if (!outcome.ok) return outcome;
  return done<OutputOf<typeof c.allocateReceipt>>({
    id: head.id,
    unapplied: wire(outcome.value.open_minor, outcome.value.currency),
  });
});

export const keepOverpayment: Command = handleCommand(c.keepOverpayment, async (work, input) => {
  const [receipt] = await lockReceipts(work, [input.id]);
  if (!receipt) return refuse('not-found', 'There is no such receipt.');
  const eventId = newId<'event'>();
  const how = { eventId, countsOn: work.today, reason: input.reason, seenMinor: BigInt(input.amount) };
  const outcome = await keepRest(work, receipt, how);
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

/** Money whose sender was not known is given its payer once it is. The receipt is under lock. */
async function nameThePayer(
  work: Work,
  receipt: LockedReceipt,
  payerId: string | undefined,
): Promise<Outcome<LockedReceipt>> {
  if (!payerId || payerId === receipt.payer_id) return done(receipt);
  if (receipt.payer_id !== null)
    return refuse('fixed', 'The receipt has its payer already. Reverse it and record it again for another one.', {
      where: 'payerId',
    });
  const [payer] = await payerFacts(work.db, [payerId]);
  if (!payer) return refuse('not-found', 'There is no such payer.', { where: 'payerId' });
  await sql`update receipt set payer_id = ${payer.id}::uuid, client_id = ${payer.clientId}::uuid where id = ${receipt.id}::uuid`.execute(
    work.db,
  );
  return done({ ...receipt, payer_id: payer.id, client_id: payer.clientId });
}
