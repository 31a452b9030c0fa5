import { sql } from 'kysely';
import { type Day, yearOf } from '../../../kernel/day.ts';
import { amountText, decimalText } from '../../../kernel/money.ts';
import { done, type Outcome } from '../../../kernel/outcome.ts';
import { canonicalJson, sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { saveSearchEntry } from '../../../platform/search.ts';
import { takeNumber } from '../../firm/index.ts';
import { correctedSnapshot, type CorrectedLine } from '../correction.ts';
import { type Snapshot, snapshotFrom } from '../snapshot.ts';

/** What can be corrected: an invoice, or one of the earlier books. The id is that of what is owed. */
export interface Correctable {
  readonly id: string;
  readonly number: string;
  readonly entity_id: string;
  readonly client_id: string;
  readonly payer_id: string;
  readonly currency: string;
  readonly invoice_date: Day;
  /** what the invoice says, as frozen text */
  readonly snapshot: string;
}

export interface InvoiceFacts extends Correctable {
  /** null: billed on account */
  readonly proforma_id: string | null;
  readonly total_minor: bigint;
  readonly journal_id: string;
  readonly reversed: boolean;
  readonly sent: boolean;
}

/** Invoices with whether they count and whether they left the house; of one proforma, or one by id. */
export async function invoiceFacts(
  work: Pick<Work, 'db'>,
  of: { id?: string; proformaId?: string },
): Promise<InvoiceFacts[]> {
  const { rows } = await sql<InvoiceFacts>`
    select i.id, i.number, i.proforma_id, i.entity_id, i.client_id, i.payer_id, i.currency, i.invoice_date, i.total_minor, i.journal_id, i.snapshot,
      exists (select 1 from invoice_reversal v where v.invoice_id = i.id) as reversed,
      exists (select 1 from invoice_dispatch d where d.invoice_id = i.id and d.stands) as sent
    from invoice i where (${of.id ?? null}::uuid is null or i.id = ${of.id ?? null}::uuid)
      and (${of.proformaId ?? null}::uuid is null or i.proforma_id = ${of.proformaId ?? null}::uuid) order by i.number`.execute(
    work.db,
  );
  return rows;
}

export interface ToCorrect {
  readonly id: string;
  readonly documentType: 'credit-note' | 'cancellation';
  readonly invoice: Correctable;
  readonly lines: readonly CorrectedLine[];
  readonly entityTotalMinor: bigint;
  readonly restoresWip: boolean;
  readonly reason: string;
  readonly on: Day;
  readonly journalId: string;
  readonly eventId: string;
}

export interface CorrectionNumber {
  readonly number: string;
  readonly year: number;
  readonly series: bigint;
}

/** The next number of the document's own series; taken last in the lock order. */
export async function correctionNumber(
  work: Work,
  entityId: string,
  documentType: ToCorrect['documentType'],
  on: Day,
): Promise<Outcome<CorrectionNumber>> {
  const year = yearOf(on);
  const taken = await takeNumber(work.db, entityId, documentType, year, 1);
  if (!taken.ok) return taken;
  return done({
    number: `${taken.value.prefix}${taken.value.first.toString().padStart(5, '0')}`,
    year,
    series: taken.value.first,
  });
}

/** Writes a credit note or cancellation: frozen snapshot, lines with what they restore, search, and the job that renders it. */
export async function writeCorrection(work: Work, to: ToCorrect, numbered: CorrectionNumber): Promise<void> {
  const { invoice } = to;
  const snapshot = correctedSnapshot(snapshotFrom(invoice.snapshot), to, numbered.number);
  const text = canonicalJson(snapshot);
  const minor = (key: keyof Snapshot['totals']): bigint => BigInt(snapshot.totals[key] ?? '0');
  await work.db
    .insertInto('correction')
    .values({
      id: to.id,
      document_type: to.documentType,
      entity_id: invoice.entity_id,
      series_year: numbered.year,
      series_number: numbered.series,
      number: numbered.number,
      receivable_id: invoice.id,
      client_id: invoice.client_id,
      payer_id: invoice.payer_id,
      currency: invoice.currency,
      document_date: to.on,
      fees_minor: minor('fees'),
      disbursements_minor: minor('disbursements'),
      charges_minor: minor('charges'),
      on_account_minor: minor('onAccount'),
      tax_minor: minor('tax'),
      total_minor: minor('total'),
      entity_total_minor: to.entityTotalMinor,
      restores_wip: to.restoresWip,
      reason: to.reason,
      snapshot: text,
      snapshot_hash: sha256(text),
      journal_id: to.journalId,
      event_id: to.eventId,
    })
    .execute();
  await insertLines(work, to);
  const total = minor('total');
  await saveSearchEntry(work.db, {
    type: 'correction',
    id: to.id,
    clientId: invoice.client_id,
    matterId: null,
    title: `${to.documentType === 'credit-note' ? 'Credit note' : 'Cancellation'} ${numbered.number}`,
    subtitle: `of invoice ${invoice.number} · ${amountText(total, invoice.currency)} ${invoice.currency}`,
    words: `credit note cancellation ${numbered.number} ${invoice.number} ${decimalText(total, invoice.currency)}`,
    href: `${snapshot.earlierBooks ? '/receivables' : '/invoices'}/${invoice.id}`,
  });
  await work.later('render-correction', { correctionId: to.id });
}

async function insertLines(work: Work, to: ToCorrect): Promise<void> {
  const { lines } = to;
  await work.client.query({
    name: 'correction-lines',
    text: `insert into correction_line (correction_id, receivable_id, line_no, card_id, net_minor, tax_minor, seconds, wip_minor, wip_entity_minor)
      select $1, $2, n, card, net, tax, seconds, wip, wip_entity
      from unnest($3::int4[], $4::uuid[], $5::int8[], $6::int8[], $7::int8[], $8::int8[], $9::int8[]) as t(n, card, net, tax, seconds, wip, wip_entity)`,
    values: [
      to.id,
      to.invoice.id,
      lines.map((l) => l.lineNo),
      lines.map((l) => l.cardId),
      lines.map((l) => l.netMinor),
      lines.map((l) => l.taxMinor),
      lines.map((l) => l.restored?.seconds ?? 0n),
      lines.map((l) => l.restored?.wipMinor ?? 0n),
      lines.map((l) => l.restored?.wipEntityMinor ?? 0n),
    ],
  });
}
