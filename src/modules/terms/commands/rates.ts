import { sql } from 'kysely';
import { rateFromText } from '../../../kernel/money.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { fromDay } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';

const setRate = handleCommand(c.setRate, async (work, input) => {
  if (input.level === 'client' && !input.clientId)
    return refuse('bad-input', 'A client’s rate needs the client.', { where: 'clientId' });
  if ((input.level === 'matter' || input.level === 'exception') && !input.matterId) {
    return refuse('bad-input', 'This rate needs the matter.', { where: 'matterId' });
  }
  if (input.level === 'exception' && !input.timekeeperId)
    return refuse('bad-input', 'An exception is for one timekeeper.', { where: 'timekeeperId' });
  if (input.timekeeperId && input.title)
    return refuse('bad-input', 'Give a timekeeper or a title, not both.', { where: 'title' });
  const id = newId<'rate'>();
  const scope = {
    timekeeper_id: input.timekeeperId,
    title: input.title,
    office_id: input.officeId,
    client_id: input.level === 'client' ? input.clientId : null,
    matter_id: input.level === 'matter' || input.level === 'exception' ? input.matterId : null,
  };
  await sql`update rate set valid = daterange(lower(valid), ${input.from}::date)
    where level = ${input.level} and currency = ${input.currency} and valid @> ${input.from}::date and lower(valid) < ${input.from}::date
      and withdrawn_at is null
      and timekeeper_id is not distinct from ${scope.timekeeper_id}::uuid and title is not distinct from ${scope.title}::text
      and office_id is not distinct from ${scope.office_id}::uuid and client_id is not distinct from ${scope.client_id}::uuid
      and matter_id is not distinct from ${scope.matter_id}::uuid`.execute(work.db);
  await work.db
    .insertInto('rate')
    .values({
      id,
      level: input.level,
      ...scope,
      currency: input.currency,
      rate_e4: rateFromText(input.ratePerHour),
      valid: fromDay(input.from),
      source: input.source,
    })
    .execute();
  await work.announce({
    name: 'rate set',
    subject: { type: 'rate', id },
    clientId: input.clientId,
    matterId: input.matterId,
    facts: {
      level: input.level,
      ratePerHour: input.ratePerHour,
      currency: input.currency,
      from: input.from,
      source: input.source,
    },
    countsOn: input.from,
  });
  return done({ id });
});

export const commands: readonly Command[] = [setRate];
