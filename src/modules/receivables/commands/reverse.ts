import { sql } from 'kysely';
import type { InputOf, OutputOf } from '../../../kernel/endpoint.ts';
import { wire } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { reverse } from '../../ledger/index.ts';
import * as c from '../contract/receipts.ts';
import { giveBackKept, liveKept } from '../store/keep.ts';
import { lockReceipts, lockReceivables, type LockedReceipt } from '../store/lock.ts';
import { liveMovements, moveReceipt, reverseMovement } from '../store/move.ts';
import { giveUpWaiting } from '../store/reapply.ts';

export const releaseAllocation: Command = handleCommand(c.releaseAllocation, async (work, input) => {
  const [found] = await liveMovements(work, { id: input.movementId });
  if (!found) return await releaseKept(work, input);
  const receiptId = found.source_id;
  if (!receiptId || !['allocated', 'difference'].includes(found.kind)) return goneAlready();
  const [receivable] = await lockReceivables(work, [found.receivable_id]);
  const [receipt] = await lockReceipts(work, [receiptId]);
  const [movement] = await liveMovements(work, { id: input.movementId });
  if (!movement || !receivable || !receipt)
    return refuse('stale', 'Somebody took it back meanwhile. Reload to see it as it is.');
  const eventId = newId<'event'>();
  const outcome = await reverseMovement(work, movement, { eventId, countsOn: work.today, reason: input.reason });
  if (!outcome.ok) return outcome;
  await work.announce({
    id: eventId,
    name: 'allocation released',
    subject: { type: 'receipt', id: receipt.id },
    entityId: receipt.entity_id,
    clientId: receipt.client_id,
    reason: input.reason,
    facts: {
      invoice: receivable.number,
      kind: movement.kind,
      amount: -movement.amount_minor,
      currency: receivable.currency,
    },
  });
  const unapplied = receipt.open_minor - (movement.cash_minor ?? 0n);
  return done({ id: receipt.id, unapplied: wire(unapplied, receipt.currency) });
});

function goneAlready(): ReturnType<typeof refuse> {
  return refuse('not-found', 'There is no such allocation, or it was taken back already. Reload to see it as it is.');
}

async function releaseKept(
  work: Work,
  input: InputOf<typeof c.releaseAllocation>,
): Promise<Outcome<OutputOf<typeof c.releaseAllocation>>> {
  const [found] = await liveKept(work, { id: input.movementId });
  const [receipt] = found ? await lockReceipts(work, [found.receipt_id]) : [];
  const [kept] = await liveKept(work, { id: input.movementId });
  if (!receipt || !kept) return goneAlready();
  const eventId = newId<'event'>();
  const outcome = await giveBackKept(work, kept, { eventId, countsOn: work.today, reason: input.reason });
  if (!outcome.ok) return outcome;
  await work.announce({
    id: eventId,
    name: 'kept overpayment released',
    subject: { type: 'receipt', id: receipt.id },
    entityId: receipt.entity_id,
    clientId: receipt.client_id,
    reason: input.reason,
    facts: { number: receipt.number, amount: -kept.amount_minor, currency: receipt.currency },
  });
  return done({ id: receipt.id, unapplied: wire(receipt.open_minor - kept.amount_minor, receipt.currency) });
}

export const reverseReceipt: Command = handleCommand(c.reverseReceipt, async (work, input) => {
  const before = await liveMovements(work, { sourceId: input.id });
  const receivables = await lockReceivables(
    work,
    before.map((m) => m.receivable_id),
  );
  const [receipt] = await lockReceipts(work, [input.id]);
  if (!receipt) return refuse('not-found', 'There is no such receipt.');
  const movements = await liveMovements(work, { sourceId: input.id });
  if (movements.some((m) => !receivables.some((r) => r.id === m.receivable_id)))
    return refuse('stale', 'Somebody allocated the receipt meanwhile. Reload, then reverse it again.');
  const taken = await cashMovement(work, receipt);
  if (!taken.ok) return taken;
  const eventId = newId<'event'>();
  const how = { eventId, countsOn: work.today, reason: input.reason };
  for (const kept of await liveKept(work, { receiptId: receipt.id })) {
    const outcome = await giveBackKept(work, kept, how);
    if (!outcome.ok) return outcome;
  }
  for (const movement of movements.toReversed()) {
    const outcome = await reverseMovement(work, movement, how);
    if (!outcome.ok) return outcome;
  }
  const journal = await reverse(work, taken.value.journal_id, {
    kind: 'receipt reversed',
    countsOn: work.today,
    eventId,
    memo: input.reason,
  });
  if (!journal.ok) return journal;
  await moveReceipt(work, {
    receiptId: receipt.id,
    kind: 'received-reversed',
    amountMinor: -taken.value.amount_minor,
    entityMinor: -taken.value.entity_minor,
    countsOn: work.today,
    journalId: journal.value,
    eventId,
    reason: input.reason,
    reversesId: taken.value.id,
  });
  await giveUpWaiting(work, [receipt.id]);
  const reopened = [...new Set(movements.map((m) => receivables.find((r) => r.id === m.receivable_id)?.number ?? ''))];
  await work.announce({
    id: eventId,
    name: 'receipt reversed',
    subject: { type: 'receipt', id: receipt.id },
    entityId: receipt.entity_id,
    clientId: receipt.client_id,
    reason: input.reason,
    facts: { number: receipt.number, amount: receipt.amount_minor, currency: receipt.currency, reopened },
  });
  return done({ id: receipt.id, reopened });
});

interface CashIn {
  readonly id: string;
  readonly journal_id: string;
  readonly amount_minor: bigint;
  readonly entity_minor: bigint;
}

/** The movement by which the money came in, if it still counts and none of it was paid back. */
async function cashMovement(work: Work, receipt: LockedReceipt): Promise<Outcome<CashIn>> {
  const { rows } = await sql<CashIn & { kind: string; reversed: boolean }>`
    select m.id, m.kind, m.journal_id, m.amount_minor, m.entity_minor, exists (select 1 from receipt_movement r where r.reverses_id = m.id) as reversed
    from receipt_movement m where m.receipt_id = ${receipt.id}::uuid and m.kind in ('received', 'opening', 'refunded')`.execute(
    work.db,
  );
  if (rows.some((r) => r.kind === 'refunded' && !r.reversed))
    return refuse('refunded', `Part of receipt ${receipt.number} was paid back. Reverse that refund first.`);
  const came = rows.find((r) => r.kind === 'received');
  if (!came)
    return refuse(
      'opening',
      `Receipt ${receipt.number} came in with the opening balances. Take that file back, or refund it.`,
    );
  if (came.reversed) return refuse('reversed', `Receipt ${receipt.number} is reversed already.`);
  return done(came);
}
