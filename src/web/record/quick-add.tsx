import { Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { hoursText, hoursTyped } from '../../kernel/hours.ts';
import { recordWork } from '../../modules/cards/contract.ts';
import { showMatter } from '../../modules/matters/contract.ts';
import type { AskOf } from '../api/client.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { DayInput } from '../parts/day.tsx';
import { CodeLookUp, MatterLookUp, TimekeeperLookUp } from '../parts/look-up.tsx';
import { moneyFrom } from '../parts/money.tsx';
import { Refusal } from '../parts/page.tsx';
import { NarrativeHelp, useNarrativeHelp } from '../parts/narrative-help.tsx';
import { say } from '../parts/say.ts';
import { Resolved } from './resolved.tsx';

interface Draft {
  readonly kind: 'time' | 'disbursement' | 'charge';
  readonly matterId: string | null;
  readonly timekeeperId: string | null;
  readonly workDate: string;
  readonly hours: string;
  readonly amount: string;
  readonly costKind: string;
  readonly narrative: string;
  readonly taskCode: string | null;
  readonly activityCode: string | null;
  readonly expenseCode: string | null;
}

type Input = AskOf<typeof recordWork>;

function inputFrom(draft: Draft, currency: string): Input {
  const isTime = draft.kind === 'time';
  return {
    kind: draft.kind,
    matterId: draft.matterId ?? '',
    timekeeperId: draft.timekeeperId,
    workDate: draft.workDate,
    narrative: draft.narrative,
    hours: isTime ? hoursText(hoursTyped(draft.hours) ?? 0n) : null,
    amount: isTime ? null : moneyFrom(draft.amount, currency),
    costKind: draft.kind === 'disbursement' ? (draft.costKind as 'hard') : null,
    taskCode: draft.taskCode,
    activityCode: isTime ? draft.activityCode : null,
    expenseCode: draft.kind === 'disbursement' ? draft.expenseCode : null,
  };
}

/** What is still missing, said before the server is asked. */
function missing(draft: Draft, currency: string): string | null {
  if (draft.matterId === null) return 'Choose the matter the work was for.';
  if (draft.kind === 'time' && hoursTyped(draft.hours) === null)
    return 'Write the hours, such as 1.25, 1:15 or 75m; nothing finer than 0.01.';
  if (draft.kind !== 'time' && moneyFrom(draft.amount, currency) === null) return 'Write the amount, such as 1234.50.';
  return null;
}

/** One card, quickly: Enter records it and leaves matter and day for the next. */
export function QuickAdd() {
  const me = useMe();
  const [draft, setDraft] = useState<Draft>({
    kind: 'time',
    matterId: null,
    timekeeperId: me.timekeeperId,
    workDate: me.today,
    hours: '',
    amount: '',
    costKind: 'hard',
    narrative: '',
    taskCode: null,
    activityCode: null,
    expenseCode: null,
  });
  const [wrong, setWrong] = useState<Error | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const record = useDo(recordWork);
  const matter = useAsk(showMatter, { id: draft.matterId ?? '' }, { enabled: draft.matterId !== null });
  const currency = matter.data?.currency ?? 'USD';
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const help = useNarrativeHelp({
    matterId: draft.matterId ?? '',
    kind: draft.kind,
    narrative: draft.narrative,
    onChange: (narrative) => change({ narrative }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // Until the form is empty again, another press means the same card.
    if (record.isPending) return;
    const lack = missing(draft, currency);
    setWrong(lack === null ? null : new Error(lack));
    if (lack !== null) return;
    record.mutate(
      { input: inputFrom(draft, currency) },
      {
        onSuccess: ({ sentence }) => {
          say(sentence);
          change({ hours: '', amount: '', narrative: '' });
          form.current?.querySelector<HTMLInputElement>('[data-figure]')?.focus();
        },
      },
    );
  };
  return (
    <form ref={form} onSubmit={submit} aria-label="Record a card">
      <Refusal error={wrong ?? record.error} />
      <div className="filters">
        <SegmentedControl
          aria-label="Kind"
          data={[
            { value: 'time', label: 'Time' },
            { value: 'disbursement', label: 'Disbursement' },
            { value: 'charge', label: 'Charge' },
          ]}
          value={draft.kind}
          onChange={(kind) => change({ kind: kind })}
        />
        <MatterLookUp w={300} value={draft.matterId} onPick={(matterId) => change({ matterId })} />
        <TimekeeperLookUp w={210} value={draft.timekeeperId} onPick={(timekeeperId) => change({ timekeeperId })} />
        <DayInput
          label="Work date"
          w={130}
          today={me.today}
          value={draft.workDate}
          onDay={(workDate) => change({ workDate })}
        />
        <KindFields draft={draft} currency={currency} change={change} />
      </div>
      <Textarea
        label="Narrative"
        autosize
        minRows={2}
        maxRows={8}
        maw={980}
        value={draft.narrative}
        onChange={(e) => change({ narrative: e.currentTarget.value })}
        onKeyDown={(event) => {
          if (help.pressed(event) || event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          form.current?.requestSubmit();
        }}
      />
      <NarrativeHelp {...help} />
      <div className="row" style={{ marginTop: 8 }}>
        <Button type="submit" loading={record.isPending}>
          Record
        </Button>
        <span className="small quiet">
          <kbd>Enter</kbd> records, <kbd>Shift Enter</kbd> begins a new line
        </span>
        <span className="grow" />
        {draft.kind === 'time' && draft.matterId && draft.timekeeperId && draft.workDate !== '' ? (
          <Resolved
            timekeeperId={draft.timekeeperId}
            matterId={draft.matterId}
            on={draft.workDate}
            hours={draft.hours}
          />
        ) : null}
      </div>
    </form>
  );
}

interface KindFieldsProps {
  readonly draft: Draft;
  readonly currency: string;
  readonly change: (part: Partial<Draft>) => void;
}

/** The fields that only one kind of card has. */
function KindFields({ draft, currency, change }: KindFieldsProps) {
  return (
    <>
      {draft.kind === 'time' ? (
        <TextInput
          data-figure
          label="Hours"
          w={80}
          inputMode="decimal"
          placeholder="0.00"
          value={draft.hours}
          onChange={(e) => change({ hours: e.currentTarget.value })}
        />
      ) : (
        <TextInput
          data-figure
          label={`Amount, ${currency}`}
          w={120}
          inputMode="decimal"
          placeholder="0.00"
          value={draft.amount}
          onChange={(e) => change({ amount: e.currentTarget.value })}
        />
      )}
      <CodeLookUp kind="task" label="Task" w={150} value={draft.taskCode} onPick={(taskCode) => change({ taskCode })} />
      {draft.kind === 'time' ? (
        <CodeLookUp
          kind="activity"
          label="Activity"
          w={150}
          value={draft.activityCode}
          onPick={(activityCode) => change({ activityCode })}
        />
      ) : null}
      {draft.kind === 'disbursement' ? (
        <>
          <CodeLookUp
            kind="expense"
            label="Expense"
            w={150}
            value={draft.expenseCode}
            onPick={(expenseCode) => change({ expenseCode })}
          />
          <Select
            label="Cost"
            w={140}
            allowDeselect={false}
            data={[
              { value: 'hard', label: 'Hard' },
              { value: 'soft', label: 'Soft' },
              { value: 'anticipated', label: 'Anticipated' },
            ]}
            value={draft.costKind}
            onChange={(costKind) => change({ costKind: costKind ?? 'hard' })}
          />
        </>
      ) : null}
    </>
  );
}
