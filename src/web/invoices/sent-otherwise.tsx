import { useState } from 'react';
import { Button } from '@mantine/core';
import { counted } from '../../kernel/text.ts';
import {
  markCorrectionsSent,
  markInvoicesSent,
  OTHER_CHANNELS,
  takeBackSent,
} from '../../modules/dispatch/contract/otherwise.ts';
import { useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { say } from '../parts/say.ts';

type Channel = (typeof OTHER_CHANNELS)[number];

const CHANNELS: Readonly<Record<Channel, string>> = {
  post: 'By post',
  'by hand': 'By hand',
  'e-billing': 'Through the payer’s portal',
};

interface Marked {
  readonly of: 'invoice' | 'correction';
  readonly ids: readonly string[];
  /** they were sent before, and are to be marked all the same */
  readonly again?: boolean;
}

/** Says that documents went by post, by hand or through a portal. */
export function SentOtherwise({ size, ...marked }: Marked & { readonly size?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size={size ?? 'sm'} variant="default" onClick={() => setOpen(true)}>
        Sent otherwise …
      </Button>
      {open ? <MarkDialog {...marked} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function MarkDialog({ of, ids, again = false, onClose }: Marked & { onClose: () => void }) {
  const { today } = useMe();
  const invoices = useDo(markInvoicesSent);
  const corrections = useDo(markCorrectionsSent);
  return (
    <FormDialog
      title={ids.length === 1 ? 'It went otherwise' : `${ids.length} documents went otherwise`}
      action="Mark as sent"
      onClose={onClose}
      initial={{ channel: 'post', on: today, note: '' }}
      fields={[
        {
          name: 'channel',
          label: 'How',
          kind: 'choice',
          needed: true,
          options: OTHER_CHANNELS.map((value) => ({ value, label: CHANNELS[value] })),
        },
        { name: 'on', label: 'On', kind: 'day', needed: true },
        {
          name: 'note',
          label: 'What proves it',
          wide: true,
          needed: true,
          help: 'A tracking number, the portal’s number, who took it. Unbilling then cancels it by a document.',
        },
      ]}
      onSubmit={async (v) => {
        const how = { channel: v['channel'] as Channel, on: v['on'] ?? '', note: v['note'] ?? '', again };
        const { marked } =
          of === 'invoice'
            ? await invoices.mutateAsync({ input: { invoiceIds: [...ids], ...how } })
            : await corrections.mutateAsync({ input: { correctionIds: [...ids], ...how } });
        say(`${counted(marked, 'document')} marked as sent.`);
        onClose();
      }}
    />
  );
}

/** Takes one such mark back, with the reason. */
export function TakeBackSent({ dispatchId }: { dispatchId: string }) {
  const [open, setOpen] = useState(false);
  const takeBack = useDo(takeBackSent);
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        Take back …
      </Button>
      {open ? (
        <FormDialog
          title="It did not go"
          action="Take back"
          size="md"
          onClose={() => setOpen(false)}
          initial={{ reason: '' }}
          fields={[{ name: 'reason', label: 'Reason', wide: true, needed: true }]}
          onSubmit={async (v) => {
            await takeBack.mutateAsync({ input: { dispatchId, reason: v['reason'] ?? '' } });
            say('The mark is taken back; the document counts as not sent.');
            setOpen(false);
          }}
        />
      ) : null}
    </>
  );
}
