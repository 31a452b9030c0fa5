import { sql } from 'kysely';
import { handleQuery, type Query, NotFound } from '../../../platform/command.ts';
import { matterFacts } from '../../matters/index.ts';
import * as c from '../contract.ts';
import { candidateOf, ratesFor, read, resolve } from '../store/rates.ts';
import { whoseRates } from '../store/whose.ts';

const list = handleQuery(c.listRates, async ({ db }, input) => {
  const client = input.clientId ?? null;
  const matter = input.matterId ?? null;
  const timekeeper = input.timekeeperId ?? null;
  const rates = await read(
    db,
    sql<boolean>`(${client}::uuid is null or client_id = ${client}::uuid) and (${matter}::uuid is null or matter_id = ${matter}::uuid)
      and (${timekeeper}::uuid is null or timekeeper_id = ${timekeeper}::uuid)`,
  );
  const whose = await whoseRates(db, rates);
  return {
    rows: rates.map((r) => ({
      ...candidateOf(r),
      whose: whose.get(r.id) ?? '',
      currency: r.currency,
      timekeeperId: r.timekeeperId,
      title: r.title,
      officeId: r.officeId,
      clientId: r.clientId,
      matterId: r.matterId,
    })),
  };
});

const explainRate = handleQuery(c.explainRate, async ({ db }, input) => {
  const matter = (await matterFacts(db, [input.matterId])).get(input.matterId);
  const timekeeper = await db
    .selectFrom('timekeeper')
    .select(['id', 'title', 'office_id'])
    .where('id', '=', input.timekeeperId)
    .executeTakeFirstOrThrow();
  if (!matter) throw new NotFound('There is no such matter.');
  const rates = await ratesFor(db, [matter]);
  return resolve(rates, {
    timekeeperId: timekeeper.id,
    title: timekeeper.title,
    officeId: timekeeper.office_id,
    clientId: matter.clientId,
    matterId: matter.id,
    currency: matter.currency,
    on: input.on,
  }).explanation;
});

export const queries: readonly Query[] = [list, explainRate];
