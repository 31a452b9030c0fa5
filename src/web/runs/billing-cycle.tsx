import { Button } from '@mantine/core';
import { useState } from 'react';
import { listBillingCycles, setBillingCycle } from '../../modules/proformas/contract/cycles.ts';
import type { AskOf } from '../api/client.ts';
import { useAsk, useDoOnce } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { DatedTable } from '../parts/dated-table.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { MONTH_CHOICES, MONTHS } from '../parts/months.ts';
import { say } from '../parts/say.ts';

interface Scope {
  readonly clientId: string | null;
  readonly matterId?: string;
}

type Every = AskOf<typeof setBillingCycle>['every'];

const EVERY: readonly { value: Every; label: string }[] = [
  { value: 'month', label: 'every month' },
  { value: 'quarter', label: 'every quarter' },
  { value: 'half-year', label: 'every half-year' },
  { value: 'year', label: 'every year' },
  { value: 'request', label: 'on request only' },
  { value: 'as-wider', label: 'as the client or the firm says' },
];

function said({ every, endMonth }: { every: Every; endMonth: number }): string {
  const word = EVERY.find((one) => one.value === every)?.label ?? every;
  return every === 'month' || every === 'request' || every === 'as-wider'
    ? word
    : `${word}, periods ending in ${MONTHS[endMonth - 1]}`;
}

/** How often a matter, or a client’s matters, are billed, from when on. */
export function BillingCycle({ clientId, matterId }: Scope) {
  const may = useMay()('set up matters');
  const [open, setOpen] = useState(false);
  const scope = { ...(clientId === null ? {} : { clientId }), ...(matterId === undefined ? {} : { matterId }) };
  const answer = useAsk(listBillingCycles, scope);
  return (
    <Section
      title="Billed"
      aside={
        may ? (
          <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
            Change
          </Button>
        ) : null
      }
    >
      <Answer of={answer} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">By every run; no cycle is set.</p>
          ) : (
            <DatedTable
              rows={rows.map((row) => ({
                ...row,
                said: row.counts ? <strong>{said(row)}</strong> : said(row),
                note: `of the ${row.of}${row.counts ? ', counts today' : ''}${row.reason === '' ? '' : `. ${row.reason}`}`,
              }))}
            />
          )
        }
      </Answer>
      {open ? (
        <CycleForm
          clientId={clientId}
          {...(matterId === undefined ? {} : { matterId })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Section>
  );
}

function CycleForm({ clientId, matterId, onClose }: Scope & { onClose: () => void }) {
  const { today } = useMe();
  const set = useDoOnce(setBillingCycle);
  return (
    <FormDialog
      title="How often it is billed"
      action="Set"
      initial={{ every: 'quarter', endMonth: '12', from: today, reason: '' }}
      onClose={onClose}
      fields={[
        {
          name: 'every',
          label: 'Billed',
          kind: 'choice',
          options: EVERY.filter((one) => clientId !== null || one.value !== 'as-wider'),
        },
        {
          name: 'endMonth',
          label: 'A period ends in',
          kind: 'choice',
          options: MONTH_CHOICES,
          help: 'Quarters that end in December end in March, June and September too.',
        },
        { name: 'from', label: 'From', kind: 'day' },
        { name: 'reason', label: 'Why', kind: 'text' },
      ]}
      onSubmit={async (values) => {
        const { sentence } = await set.once({
          clientId,
          matterId: matterId ?? null,
          every: values['every'] as Every,
          endMonth: Number(values['endMonth']),
          from: values['from'] ?? today,
          reason: values['reason'] ?? '',
        });
        say(sentence);
        onClose();
      }}
    />
  );
}
