import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading, Work } from '../../../platform/command.ts';
import { type Applied, appliedTo, type Billing, priced } from '../../terms/index.ts';
import { counts } from '../line.ts';
import { handMade, leftOf } from '../spread.ts';
import { NO_TERMS, type SheetTerms, staleness, type TakenOff } from '../terms.ts';
import type { Sheet } from './sheet.ts';

export type Unpriced = Omit<Sheet, 'terms'>;

const DONE = new Set(['billed', 'closed', 'reversed']);

/** What the agreed terms make of each proforma on its day; of those that are billed or closed nothing is asked any more. */
export async function withTerms(
  { db, today }: Pick<Reading, 'db' | 'today'>,
  sheets: readonly Unpriced[],
): Promise<Sheet[]> {
  const open = sheets.filter((sheet) => !DONE.has(sheet.head.state));
  const applied = await appliedTo(
    db,
    open.map((sheet) => ({ matters: sheet.matters, on: sheet.head.termsOn ?? today })),
  );
  const concerned = (sheet: Unpriced, own: readonly Applied[]): boolean =>
    own.length > 0 || sheet.adjustments.some((a) => !handMade(a));
  const any = applied.some((one) => one.length > 0);
  const behind = any ? await openTime(db, open) : new Map<string, string[]>();
  const off = any
    ? await takenOff(
        db,
        open.map((sheet) => sheet.head.id),
      )
    : new Map<string, TakenOff[]>();
  return sheets.map((sheet): Sheet => {
    const on = sheet.head.termsOn ?? today;
    const own = applied[open.indexOf(sheet)] ?? [];
    return {
      ...sheet,
      terms: concerned(sheet, own)
        ? judged(sheet, own, { behind, off: off.get(sheet.head.id) ?? [] }, on)
        : { ...NO_TERMS, on },
    };
  });
}

/** Open time of matters that no more comes to, matter by matter, by card. */
type OpenTime = ReadonlyMap<string, readonly string[]>;

async function openTime(db: Reading['db'], sheets: readonly Pick<Unpriced, 'matters'>[]): Promise<OpenTime> {
  const closed = sheets.flatMap(({ matters }) => matters.filter((m) => m.closedToTime).map((m) => m.id));
  if (closed.length === 0) return new Map();
  const { rows } = await sql<{ id: string; matter_id: string }>`
    select id, matter_id from card_brief where state = 'open' and kind = 'time' and wip_minor <> 0 and matter_id = any(${closed}::uuid[])`.execute(
    db,
  );
  return new Map([...Map.groupBy(rows, (r) => r.matter_id)].map(([id, own]) => [id, own.map((r) => r.id)]));
}

/** The matters of which this is the last bill: no more time comes, and what there is doesn't stay behind. */
function lastOf({ matters, lines }: Unpriced, behind: OpenTime): ReadonlySet<string> {
  const here = new Set(lines.filter(counts).map((line) => line.cardId));
  const all = (id: string): boolean => (behind.get(id) ?? []).every((cardId) => here.has(cardId));
  return new Set(matters.filter((matter) => matter.closedToTime && all(matter.id)).map((matter) => matter.id));
}

interface Beside {
  readonly behind: OpenTime;
  readonly off: readonly TakenOff[];
}

function judged(sheet: Unpriced, applied: readonly Applied[], { behind, off }: Beside, on: Day): SheetTerms {
  const { currency } = sheet.head;
  const without = new Set(off.map((one) => one.lineId));
  const { steps } = priced(
    leftOf(sheet.lines, sheet.adjustments.filter(handMade), sheet.entity.rounding),
    applied.filter((one) => !without.has(one.clause.lineId)),
    {
      currency,
      rounding: sheet.entity.rounding,
      matters: new Map(sheet.matters.map((matter) => [matter.id, matter.number])),
      last: lastOf(sheet, behind),
    },
  );
  return { on, steps, off, stale: staleness(steps, { ...sheet, currency }) };
}

async function takenOff(db: Reading['db'], ids: readonly string[]): Promise<Map<string, TakenOff[]>> {
  const { rows } = await sql<{ id: string; proforma_id: string; line_id: string; label: string; taken_off: string }>`
    select a.id, a.proforma_id, c.line_id, a.label, a.taken_off from proforma_adjustment a join clause_record c on c.id = a.clause_id
    where a.proforma_id = any(${[...ids]}::uuid[]) and not a.active and a.taken_off <> ''`.execute(db);
  return new Map(
    [...Map.groupBy(rows, (r) => r.proforma_id)].map(([id, own]) => [
      id,
      own.map((r) => ({ adjustmentId: r.id, lineId: r.line_id, label: r.label, reason: r.taken_off })),
    ]),
  );
}

/** The terms of a day, where other bills of the same breath count too. */
export async function termsOn(work: Work, sheet: Sheet, on: Day, besides: readonly Billing[]): Promise<SheetTerms> {
  const [applied = []] = await appliedTo(work.db, [{ matters: sheet.matters, on }], besides);
  return judged(sheet, applied, { behind: await openTime(work.db, [sheet]), off: sheet.terms.off }, on);
}
