import type { Day } from '../../../kernel/day.ts';
import { assert, done, type Outcome, type Refusal, refuse } from '../../../kernel/outcome.ts';
import { canonicalJson, sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { entityFacts, type EntityFacts, rateOn, type RateUsed } from '../../firm/index.ts';
import { ACCOUNTS, openPeriod, post } from '../../ledger/index.ts';
import { matterFacts, type MatterFacts } from '../../matters/index.ts';
import { ratesFor, type RateRow, resolve, type ResolvedRate } from '../../terms/index.ts';
import type { AdvanceAccounts } from '../advance.ts';
import { changeLines, entityWip } from '../post.ts';
import { type Draft, type Valued, valueOf } from '../value.ts';
import { insertCards, type PostedRow } from './rows.ts';

export interface Posted {
  readonly id: string;
  readonly draft: Draft;
  readonly valued: Valued;
  readonly rate: ResolvedRate | null;
}

export type PostResult =
  | { readonly ok: true; readonly posted: Posted }
  | { readonly ok: false; readonly refusal: Refusal };

interface Facts {
  readonly matters: Map<string, MatterFacts>;
  readonly timekeepers: Map<string, { id: string; name: string; title: string; office_id: string; active: boolean }>;
  readonly rates: readonly RateRow[];
  readonly codes: ReadonlySet<string>;
  readonly entities: Map<string, EntityFacts>;
}

async function gather(work: Work, drafts: readonly Draft[]): Promise<Facts> {
  const matters = await matterFacts(
    work.db,
    drafts.map((d) => d.matterId),
  );
  const timekeeperIds = [...new Set(drafts.flatMap((d) => (d.timekeeperId ? [d.timekeeperId] : [])))];
  const timekeepers =
    timekeeperIds.length === 0
      ? []
      : await work.db
          .selectFrom('timekeeper')
          .select(['id', 'name', 'title', 'office_id', 'active'])
          .where('id', 'in', timekeeperIds)
          .execute();
  const codes = await work.db.selectFrom('billing_code').select('code').where('selectable', '=', true).execute();
  const entities = new Map<string, EntityFacts>();
  for (const id of new Set([...matters.values()].map((m) => m.entityId)))
    entities.set(id, await entityFacts(work.db, id));
  return {
    matters,
    timekeepers: new Map(timekeepers.map((t) => [t.id, t])),
    rates: await ratesFor(work.db, [...matters.values()]),
    codes: new Set(codes.map((c) => c.code)),
    entities,
  };
}

/** Values each draft; nothing is written. One result per draft, in order. */
export async function judge(work: Work, drafts: readonly Draft[]): Promise<PostResult[]> {
  const facts = await gather(work, drafts);
  const resolved = new Map<string, ResolvedRate>();
  return drafts.map((draft) => {
    const matter = facts.matters.get(draft.matterId) ?? null;
    const timekeeper = draft.timekeeperId ? (facts.timekeepers.get(draft.timekeeperId) ?? null) : null;
    let rate: ResolvedRate | null = null;
    if (draft.kind === 'time' && matter && timekeeper) {
      const key = `${matter.id}|${timekeeper.id}|${draft.workDate}`;
      rate = resolved.get(key) ?? null;
      if (!rate) {
        rate = resolve(facts.rates, {
          timekeeperId: timekeeper.id,
          title: timekeeper.title,
          officeId: timekeeper.office_id,
          clientId: matter.clientId,
          matterId: matter.id,
          currency: matter.currency,
          on: draft.workDate,
        });
        resolved.set(key, rate);
      }
    }
    const valued = valueOf(draft, {
      today: work.today,
      matter,
      timekeeper,
      standardE4: rate?.standardE4 ?? null,
      agreedE4: rate?.agreedE4 ?? null,
      knownCodes: facts.codes,
      rounding: facts.entities.get(matter?.entityId ?? '')?.rounding ?? 'half-up',
    });
    return valued.ok
      ? { ok: true, posted: { id: newId<'card'>(), draft, valued: valued.value, rate } }
      : { ok: false, refusal: valued.refusal };
  });
}

export interface PostAbout {
  readonly eventId: string;
  readonly importId?: string;
  /** the day they count for; today unless an opening day says otherwise */
  readonly countsOn?: Day;
  readonly memo: string;
  /** what costs advanced meet: what was paid, unless they were paid in earlier books */
  readonly advancesAgainst?: keyof AdvanceAccounts;
  /** told how many cards more are written */
  readonly written?: (cards: number) => Promise<void>;
}

/**
 * Posts valued work: cards, their events, one WIP journal per entity, all under one event of the audit record.
 * Refuses as a whole when the period is closed or an exchange rate is missing.
 */
export async function postCards(work: Work, posted: readonly Posted[], about: PostAbout): Promise<Outcome<number>> {
  const grounds = await groundsFor(work, posted, about.countsOn ?? work.today);
  if (!grounds.ok) return grounds;
  for (const { entityId, entity, matters, cards, rates } of grounds.value) {
    const rows = cards.map((p): PostedRow => rowOf(p, matterOf(matters, p), entity, rates));
    const journalId = newId<'journal'>();
    const journal = await post(work, {
      id: journalId,
      kind: 'work recorded',
      entityId,
      countsOn: about.countsOn ?? work.today,
      eventId: about.eventId,
      memo: about.memo,
      lines: changeLines(rows, entity, ACCOUNTS, about.advancesAgainst ?? 'costsPaid'),
    });
    if (!journal.ok) return journal;
    await insertCards(work, rows, { ...about, journalId });
  }
  return done(posted.length);
}

interface Grounds {
  readonly entityId: string;
  readonly entity: EntityFacts;
  readonly matters: Map<string, MatterFacts>;
  readonly cards: readonly Posted[];
  readonly rates: Map<string, RateUsed>;
}

/** What cards stand on in the books on a day, entity by entity; refused where a period is not open or a currency has no rate. */
export async function groundsFor(work: Work, posted: readonly Posted[], on: Day): Promise<Outcome<Grounds[]>> {
  const matters = await matterFacts(
    work.db,
    posted.map((p) => p.draft.matterId),
  );
  const grounds: Grounds[] = [];
  for (const [entityId, cards] of Map.groupBy(posted, (p) => matterOf(matters, p).entityId)) {
    const period = await openPeriod(work, entityId, on);
    if (!period.ok) return period;
    const entity = await entityFacts(work.db, entityId);
    const rates = new Map<string, RateUsed>();
    for (const currency of new Set(cards.map((p) => matterOf(matters, p).currency))) {
      const rate = await rateOn(work.db, currency, entity.currency, on);
      if (!rate.ok) return rate;
      rates.set(currency, rate.value);
    }
    grounds.push({ entityId, entity, matters, cards, rates });
  }
  return done(grounds);
}

function matterOf(matters: Map<string, MatterFacts>, p: Posted): MatterFacts {
  const matter = matters.get(p.draft.matterId);
  assert(matter, 'a judged draft has its matter');
  return matter;
}

function rowOf(p: Posted, matter: MatterFacts, entity: EntityFacts, rates: Map<string, RateUsed>): PostedRow {
  const rate = rates.get(matter.currency);
  assert(rate, 'every currency has its rate');
  const explained = p.rate ? explain(p.rate) : null;
  return {
    cardId: p.id,
    draft: p.draft,
    valued: p.valued,
    entityId: matter.entityId,
    clientId: matter.clientId,
    matterId: matter.id,
    officeId: matter.officeId,
    timekeeperId: p.draft.timekeeperId,
    costKind: p.draft.costKind,
    currency: matter.currency,
    wipMinor: p.valued.wipMinor,
    wipEntityMinor: entityWip(p.valued.wipMinor, matter.currency, entity, rate),
    standardE4: p.rate?.standardE4 ?? null,
    agreedE4: p.rate?.agreedE4 ?? null,
    explanation: explained?.text ?? null,
    explanationHash: explained?.hash ?? null,
  };
}

const explanations = new WeakMap<ResolvedRate, { text: string; hash: Buffer }>();

/** The explanation of a rate as kept text, made once for the many cards of a file that share the rate. */
function explain(rate: ResolvedRate): { text: string; hash: Buffer } {
  const known = explanations.get(rate);
  if (known) return known;
  const text = canonicalJson(rate.explanation);
  const made = { text, hash: sha256(text) };
  explanations.set(rate, made);
  return made;
}

/** Refuses with the first refusal of a list of results; for a single card. */
export function single(results: readonly PostResult[]): Outcome<Posted> {
  const [only] = results;
  assert(only !== undefined && results.length === 1, 'one draft, one result');
  return only.ok
    ? done(only.posted)
    : refuse(only.refusal.code, only.refusal.sentence, only.refusal.where ? { where: only.refusal.where } : {});
}
