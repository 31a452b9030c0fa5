import { sql } from 'kysely';
import { amountText, sumsByCurrency, wire } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { divide } from '../../../kernel/rounding.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { lockCards, takeCardsBack } from '../../cards/index.ts';
import { type Clause, clausesOf, lockEngagement, percentText, type Terms } from '../../terms/index.ts';
import * as c from '../contract.ts';
import { charge } from '../store/charge.ts';
import { standing } from '../store/held.ts';
import { type Due, duePeriods } from '../store/due.ts';

const chargeDue = handleCommand(c.chargeSubscriptions, async (work, { through, engagementId }) => {
  if (through > work.today)
    return refuse('future-date', `${through} is in the future. A period is charged from the day it begins.`, {
      where: 'through',
    });
  const asked = engagementId ?? null;
  const waiting = await duePeriods(work.db, through, asked);
  // In id order, as billing holds them: two people charging at once go one after the other.
  for (const id of [...new Set(waiting.map((due) => due.clause.engagement.id))].toSorted())
    await lockEngagement(work.db, id);
  const charged: Due[] = [];
  const problems: { lineId: string; from: Due['from']; sentence: string }[] = [];
  for (const due of await duePeriods(work.db, through, asked)) {
    const outcome = await chargePeriod(work, due);
    if (outcome.ok) charged.push(due);
    else problems.push({ lineId: due.clause.lineId, from: due.from, sentence: outcome.refusal.sentence });
  }
  return done({
    charged: charged.length,
    totals: sumsByCurrency(
      charged.map(({ clause: { terms } }) => ({ minor: terms.amountMinor, currency: terms.currency })),
    ),
    problems,
  });
});

async function chargePeriod(work: Work, { clause, from, to }: Due): Promise<Outcome<unknown>> {
  const { matterId, currency, amountMinor, narrative } = clause.terms;
  return await charge(work, {
    clause,
    kind: 'subscription',
    matterId,
    on: from,
    currency,
    amountMinor,
    words: `${narrative}, ${from} to ${to}`,
    period: { from, to },
    resultMinor: null,
  });
}

type Success = Extract<Terms, { kind: 'success' }>;

const chargeSuccess = handleCommand(c.chargeSuccess, async (work, input) => {
  const found = await successOn(work, input);
  if (!found.ok) return found;
  const { terms } = found.value;
  const resultMinor = input.result === null ? null : BigInt(input.result);
  const fee = feeOf(terms, resultMinor);
  if (!fee.ok) return fee;
  const charged = await charge(work, {
    clause: found.value,
    kind: 'success',
    matterId: input.matterId,
    on: input.on,
    currency: terms.currency,
    amountMinor: fee.value.minor,
    words: input.words,
    period: null,
    resultMinor: terms.percentPpm === null ? null : resultMinor,
  });
  return charged.ok
    ? done({ ...charged.value, amount: wire(fee.value.minor, terms.currency), sentence: fee.value.sentence })
    : charged;
});

const release = handleCommand(c.releaseHoldback, async (work, input) => {
  const found = await versionsUnderLock(work, input);
  if (!found.ok) return found;
  const clause = found.value.findLast((v) => v.from <= input.on) ?? found.value[0];
  if (clause?.terms.kind !== 'holdback')
    return refuse('outside-engagement', 'Nothing is held back by this clause. Choose one that holds back.', {
      where: 'lineId',
    });
  const [there] = await standing(work.db, { lineId: input.lineId, matterIds: [input.matterId] });
  const left = there ? there.heldMinor - there.releasedMinor : 0n;
  if (!there || left <= 0n)
    return refuse('nothing-left', 'Nothing is held back on this matter, or all of it was released. Reload to see it.');
  const { currency } = there;
  const amountMinor = input.amount === null ? left : BigInt(input.amount);
  if (amountMinor <= 0n || amountMinor > left)
    return refuse(
      'bad-input',
      `${amountText(left, currency)} ${currency} is held back and not released. Release that, or a part of it.`,
      { where: 'amount' },
    );
  const charged = await charge(work, {
    clause,
    kind: 'holdback',
    matterId: input.matterId,
    on: input.on,
    currency,
    amountMinor,
    words: input.words,
    period: null,
    resultMinor: null,
  });
  return charged.ok
    ? done({ ...charged.value, amount: wire(amountMinor, currency), left: wire(left - amountMinor, currency) })
    : charged;
});

/** The version of the clause that counts on the day, under the engagement's lock. */
async function successOn(
  work: Work,
  { on, ...of }: { lineId: string; matterId: string; on: string },
): Promise<Outcome<Clause<Success>>> {
  const found = await versionsUnderLock(work, of);
  if (!found.ok) return found;
  const clause = found.value.find((v) => v.from <= on && (v.to === null || v.to >= on));
  if (clause?.terms.kind !== 'success')
    return refuse(
      'outside-engagement',
      `No success fee is agreed by this clause for ${on}. Choose a day on which it counts.`,
      {
        where: 'on',
      },
    );
  return done(clause as Clause<Success>);
}

/** The standing versions of a clause, oldest first, for a matter of its engagement, which is held. */
async function versionsUnderLock(
  work: Work,
  { lineId, matterId }: { lineId: string; matterId: string },
): Promise<Outcome<readonly Clause[]>> {
  const { rows } = await sql<{ engagement_id: string }>`
    select engagement_id from clause_record where line_id = ${lineId}::uuid limit 1`.execute(work.db);
  const engagement = rows[0] ? await lockEngagement(work.db, rows[0].engagement_id) : null;
  if (!engagement) return refuse('not-found', 'There is no such clause. Reload to see the engagement as it is.');
  const { rows: matters } = await sql<{ id: string }>`
    select id from matter_brief where id = ${matterId}::uuid and client_id = ${engagement.clientId}::uuid`.execute(
    work.db,
  );
  if (matters.length === 0 || engagement.matterIds?.includes(matterId) === false)
    return refuse('outside-engagement', 'The engagement is not for this matter. Choose one of its matters.', {
      where: 'matterId',
    });
  const versions = (await clausesOf(work.db, [engagement.clientId])).filter((clause) => clause.lineId === lineId);
  return done(versions.toSorted((a, b) => (a.from < b.from ? -1 : 1)));
}

const MILLION = 1_000_000n;

/** `percent × result`, rounded half up, or the amount agreed. */
function feeOf(terms: Success, resultMinor: bigint | null): Outcome<{ minor: bigint; sentence: string }> {
  const text = (minor: bigint): string => `${amountText(minor, terms.currency)} ${terms.currency}`;
  if (terms.percentPpm === null)
    return done({ minor: terms.amountMinor ?? 0n, sentence: `${text(terms.amountMinor ?? 0n)}, as agreed.` });
  if (resultMinor === null || resultMinor <= 0n)
    return refuse('bad-input', `The fee is ${percentText(terms.percentPpm)} of what was achieved. Give that amount.`, {
      where: 'result',
    });
  const minor = divide(resultMinor * BigInt(terms.percentPpm), MILLION, 'half-up');
  return minor === 0n
    ? refuse('bad-input', 'The part of what was achieved comes to nothing. Nothing is to be charged.', {
        where: 'result',
      })
    : done({ minor, sentence: `${percentText(terms.percentPpm)} of ${text(resultMinor)} is ${text(minor)}.` });
}

const takeBack = handleCommand(c.takeChargeBack, async (work, { id, reason }) => {
  const { rows } = await sql<{ card_id: string; matter_id: string; words: string }>`
    select card_id, matter_id, words from clause_charge where id = ${id}::uuid and taken_back_at is null for update`.execute(
    work.db,
  );
  const [row] = rows;
  if (!row) return refuse('not-found', 'There is no such charge, or it was taken back already. Reload the list.');
  const cards = (await lockCards(work, [row.card_id])).filter((card) => card.state !== 'taken-back');
  const eventId = newId<'event'>();
  const outcome = cards.length === 0 ? done(true) : await takeCardsBack(work, cards, { eventId, reason });
  if (!outcome.ok) return outcome;
  await sql`update clause_charge set taken_back_at = clock_timestamp(), taken_back_reason = ${reason} where id = ${id}::uuid`.execute(
    work.db,
  );
  await work.announce({
    id: eventId,
    name: 'charge by a clause taken back',
    subject: { type: 'card', id: row.card_id },
    matterId: row.matter_id,
    reason,
    facts: { charge: id, words: row.words },
  });
  return done({ id });
});

export const commands: readonly Command[] = [chargeDue, chargeSuccess, release, takeBack];
