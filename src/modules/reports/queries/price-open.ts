import { sql } from 'kysely';
import { sum } from '../../../kernel/money.ts';
import { NotFound, type Reading } from '../../../platform/command.ts';
import { amountOf, loadSheets, type Sheet } from '../../proformas/index.ts';
import { percentText } from '../../terms/index.ts';
import { editSteps, type PriceStep, taxSaid, taxStep } from '../price.ts';
import type { EditedBy, Fields } from '../price-edit.ts';

export interface Priced {
  readonly carriedMinor: bigint;
  readonly steps: readonly PriceStep[];
}

/** Of a line on a proforma: its edits, what adjustments and clauses make of it, and what tax would come. */
export async function openSteps(reading: Reading, proformaId: string, lineId: string): Promise<Priced> {
  const [sheet] = await loadSheets(reading, [proformaId], { lock: false });
  const line = sheet?.lines.find((one) => one.id === lineId);
  if (!sheet || !line) throw new NotFound('The line is no longer on this proforma.');
  const { currency } = sheet.head;
  const edits = editSteps(line.wipMinor, await editsOf(reading.db, lineId, null), amountOf(line), currency);
  const steps = [...edits, ...adjustmentSteps(sheet, line.id, amountOf(line))];
  const net = steps.at(-1)?.afterMinor ?? amountOf(line);
  return { carriedMinor: line.wipMinor, steps: [...steps, ...taxOf(sheet, lineId, net)] };
}

function adjustmentSteps(sheet: Sheet, lineId: string, fromMinor: bigint): PriceStep[] {
  let now = fromMinor;
  return sheet.adjustments.flatMap((a): PriceStep[] => {
    const part = sheet.settled.partsOf.get(a.id)?.get(lineId) ?? 0n;
    if (part === 0n) return [];
    const beforeMinor = now;
    now += part;
    const kind = a.clauseId === null ? 'adjustment' : 'clause';
    return [{ kind, label: a.label, beforeMinor, afterMinor: now, sentence: adjusted(a.reason), clauseId: a.clauseId }];
  });
}

/** The reason, and that the amount of the whole is spread. */
export function adjusted(reason: string): string {
  return `${reason.replace(/\.$/u, '')}. Spread over the lines by largest remainder, so that the parts sum to the whole.`;
}

function taxOf(sheet: Sheet, lineId: string, netMinor: bigint): PriceStep[] {
  const parts = sheet.settled.bills.flatMap((bill) => {
    const own = bill.lines.find(({ line }) => line.id === lineId);
    if (!own?.tax) return [];
    const { tax, taxMinor, sharePpm } = own;
    const whose = sheet.settled.bills.length > 1 ? `, ${percentText(sharePpm)} by ${bill.payer.name}` : '';
    return [{ minor: taxMinor, said: taxSaid(`${percentText(tax.ratePpm)} ${tax.code}${whose}`, tax.sentence) }];
  });
  return parts.length === 0
    ? []
    : [taxStep(netMinor, sum(parts.map((part) => part.minor)), parts.map((part) => part.said).join('. '))];
}

/** The edits in effect on a line, also those made on a proforma from which it came, up to an instant where one is given. */
export async function editsOf(db: Reading['db'], lineId: string, until: Date | null): Promise<EditedBy[]> {
  const { rows } = await sql<{
    sentence: string;
    reason: string;
    who: string | null;
    on: string;
    change: { before: Kept; after: Kept };
  }>`select e.sentence, e.reason, p.name as who, e.recorded_at::date::text as on, e.change
    from proforma_line_edit e left join person_brief p on p.id = e.actor_id
    where e.line_id = ${lineId} and (${until}::timestamptz is null or e.recorded_at <= ${until}::timestamptz)
      and e.proforma_id in (with recursive origin as (select proforma_id as id from proforma_line_place where id = ${lineId}::uuid
        union select o.from_id from proforma_came_from o join origin on origin.id = o.proforma_id) select id from origin)
    order by e.recorded_at`.execute(db);
  return rows.map(({ change, who, ...row }) => ({
    ...row,
    who: who ?? '',
    before: revived(change.before),
    after: revived(change.after),
  }));
}

/** JSON keeps amounts as digits. */
interface Kept {
  readonly billMinor?: string;
  readonly seconds?: string;
  readonly rateE4?: string | null;
  readonly noCharge?: boolean;
}

function revived(fields: Kept): Fields {
  const { noCharge } = fields;
  const digits = (['billMinor', 'seconds', 'rateE4'] as const).flatMap((key) =>
    fields[key] === undefined || fields[key] === null ? [] : [[key, BigInt(fields[key])] as const],
  );
  return { ...Object.fromEntries(digits), ...(noCharge === undefined ? {} : { noCharge }) };
}
