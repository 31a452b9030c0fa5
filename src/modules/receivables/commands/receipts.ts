import type { InputOf } from '../../../kernel/endpoint.ts';
import { convert, wire } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { saveSearchEntry } from '../../../platform/search.ts';
import { type PayerFacts, payerFacts } from '../../clients/index.ts';
import { entityFacts, rateOn } from '../../firm/index.ts';
import { ACCOUNTS, post } from '../../ledger/index.ts';
import * as c from '../contract/receipts.ts';
import { moveReceipt } from '../store/move.ts';
import { putOn } from './allocate.ts';

type Input = InputOf<typeof c.recordReceipt>;

export const recordReceipt: Command = handleCommand(c.recordReceipt, async (work, input) => {
  const account = await work.db
    .selectFrom('bank_account')
    .selectAll()
    .where('id', '=', input.bankAccountId)
    .executeTakeFirst();
  if (!account?.active)
    return refuse('not-found', 'There is no such bank account in use. Add it under Setup, Bank accounts.', {
      where: 'bankAccountId',
    });
  const problem = await problemOf(work, input, account);
  if (problem) return problem;
  const written = await writeReceipt(work, input, account);
  if (!written.ok) return written;
  const outcome = await putOn(work, written.value, input);
  if (!outcome.ok) return outcome;
  return done({
    id: written.value.receiptId,
    number: written.value.number,
    unapplied: wire(outcome.value.open_minor, account.currency),
  });
});

interface Account {
  readonly id: string;
  readonly entity_id: string;
  readonly currency: string;
  readonly account: string;
}

async function problemOf(work: Work, input: Input, account: Account): Promise<ReturnType<typeof refuse> | null> {
  if (BigInt(input.amount) <= 0n)
    return refuse('bad-amount', 'A receipt is above zero. Money that left is a refund or a reversal.', {
      where: 'amount',
    });
  if (input.receivedOn > work.today)
    return refuse('future-date', 'The day of the receipt is in the future. Use the day the money came in.', {
      where: 'receivedOn',
    });
  if (!input.depositId) return null;
  const deposit = await work.db
    .selectFrom('deposit')
    .select(['number', 'bank_account_id', 'closed_at'])
    .where('id', '=', input.depositId)
    .forShare()
    .executeTakeFirst();
  if (!deposit) return refuse('not-found', 'There is no such deposit.', { where: 'depositId' });
  if (deposit.closed_at)
    return refuse('closed', `Deposit ${deposit.number} is closed. Open another deposit.`, { where: 'depositId' });
  if (deposit.bank_account_id !== account.id)
    return refuse('other-account', `Deposit ${deposit.number} is of another bank account.`, { where: 'depositId' });
  return null;
}

interface Written {
  readonly receiptId: string;
  readonly number: string;
  readonly eventId: string;
  readonly countsOn: Input['receivedOn'];
}

/** Bank against unapplied, at the day's rate; what is put on invoices leaves unapplied in journals of its own. */
async function writeReceipt(work: Work, input: Input, account: Account): Promise<Outcome<Written>> {
  const entity = await entityFacts(work.db, account.entity_id);
  const rate = await rateOn(work.db, account.currency, entity.currency, input.receivedOn);
  if (!rate.ok) return rate;
  const [payer] = input.payerId ? await payerFacts(work.db, [input.payerId]) : [];
  if (input.payerId && !payer) return refuse('not-found', 'There is no such payer.', { where: 'payerId' });
  const receiptId = newId<'receipt'>();
  const eventId = newId<'event'>();
  const minor = BigInt(input.amount);
  const entityMinor = convert(minor, account.currency, entity.currency, rate.value, entity.rounding);
  const { number } = await work.db
    .insertInto('receipt')
    .values({
      id: receiptId,
      entity_id: account.entity_id,
      client_id: payer?.clientId ?? null,
      payer_id: payer?.id ?? null,
      bank_account_id: account.id,
      deposit_id: input.depositId ?? null,
      method: input.method,
      reference: input.reference,
      received_on: input.receivedOn,
      currency: account.currency,
      amount_minor: minor,
      entity_minor: entityMinor,
      entity_rate_source: `${rate.value.text}, ${rate.value.source}`,
      open_minor: 0n,
      entity_open_minor: 0n,
      event_id: eventId,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  const made = { receiptId, number, eventId, minor, entityMinor, payer: payer ?? null };
  const posted = await postReceipt(work, input, account, made);
  if (!posted.ok) return posted;
  return done({ receiptId, number: number.toString(), eventId, countsOn: input.receivedOn });
}

interface Made {
  readonly receiptId: string;
  readonly number: bigint;
  readonly eventId: string;
  readonly minor: bigint;
  readonly entityMinor: bigint;
  readonly payer: PayerFacts | null;
}

async function postReceipt(work: Work, input: Input, account: Account, made: Made): Promise<Outcome<true>> {
  const { receiptId, number, eventId, minor, entityMinor, payer } = made;
  const about = { clientId: payer?.clientId ?? null, payerId: payer?.id ?? null, currency: account.currency };
  const journal = await post(work, {
    kind: 'receipt',
    entityId: account.entity_id,
    countsOn: input.receivedOn,
    eventId,
    memo: `Receipt ${number}${input.reference ? `, ${input.reference}` : ''}`,
    lines: [
      { ...about, account: account.account, amount: minor, entityAmount: entityMinor },
      { ...about, account: ACCOUNTS.unapplied, amount: -minor, entityAmount: -entityMinor },
    ],
  });
  if (!journal.ok) return journal;
  await moveReceipt(work, {
    receiptId,
    kind: 'received',
    amountMinor: minor,
    entityMinor,
    countsOn: input.receivedOn,
    journalId: journal.value,
    eventId,
  });
  await work.announce({
    id: eventId,
    name: 'receipt recorded',
    subject: { type: 'receipt', id: receiptId },
    entityId: account.entity_id,
    clientId: payer?.clientId ?? null,
    countsOn: input.receivedOn,
    facts: {
      number,
      method: input.method,
      amount: minor,
      currency: account.currency,
      allocations: input.allocations.length,
      keptRest: input.keepRest ?? null,
    },
  });
  await saveSearchEntry(work.db, {
    type: 'receipt',
    id: receiptId,
    clientId: payer?.clientId ?? null,
    matterId: null,
    title: `Receipt ${number}`,
    subtitle: `${payer?.name ?? 'payer not known'} · ${input.receivedOn}`,
    words: `receipt ${number} ${payer?.name ?? ''} ${input.reference}`,
    href: `/receipts/${receiptId}`,
  });
  return done(true);
}
