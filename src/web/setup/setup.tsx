import { Tabs } from '@mantine/core';
import { useMay } from '../frame/session.tsx';
import { useFilters } from '../parts/filters.ts';
import { Page } from '../parts/page.tsx';
import { Openings } from '../openings/openings.tsx';
import { BillingCycle } from '../runs/billing-cycle.tsx';
import { WaitingTab } from '../review/waiting-tab.tsx';
import { Bank } from './bank-tab.tsx';
import { Firm } from './firm-tabs.tsx';
import { Codes, ExchangeRates } from './money-tabs.tsx';
import { People } from './people-tab.tsx';
import { Periods } from './periods-tab.tsx';
import { Series } from './series-tab.tsx';
import { TaxRules } from './tax-rules.tsx';
import { TaxCodes } from './tax-tab.tsx';
import { Timekeepers } from './timekeepers-tab.tsx';

const TABS = [
  ['firm', 'Firm'],
  ['tax', 'Tax codes'],
  ['tax-rules', 'Tax rules'],
  ['series', 'Numbers'],
  ['periods', 'Periods'],
  ['rates', 'Exchange rates'],
  ['bank', 'Bank'],
  ['timekeepers', 'Timekeepers'],
  ['codes', 'Codes'],
  ['waiting', 'Waiting'],
] as const;

/** What the firm is: entities, tax, periods, people. */
export function Setup() {
  const filters = useFilters();
  const may = useMay();
  return (
    <Page title="Setup">
      <Tabs value={filters.of('tab') || 'firm'} onChange={(tab) => filters.set('tab', tab)} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map(([value, name]) => (
            <Tabs.Tab key={value} value={value}>
              {name}
            </Tabs.Tab>
          ))}
          {may('see money') ? <Tabs.Tab value="openings">Opening balances</Tabs.Tab> : null}
          {may('administer') ? <Tabs.Tab value="people">People</Tabs.Tab> : null}
        </Tabs.List>
        <Tabs.Panel value="firm">
          <Firm />
        </Tabs.Panel>
        <Tabs.Panel value="tax">
          <TaxCodes />
        </Tabs.Panel>
        <Tabs.Panel value="tax-rules">
          <TaxRules />
        </Tabs.Panel>
        <Tabs.Panel value="series">
          <Series />
        </Tabs.Panel>
        <Tabs.Panel value="periods">
          <Periods />
        </Tabs.Panel>
        <Tabs.Panel value="rates">
          <ExchangeRates />
        </Tabs.Panel>
        <Tabs.Panel value="bank">
          <Bank />
        </Tabs.Panel>
        {may('see money') ? (
          <Tabs.Panel value="openings">
            <Openings />
          </Tabs.Panel>
        ) : null}
        <Tabs.Panel value="timekeepers">
          <Timekeepers />
        </Tabs.Panel>
        <Tabs.Panel value="waiting">
          <WaitingTab />
          <BillingCycle clientId={null} />
        </Tabs.Panel>
        <Tabs.Panel value="codes">
          <Codes />
        </Tabs.Panel>
        {may('administer') ? (
          <Tabs.Panel value="people">
            <People />
          </Tabs.Panel>
        ) : null}
      </Tabs>
    </Page>
  );
}
