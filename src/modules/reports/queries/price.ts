import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { type TermsInput, termsOf, termsSaid } from '../../terms/index.ts';
import * as c from '../contract/price.ts';
import { type PriceStep, recordedSteps } from '../price.ts';
import { billedSteps, placeOf } from './price-billed.ts';
import { openSteps } from './price-open.ts';

interface CardRow {
  readonly id: string;
  readonly number: bigint;
  readonly kind: string;
  readonly narrative: string;
  readonly matter_id: string;
  readonly matter: string;
  readonly currency: string;
  readonly seconds: bigint;
  readonly rate_e4: bigint | null;
  readonly work_minor: bigint;
  readonly wip_minor: bigint;
  readonly sentence: string | null;
}

export const explainPrice: Query = handleQuery(c.explainPrice, async (reading, input) => {
  const place = await placeOf(reading.db, input);
  if (!place)
    throw new NotFound(
      'There is no such card or line. Name a card, a line of a proforma, or an invoice and the number of its line.',
    );
  const card = await cardOf(reading.db, place.cardId);
  if (!card) throw new NotFound('There is no such card.');
  const priced =
    place.invoice !== null
      ? await billedSteps(reading, place.invoice)
      : place.proformaId !== null
        ? await openSteps(reading, place.proformaId, place.lineId)
        : null;
  const recorded = {
    kind: card.kind,
    currency: card.currency,
    seconds: card.seconds,
    rateE4: card.rate_e4,
    workMinor: card.work_minor,
    carriedMinor: priced?.carriedMinor ?? card.wip_minor,
    rateSentence: card.sentence ?? '',
  };
  const steps = [...recordedSteps(recorded), ...(priced?.steps ?? [])];
  const clauses = await clausesCited(reading.db, steps);
  const money = (minor: bigint) => wire(minor, card.currency);
  return {
    card: {
      id: card.id,
      number: card.number.toString(),
      kind: card.kind,
      narrative: card.narrative,
      matterId: card.matter_id,
      matter: card.matter,
    },
    where: place.invoice ? ('billed' as const) : priced ? ('on a proforma' as const) : ('unbilled' as const),
    proforma: place.proformaId === null ? null : { id: place.proformaId, number: place.proforma },
    invoice: place.invoice,
    also: [...place.also],
    steps: steps.map(({ beforeMinor, afterMinor, clauseId, ...told }) => ({
      ...told,
      before: beforeMinor === null ? null : money(beforeMinor),
      after: money(afterMinor),
      clause: clauses.get(clauseId ?? '') ?? null,
    })),
    amount: money(steps.at(-1)?.afterMinor ?? 0n),
  };
});

async function cardOf(db: Reading['db'], id: string): Promise<CardRow | undefined> {
  const { rows } = await sql<CardRow>`
    select k.id, k.number, k.kind, k.narrative, k.matter_id, m.number as matter, k.currency, k.billable_seconds as seconds, k.agreed_rate_e4 as rate_e4,
      k.work_minor, k.wip_minor, x.sentence
    from card_brief k join matter_brief m on m.id = k.matter_id left join card_rate_sentence x on x.card_id = k.id where k.id = ${id}::uuid`.execute(
    db,
  );
  return rows[0];
}

async function clausesCited(db: Reading['db'], steps: readonly PriceStep[]) {
  const ids = steps.flatMap((one) => (one.clauseId === null ? [] : [one.clauseId]));
  const { rows } = await sql<{
    id: string;
    engagement_id: string;
    title: string;
    number: string;
    words: string;
    from: Day;
    terms: TermsInput;
  }>`select c.id, c.engagement_id, e.title, c.number, c.words, lower(c.valid)::text as from, c.terms
    from clause_record c join engagement_record e on e.id = c.engagement_id where c.id = any(${ids}::uuid[])`.execute(
    db,
  );
  return new Map(
    rows.map((r) => [
      r.id,
      {
        engagementId: r.engagement_id,
        engagement: r.title,
        number: r.number,
        words: r.words,
        from: r.from,
        said: termsSaid(termsOf(r.terms)),
      },
    ]),
  );
}
