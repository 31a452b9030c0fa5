import { Button, FileButton, Modal } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import type { showReview } from '../../modules/proformas/contract/review.ts';
import { send } from '../api/client.ts';
import { queryClient } from '../api/use.ts';
import { momentText } from '../parts/day.tsx';
import { say, sayRefused } from '../parts/say.ts';

type MarkUp = OutputOf<typeof showReview>['markUps'][number];

interface MarkUpsProps {
  readonly id: string;
  readonly of: readonly MarkUp[];
  readonly mayAdd: boolean;
}

/** Scans of drafts that came back marked up: a picture opens over the proforma, a PDF in a page of its own. */
export function MarkUps({ id, of, mayAdd }: MarkUpsProps) {
  const [shown, setShown] = useState<MarkUp | null>(null);
  const [busy, setBusy] = useState(false);
  const add = async (file: File | null): Promise<void> => {
    if (!file) return;
    setBusy(true);
    try {
      await send(`/api/proformas/${id}/mark-up?name=${encodeURIComponent(file.name)}`, { method: 'PUT', body: file });
      await queryClient.invalidateQueries();
      say('The mark-up is kept with the proforma.');
    } catch (error) {
      sayRefused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {of.map((m) =>
        m.picture ? (
          <Button key={m.id} size="compact-xs" variant="default" onClick={() => setShown(m)}>
            Mark-up {m.fileName}
          </Button>
        ) : (
          <a key={m.id} href={`/api/documents/${m.id}`} target="_blank" rel="noreferrer">
            Mark-up {m.fileName}
          </a>
        ),
      )}
      {mayAdd ? (
        <FileButton accept="application/pdf,image/png,image/jpeg" onChange={(file) => void add(file)}>
          {(props) => (
            <Button {...props} size="compact-xs" variant="default" loading={busy}>
              Add a mark-up
            </Button>
          )}
        </FileButton>
      ) : null}
      {shown ? (
        <Modal
          opened
          onClose={() => setShown(null)}
          size="xl"
          title={`${shown.fileName}, ${momentText(shown.recordedAt)}`}
          closeButtonProps={{ 'aria-label': 'Close' }}
        >
          <img src={`/api/documents/${shown.id}`} alt={`Mark-up ${shown.fileName}`} style={{ maxWidth: '100%' }} />
        </Modal>
      ) : null}
    </>
  );
}
