import { sql } from 'kysely';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { sum, wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { loadSheets, type Sheet } from '../../proformas/index.ts';
import { onAccountHeld } from '../../receivables/index.ts';
import * as c from '../contract/on-account.ts';
import { choicesOf, type Less, lessOf } from '../store/take-up.ts';

export const onAccountBeside: Query = handleQuery(c.onAccountBeside, async (reading, { proformaId }) => {
  const usable = await onAccountFor(reading, proformaId);
  if (usable === null) throw new NotFound('There is no such proforma.');
  // For most there is nothing, which is no reason to load all their lines.
  if (usable.length === 0 && (await choicesOf(reading, [proformaId])).length === 0)
    return { rows: [], payers: [], problem: '' };
  const [sheet] = await loadSheets(reading, [proformaId], { lock: false });
  if (!sheet) throw new NotFound('There is no such proforma.');
  return await besideOf(reading, sheet);
});

interface Usable {
  readonly id: string;
  readonly words: string;
  readonly payer: string;
}

/** Invoices on account that a proforma’s bill may take up: of its matters or of their whole client, its entity and currency; null: no such proforma. */
export async function onAccountFor({ db }: Pick<Reading, 'db'>, proformaId: string): Promise<Usable[] | null> {
  const { rows } = await sql<{ [F in keyof Usable]: string | null }>`
    select o.invoice_id as id, o.words, p.name as payer from proforma_head h
      left join (on_account_billed o join on_account_standing s on s.receivable_id = o.invoice_id join payer_brief p on p.id = s.payer_id)
        on s.entity_id = h.entity_id and s.currency = h.currency and s.client_id = h.client_id
          and (o.whole_client or o.matter_id in (select x.matter_id from matter_on_proforma x where x.proforma_id = h.id))
    where h.id = ${proformaId}::uuid`.execute(db);
  return rows.length === 0 ? null : rows.filter((row): row is Usable => row.id !== null);
}

/** How each stands and what the bill takes up of it as it is now, with what each payer is left to pay. */
export async function besideOf(reading: Reading, sheet: Sheet): Promise<OutputOf<typeof c.onAccountBeside>> {
  const { currency } = sheet.head;
  const money = (minor: bigint) => wire(minor, currency);
  const about = new Map((await onAccountFor(reading, sheet.head.id))?.map((o) => [o.id, o]));
  const chosen = new Map((await choicesOf(reading, [sheet.head.id])).map((o) => [o.onAccountId, o.amountMinor]));
  const taken: Less[] = [];
  const payers: OutputOf<typeof c.onAccountBeside>['payers'] = [];
  let problem = '';
  for (const bill of sheet.settled.bills) {
    const less = await lessOf(reading, { sheet, bill, invoiceDate: reading.today });
    if (!less.ok) problem = less.refusal.sentence;
    const parts = less.ok ? less.value : [];
    const off = sum(parts.map(({ taken: t }) => t.netMinor + t.taxMinor));
    taken.push(...parts);
    payers.push({
      payer: bill.payer.name,
      total: money(bill.totalMinor),
      less: money(off),
      due: money(bill.totalMinor - off),
    });
  }
  const held = await onAccountHeld(reading, [...about.keys()]);
  const rows = held
    .filter((one) => one.netMinor > 0n || chosen.has(one.id))
    .map((one) => {
      const part = taken.find((t) => t.held.id === one.id)?.taken;
      const asked = chosen.get(one.id) ?? null;
      return {
        onAccountId: one.id,
        number: one.number,
        invoiceDate: one.invoiceDate,
        payer: about.get(one.id)?.payer ?? '',
        words: about.get(one.id)?.words ?? '',
        available: money(one.netMinor),
        chosen: chosen.has(one.id),
        asked: asked === null ? null : money(asked),
        takes: money(part?.netMinor ?? 0n),
        tax: money(part?.taxMinor ?? 0n),
      };
    });
  return { rows, payers, problem };
}
