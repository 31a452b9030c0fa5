import { Checkbox, Group, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { setDocketRule } from '../../modules/docket/contract/rules.ts';
import { listDocket } from '../../modules/docket/contract.ts';
import { listFees } from '../../modules/fees/contract/book.ts';
import { CASE_TYPES } from '../../modules/matters/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput } from '../parts/day.tsx';
import { ClientLookUp, CodeLookUp } from '../parts/look-up.tsx';
import { Amounts } from '../parts/money.tsx';
import { Severity } from '../parts/state.tsx';
import { type Action, type Draft, draftOf, inputOf } from './rule-draft.ts';
import type { BillingRule } from './rules.tsx';

const ACTIONS: readonly { readonly value: Action; readonly label: string }[] = [
  { value: 'fixed-fee', label: 'Charge a fixed fee' },
  { value: 'official-fee', label: 'Record an official fee' },
  { value: 'hold', label: 'Hold open work until it is done' },
  { value: 'task-code', label: 'Give a task code' },
  { value: 'remind', label: 'Remind the responsible person' },
];

/** A billing rule, tried on the events of the last twelve months while it is written. */
export function RuleForm({ rule, onClose }: { rule: BillingRule | null; onClose: () => void }) {
  const { today } = useMe();
  const [draft, setDraft] = useState(() => draftOf(rule, today));
  const set = (more: Partial<Draft>): void => setDraft((before) => ({ ...before, ...more }));
  const known = useAsk(listDocket, { limit: 2000 }, { keep: true });
  const words = [...new Set((known.data?.rows ?? []).flatMap((row) => [row.name, row.code]).filter((w) => w !== ''))];
  return (
    <ActDialog
      title={rule ? `Change ${rule.name}` : 'Add a billing rule'}
      action={rule ? 'Change' : 'Add'}
      size="xl"
      endpoint={setDocketRule}
      input={inputOf(draft, rule)}
      ready={draft.clause.trim() !== ''}
      dirty={draft.name !== (rule?.name ?? '') || draft.codes.length !== (rule?.codes ?? []).length}
      renderEffect={(answer) => <Past of={answer} />}
      onDone={() => undefined}
      onClose={onClose}
    >
      <div className="form-grid">
        <TextInput
          label="Name"
          required
          data-autofocus
          value={draft.name}
          onChange={(e) => set({ name: e.currentTarget.value })}
        />
        <TagsInput
          label="Set off by"
          description="Codes or names of events; a star stands for any ending."
          data={words}
          value={draft.codes}
          onChange={(codes) => set({ codes })}
          required
        />
        <ClientLookUp
          label="Only for the client"
          value={draft.clientId}
          onPick={(clientId) => set({ clientId })}
          {...(rule?.client ? { known: rule.client } : {})}
        />
        <Group gap="xs" grow>
          <TextInput
            label="Only in the office"
            placeholder="such as US"
            value={draft.jurisdiction}
            onChange={(e) => set({ jurisdiction: e.currentTarget.value })}
          />
          <Select
            label="Only for"
            clearable
            placeholder="all cases"
            data={[...CASE_TYPES]}
            value={draft.caseType}
            onChange={(caseType) => set({ caseType })}
          />
        </Group>
        <Select
          label="What follows"
          data={[...ACTIONS]}
          allowDeselect={false}
          value={draft.action}
          onChange={(action) => set({ action: action as Action })}
        />
        <Checkbox
          mt={26}
          label="Ask first"
          description="Proposed under Docket, To decide."
          checked={draft.approval}
          onChange={(e) => set({ approval: e.currentTarget.checked })}
        />
        <ActionFields draft={draft} set={set} />
        <TextInput
          label="Where it is agreed"
          required
          description="Engagement letter, price list, item."
          value={draft.clause}
          onChange={(e) => set({ clause: e.currentTarget.value })}
        />
        <Group gap="xs" grow>
          <DayInput label="Counts from" today={today} value={draft.from} onDay={(from) => set({ from })} />
          <DayInput
            label="Also propose for events since"
            today={today}
            value={draft.proposeSince}
            onDay={(proposeSince) => set({ proposeSince })}
          />
        </Group>
      </div>
    </ActDialog>
  );
}

function ActionFields({ draft, set }: { draft: Draft; set: (more: Partial<Draft>) => void }) {
  const fees = useAsk(listFees, {}, { enabled: draft.action === 'official-fee' });
  switch (draft.action) {
    case 'fixed-fee':
      return (
        <>
          <Group gap="xs" grow>
            <TextInput
              label="Amount"
              required
              value={draft.amount}
              onChange={(e) => set({ amount: e.currentTarget.value })}
            />
            <TextInput
              label="Currency"
              required
              value={draft.currency}
              onChange={(e) => set({ currency: e.currentTarget.value })}
            />
          </Group>
          <TextInput
            label="Narrative"
            required
            description="May name {event}, {day}, {application}, {title}, {reference}."
            value={draft.narrative}
            onChange={(e) => set({ narrative: e.currentTarget.value })}
          />
        </>
      );
    case 'official-fee':
      return (
        <MultiSelect
          className="wide"
          label="Fees of the fee book"
          searchable
          data={(fees.data?.rows ?? []).map((row) => ({
            value: row.key,
            label: `${row.office}  ${row.ownText || row.name}`,
          }))}
          value={draft.items}
          onChange={(items) => set({ items })}
        />
      );
    case 'task-code':
      return (
        <>
          <CodeLookUp
            label="Task code"
            kind="task"
            value={draft.taskCode || null}
            onPick={(code) => set({ taskCode: code ?? '' })}
          />
          <NumberInput
            label="Days before the event"
            min={0}
            max={366}
            value={draft.days}
            onChange={(days) => set({ days: Number(days) })}
          />
        </>
      );
    case 'hold':
    case 'remind':
      return (
        <TextInput
          className="wide"
          label={draft.action === 'hold' ? 'Reason for the hold' : 'What to tell them'}
          required
          value={draft.words}
          onChange={(e) => set({ words: e.currentTarget.value })}
        />
      );
  }
}

/** What it would have made of the last twelve months. */
function Past({ of }: { of: OutputOf<typeof setDocketRule> }) {
  const { past } = of;
  if (past.events === 0) return <>No event of the last twelve months would have set it off.</>;
  return (
    <>
      In the last twelve months {counted(past.events, 'event')} on {counted(past.matters, 'matter')} would have set it
      off, <Amounts of={past.amounts} none="no money" />.
      {of.proposed > 0 ? ` ${of.proposed} would be proposed now.` : ''}
      {past.problems > 0 ? (
        <div>
          <Severity of="warn" word={`${past.problems} could not be done`} />{' '}
          {past.examples.find((e) => e.problem !== '')?.problem}
        </div>
      ) : null}
      <ul className="small" style={{ margin: '4px 0 0', paddingLeft: 18 }}>
        {past.examples.slice(0, 4).map((example) => (
          <li key={example.matter + example.day + example.event}>
            {example.day} {example.matter} {example.event}: {example.sentence}
          </li>
        ))}
      </ul>
    </>
  );
}
