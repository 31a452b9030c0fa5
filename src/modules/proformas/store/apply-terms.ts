import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { type Billing, engaged, heldBackOf, holdEngagements } from '../../terms/index.ts';
import type { Effect } from '../effect.ts';
import { amountOf, counts } from '../line.ts';
import { capObjection } from '../terms.ts';
import { loadSheets, type Sheet } from './sheet.ts';
import { termsOn } from './terms.ts';

export interface Applying {
  readonly on: Day | null;
  /** also what was taken off */
  readonly again: boolean;
}

/** Puts the agreed terms on a proforma under lock in the place of what stood; null when all stood as agreed. */
export async function applyTerms(work: Work, sheet: Sheet, how: Applying): Promise<Effect | null> {
  const again = how.again ? sheet.terms.off : [];
  const asked = {
    ...sheet,
    head: { ...sheet.head, termsOn: how.on },
    terms: { ...sheet.terms, off: how.again ? [] : sheet.terms.off },
  };
  const terms = await termsOn(work, asked, how.on ?? work.today, []);
  if (terms.stale === null && again.length === 0 && how.on === sheet.head.termsOn) return null;
  const off = sheet.adjustments.filter((a) => a.clauseId !== null).map((a) => a.id);
  const on = terms.steps
    .filter((step) => step.changeMinor !== 0n)
    .map((step) => ({ step, id: newId<'proforma_adjustment'>() }));
  if (on.length > 0)
    await work.db
      .insertInto('proforma_adjustment')
      .values(
        on.map(({ step, id }, i) => ({
          id,
          proforma_id: sheet.head.id,
          label: step.label,
          amount_minor: step.percentPpm === null ? step.changeMinor : null,
          percent_ppm: step.percentPpm,
          spread: `${step.on}-left`,
          timekeeper_ids: [],
          matter_ids: step.matterIds.length === sheet.matters.length ? null : [...step.matterIds],
          line_ids: step.narrowed ? [...step.lineIds] : null,
          reason: step.sentence,
          position: i + 1,
          clause_id: step.clause.id,
        })),
      )
      .execute();
  const effect = {
    kind: 'terms' as const,
    off,
    on: on.map(({ id }) => id),
    again: again.map((one) => ({ id: one.adjustmentId, reason: one.reason })),
    day: { before: sheet.head.termsOn, after: how.on },
  };
  await placeTerms(work, sheet.head.id, effect, 'after');
  return effect;
}

/** One side of an application of terms: what stood before it, or what it put there. */
export async function placeTerms(
  work: Work,
  proformaId: string,
  effect: Extract<Effect, { kind: 'terms' }>,
  side: 'before' | 'after',
): Promise<void> {
  const [active, not] = side === 'after' ? [effect.on, effect.off] : [effect.off, effect.on];
  await sql`update proforma_adjustment set active = id = any(${[...active]}::uuid[]) where id = any(${[...active, ...not]}::uuid[])`.execute(
    work.db,
  );
  for (const { id, reason } of effect.again)
    await sql`update proforma_adjustment set taken_off = ${side === 'after' ? '' : reason} where id = ${id}::uuid`.execute(
      work.db,
    );
  await sql`update proforma set terms_on = ${effect.day[side]}::date where id = ${proformaId}::uuid`.execute(work.db);
}

/** New proformas stand as agreed from the first. */
export async function applyToNew(
  work: Work,
  made: readonly { readonly id: string; readonly clientId: string }[],
): Promise<void> {
  const clients = await engaged(
    work.db,
    made.map((one) => one.clientId),
  );
  const ids = made.filter((one) => clients.has(one.clientId)).map((one) => one.id);
  for (const sheet of await loadSheets(work, ids, { lock: false }))
    await applyTerms(work, sheet, { on: null, again: false });
}

/** Held before they are billed: nobody else bills on the same clauses meanwhile. */
export async function holdTerms(work: Work, sheets: readonly Sheet[]): Promise<void> {
  await holdEngagements(
    work,
    sheets.flatMap((sheet) => sheet.matters.map((matter) => matter.clientId)),
  );
}

/** Why a proforma can't be billed as it stands on a day; null when a hard cap holds and all is as agreed. */
export async function termsObjection(
  work: Work,
  sheet: Sheet,
  on: Day,
  before: readonly Sheet[],
): Promise<ReturnType<typeof refuse> | null> {
  const terms = await termsOn(
    work,
    sheet,
    on,
    before.flatMap((one) => billingOf(one, on)),
  );
  const over = capObjection(terms.steps, { ...sheet, currency: sheet.head.currency });
  if (over) return over;
  return terms.stale === null
    ? null
    : refuse(
        'terms-stale',
        `its terms are not as agreed for an invoice of ${on}: ${terms.stale} Apply the terms${on === work.today ? '' : ' for that day'}, and have it approved again.`,
      );
}

function billingOf({ lines, settled, head, matters, terms }: Sheet, day: Day): Billing[] {
  const held = heldBackOf(terms.steps);
  const counting = lines.filter((line) => counts(line) && line.byClause !== 'holdback');
  return counting.map((line) => ({
    id: line.id,
    matterId: line.matterId,
    kind: line.kind,
    taskCode: line.taskCode,
    byClause: line.byClause,
    minor: amountOf(line) + (settled.adjustmentOf.get(line.id) ?? 0n) + held(line.id),
    clientId: matters.find((matter) => matter.id === line.matterId)?.clientId ?? head.clientId,
    currency: head.currency,
    day,
  }));
}
