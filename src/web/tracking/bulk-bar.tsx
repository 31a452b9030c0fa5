import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { counted } from '../../kernel/text.ts';
import { approveProformas, moveProformas } from '../../modules/proformas/contract/moves.ts';
import { perform } from '../api/client.ts';
import { useDo } from '../api/use.ts';
import { BillDialog } from '../desk/bill-dialog.tsx';
import { useMay } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Amounts, sumsOf } from '../parts/money.tsx';
import { Refusal } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import type { Row } from './columns.tsx';

type Bulk = 'approve' | 'bill' | keyof typeof MOVES | null;

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
      {may('edit proformas')
        ? (Object.keys(MOVES) as (keyof typeof MOVES)[]).map((move) => (
            <Button key={move} variant="default" onClick={() => setOpen(move)}>
              {MOVES[move].word}
            </Button>
          ))
        : null}
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
      {open !== null && open in MOVES ? (
        <MoveDialog rows={rows} move={open as keyof typeof MOVES} onClose={close} />
      ) : null}
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

const MOVES = {
  submit: { word: 'Submit', note: 'optional' },
  complete: { word: 'Complete', note: 'needed where you answer for a reviewer' },
  recall: { word: 'Take back', note: 'optional' },
  hold: { word: 'Put on hold', note: 'needed' },
} as const;

/** Moves each by itself: one that can’t be moved doesn’t keep the others. */
function MoveDialog({ rows, move, onClose }: { rows: readonly Row[]; move: keyof typeof MOVES; onClose: () => void }) {
  const [note, setNote] = useState('');
  const { word, note: noteIs } = MOVES[move];
  const proformas = rows.map(({ id, version }) => ({ id, version }));
  const nameOf = (id: string): string => rows.find((row) => row.id === id)?.number ?? '';
  const named = (refused: readonly { id: string; sentence: string }[]) =>
    refused.map((r) => ({ name: nameOf(r.id), sentence: r.sentence }));
  return (
    <ActDialog
      title={`${word} ${counted(rows.length, 'proforma')}`}
      action={word}
      endpoint={moveProformas}
      input={{ proformas, move, note }}
      dirty={note !== ''}
      onClose={onClose}
      onDone={({ moved, refused }) =>
        say(
          refused.length === 0
            ? `${counted(moved.length, 'proforma')} moved.`
            : `${counted(moved.length, 'proforma')} moved; ${refused.length} stayed as they are.`,
        )
      }
      renderEffect={({ moved, refused }) => (
        <>
          {counted(moved.length, 'proforma')} can be moved,{' '}
          <Amounts of={sumsOf(rows.filter((row) => moved.some((m) => m.id === row.id)).map((row) => row.bill))} />.
          <Names sentences={named(refused)} />
        </>
      )}
    >
      <Textarea label={`Note (${noteIs})`} mb={10} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
    </ActDialog>
  );
}
