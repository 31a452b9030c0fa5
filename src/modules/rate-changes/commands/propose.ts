import { sql } from 'kysely';
import { rateFromText, rateText } from '../../../kernel/money.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import type { Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { holdRates, type RateRow, ratesOn } from '../../terms/index.ts';
import * as c from '../contract.ts';
import { raised } from '../raise.ts';
import { lockChange } from '../store/changes.ts';
import { linesTold } from '../store/told.ts';

const propose = handleCommand(c.proposeChange, async (work, input) => {
  const counting = (await ratesOn(work.db, input.clientId, input.from)).filter(
    (rate) => input.currency === undefined || rate.currency === input.currency,
  );
  const stays = counting.map((rate) => ({ rate, because: staysBecause(rate, input.from) }));
  const rates = stays.filter(({ because }) => because === null).map(({ rate }) => rate);
  if (rates.length === 0)
    return refuse(
      'no-rate',
      `No rate counts before ${input.from} and on, that could rise on that day. Choose another day, or set rates first.`,
      { where: 'from' },
    );
  const ids = rates.map((rate) => rate.id);
  await holdRates(work, ids);
  const waiting = await pending(work, ids);
  if (waiting) return waiting;
  const stepE4 = rateFromText(input.roundTo);
  const lines = rates.map((rate) => ({ rate, rateE4: raised(rate.rateE4, input.percentPpm, stepE4) }));
  if (lines.some(({ rateE4 }) => rateE4 <= 0n))
    return refuse('bad-input', 'A rate would fall to nothing. Round to smaller steps.', { where: 'roundTo' });
  const id = await write(work, input, lines);
  await work.announce({
    name: 'change of rates proposed',
    subject: { type: 'rate_change', id },
    clientId: input.clientId,
    reason: input.reason,
    facts: { title: input.title, percentPpm: input.percentPpm, rates: lines.length, from: input.from },
    countsOn: input.from,
  });
  const told = await linesTold(
    work.db,
    lines.map(({ rate, rateE4 }) => ({ rateId: rate.id, wasE4: rate.rateE4, rateE4, madeId: null })),
  );
  return done({ id, rates: lines.length, lines: told, left: await staysTold(work, stays) });
});

type Input = InputOf<typeof c.proposeChange>;

async function write(
  work: Work,
  input: Input,
  lines: readonly { readonly rate: RateRow; readonly rateE4: bigint }[],
): Promise<string> {
  const id = newId<'rate_change'>();
  await work.db
    .insertInto('rate_change')
    .values({
      id,
      title: input.title,
      client_id: input.clientId,
      from_day: input.from,
      percent_ppm: input.percentPpm,
      reason: input.reason,
      state: 'proposed',
      proposed_by: work.actor.personId,
    })
    .execute();
  await work.db
    .insertInto('rate_change_line')
    .values(
      lines.map(({ rate, rateE4 }, position) => ({
        change_id: id,
        position,
        rate_id: rate.id,
        was_e4: rate.rateE4,
        rate_e4: rateE4,
      })),
    )
    .execute();
  return id;
}

interface Stay {
  readonly rate: RateRow;
  /** null: it is changed */
  readonly because: string | null;
}

async function staysTold(work: Work, stays: readonly Stay[]) {
  const told = await linesTold(
    work.db,
    stays
      .filter(({ because }) => because !== null)
      .map(({ rate }) => ({ rateId: rate.id, wasE4: rate.rateE4, rateE4: rate.rateE4, madeId: null })),
  );
  const because = new Map(stays.map((one) => [one.rate.id, one.because ?? '']));
  return told.map(({ ratePerHour: _same, ...one }) => ({ ...one, because: because.get(one.rateId) ?? '' }));
}

/** Why a rate that counts on the day is not changed from then on; null where it is. */
function staysBecause({ rateE4, from, to }: RateRow, on: Day): string | null {
  if (to !== null) return `it counts to ${to} only`;
  if (from >= on) return `it counts from ${from} on as it is`;
  // nothing doesn't rise
  return rateE4 > 0n ? null : 'it is nothing';
}

/** Refused while another change of one of these rates is under way. */
async function pending(work: Work, rateIds: readonly string[]): Promise<ReturnType<typeof refuse> | null> {
  const { rows } = await sql<{ title: string }>`
    select c.title from rate_change c join rate_change_line l on l.change_id = c.id
    where c.state in ('proposed', 'approved') and l.rate_id = any(${[...rateIds]}::uuid[]) limit 1`.execute(work.db);
  return rows[0]
    ? refuse(
        'pending',
        `“${rows[0].title}” changes some of these rates and is not in force yet. Put it in force or withdraw it first.`,
      )
    : null;
}

const correct = handleCommand(c.correctChange, async (work, { id, version, rateId, ratePerHour }) => {
  const change = await lockChange(work, id);
  if (!change) return refuse('not-found', 'There is no such change of rates.');
  if (change.state !== 'proposed')
    return refuse('decided', `It is ${change.state}, so its rates stay. Withdraw it and propose another.`);
  if (change.version !== version) return refuse('stale', 'Somebody changed it meanwhile. Reload to see it as it is.');
  const rateE4 = rateFromText(ratePerHour);
  if (rateE4 <= 0n) return refuse('bad-input', 'A rate is above zero.', { where: 'ratePerHour' });
  const { rows } =
    await sql`update rate_change_line set rate_e4 = ${rateE4}::int8, set_by = ${work.actor.personId}::uuid
    where change_id = ${id}::uuid and rate_id = ${rateId}::uuid returning 1`.execute(work.db);
  if (rows.length === 0) return refuse('not-found', 'The rate is not part of this change.');
  // The client agreed to what it was.
  await sql`update rate_change set version = version + 1, agreed_on = null, agreed_by = '' where id = ${id}::uuid`.execute(
    work.db,
  );
  await work.announce({
    name: 'change of rates corrected',
    subject: { type: 'rate_change', id },
    clientId: change.clientId,
    facts: { rateId, ratePerHour: rateText(rateE4) },
  });
  return done({ id, version: version + 1 });
});

export const commands: readonly Command[] = [propose, correct];
