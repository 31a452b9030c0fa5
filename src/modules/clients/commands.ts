import { sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../platform/command.ts';
import { newId } from '../../platform/new-id.ts';
import { saveSearchEntry } from '../../platform/search.ts';
import { fromDay } from '../../platform/sql-day.ts';
import * as c from './contract.ts';

const STALE = 'Somebody changed this meanwhile. Reload to see their change, then save yours again.';

const saveClient = handleCommand(c.saveClient, async (work, input) => {
  const id = input.id ?? newId<'client'>();
  const row = {
    number: input.number,
    name: input.name,
    client_group: input.group || null,
    address: input.address,
    country: input.country,
    language: input.language,
    reference: input.reference,
    ebilling: input.ebilling ? JSON.stringify(input.ebilling) : null,
    ...(input.billTogether ? { bill_together: input.billTogether } : {}),
  };
  if (input.id) {
    const before = await work.db.selectFrom('client').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (!before) return refuse('not-found', 'There is no client with this id.');
    if (before.version !== input.version) return refuse('stale', STALE);
    await work.db
      .updateTable('client')
      .set({ ...row, version: before.version + 1 })
      .where('id', '=', id)
      .execute();
    await work.announce({
      name: 'client saved',
      subject: { type: 'client', id },
      clientId: id,
      facts: { version: before.version + 1 },
      detail: { before, after: row },
    });
  } else {
    await work.db
      .insertInto('client')
      .values({ id, ...row })
      .execute();
    await work.announce({
      name: 'client saved',
      subject: { type: 'client', id },
      clientId: id,
      facts: { number: input.number },
      detail: { after: row },
    });
  }
  await saveSearchEntry(work.db, {
    type: 'client',
    id,
    clientId: id,
    matterId: null,
    title: `${input.number} ${input.name}`,
    subtitle: `Client · ${input.country}`,
    words: `${input.number} ${input.name} ${input.group} ${input.reference}`,
    href: `/clients/${id}`,
  });
  return done({ id });
});

const savePayer = handleCommand(c.savePayer, async (work, input) => {
  const id = input.id ?? newId<'payer'>();
  const row = {
    client_id: input.clientId,
    name: input.name,
    address: input.address,
    country: input.country,
    tax_id: input.taxId,
    email: input.email,
    reference: input.reference,
    terms_days: input.termsDays,
    ...(input.private === undefined ? {} : { is_private: input.private }),
  };
  if (input.id) {
    const before = await work.db.selectFrom('payer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (!before) return refuse('not-found', 'There is no payer with this id.');
    if (before.version !== input.version) return refuse('stale', STALE);
    await work.db
      .updateTable('payer')
      .set({ ...row, version: before.version + 1 })
      .where('id', '=', id)
      .execute();
  } else {
    await work.db
      .insertInto('payer')
      .values({ id, ...row })
      .execute();
  }
  for (const tax of input.taxes) {
    const known = await setTax(work, id, tax.taxCodeId, tax.from);
    if (!known) return refuse('not-found', 'There is no tax code with this id.', { where: 'taxes' });
  }
  for (const { entityId, from } of input.byRules) {
    const free = await endTax(work, id, entityId, from);
    if (!free.ok) return free;
  }
  await work.announce({
    name: 'payer saved',
    subject: { type: 'payer', id },
    clientId: input.clientId,
    facts: { taxes: input.taxes, byRules: input.byRules, termsDays: input.termsDays },
    detail: { after: row },
  });
  return done({ id });
});

/** From a day on this code counts; what was valid before ends the day before. */
async function setTax(
  work: Work,
  payerId: string,
  taxCodeId: string,
  from: Parameters<typeof fromDay>[0],
): Promise<boolean> {
  const code = await work.db.selectFrom('tax_code').select('entity_id').where('id', '=', taxCodeId).executeTakeFirst();
  if (!code) return false;
  await cutTax(work, payerId, code.entity_id, from);
  await work.db
    .insertInto('payer_tax')
    .values({ payer_id: payerId, entity_id: code.entity_id, tax_code_id: taxCodeId, valid: fromDay(from) })
    .execute();
  return true;
}

async function cutTax(work: Work, payerId: string, entityId: string, from: Day): Promise<void> {
  await sql`update payer_tax set valid = daterange(lower(valid), ${from}::date)
    where payer_id = ${payerId} and entity_id = ${entityId} and valid @> ${from}::date and lower(valid) < ${from}::date`.execute(
    work.db,
  );
}

/** From the day on the payer has no code of its own; refused where one counts from then or later. */
async function endTax(work: Work, payerId: string, entityId: string, from: Day): Promise<Outcome<true>> {
  await cutTax(work, payerId, entityId, from);
  const { rows } = await sql<{ from: Day }>`
    select lower(valid)::text as from from payer_tax where payer_id = ${payerId}::uuid and entity_id = ${entityId}::uuid
      and (upper(valid) is null or upper(valid) > ${from}::date) order by 1`.execute(work.db);
  return rows[0]
    ? refuse(
        'overlaps',
        `A tax code of the payer’s own counts from ${rows[0].from}. Choose a day after that, so that it ends and the rules decide.`,
        { where: 'byRules' },
      )
    : done(true);
}

const saveContact = handleCommand(c.saveContact, async (work, input) => {
  const id = input.id ?? newId<'contact'>();
  const row = { client_id: input.clientId, name: input.name, email: input.email, role: input.role };
  if (input.id) {
    const changed = await work.db.updateTable('contact').set(row).where('id', '=', id).executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return refuse('not-found', 'There is no contact with this id.');
  } else
    await work.db
      .insertInto('contact')
      .values({ id, ...row })
      .execute();
  await work.announce({
    name: 'contact saved',
    subject: { type: 'contact', id },
    clientId: input.clientId,
    detail: row,
  });
  return done({ id });
});

export const commands: readonly Command[] = [saveClient, savePayer, saveContact];
