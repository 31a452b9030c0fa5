import { sql } from 'kysely';
import { hoursText } from '../../../kernel/hours.ts';
import { amountText } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Reading } from '../../../platform/command.ts';
import type { DraftPackData, PackProforma } from '../../../platform/typst/index.ts';
import { amountOf, counts, type Line } from '../line.ts';
import { loadSheets, type Sheet } from '../store/sheet.ts';

/** All proformas that wait for one reviewer, as one document to read and mark up by pen. */
export async function packOf(reading: Reading, personId: string): Promise<Outcome<DraftPackData>> {
  const { rows } = await sql<{ proforma_id: string; name: string; client: string; matter: string; paper: string }>`
    select a.proforma_id, p.name, m.client_name as client, b.matters as matter, e.paper
    from review_asked a join person_brief p on p.id = a.person_id join matter_brief m on m.id = a.matter_id join proforma_about b on b.proforma_id = a.proforma_id join legal_entity e on e.id = m.entity_id
    where a.person_id = ${personId} order by m.client_name, a.number`.execute(reading.db);
  const [first] = rows;
  if (!first) return refuse('nothing-to-do', 'No proforma waits for this reviewer; there is nothing to print.');
  const ids = rows.map((r) => r.proforma_id);
  const sheets = new Map((await loadSheets(reading, ids, { lock: false })).map((s) => [s.head.id, s]));
  const one = sheets.get(first.proforma_id);
  return done({
    paper: first.paper === 'us-letter' ? 'us-letter' : 'a4',
    language: 'en',
    title: `Proformas for ${first.name}, ${reading.today}`,
    firm: one?.entity.name ?? '',
    proformas: rows.flatMap((r) => {
      const sheet = sheets.get(r.proforma_id);
      return sheet ? [shown(sheet, r)] : [];
    }),
  });
}

function shown(sheet: Sheet, about: { readonly client: string; readonly matter: string }): PackProforma {
  const { head, settled } = sheet;
  const numbers = new Map(sheet.matters.map(({ id, number }) => [id, number]));
  const amount = (minor: bigint): string => amountText(minor, head.currency);
  return {
    number: head.number,
    client: about.client,
    matter: about.matter,
    currency: head.currency,
    facts: [
      { label: 'Work through', value: head.throughDay },
      { label: 'Billed by', value: sheet.entity.name },
      ...(sheet.matters.length > 1
        ? sheet.matters.map(({ number, name }) => ({ label: 'Matter', value: `${number} ${name}` }))
        : []),
      ...sheet.adjustments.map((a) => ({
        label: a.label,
        value: `${amount(settled.effectOf.get(a.id) ?? 0n)} ${head.currency}`,
      })),
    ],
    lines: sheet.lines.map((line) => ({
      date: line.workDate,
      timekeeper: line.timekeeper,
      matter: sheet.matters.length > 1 ? (numbers.get(line.matterId) ?? '') : '',
      narrative: line.narrative,
      hours: line.kind === 'time' ? hoursText(line.seconds) : '',
      rate: line.rateE4 === null ? '' : amount(line.rateE4 / 10_000n),
      amount: counts(line) ? amount(amountOf(line) + (settled.adjustmentOf.get(line.id) ?? 0n)) : '',
      leftOff: leftOff(line),
      was: recordedAs(line, amount),
    })),
    totals: [
      { label: 'Net', value: amount(settled.netMinor) },
      ...(settled.reductionMinor === 0n ? [] : [{ label: 'Reduced by', value: amount(settled.reductionMinor) }]),
      { label: 'Tax', value: amount(settled.taxMinor) },
      { label: 'Total', value: amount(settled.totalMinor) },
    ],
  };
}

function leftOff(line: Line): string {
  if (line.excluded) return 'left off this proforma';
  if (line.hold)
    return `held: ${line.hold.reason}${line.hold.untilDay === null ? '' : `, until ${line.hold.untilDay}`}`;
  if (line.noCharge) return 'no charge';
  return '';
}

/** What was recorded, where the amount, the hours or the words were edited. */
function recordedAs(line: Line, amount: (minor: bigint) => string): string {
  const { recorded } = line;
  const parts = [
    ...(line.seconds === recorded.seconds ? [] : [`${hoursText(recorded.seconds)} h`]),
    ...(line.billMinor === recorded.billMinor ? [] : [amount(recorded.billMinor)]),
    ...(line.narrative === recorded.narrative ? [] : [`“${recorded.narrative}”`]),
  ];
  return parts.length === 0 ? '' : `recorded as ${parts.join(', ')}`;
}
