import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../frame/session.tsx';
import { useFilters } from '../parts/filters.ts';
import { Page } from '../parts/page.tsx';
import { EventDialog } from './event-dialog.tsx';
import { Events } from './events.tsx';
import { Lists } from './lists.tsx';
import { Outcomes } from './outcomes.tsx';
import { BillingRules } from './rules.tsx';
import { TakeList } from './take-list.tsx';

const TABS = [
  ['proposed', 'To decide'],
  ['events', 'Events and tasks'],
  ['rules', 'Billing rules'],
  ['done', 'Done'],
  ['dismissed', 'Dismissed'],
  ['lists', 'Lists taken'],
] as const;

/** What happened in the cases, what is to be done, and what follows from it for the bill. */
export function Docket() {
  const filters = useFilters();
  const may = useMay()('keep docket');
  const [taking, setTaking] = useState(false);
  const event = filters.of('event');
  return (
    <Page title="Docket" aside={may ? <Button onClick={() => setTaking(true)}>Take a list</Button> : null}>
      <Tabs value={filters.of('tab') || 'proposed'} onChange={(tab) => filters.set('tab', tab)} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map(([value, name]) => (
            <Tabs.Tab key={value} value={value}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="proposed">
          <Outcomes state="proposed" />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <Events filters={filters} />
        </Tabs.Panel>
        <Tabs.Panel value="rules">
          <BillingRules />
        </Tabs.Panel>
        <Tabs.Panel value="done">
          <Outcomes state="done" />
        </Tabs.Panel>
        <Tabs.Panel value="dismissed">
          <Outcomes state="dismissed" />
        </Tabs.Panel>
        <Tabs.Panel value="lists">
          <Lists />
        </Tabs.Panel>
      </Tabs>
      {taking ? <TakeList onClose={() => setTaking(false)} /> : null}
      {event === '' ? null : <EventDialog id={event} onClose={() => filters.set('event', '')} />}
    </Page>
  );
}
