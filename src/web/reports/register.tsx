import type { OutputOf } from '../../kernel/endpoint.ts';
import { billingRegister, billingRegisterTaxes } from '../../modules/reports/contract.ts';
import { useAsk } from '../api/use.ts';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { Answer, Empty, Exports, Page, Section } from '../parts/page.tsx';
import { EntityChoice, KnownInput, knownAtOf, SpanInputs, useSpan } from './narrow.tsx';

type Answered = OutputOf<typeof billingRegister>;
type Row = Answered['rows'][number];
type Tax = Answered['taxes'][number];

const KINDS: Readonly<Record<Row['kind'], string>> = {
  invoice: 'Invoice',
  'credit-note': 'Credit note',
  cancellation: 'Cancellation',
  reversal: 'Unbilled, never sent',
  'credit-note-reversal': 'Credit note reversed',
  'cancellation-reversal': 'Cancellation reversed',
};

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'number',
    label: 'Number',
    width: 132,
    text: (r) => r.number,
    href: (r) => (r.invoiceId ? `/invoices/${r.invoiceId}` : null),
    phone: true,
  },
  { key: 'kind', label: 'Document', width: 120, text: (r) => KINDS[r.kind], phone: true },
  { key: 'date', label: 'Date', width: 104, text: (r) => r.date },
  { key: 'entity', label: 'Entity', width: 76, text: (r) => r.entity },
  { key: 'client', label: 'Client', width: 150, grow: 1, text: (r) => r.client, href: (r) => `/clients/${r.clientId}` },
  { key: 'payer', label: 'Payer', width: 150, grow: 1, text: (r) => r.payer, hidden: true },
  { key: 'matter', label: 'Matter', width: 92, text: (r) => r.matter },
  { key: 'fees', label: 'Fees', width: 112, money: (r) => r.fees, sum: true },
  { key: 'disbursements', label: 'Disb.', width: 104, money: (r) => r.disbursements, sum: true },
  { key: 'charges', label: 'Charges', width: 110, money: (r) => r.charges, sum: true, hidden: true },
  { key: 'taxCode', label: 'Tax code', width: 78, text: (r) => r.taxCode },
  { key: 'tax', label: 'Tax', width: 104, money: (r) => r.tax, sum: true },
  { key: 'total', label: 'Total', width: 116, money: (r) => r.total, sum: true, phone: true },
  {
    key: 'entityTotal',
    label: 'In the entity’s currency',
    width: 150,
    money: (r) => r.entityTotal,
    sum: true,
    hidden: true,
  },
];

const TAXES: readonly Column<Tax>[] = [
  { key: 'entity', label: 'Entity', width: 80, text: (r) => r.entity },
  { key: 'code', label: 'Tax code', width: 100, text: (r) => r.taxCode, phone: true },
  { key: 'name', label: 'Name', width: 220, grow: 1, text: (r) => r.taxName },
  { key: 'rate', label: 'Rate', width: 80, text: (r) => r.rate, phone: true },
  { key: 'documents', label: 'Documents', width: 96, number: (r) => r.documents, sum: true },
  { key: 'base', label: 'Base', width: 130, money: (r) => r.base },
  { key: 'tax', label: 'Tax', width: 120, money: (r) => r.tax, phone: true },
  { key: 'entityBase', label: 'Base, own currency', width: 160, money: (r) => r.entityBase, sum: true },
  { key: 'entityTax', label: 'Tax, own currency', width: 150, money: (r) => r.entityTax, sum: true },
];

export function Register() {
  const filters = useFilters();
  const span = useSpan(filters);
  const input = { ...span, ...given({ entityId: filters.of('entityId') }), ...knownAtOf(filters) };
  const answer = useAsk(billingRegister, input, { keep: true });
  return (
    <Page title="Billing register" aside={<Exports of={billingRegister} input={input} />}>
      <div className="filters">
        <SpanInputs filters={filters} span={span} />
        <KnownInput filters={filters} />
        <EntityChoice filters={filters} />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty what="No document was issued in this span." how="Take another one." />
          ) : (
            <>
              {data.total > data.rows.length ? (
                <p>
                  {data.total} documents, the first {data.rows.length} of them shown; take a shorter span to see the
                  others.
                </p>
              ) : null}
              {[...Map.groupBy(data.rows, (r) => r.total.currency)].map(([currency, rows]) => (
                <Section key={currency} title={currency}>
                  <Ledger
                    name="billing-register"
                    rows={rows}
                    columns={COLUMNS}
                    idOf={(r) => `${r.kind} ${r.id}`}
                    foot={<span>{rows.length} documents</span>}
                  />
                </Section>
              ))}
              <Section title="Tax" aside={<Exports of={billingRegisterTaxes} input={input} />}>
                <Ledger
                  name="billing-register-tax"
                  rows={data.taxes}
                  columns={TAXES}
                  idOf={(r) => `${r.entity} ${r.taxCode} ${r.rate} ${r.base.currency}`}
                />
              </Section>
            </>
          )
        }
      </Answer>
    </Page>
  );
}
