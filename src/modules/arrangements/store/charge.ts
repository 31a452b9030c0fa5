import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { judge, postCards } from '../../cards/index.ts';
import type { Clause } from '../../terms/index.ts';
import type { Period } from '../periods.ts';

/** What is to be charged by a clause: the amount in minor units of the clause's currency, before tax. */
export interface Charging {
  readonly clause: Clause;
  readonly kind: 'subscription' | 'success' | 'holdback';
  readonly matterId: string;
  readonly on: Day;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly words: string;
  readonly period: Period | null;
  readonly resultMinor: bigint | null;
}

/** Records a charge as a card that cites its clause; the caller holds the engagement. Refused as any card would be. */
export async function charge(work: Work, what: Charging): Promise<Outcome<{ id: string; cardId: string }>> {
  const id = newId<'clause_charge'>();
  const { clause } = what;
  const [judged] = await judge(work, [
    {
      kind: 'charge',
      matterId: what.matterId,
      timekeeperId: null,
      workDate: what.on,
      workedSeconds: 0n,
      billableSeconds: 0n,
      amountMinor: what.amountMinor,
      currency: what.currency,
      costKind: null,
      narrative: what.words,
      taskCode: null,
      activityCode: null,
      expenseCode: null,
      sourceKey: `clause-charge:${id}`,
    },
  ]);
  assert(judged, 'one draft, one result');
  if (!judged.ok) return refuse(judged.refusal.code, judged.refusal.sentence);
  const eventId = newId<'event'>();
  const cited = `clause ${clause.number} of “${clause.engagement.title}”`;
  const posted = await postCards(work, [judged.posted], { eventId, memo: `${what.words}, ${cited}` });
  if (!posted.ok) return posted;
  const cardId = judged.posted.id;
  await work.announce({
    id: eventId,
    name: 'charged by a clause',
    subject: { type: 'card', id: cardId },
    clientId: clause.engagement.clientId,
    matterId: what.matterId,
    countsOn: what.on,
    facts: { clause: cited, kind: what.kind, amountMinor: what.amountMinor, currency: what.currency, ...what.period },
  });
  // A charge whose card was taken back elsewhere gives its period free.
  if (what.period !== null)
    await sql`update clause_charge c set taken_back_at = clock_timestamp(), taken_back_reason = 'its card was taken back'
      from card_brief k where k.id = c.card_id and k.state = 'taken-back' and c.line_id = ${clause.lineId}::uuid
        and c.period_from = ${what.period.from}::date and c.taken_back_at is null`.execute(work.db);
  await sql`insert into clause_charge (id, clause_id, line_id, matter_id, card_id, kind, period_from, period_to, result_minor, currency, amount_minor, words, actor_id)
    values (${id}::uuid, ${clause.id}::uuid, ${clause.lineId}::uuid, ${what.matterId}::uuid, ${cardId}::uuid, ${what.kind},
      ${what.period?.from ?? null}::date, ${what.period?.to ?? null}::date, ${what.resultMinor}::int8, ${what.currency}, ${what.amountMinor}::int8,
      ${what.words}, ${work.actor.personId}::uuid)`.execute(work.db);
  return done({ id, cardId });
}
