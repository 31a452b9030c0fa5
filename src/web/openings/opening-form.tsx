import { Button, FileInput, Select } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted, listed } from '../../kernel/text.ts';
import { openingColumns, takeOpening } from '../../modules/openings/contract.ts';
import { type AskOf, Refused } from '../api/client.ts';
import { useAsk, useDo, useDoOnce } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { type Faults, ListedRows } from '../imports/refused-rows.tsx';
import { DayInput } from '../parts/day.tsx';
import { Amounts, moneyFrom } from '../parts/money.tsx';
import { Refusal } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { ControlTotals, type Total } from './control-totals.tsx';
import { base64Of, saveTemplate } from './files.ts';

type Input = AskOf<typeof takeOpening>;
type Kind = Input['kind'];

export const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'wip', label: 'Unbilled work (WIP)' },
  { value: 'invoices', label: 'Open invoices' },
  { value: 'unapplied', label: 'Unapplied cash' },
];

const DATES = [
  { value: 'iso', label: '2026-04-03' },
  { value: 'day-month-year', label: '03/04/2026 is the 3rd of April' },
  { value: 'month-day-year', label: '03/04/2026 is March the 4th' },
  { value: 'excel-serial', label: 'Excel’s day numbers' },
];

interface Draft {
  readonly entityId: string;
  readonly kind: Kind;
  readonly cutoverDay: string;
  readonly totals: readonly Total[];
  readonly dates: string | null;
}

function controlOf(totals: readonly Total[]): Input['control'] | null {
  const read = totals.map((total) =>
    /^[A-Z]{3}$/.test(total.currency) ? moneyFrom(total.typed, total.currency) : null,
  );
  return read.every((money) => money !== null) && read.length > 0 ? read : null;
}

/** A file of open balances: checked first, without keeping anything, then taken as one. */
export function OpeningForm() {
  const { firm, today } = useMe();
  const [entity] = firm.entities;
  const [draft, setDraft] = useState<Draft>({
    entityId: entity?.id ?? '',
    kind: 'invoices',
    cutoverDay: '',
    totals: [{ currency: entity?.currency ?? '', typed: '' }],
    dates: null,
  });
  const [file, setFile] = useState<{ name: string; base64: string } | null>(null);
  const check = useDo(takeOpening);
  const take = useDoOnce(takeOpening);
  const [failed, setFailed] = useState<unknown>(null);
  const [checked, setChecked] = useState('');
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const control = controlOf(draft.totals);
  const input: Input | null =
    file === null || control === null || draft.cutoverDay === ''
      ? null
      : {
          entityId: draft.entityId,
          kind: draft.kind,
          cutoverDay: draft.cutoverDay,
          fileName: file.name,
          file: { base64: file.base64 },
          control,
          ...(draft.dates === null ? {} : { dates: draft.dates as 'iso' }),
        };
  const current = input !== null && checked === JSON.stringify(input);
  const found = current ? check.data : undefined;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (input === null || check.isPending || take.isPending) return;
    setFailed(null);
    try {
      if (found === undefined) {
        setChecked(JSON.stringify(input));
        await check.mutateAsync({ input, options: { dryRun: true } });
        return;
      }
      const { rows } = await take.once(input);
      say(`${counted(rows, 'row')} taken.`);
      setFile(null);
      setChecked('');
    } catch (refused) {
      setFailed(refused);
    }
  };
  const error = current ? failed : null;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label="Opening balances">
      <div className="filters" style={{ alignItems: 'flex-start' }}>
        <Select
          label="Entity"
          w={220}
          allowDeselect={false}
          data={firm.entities.map((e) => ({ value: e.id, label: e.name }))}
          value={draft.entityId}
          onChange={(id) => change({ entityId: id ?? '' })}
        />
        <Select
          label="What is in the file"
          w={190}
          allowDeselect={false}
          data={[...KINDS]}
          value={draft.kind}
          onChange={(kind) => change({ kind: kind ?? 'invoices' })}
        />
        <DayInput
          label="Cut-over day"
          w={140}
          today={today}
          value={draft.cutoverDay}
          onDay={(cutoverDay) => change({ cutoverDay })}
        />
        <Select
          label="Dates in the file"
          w={230}
          clearable
          placeholder="As they read"
          data={DATES}
          value={draft.dates}
          onChange={(dates) => change({ dates })}
        />
        <FileInput
          size="xs"
          label="File"
          w={240}
          placeholder="CSV or XLSX"
          accept=".csv,.txt,.xlsx"
          clearable
          onChange={(chosen) => {
            if (chosen === null) setFile(null);
            else void base64Of(chosen).then((base64) => setFile({ name: chosen.name, base64 }));
          }}
        />
      </div>
      <ControlTotals totals={draft.totals} onChange={(totals) => change({ totals })} />
      <Columns kind={draft.kind} />
      <Refusal error={error} />
      {error instanceof Refused && error.refusal.code === 'rows-refused' ? (
        <ListedRows rows={error.refusal.details as Faults} name="refused cells" title="Cells that can’t be taken" />
      ) : null}
      {found ? (
        <div className="note" role="status">
          The file ties: {counted(found.rows, 'row')}, <Amounts of={found.totals} />. Nothing is taken yet.
        </div>
      ) : null}
      <div className="row" style={{ marginTop: 10 }}>
        <Button type="submit" disabled={input === null} loading={check.isPending || take.isPending}>
          {found ? 'Take it' : 'Check the file'}
        </Button>
        {input === null ? (
          <span className="small quiet">Needs the cut-over day, a control total for each currency, and the file.</span>
        ) : null}
      </div>
    </form>
  );
}

/** What the header of the file must and may have, with an empty file to fill in. */
function Columns({ kind }: { kind: OutputOf<typeof openingColumns>['kinds'][number]['kind'] }) {
  const columns = useAsk(openingColumns, {});
  const found = columns.data?.kinds.find((row) => row.kind === kind);
  if (!found) return null;
  return (
    <p className="small quiet" style={{ margin: '6px 0' }}>
      Columns needed: {listed(found.needs)}. May have: {listed(found.may)}.{' '}
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => saveTemplate(`opening ${kind}`, [...found.needs, ...found.may])}
      >
        An empty file with them
      </Button>
    </p>
  );
}
