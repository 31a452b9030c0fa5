import { sql } from 'kysely';
import { amountText, wire } from '../../../kernel/money.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/deposits.ts';

const openDeposit: Command = handleCommand(c.openDeposit, async (work, input) => {
  const account = await work.db
    .selectFrom('bank_account')
    .select(['entity_id', 'active'])
    .where('id', '=', input.bankAccountId)
    .executeTakeFirst();
  if (!account)
    return refuse('not-found', 'There is no such bank account. Add it under Setup, Bank accounts.', {
      where: 'bankAccountId',
    });
  if (input.day > work.today)
    return refuse('future-date', 'The day of the deposit is in the future. Use the day it was banked.', {
      where: 'day',
    });
  const id = newId<'deposit'>();
  const eventId = newId<'event'>();
  const made = await work.db
    .insertInto('deposit')
    .values({
      id,
      bank_account_id: input.bankAccountId,
      day: input.day,
      reference: input.reference,
      control_minor: input.control === undefined ? null : BigInt(input.control),
      event_id: eventId,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  await work.announce({
    id: eventId,
    name: 'deposit opened',
    subject: { type: 'deposit', id },
    entityId: account.entity_id,
    countsOn: input.day,
    facts: { number: made.number, control: input.control ?? null },
  });
  return done({ id, number: made.number.toString() });
});

const closeDeposit: Command = handleCommand(c.closeDeposit, async (work, { id }) => {
  const { rows } = await sql<{
    number: bigint;
    control: bigint | null;
    closed_at: Date | null;
    currency: string;
    entity_id: string;
  }>`
    select d.number, d.control_minor as control, d.closed_at, b.currency, b.entity_id from deposit d join bank_account b on b.id = d.bank_account_id
    where d.id = ${id}::uuid for update of d`.execute(work.db);
  const [deposit] = rows;
  if (!deposit) return refuse('not-found', 'There is no such deposit.');
  if (deposit.closed_at) return refuse('closed', `Deposit ${deposit.number} is closed already.`);
  const { rows: sums } = await sql<{ total: bigint }>`
    select coalesce(sum(r.amount_minor), 0)::int8 as total from receipt r where r.deposit_id = ${id}::uuid
      and not exists (select 1 from receipt_movement m where m.receipt_id = r.id and m.kind = 'received-reversed')`.execute(
    work.db,
  );
  const total = sums[0]?.total ?? 0n;
  if (deposit.control !== null && deposit.control !== total) {
    const said = (minor: bigint): string => `${amountText(minor, deposit.currency)} ${deposit.currency}`;
    return refuse(
      'does-not-tie',
      `The receipts of deposit ${deposit.number} come to ${said(total)}, the slip says ${said(deposit.control)}: ${said(deposit.control - total)} apart. Add or reverse a receipt.`,
    );
  }
  await sql`update deposit set closed_at = clock_timestamp() where id = ${id}::uuid`.execute(work.db);
  await work.announce({
    name: 'deposit closed',
    subject: { type: 'deposit', id },
    entityId: deposit.entity_id,
    facts: { number: deposit.number, total, currency: deposit.currency },
  });
  return done({ id, total: wire(total, deposit.currency) });
});

export const deposits: readonly Command[] = [openDeposit, closeDeposit];
