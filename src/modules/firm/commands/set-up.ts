import { sql } from 'kysely';
import { yearOf } from '../../../kernel/day.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract.ts';
import { openMonths } from '../store/periods.ts';

const saveEntity = handleCommand(c.saveEntity, async (work, input) => {
  const id = input.id ?? newId<'legal_entity'>();
  const row = {
    code: input.code,
    name: input.name,
    country: input.country,
    currency: input.currency,
    address: input.address,
    tax_id: input.taxId,
    phone: input.phone,
    email: input.email,
    website: input.website,
    basis: input.basis,
    rounding: input.rounding,
    paper: input.paper,
    year_starts_month: input.yearStartsMonth,
    bank: JSON.stringify(input.bank),
    invoice_footer: input.invoiceFooter,
    four_eyes: input.fourEyes,
  };
  const before = input.id
    ? await work.db.selectFrom('legal_entity').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (input.id && !before) return refuse('not-found', 'There is no entity with this id.');
  if (before && (before.currency !== input.currency || before.basis !== input.basis)) {
    const used = await work.db
      .selectFrom('entity_posted')
      .select('entity_id')
      .where('entity_id', '=', id)
      .limit(1)
      .executeTakeFirst();
    if (used)
      return refuse(
        'in-use',
        'The entity has journals, which were posted in its currency and on its basis. Open another entity for another one.',
      );
  }
  if (before) await work.db.updateTable('legal_entity').set(row).where('id', '=', id).execute();
  else {
    await work.db
      .insertInto('legal_entity')
      .values({ id, ...row })
      .execute();
    // Its books begin with last year, this one and the next; finance closes the months as they end.
    for (const year of [-1, 0, 1]) await openMonths(work, id, yearOf(work.today) + year);
  }
  await work.announce({
    name: 'entity saved',
    subject: { type: 'legal_entity', id },
    entityId: id,
    facts: { before, after: row },
  });
  return done({ id });
});

const addExchangeRate = handleCommand(c.addExchangeRate, async (work, input) => {
  if (input.from === input.to) return refuse('bad-input', 'Give two different currencies.', { where: 'to' });
  await work.db
    .insertInto('exchange_rate')
    .values({
      from_currency: input.from,
      to_currency: input.to,
      day: input.day,
      rate: input.rate,
      source: input.source,
    })
    .execute();
  await work.announce({
    name: 'exchange rate added',
    subject: { type: 'exchange_rate', id: null },
    facts: { ...input },
  });
  return done({ from: input.from, to: input.to, day: input.day });
});

const saveTimekeeper = handleCommand(c.saveTimekeeper, async (work, input) => {
  const id = input.id ?? newId<'timekeeper'>();
  const row = {
    number: input.number,
    name: input.name,
    initials: input.initials,
    title: input.title,
    classification: input.classification,
    office_id: input.officeId,
    person_id: input.personId,
    active: input.active,
  };
  if (input.id) {
    const changed = await work.db.updateTable('timekeeper').set(row).where('id', '=', id).executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return refuse('not-found', 'There is no timekeeper with this id.');
  } else {
    await work.db
      .insertInto('timekeeper')
      .values({ id, ...row })
      .execute();
  }
  await work.announce({
    name: 'timekeeper saved',
    subject: { type: 'timekeeper', id },
    facts: { number: input.number, title: input.title },
  });
  return done({ id });
});

const saveSetting = handleCommand(c.saveSetting, async (work, input) => {
  await work.db
    .insertInto('setting')
    .values({ owner_id: work.actor.personId, key: input.key, value: JSON.stringify(input.value) })
    .onConflict((oc) =>
      oc.columns(['owner_id', 'key']).doUpdateSet({ value: sql`excluded.value`, changed_at: sql`now()` }),
    )
    .execute();
  return done({});
});

export const firmCommands: readonly Command[] = [saveEntity, addExchangeRate, saveTimekeeper, saveSetting];
