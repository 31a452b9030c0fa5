import { sql } from 'kysely';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/cycles.ts';

/** The scope of the firm in the table's own exclusion. */
const FIRM = '00000000-0000-0000-0000-000000000000';

export const setBillingCycle: Command = handleCommand(c.setBillingCycle, async (work, input) => {
  if (input.matterId !== null) {
    const { rows } =
      await sql`select 1 from matter_brief where id = ${input.matterId}::uuid and client_id = ${input.clientId}::uuid`.execute(
        work.db,
      );
    if (rows.length === 0)
      return refuse('not-found', 'This client has no such matter. Give the matter with its client.', {
        where: 'matterId',
      });
  } else if (input.clientId !== null) {
    const { rows } = await sql`select 1 from client_brief where id = ${input.clientId}::uuid`.execute(work.db);
    if (rows.length === 0) return refuse('not-found', 'There is no such client.', { where: 'clientId' });
  } else if (input.every === 'as-wider')
    return refuse('bad-input', 'Nothing is wider than the firm. Choose monthly to bill every month.', {
      where: 'every',
    });
  const scope = input.matterId ?? input.clientId ?? FIRM;
  const same = sql<boolean>`coalesce(matter_id, client_id, ${FIRM}::uuid) = ${scope}::uuid`;
  const { rows: later } = await sql<{ from: string }>`
    select lower(valid)::text as from from billing_cycle where ${same} and lower(valid) >= ${input.from}::date limit 1`.execute(
    work.db,
  );
  if (later[0])
    return refuse('overlaps', `A cycle already begins on ${later[0].from}. Choose a later day for this one.`, {
      where: 'from',
    });
  await sql`update billing_cycle set valid = daterange(lower(valid), ${input.from}::date)
    where ${same} and valid @> ${input.from}::date`.execute(work.db);
  const id = newId<'billing_cycle'>();
  await sql`insert into billing_cycle (id, client_id, matter_id, every, end_month, valid, reason, actor_id)
    values (${id}, ${input.clientId}::uuid, ${input.matterId}::uuid, ${input.every}, ${input.endMonth}, daterange(${input.from}::date, null), ${input.reason}, ${work.actor.personId})`.execute(
    work.db,
  );
  await work.announce({
    name: 'billing cycle set',
    subject: {
      type: input.matterId ? 'matter' : input.clientId ? 'client' : 'firm',
      id: input.matterId ?? input.clientId,
    },
    clientId: input.clientId,
    matterId: input.matterId,
    reason: input.reason || null,
    facts: { every: input.every, endMonth: input.endMonth, from: input.from },
  });
  return done({ id, sentence: `Set. Runs through ${input.from} or later keep to it.` });
});
