import type { Day } from '../../../kernel/day.ts';
import { timeValue } from '../../../kernel/money.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { canonicalJson, sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { entityFacts, rateOn } from '../../firm/index.ts';
import { matterFacts, type MatterFacts } from '../../matters/index.ts';
import { ratesFor, resolve, type ResolvedRate } from '../../terms/index.ts';
import { entityWip } from '../post.ts';
import { changeWip, type LockedCard, type WipTo } from './change.ts';

export async function resolvedFor(
  work: Work,
  cards: readonly LockedCard[],
  matterOf: (card: LockedCard) => MatterFacts,
): Promise<Map<string, ResolvedRate>> {
  const timed = cards.filter((card) => card.kind === 'time');
  const ids = timed.flatMap((card) => (card.timekeeper_id ? [card.timekeeper_id] : []));
  const timekeepers =
    ids.length === 0
      ? []
      : await work.db.selectFrom('timekeeper').select(['id', 'title', 'office_id']).where('id', 'in', ids).execute();
  const rates = await ratesFor(work.db, timed.map(matterOf));
  return new Map(
    timed.map((card) => {
      const timekeeper = timekeepers.find((t) => t.id === card.timekeeper_id);
      assert(timekeeper, 'time has a timekeeper');
      const matter = matterOf(card);
      return [
        card.id,
        resolve(rates, {
          timekeeperId: timekeeper.id,
          title: timekeeper.title,
          officeId: timekeeper.office_id,
          clientId: matter.clientId,
          matterId: matter.id,
          currency: matter.currency,
          on: card.work_date as Day,
        }),
      ];
    }),
  );
}

export async function keepRate(work: Work, cardId: string, rate: ResolvedRate): Promise<void> {
  const explanation = canonicalJson(rate.explanation);
  const hash = sha256(explanation);
  await work.db
    .insertInto('rate_explanation')
    .values({ hash, explanation })
    .onConflict((oc) => oc.doNothing())
    .execute();
  await work.db
    .updateTable('card')
    .set({ agreed_rate_e4: rate.agreedE4, rate_explanation_hash: hash })
    .where('id', '=', cardId)
    .execute();
}

/** What a time card carries at another rate: billable hours as they are. */
export async function atRate(work: Work, card: LockedCard, rateE4: bigint): Promise<Outcome<WipTo>> {
  const entity = await entityFacts(work.db, card.entity_id);
  const rate = await rateOn(work.db, card.currency, entity.currency, work.today);
  if (!rate.ok) return rate;
  const wipMinor = timeValue(card.billable_seconds, rateE4, entity.rounding);
  return done({
    seconds: card.open_seconds,
    wipMinor,
    wipEntityMinor: entityWip(wipMinor, card.currency, entity, rate.value),
  });
}

/** Applies the rate tables of the work date again; gives the new rate per card. */
export async function reRate(
  work: Work,
  cards: readonly LockedCard[],
  how: { eventId: string; reason: string },
): Promise<Outcome<Map<string, bigint>>> {
  const matters = await matterFacts(
    work.db,
    cards.map((card) => card.matter_id),
  );
  const rates = await resolvedFor(work, cards, (card) => matters.get(card.matter_id) as MatterFacts);
  const to = new Map<string, WipTo>();
  const rateOf = new Map<string, bigint>();
  for (const card of cards) {
    const rate = rates.get(card.id);
    if (rate?.agreedE4 == null)
      return refuse('no-rate', `Card ${card.number} has no rate on its day. Set one under Rates.`);
    const wip = await atRate(work, card, rate.agreedE4);
    if (!wip.ok) return wip;
    to.set(card.id, wip.value);
    rateOf.set(card.id, rate.agreedE4);
    await keepRate(work, card.id, rate);
  }
  const outcome = await changeWip(work, cards, {
    kind: 're-rated',
    journalKind: 'WIP re-rated',
    eventId: how.eventId,
    reason: how.reason,
    state: 'open',
    to: (card) => to.get(card.id) as WipTo,
  });
  return outcome.ok ? done(rateOf) : outcome;
}
