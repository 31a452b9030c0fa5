import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { assert } from '../../../kernel/outcome.ts';
import type { Reading, Work } from '../../../platform/command.ts';
import { type EntityFacts, entityFacts } from '../../firm/index.ts';
import { payerFacts, type TaxOf, taxesOf } from '../../clients/index.ts';
import { type MatterPayer, type Missing, missingOf, payersOn } from '../../matters/index.ts';
import type { Line } from '../line.ts';
import { sharesText } from '../payer-shares.ts';
import { loadAdjustments } from './adjustments.ts';
import { loadLines } from './lines.ts';
import { loadMatters, type SheetMatter } from './matters.ts';
import { type PayerShare, type Settled, settle } from '../settle.ts';
import { type Adjustment } from '../spread.ts';
import type { State } from '../state.ts';
import type { SheetTerms } from '../terms.ts';
import { type Unpriced, withTerms } from './terms.ts';

export interface Head {
  readonly id: string;
  readonly number: string;
  readonly state: State;
  readonly stateNote: string;
  readonly version: number;
  readonly entityId: string;
  /** of the lead matter */
  readonly clientId: string;
  /** the lead: its billing timekeeper decides, its payers pay for all */
  readonly matterId: string;
  readonly currency: string;
  /** work before it stays off; null: all up to the through day */
  readonly fromDay: Day | null;
  readonly throughDay: Day;
  readonly billingTimekeeperId: string;
  readonly editCursor: number;
  readonly approvedHash: Buffer | null;
  /** billed before and taken back: its next invoices cite the reversed ones */
  readonly unbilled: boolean;
  readonly kinds: readonly Line['kind'][];
  /** the day whose terms were asked for; null: today's */
  readonly termsOn: Day | null;
}

/** A proforma with all that decides what it comes to; the one loader behind desk, commands and billing. */
export interface Sheet {
  readonly head: Head;
  readonly entity: EntityFacts;
  /** by number; the lead among them */
  readonly matters: readonly SheetMatter[];
  readonly lines: readonly Line[];
  readonly adjustments: readonly Adjustment[];
  readonly payers: readonly PayerShare[];
  readonly missing: readonly Missing[];
  readonly codesRequired: boolean;
  /** the client gets LEDES 1998B files, which can't carry tax */
  readonly ledes: boolean;
  readonly settled: Settled;
  readonly terms: SheetTerms;
}

/** Locks a proforma's head; before its cards, always. */
export async function lockProforma(work: Work, id: string): Promise<{ number: string }> {
  const { rows } = await sql<{ number: string }>`
    select number::text from proforma where id = ${id}::uuid for update`.execute(work.db);
  const [head] = rows;
  assert(head, 'an invoice has its proforma');
  return head;
}

/** Loads proformas in one go; under lock when they are about to change (heads in id order, then lines by their heads). */
export async function loadSheets(
  reading: Reading | Work,
  ids: readonly string[],
  how: { lock: boolean },
): Promise<Sheet[]> {
  if (ids.length === 0) return [];
  const { db, today } = reading;
  if (how.lock)
    await sql`select 1 from proforma where id = any(${[...ids]}::uuid[]) order by id for update`.execute(db);
  const heads = await loadHeads(db, ids);
  const lines = await loadLines(db, ids);
  const adjustments = await loadAdjustments(db, ids);
  const matters = await loadMatters(db, ids);
  const matterIds = [...matters.values()].flatMap((all) => all.map((one) => one.id));
  const shares = await payersOn(db, matterIds, today);
  const payers = new Map(
    (
      await payerFacts(
        db,
        shares.map((s) => s.payerId),
      )
    ).map((p) => [p.id, p]),
  );
  const missing = await missingOf(db, matterIds, today);
  const sheets: Unpriced[] = [];
  const entities = new Map<string, EntityFacts>();
  const taxes = new Map<string, Map<string, TaxOf>>();
  for (const entityId of new Set(heads.map((h) => h.entityId))) {
    entities.set(entityId, await entityFacts(db, entityId));
    taxes.set(entityId, await taxesOf(db, entityId, [...payers.values()], today));
  }
  for (const { codesRequired, ledes, ...head } of heads) {
    const entity = entities.get(head.entityId) as EntityFacts;
    const together = matters.get(head.id) ?? [];
    const own = {
      lines: lines.get(head.id) ?? [],
      adjustments: adjustments.get(head.id) ?? [],
      payers: shares
        .filter((s) => s.matterId === head.matterId)
        .map((s): PayerShare => ({
          payerId: s.payerId,
          name: payers.get(s.payerId)?.name ?? '',
          sharePpm: s.sharePpm,
          taxOf: (line) => taxes.get(head.entityId)?.get(s.payerId)?.(line).tax ?? null,
        })),
    };
    sheets.push({
      head,
      entity,
      matters: together,
      ...own,
      missing: [...missingOfAll(together, missing), ...payersApart(head.matterId, together, shares)],
      codesRequired,
      ledes,
      settled: settle(own.lines, own.adjustments, own.payers, entity.rounding),
    });
  }
  return await withTerms(reading, sheets);
}

/** What is missing on any of the matters; with several, each says on which. */
function missingOfAll(matters: readonly SheetMatter[], missing: ReadonlyMap<string, Missing[]>): Missing[] {
  const found = new Map<string, Missing>();
  for (const { id, number } of matters) {
    for (const one of missing.get(id) ?? []) {
      const what = matters.length > 1 ? `${number}: ${one.what}` : one.what;
      // What lacks on the client lacks on all its matters, and is said once.
      const key = `${one.what} ${one.href}`;
      if (!found.has(key)) found.set(key, { ...one, what });
    }
  }
  return [...found.values()];
}

/** Matters whose payers are others than the lead's by now can't stay on its bill. */
function payersApart(leadId: string, matters: readonly SheetMatter[], shares: readonly MatterPayer[]): Missing[] {
  if (matters.length < 2) return [];
  const wanted = payersText(shares, leadId);
  return matters
    .filter(({ id }) => payersText(shares, id) !== wanted)
    .map(({ id, number }) => ({
      what: `Matter ${number} has other payers than the lead matter.`,
      mend: 'Take the matter off this proforma, or give both the same payers.',
      href: `/matters/${id}`,
    }));
}

/** Who pays a matter and which shares, as one text; empty where nobody is named. */
export function payersText(shares: readonly MatterPayer[], matterId: string): string {
  return (
    sharesText(
      shares.filter((share) => share.matterId === matterId).map(({ payerId, sharePpm }) => ({ payerId, sharePpm })),
    ) ?? ''
  );
}

export async function loadSheet(reading: Reading | Work, id: string, how: { lock: boolean }): Promise<Sheet | null> {
  return (await loadSheets(reading, [id], how))[0] ?? null;
}

async function loadHeads(
  db: Reading['db'],
  ids: readonly string[],
): Promise<(Head & { codesRequired: boolean; ledes: boolean })[]> {
  const { rows } = await sql<{
    id: string;
    number: bigint;
    state: State;
    state_note: string;
    version: number;
    entity_id: string;
    client_id: string;
    matter_id: string;
    currency: string;
    from_day: Day | null;
    through_day: Day;
    billing_timekeeper_id: string;
    edit_cursor: number;
    approved_hash: Buffer | null;
    unbilled: boolean;
    kinds: Line['kind'][] | null;
    terms_on: Day | null;
    codes_required: boolean | null;
    ebilling_format: string | null;
  }>`select p.*, r.criteria -> 'kinds' as kinds, (c.ebilling ->> 'codesRequired')::bool as codes_required, c.ebilling ->> 'format' as ebilling_format
    from proforma p join proforma_run r on r.id = p.run_id join client_brief c on c.id = p.client_id
    where p.id = any(${[...ids]}::uuid[]) order by p.id`.execute(db);
  return rows.map((r) => ({
    id: r.id,
    number: r.number.toString(),
    state: r.state,
    stateNote: r.state_note,
    version: r.version,
    entityId: r.entity_id,
    clientId: r.client_id,
    matterId: r.matter_id,
    currency: r.currency,
    fromDay: r.from_day,
    throughDay: r.through_day,
    billingTimekeeperId: r.billing_timekeeper_id,
    editCursor: r.edit_cursor,
    approvedHash: r.approved_hash,
    unbilled: r.unbilled,
    kinds: r.kinds ?? ['time', 'disbursement', 'charge'],
    termsOn: r.terms_on,
    codesRequired: r.codes_required ?? false,
    ledes: r.ebilling_format === 'LEDES1998B',
  }));
}
