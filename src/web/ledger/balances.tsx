import type { OutputOf } from '../../kernel/endpoint.ts';
import { showBalances } from '../../modules/ledger/contract.ts';
import { useAsk } from '../api/use.ts';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';

type Row = OutputOf<typeof showBalances>['rows'][number];
const COLUMNS: readonly Column<Row>[] = [
  { key: 'entity', label: 'Entity', width: 150, text: (r) => r.entity },
  {
    key: 'account',
    label: 'Account',
    width: 100,
    text: (r) => r.account,
    href: (r) => `/journals?entityId=${r.entityId}&account=${r.account}`,
    phone: true,
  },
  { key: 'name', label: 'Name', width: 220, grow: 1, text: (r) => r.name, phone: true },
  { key: 'kind', label: 'Kind', width: 120, text: (r) => r.kind },
  { key: 'balance', label: 'Balance', width: 150, money: (r) => r.balance, phone: true },
  { key: 'entityBalance', label: 'In the entity’s currency', width: 180, money: (r) => r.entityBalance },
];

export function Balances() {
  const answer = useAsk(showBalances, {});
  return (
    <Page title="Ledger" aside={<Exports of={showBalances} />}>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty what="No account has moved." how="The first recorded card posts the first journal." />
          ) : (
            <Ledger
              name="ledger"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(r) => `${r.entity} ${r.account} ${r.balance.currency}`}
            />
          )
        }
      </Answer>
    </Page>
  );
}
