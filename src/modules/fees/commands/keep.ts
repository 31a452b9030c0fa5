import { sql } from 'kysely';
import { amountText } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { folded } from '../../../kernel/text.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { fromDay } from '../../../platform/sql-day.ts';
import * as c from '../contract/book.ts';
import { findItem, type Named } from '../find.ts';
import { entries, namedItems } from '../store/book.ts';

async function itemNamed(work: Work, word: string): Promise<Outcome<Named>> {
  return findItem(await namedItems(work.db, null), word);
}

const check = handleCommand(c.checkFee, async (work, input) => {
  const item = await itemNamed(work, input.item);
  if (!item.ok) return item;
  const [entry] = await entries(work.db, { itemIds: [item.value.id], on: input.on });
  if (!entry)
    return refuse(
      'no-version',
      `No schedule with ${item.value.name} counts on ${input.on}. Take the version that does.`,
      {
        where: 'on',
      },
    );
  await sql`update fee_check set withdrawn_at = clock_timestamp()
    where version_id = ${entry.versionId}::uuid and item_id = ${entry.itemId}::uuid and withdrawn_at is null`.execute(
    work.db,
  );
  if (!input.withdraw)
    await work.db
      .insertInto('fee_check')
      .values({
        id: newId<'fee_check'>(),
        version_id: entry.versionId,
        item_id: entry.itemId,
        note: input.note,
        actor_id: work.actor.personId,
      })
      .execute();
  await work.announce({
    name: input.withdraw ? 'fee check withdrawn' : 'fee checked',
    subject: { type: 'fee_item', id: item.value.id },
    reason: input.note,
    facts: { key: item.value.key, version: entry.version },
  });
  return done({ key: item.value.key, version: entry.version, checked: !input.withdraw });
});

const setOwn = handleCommand(c.setOwnFee, async (work, input) => {
  const item = await itemNamed(work, input.item);
  if (!item.ok) return item;
  const { key, id } = item.value;
  const scope = sql`item_id = ${id}::uuid and entity_status = ${input.entityStatus}`;
  const later = await sql<{
    from: string;
  }>`select lower(valid)::text as from from own_fee where ${scope} and lower(valid) >= ${input.from}::date`.execute(
    work.db,
  );
  if (later.rows[0])
    return refuse('overlaps', `An own amount of ${key} counts from ${later.rows[0].from} on. Choose a later day.`, {
      where: 'from',
    });
  await sql`update own_fee set valid = daterange(lower(valid), ${input.from}::date) where ${scope} and valid @> ${input.from}::date`.execute(
    work.db,
  );
  if (input.amount !== null)
    await work.db
      .insertInto('own_fee')
      .values({
        id: newId<'own_fee'>(),
        item_id: id,
        entity_status: input.entityStatus,
        currency: input.amount.currency,
        amount_minor: BigInt(input.amount.minor),
        valid: fromDay(input.from),
        reason: input.reason,
        actor_id: work.actor.personId,
      })
      .execute();
  await work.announce({
    name: input.amount === null ? 'own fee ended' : 'own fee set',
    subject: { type: 'fee_item', id },
    reason: input.reason,
    facts: { key, entityStatus: input.entityStatus, amount: input.amount, from: input.from },
    countsOn: input.from,
  });
  const said =
    input.amount === null
      ? 'the published amount'
      : `${amountText(BigInt(input.amount.minor), input.amount.currency)} ${input.amount.currency}`;
  return done({ key, sentence: `From ${input.from} on ${said} counts for ${item.value.name}.` });
});

const save = handleCommand(c.saveFee, async (work, input) => {
  const item = await itemNamed(work, input.item);
  if (!item.ok) return item;
  const row = await work.db
    .selectFrom('fee_item')
    .selectAll()
    .where('id', '=', item.value.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.version !== input.version)
    return refuse('stale', 'Somebody changed this item meanwhile. Look at it again, then change it.', {
      details: { ownText: row.own_text, expenseCode: row.expense_code },
    });
  const code = input.expenseCode || null;
  if (code !== null) {
    const known =
      await sql`select 1 from billing_code where code = ${code} and kind = 'expense' and selectable`.execute(work.db);
    if (known.rows.length === 0)
      return refuse(
        'unknown-code',
        `The expense code ${code} is in none of the code sets. Correct it, or import its set.`,
        {
          where: 'expenseCode',
        },
      );
  }
  await work.db
    .updateTable('fee_item')
    .set({ own_text: input.ownText, expense_code: code, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute();
  await work.db.deleteFrom('fee_alias').where('item_id', '=', row.id).where('own', '=', true).execute();
  if (input.aliases.length > 0)
    await work.db
      .insertInto('fee_alias')
      .values(input.aliases.map((alias) => ({ item_id: row.id, alias, folded: folded(alias), own: true })))
      .onConflict((oc) => oc.doNothing())
      .execute();
  await work.announce({
    name: 'fee item changed',
    subject: { type: 'fee_item', id: row.id },
    facts: { key: row.key, ownText: input.ownText, expenseCode: code, aliases: input.aliases },
  });
  return done({ key: row.key });
});

export const commands: readonly Command[] = [check, setOwn, save];
