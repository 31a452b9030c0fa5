import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { counted } from '../../kernel/text.ts';
import { makeInformation } from '../../modules/invoices/contract/information.ts';
import type { AskOf } from '../api/client.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput } from '../parts/day.tsx';
import { Amount } from '../parts/money.tsx';
import { say } from '../parts/say.ts';

type Of = Pick<AskOf<typeof makeInformation>, 'proformaId' | 'matterId' | 'familyId' | 'clientId'>;

interface ButtonProps {
  readonly of: Of;
  readonly word: string;
  readonly hint: string;
}

/** Makes a copy that shows what isn't billed yet; for whoever may change proformas. */
export function InformationButton({ of, word, hint }: ButtonProps) {
  const may = useMay()('edit proformas');
  const [open, { open: show, close }] = useDisclosure(false);
  if (!may) return null;
  return (
    <>
      <Button variant="default" onClick={show} title={hint}>
        {word}
      </Button>
      {open ? <MakeDialog of={of} onClose={close} /> : null}
    </>
  );
}

function MakeDialog({ of, onClose }: { of: Of; onClose: () => void }) {
  const { today } = useMe();
  const navigate = useNavigate();
  const [forWhom, setForWhom] = useState('');
  const [throughDay, setThrough] = useState<string>(today);
  const whole = of.proformaId !== undefined;
  const input = { ...of, ...(whole ? {} : { throughDay }), forWhom };
  return (
    <ActDialog
      title="Copy for information"
      action="Make it"
      endpoint={makeInformation}
      input={throughDay === '' ? null : { ...input, forWhom: forWhom.trim() || '…' }}
      ready={forWhom.trim() !== ''}
      renderEffect={({ made }) => (
        <>
          {made.map((copy) => (
            <div key={copy.id}>
              {copy.matters}: {counted(copy.cards, 'card')}, <Amount of={copy.net} /> before tax
            </div>
          ))}
        </>
      )}
      onDone={({ made }) => {
        const [first] = made;
        say(`${made.map((copy) => copy.number).join(', ')} made for information.`);
        if (first) void navigate(`/proformas/information?clientId=${first.clientId}`);
      }}
      onClose={onClose}
    >
      <p>
        {whole
          ? 'The proforma as it stands now, edits and adjustments included.'
          : 'All open work up to the day at what it carries, held work too.'}{' '}
        Every page says that it is no invoice. It changes nothing and is never billed.
      </p>
      <TextInput
        label="For whom"
        placeholder="The client’s patent department"
        value={forWhom}
        onChange={(event) => setForWhom(event.currentTarget.value)}
        maxLength={120}
        data-autofocus
      />
      {whole ? null : <DayInput mt={10} label="Work through" today={today} value={throughDay} onDay={setThrough} />}
    </ActDialog>
  );
}
