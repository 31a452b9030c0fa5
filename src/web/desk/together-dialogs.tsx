import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { putTogether, takeOff } from '../../modules/proformas/contract/together.ts';
import { listProformas } from '../../modules/proformas/contract/tracking.ts';
import { useAsk } from '../api/use.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Amount, textOf } from '../parts/money.tsx';
import { say } from '../parts/say.ts';
import type { SheetMatter } from './matters.tsx';
import type { Sheet } from './operations.ts';

interface DialogProps {
  readonly sheet: Sheet;
  readonly onClose: () => void;
}

/** What this proforma comes to before and after. */
function Effect({ of: { sentence, before, after } }: { of: OutputOf<typeof putTogether> }) {
  return (
    <>
      <div>{sentence}</div>
      <div className="small quiet">
        This proforma: <Amount of={before} /> before, <Amount of={after} /> after.
      </div>
    </>
  );
}

/** A matter gets a proforma of its own. */
export function TakeOffDialog({ sheet, matter, onClose }: DialogProps & { matter: SheetMatter }) {
  return (
    <ActDialog
      title={`Take ${matter.number} off proforma ${sheet.number}`}
      action="Take it off"
      endpoint={takeOff}
      input={{ id: sheet.id, matterId: matter.id, answer: 'changes' }}
      renderEffect={(answer) => <Effect of={answer} />}
      onDone={({ other }) => say(`Matter ${matter.number} is on proforma ${other} now.`)}
      onClose={onClose}
    >
      <p>
        {matter.number} {matter.name} gets a proforma of its own, with its lines as they were edited and its part of the
        adjustments. Undo brings it back.
      </p>
    </ActDialog>
  );
}

/** Another open proforma's matters come onto this one. */
export function TogetherDialog({ sheet, onClose }: DialogProps) {
  const [otherId, setOther] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed, 180);
  // Without words those of the client are offered: with others it goes seldom.
  const wanted = words === '' || otherId !== null ? { clientId: sheet.client.id } : { words };
  const open = useAsk(listProformas, { ...wanted, open: 'true', limit: 50 }, { keep: true });
  const others = (open.data?.rows ?? []).filter((row) => row.id !== sheet.id && row.bill.currency === sheet.currency);
  return (
    <ActDialog
      title={`Put another proforma onto ${sheet.number}`}
      action="Put together"
      endpoint={putTogether}
      input={otherId === null ? null : { id: sheet.id, otherId, answer: 'changes' }}
      renderEffect={(answer) => <Effect of={answer} />}
      onDone={({ sentence }) => say(sentence)}
      onClose={onClose}
    >
      <p>
        The other’s matters come onto this proforma with their lines as they were edited; the other closes.{' '}
        {sheet.matter.number} leads: {sheet.billingTimekeeper} decides about the bill. Undo parts them again.
      </p>
      <Select
        label="The other proforma"
        description="Of the same entity, currency and payers, and with nobody who reviews it."
        inputWrapperOrder={['label', 'input', 'description']}
        placeholder="Number, matter or client"
        nothingFoundMessage={open.isPending ? 'Looking …' : 'No other open proforma has these words.'}
        data={others.map((row) => ({
          value: row.id,
          label: `${row.number}  ${row.matter} ${row.matterName} · ${textOf(row.bill)}`,
        }))}
        filter={({ options }) => options}
        value={otherId}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={setOther}
        searchable
        clearable
        data-autofocus
      />
    </ActDialog>
  );
}
