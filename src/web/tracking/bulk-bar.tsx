import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { counted } from '../../kernel/text.ts';
import { approveProformas, moveProforma } from '../../modules/proformas/contract/moves.ts';
import { perform, sentenceOf } from '../api/client.ts';
import { queryClient, useDo } from '../api/use.ts';
import { BillDialog } from '../desk/bill-dialog.tsx';
import { useMay } from '../frame/session.tsx';
import { Amounts, sumsOf } from '../parts/money.tsx';
import { Refusal } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import type { Row } from './tracking.tsx';

type Bulk = 'approve' | 'bill' | 'submit' | 'complete' | null;

/** What can be done with the chosen proformas at once. */
export function BulkBar({ rows }: { rows: readonly Row[] }) {
  const may = useMay();
  const [open, setOpen] = useState<Bulk>(null);
  if (rows.length === 0) return null;
  const close = (): void => setOpen(null);
  return (
    <div className="bulk" role="toolbar" aria-label="With the chosen proformas">
      <strong>{counted(rows.length, 'proforma')} chosen</strong>
      <Amounts of={sumsOf(rows.map((row) => row.bill))} />
      {may('edit proformas') ? (
        <Button variant="default" onClick={() => setOpen('submit')}>
          Submit
        </Button>
      ) : null}
      {may('edit proformas') ? (
        <Button variant="default" onClick={() => setOpen('complete')}>
          Complete
        </Button>
      ) : null}
      {may('approve proformas') ? (
        <Button variant="default" onClick={() => setOpen('approve')}>
          Approve
        </Button>
      ) : null}
      {may('bill') ? <Button onClick={() => setOpen('bill')}>Bill …</Button> : null}
      {open === 'bill' ? (
        <BillDialog
          proformas={rows}
          onClose={close}
          onBilled={(invoices) => say(`${counted(invoices.length, 'invoice')} made.`)}
        />
      ) : null}
      {open === 'approve' ? <ApproveDialog rows={rows} onClose={close} /> : null}
      {open === 'submit' || open === 'complete' ? <MoveDialog rows={rows} move={open} onClose={close} /> : null}
    </div>
  );
}

function Names({ sentences }: { sentences: readonly { name: string; sentence: string }[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul style={{ margin: '6px 0', paddingLeft: 18 }}>
      {sentences.map(({ name, sentence }) => (
        <li key={name}>
          {name}: {sentence}
        </li>
      ))}
    </ul>
  );
}

function ApproveDialog({ rows, onClose }: { rows: readonly Row[]; onClose: () => void }) {
  const [note, setNote] = useState('');
  const approve = useDo(approveProformas);
  const input = { proformas: rows.map(({ id, version }) => ({ id, version })), note };
  const preview = useQuery({
    queryKey: ['rehearsal', 'approve', input.proformas],
    queryFn: () => perform(approveProformas, input, { dryRun: true }),
    retry: false,
    gcTime: 0,
  });
  const passed = rows.filter((row) => preview.data?.approved.includes(row.id));
  const refused = (preview.data?.refused ?? []).map((r) => ({
    name: rows.find((row) => row.id === r.id)?.number ?? '',
    sentence: r.sentence,
  }));
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Approve ${counted(rows.length, 'proforma')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Refusal error={approve.error ?? preview.error} />
      {preview.data ? (
        <div className="note" role="status">
          {counted(passed.length, 'proforma')} can be approved, <Amounts of={sumsOf(passed.map((row) => row.bill))} />.
          <Names sentences={refused} />
        </div>
      ) : null}
      <Textarea label="Note" value={note} onChange={(e) => setNote(e.currentTarget.value)} />
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={approve.isPending}
          disabled={passed.length === 0}
          onClick={() =>
            approve.mutate(
              { input },
              {
                onSuccess: ({ approved }) => {
                  say(`${counted(approved.length, 'proforma')} approved.`);
                  onClose();
                },
              },
            )
          }
        >
          Approve
        </Button>
      </Group>
    </Modal>
  );
}

/** Moves each by itself: one that can't be moved doesn't keep the others. */
function MoveDialog({
  rows,
  move,
  onClose,
}: {
  rows: readonly Row[];
  move: 'submit' | 'complete';
  onClose: () => void;
}) {
  const [refused, setRefused] = useState<{ name: string; sentence: string }[]>([]);
  const [busy, setBusy] = useState(false);
  const word = move === 'submit' ? 'Submit' : 'Complete';
  const preview = useQuery({
    queryKey: ['rehearsal', move, rows.map((r) => r.id + String(r.version))],
    queryFn: () => each(rows, move, true),
    retry: false,
    gcTime: 0,
  });
  const run = async (): Promise<void> => {
    setBusy(true);
    const { done, failed } = await each(rows, move, false);
    await queryClient.invalidateQueries();
    setBusy(false);
    say(`${counted(done.length, 'proforma')} moved.`);
    if (failed.length === 0) onClose();
    else setRefused(failed);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${word} ${counted(rows.length, 'proforma')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {preview.data ? (
        <div className="note" role="status">
          {counted(preview.data.done.length, 'proforma')} can be moved,{' '}
          <Amounts of={sumsOf(preview.data.done.map((row) => row.bill))} />.
          <Names sentences={preview.data.failed} />
        </div>
      ) : null}
      {refused.length > 0 ? (
        <div className="refusal" role="alert">
          <Names sentences={refused} />
        </div>
      ) : null}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button loading={busy} disabled={(preview.data?.done.length ?? 0) === 0} onClick={() => void run()}>
          {word}
        </Button>
      </Group>
    </Modal>
  );
}

async function each(rows: readonly Row[], move: 'submit' | 'complete', dryRun: boolean) {
  const done: Row[] = [];
  const failed: { name: string; sentence: string }[] = [];
  for (const row of rows) {
    try {
      await perform(moveProforma, { id: row.id, version: row.version, move }, { dryRun });
      done.push(row);
    } catch (error) {
      failed.push({ name: row.number, sentence: sentenceOf(error) });
    }
  }
  return { done, failed };
}
