import { sql } from 'kysely';
import { wire } from '../../../kernel/money.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { entityFacts } from '../../firm/index.ts';
import { addAccount } from '../../ledger/index.ts';
import * as deposits from '../contract/deposits.ts';
import * as receipts from '../contract/receipts.ts';
import { saveTolerance } from '../store/keep.ts';
import { saveOrder } from '../store/order.ts';

const saveBankAccount: Command = handleCommand(deposits.saveBankAccount, async (work, input) => {
  const { id, entityId, name, currency, reference, active } = input;
  const twin = await work.db
    .selectFrom('bank_account')
    .select('id')
    .where('entity_id', '=', entityId)
    .where('name', '=', name)
    .executeTakeFirst();
  if (twin && twin.id !== id)
    return refuse('taken', `This entity has a bank account called ${name}. Choose another name.`, { where: 'name' });
  const before = id
    ? await work.db.selectFrom('bank_account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (id && !before) return refuse('not-found', 'There is no such bank account.');
  if (before && (before.currency !== currency || before.entity_id !== entityId)) {
    return refuse('fixed', 'Entity and currency of a bank account stay. Add another account instead.', {
      where: 'currency',
    });
  }
  const saved = before
    ? { id: before.id, account: before.account }
    : { id: newId<'bank_account'>(), account: await nextAccount(work, `Bank: ${name}`) };
  const row = { name, reference, active };
  await (before
    ? work.db.updateTable('bank_account').set(row).where('id', '=', before.id).execute()
    : work.db
        .insertInto('bank_account')
        .values({ ...saved, ...row, entity_id: entityId, currency })
        .execute());
  await work.announce({
    name: before ? 'bank account changed' : 'bank account added',
    subject: { type: 'bank_account', id: saved.id },
    entityId,
    facts: { name, currency, reference, active, account: saved.account },
  });
  return done(saved);
});

const FIRST_BANK_ACCOUNT = 1001;

/** Each bank account has an account of its own in the ledger: 1001, 1002 … */
async function nextAccount(work: Work, name: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(4711005)`.execute(work.db);
  const { rows } = await sql<{ code: string }>`
    select coalesce(max(code::int) + 1, ${FIRST_BANK_ACCOUNT})::text as code from account where code ~ '^10[0-9][0-9]$' and code >= '1001'`.execute(
    work.db,
  );
  const code = rows[0]?.code ?? String(FIRST_BANK_ACCOUNT);
  await addAccount(work, { code, name, kind: 'asset' });
  return code;
}

const setAllocationOrder: Command = handleCommand(receipts.setAllocationOrder, async (work, input) => {
  const kinds = input.order.flat();
  const missing = (['time', 'disbursement', 'charge'] as const).filter((kind) => !kinds.includes(kind));
  if (missing.length > 0 || kinds.length !== 3) {
    return refuse('bad-order', 'Name time, disbursement and charge once each.', { where: 'order' });
  }
  await saveOrder(work, input.entityId, input.order);
  await work.announce({
    name: 'allocation order set',
    subject: { type: 'legal_entity', id: input.entityId },
    entityId: input.entityId,
    reason: input.reason,
    facts: { order: input.order },
  });
  return done({ order: input.order });
});

const setTolerance: Command = handleCommand(receipts.setTolerance, async (work, input) => {
  const entity = await entityFacts(work.db, input.entityId);
  const upTo = BigInt(input.upTo);
  if (upTo < 0n) return refuse('bad-amount', 'What may be kept of an overpayment is zero or more.', { where: 'upTo' });
  await saveTolerance(work, entity.id, upTo);
  await work.announce({
    name: 'overpayment kept set',
    subject: { type: 'legal_entity', id: entity.id },
    entityId: entity.id,
    reason: input.reason,
    facts: { upTo, currency: entity.currency },
  });
  return done({ upTo: wire(upTo, entity.currency) });
});

export const setUp: readonly Command[] = [saveBankAccount, setAllocationOrder, setTolerance];
