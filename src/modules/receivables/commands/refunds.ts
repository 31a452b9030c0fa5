import { sql } from 'kysely';
import { amountText, convert } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { entityFacts, limitOf, rateOn } from '../../firm/index.ts';
import { ACCOUNTS, post, reverse } from '../../ledger/index.ts';
import * as c from '../contract/refunds.ts';
import { carriedPart } from '../postings.ts';
import { type LockedReceipt, lockReceipts } from '../store/lock.ts';
import { moveReceipt } from '../store/move.ts';

export const askRefund: Command = handleCommand(c.askRefund, async (work, input) => {
  const [receipt] = await lockReceipts(work, [input.receiptId]);
  if (!receipt) return refuse('not-found', 'There is no such receipt.');
  const amount = BigInt(input.amount);
  if (amount <= 0n) return refuse('bad-amount', 'A refund is above zero.', { where: 'amount' });
  if (amount > receipt.open_minor) return tooMuch(receipt);
  const bankAccountId = input.bankAccountId ?? receipt.bank_account_id;
  const account = bankAccountId
    ? await work.db.selectFrom('bank_account').selectAll().where('id', '=', bankAccountId).executeTakeFirst()
    : undefined;
  if (!account || account.currency !== receipt.currency || account.entity_id !== receipt.entity_id) {
    return refuse('other-account', `Name a bank account of the same entity in ${receipt.currency} to pay from.`, {
      where: 'bankAccountId',
    });
  }
  const id = newId<'refund'>();
  const eventId = newId<'event'>();
  const { number } = await work.db
    .insertInto('refund')
    .values({
      id,
      receipt_id: receipt.id,
      bank_account_id: account.id,
      amount_minor: amount,
      reason: input.reason,
      state: 'requested',
      requested_by: work.actor.personId,
      event_id: eventId,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  await announce(work, receipt, { id: eventId, refundId: id, name: 'refund asked for', reason: input.reason, amount });
  return done({ id, number: number.toString() });
});

function tooMuch(receipt: LockedReceipt): ReturnType<typeof refuse> {
  return refuse(
    'more-than-unapplied',
    `Receipt ${receipt.number} has ${amountText(receipt.open_minor, receipt.currency)} ${receipt.currency} unapplied. Release an allocation first, or refund less.`,
    { where: 'amount' },
  );
}

interface LockedRefund {
  readonly id: string;
  readonly number: bigint;
  readonly receipt_id: string;
  readonly bank_account_id: string;
  readonly amount_minor: bigint;
  readonly state: string;
  readonly requested_by: string;
}

/** Receipt first, refund after, as everywhere. */
async function lockRefund(work: Work, id: string): Promise<Outcome<{ refund: LockedRefund; receipt: LockedReceipt }>> {
  const head = await work.db.selectFrom('refund').select('receipt_id').where('id', '=', id).executeTakeFirst();
  const [receipt] = head ? await lockReceipts(work, [head.receipt_id]) : [];
  const refund = await work.db.selectFrom('refund').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!refund || !receipt) return refuse('not-found', 'There is no such refund.');
  return done({ refund, receipt });
}

export const decideRefund: Command = handleCommand(c.decideRefund, async (work, input) => {
  const locked = await lockRefund(work, input.id);
  if (!locked.ok) return locked;
  const { refund, receipt } = locked.value;
  if (refund.state !== 'requested')
    return refuse('wrong-state', `Refund ${refund.number} is ${refund.state} already. Reload to see it.`);
  const eventId = newId<'event'>();
  if (input.decision === 'pay') {
    const allowed = await mayPay(work, refund, receipt);
    if (!allowed.ok) return allowed;
    const paid = await pay(work, refund, receipt, eventId);
    if (!paid.ok) return paid;
  }
  const state = input.decision === 'pay' ? 'paid' : 'rejected';
  await settle(work, refund.id, state, input.note);
  await announce(work, receipt, {
    id: eventId,
    refundId: refund.id,
    name: `refund ${state}`,
    reason: input.note || null,
    amount: refund.amount_minor,
  });
  return done({ id: refund.id, state });
});

async function mayPay(work: Work, refund: LockedRefund, receipt: LockedReceipt): Promise<Outcome<true>> {
  const entity = await entityFacts(work.db, receipt.entity_id);
  if (entity.fourEyes && refund.requested_by === work.actor.personId)
    return refuse('four-eyes', 'You asked for this refund yourself; another person decides it.');
  const rate = await rateOn(work.db, receipt.currency, entity.currency, work.today);
  if (!rate.ok) return rate;
  const inEntity = convert(refund.amount_minor, receipt.currency, entity.currency, rate.value, entity.rounding);
  const limit = await limitOf(work.db, work.actor.personId, 'refund', entity.currency);
  if (limit === null || inEntity > limit) {
    return refuse(
      'over-limit',
      'The refund is above what you may decide. Ask a billing manager, or have your limit changed under Setup, People.',
    );
  }
  return done(true);
}

/** Unapplied against bank, both at what the books carry the receipt at. */
async function pay(work: Work, refund: LockedRefund, receipt: LockedReceipt, eventId: string): Promise<Outcome<true>> {
  if (refund.amount_minor > receipt.open_minor) return tooMuch(receipt);
  const account = await work.db
    .selectFrom('bank_account')
    .select('account')
    .where('id', '=', refund.bank_account_id)
    .executeTakeFirstOrThrow();
  const entityMinor = carriedPart(refund.amount_minor, receipt.open_minor, receipt.entity_open_minor);
  const about = { clientId: receipt.client_id, payerId: receipt.payer_id, currency: receipt.currency };
  const journal = await post(work, {
    kind: 'refund',
    entityId: receipt.entity_id,
    countsOn: work.today,
    eventId,
    memo: `Refund ${refund.number} of receipt ${receipt.number}`,
    lines: [
      { ...about, account: ACCOUNTS.unapplied, amount: refund.amount_minor, entityAmount: entityMinor },
      { ...about, account: account.account, amount: -refund.amount_minor, entityAmount: -entityMinor },
    ],
  });
  if (!journal.ok) return journal;
  await moveReceipt(work, {
    receiptId: receipt.id,
    kind: 'refunded',
    amountMinor: -refund.amount_minor,
    entityMinor: -entityMinor,
    countsOn: work.today,
    journalId: journal.value,
    eventId,
    refundId: refund.id,
  });
  return done(true);
}

async function settle(work: Work, id: string, state: string, note: string): Promise<void> {
  await sql`update refund set state = ${state}, decided_by = ${work.actor.personId}::uuid, decided_at = clock_timestamp(), note = ${note}
    where id = ${id}::uuid`.execute(work.db);
}

export const reverseRefund: Command = handleCommand(c.reverseRefund, async (work, input) => {
  const locked = await lockRefund(work, input.id);
  if (!locked.ok) return locked;
  const { refund, receipt } = locked.value;
  if (refund.state !== 'paid')
    return refuse('wrong-state', `Refund ${refund.number} is ${refund.state}; only a paid one is reversed.`);
  const paid = await work.db
    .selectFrom('receipt_movement')
    .select(['id', 'journal_id', 'amount_minor', 'entity_minor'])
    .where('refund_id', '=', refund.id)
    .where('kind', '=', 'refunded')
    .executeTakeFirstOrThrow();
  const eventId = newId<'event'>();
  const journal = await reverse(work, paid.journal_id, {
    kind: 'refund reversed',
    countsOn: work.today,
    eventId,
    memo: input.reason,
  });
  if (!journal.ok) return journal;
  await moveReceipt(work, {
    receiptId: receipt.id,
    kind: 'refunded-reversed',
    amountMinor: -paid.amount_minor,
    entityMinor: -paid.entity_minor,
    countsOn: work.today,
    journalId: journal.value,
    eventId,
    refundId: refund.id,
    reason: input.reason,
    reversesId: paid.id,
  });
  await settle(work, refund.id, 'reversed', input.reason);
  await announce(work, receipt, {
    id: eventId,
    refundId: refund.id,
    name: 'refund reversed',
    reason: input.reason,
    amount: refund.amount_minor,
  });
  return done({ id: refund.id, state: 'reversed' });
});

async function announce(
  work: Work,
  receipt: LockedReceipt,
  of: { id: string; refundId: string; name: string; reason: string | null; amount: bigint },
): Promise<void> {
  await work.announce({
    id: of.id,
    name: of.name,
    subject: { type: 'refund', id: of.refundId },
    entityId: receipt.entity_id,
    clientId: receipt.client_id,
    reason: of.reason,
    facts: { receipt: receipt.number, amount: of.amount, currency: receipt.currency },
  });
}
