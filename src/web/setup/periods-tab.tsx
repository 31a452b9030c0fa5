import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { yearOf } from '../../kernel/day.ts';
import { closeYear, listPeriods, openPeriods, setPeriodState } from '../../modules/firm/contract/periods.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Answer, Exports, Section } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { StateBadge } from '../parts/state.tsx';
import { AddButton } from './add-button.tsx';
import { PlainTable } from './plain-table.tsx';

export function Periods() {
  const may = useMay()('set up firm');
  const [openId, setOpen] = useState<string | null>(null);
  const save = useDo(setPeriodState);
  const periods = useAsk(listPeriods, {});
  const [opening, setOpening] = useState(false);
  const [closing, setClosing] = useState(false);
  const period = periods.data?.rows.find((row) => row.id === openId);
  return (
    <Answer of={periods}>
      {(data) => (
        <Section
          title="Periods"
          aside={
            <Group gap="xs">
              <Exports of={listPeriods} />
              {may ? (
                <>
                  <Button size="xs" variant="default" onClick={() => setClosing(true)}>
                    Close a year
                  </Button>
                  <AddButton name="Open a year" onClick={() => setOpening(true)} />
                </>
              ) : null}
            </Group>
          }
        >
          <PlainTable
            heads={['Entity', 'Period', 'From', 'To', 'State']}
            empty="No period."
            rows={data.rows.map((row) => ({
              key: row.id,
              cells: [row.entity, row.name, row.from, row.to, <StateBadge key="s" state={row.state} />],
              onChange: may ? () => setOpen(row.id) : undefined,
            }))}
          />
          {period ? (
            <FormDialog
              title={`${period.name}, ${period.entity}`}
              action="Set"
              size="md"
              onClose={() => setOpen(null)}
              initial={{ state: period.state, reason: '' }}
              fields={[
                {
                  name: 'state',
                  label: 'State',
                  kind: 'choice',
                  needed: true,
                  options: [
                    { value: 'open', label: 'Open' },
                    { value: 'soft-closed', label: 'Soft-closed' },
                    { value: 'closed', label: 'Closed' },
                  ],
                },
                { name: 'reason', label: 'Reason', wide: true, needed: true },
              ]}
              onSubmit={async (v) => {
                await save.mutateAsync({
                  input: { id: period.id, state: v['state'] as 'open', reason: v['reason'] ?? '' },
                });
                setOpen(null);
              }}
            />
          ) : null}
          {opening ? <OpenYear onClose={() => setOpening(false)} /> : null}
          {closing ? <CloseYear onClose={() => setClosing(false)} /> : null}
        </Section>
      )}
    </Answer>
  );
}

function OpenYear({ onClose }: { onClose: () => void }) {
  const { firm, today } = useMe();
  const open = useDo(openPeriods);
  return (
    <FormDialog
      title="Open a year of periods"
      action="Open"
      size="md"
      onClose={onClose}
      initial={{ entityId: firm.entities[0]?.id ?? '', year: String(yearOf(today) + 1) }}
      fields={[
        {
          name: 'entityId',
          label: 'Entity',
          kind: 'choice',
          needed: true,
          options: firm.entities.map((e) => ({ value: e.id, label: e.name })),
        },
        { name: 'year', label: 'Year', needed: true, help: 'Its twelve months open; those that are there stay.' },
      ]}
      onSubmit={async (v) => {
        const { opened } = await open.mutateAsync({
          input: { entityId: v['entityId'] ?? '', year: Number(v['year']) },
        });
        say(`${opened} periods opened.`);
        onClose();
      }}
    />
  );
}

/** The year end: its months close, the next year's are there, and its result is under retained earnings from then on. */
function CloseYear({ onClose }: { onClose: () => void }) {
  const { firm, today } = useMe();
  const close = useDo(closeYear);
  return (
    <FormDialog
      title="Close a financial year"
      action="Close the year"
      size="md"
      onClose={onClose}
      initial={{ entityId: firm.entities[0]?.id ?? '', year: String(yearOf(today) - 1), reason: '' }}
      fields={[
        {
          name: 'entityId',
          label: 'Entity',
          kind: 'choice',
          needed: true,
          options: firm.entities.map((e) => ({ value: e.id, label: e.name })),
        },
        {
          name: 'year',
          label: 'Year it began in',
          needed: true,
          help: 'All its months close, and the months of the next year open. A month can be opened again.',
        },
        { name: 'reason', label: 'Reason', wide: true, needed: true },
      ]}
      onSubmit={async (v) => {
        const { from, to, closed, opened } = await close.mutateAsync({
          input: { entityId: v['entityId'] ?? '', year: Number(v['year']), reason: v['reason'] ?? '' },
        });
        say(
          `${from} to ${to}: ${closed} months closed, ${opened} of the next year opened. The trial balance has the result under retained earnings.`,
        );
        onClose();
      }}
    />
  );
}
