import { sql } from 'kysely';
import { assert } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { RENDERER_VERSION } from '../../../platform/typst/index.ts';
import type { Snapshot, SnapshotLine, SnapshotTax } from '../snapshot.ts';
import { entityOf, matterOf, type PartyRow } from './freeze.ts';
import type { OnAccountMade } from './issue-on-account.ts';

/** All that an invoice on account says: one line in the words given, for no card. */
export async function onAccountSnapshot(work: Pick<Work, 'db'>, made: OnAccountMade): Promise<Snapshot> {
  const { rows } = await sql<Omit<PartyRow, 'matters'>>`
    select to_jsonb(e) as entity, to_jsonb(p) as payer, to_jsonb(c) as client, to_jsonb(m) as matter
    from matter_record m join legal_entity e on e.id = m.entity_id join client_record c on c.id = m.client_id join payer_record p on p.id = ${made.payerId}::uuid
    where m.id = ${made.matter.id}::uuid`.execute(work.db);
  const [found] = rows;
  assert(found, 'an invoice has its parties');
  const { entity, payer, client, matter } = found;
  const { matter: of } = made;
  const net = made.netMinor.toString();
  return {
    schema: 2,
    renderer: RENDERER_VERSION,
    number: made.number,
    onAccount: { wholeClient: made.wholeClient, agreedIn: made.clause?.said ?? '' },
    invoiceDate: made.invoiceDate,
    dueDate: made.dueDate,
    currency: of.currency,
    rounding: made.entity.rounding,
    entity: entityOf(entity),
    payer: {
      name: payer.name,
      address: payer.address,
      taxId: payer.tax_id,
      reference: payer.reference,
      sharePpm: made.sharePpm,
    },
    client: {
      number: client.number,
      name: client.name,
      reference: client.reference,
      language: client.language,
      ebilling: client.ebilling,
    },
    matter: matterOf(matter),
    period: { from: made.invoiceDate, to: made.invoiceDate },
    lines: [lineOf(made)],
    adjustments: [],
    taxes: [taxOf(made)],
    exchange: entity.currency === of.currency ? null : { rate: made.exchange.text, source: made.exchange.source },
    totals: {
      fees: '0',
      disbursements: '0',
      charges: '0',
      onAccount: net,
      net,
      tax: made.taxMinor.toString(),
      total: (made.netMinor + made.taxMinor).toString(),
    },
  };
}

function lineOf(made: OnAccountMade): SnapshotLine {
  return {
    cardId: '',
    kind: 'on-account',
    workDate: made.invoiceDate,
    timekeeper: null,
    narrative: made.words,
    taskCode: null,
    activityCode: null,
    expenseCode: null,
    seconds: '0',
    rateE4: null,
    bill: made.netMinor.toString(),
    printed: true,
  };
}

function taxOf({ tax, netMinor, taxMinor, entityNetMinor, entityTaxMinor }: OnAccountMade): SnapshotTax {
  return {
    code: tax.code,
    name: tax.name,
    kind: tax.kind,
    note: tax.note,
    ratePpm: tax.ratePpm,
    base: netMinor.toString(),
    tax: taxMinor.toString(),
    entityBase: entityNetMinor.toString(),
    entityTax: entityTaxMinor.toString(),
  };
}
