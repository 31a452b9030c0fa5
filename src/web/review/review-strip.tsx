import './review.css';
import { Button, Group, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { setReviewers, showReview } from '../../modules/proformas/contract/review.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { momentText } from '../parts/day.tsx';
import { Refusal } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { LinksDialog } from './links-dialog.tsx';
import { MarkUps } from './mark-ups.tsx';
import { ChainField, type Link, type Mode } from './chain-field.tsx';

type Review = OutputOf<typeof showReview>;

const WAITS_FOR = new Set(['generated', 'pre-review', 'with-reviewer', 'completed', 'approval-pending']);

/** Who reviews this proforma, who is asked now and since when; the chain can be changed for it alone. */
export function ReviewStrip({ sheet }: { sheet: { readonly id: string; readonly state: string } }) {
  const shown = WAITS_FOR.has(sheet.state);
  const [open, setOpen] = useState(false);
  const [links, setLinks] = useState(false);
  const may = useMay();
  const review = useAsk(showReview, { id: sheet.id }, { enabled: shown }).data;
  if (!shown || !review) return null;
  return (
    <div className="review-strip" role="group" aria-label="Reviewers">
      <span className="quiet">{review.mode === 'parallel' ? 'Reviewers, all at once:' : 'Reviewers:'}</span>
      {review.reviewers.length === 0 ? <span>nobody is named; whoever may edit completes it</span> : null}
      {review.reviewers.map((r) => (
        <span key={r.personId} title={r.note}>
          <strong>{r.name}</strong> <span className="quiet">{standing(r)}</span>
        </span>
      ))}
      {review.mine?.onBehalf ? <span>You answer for {review.mine.name}.</span> : null}
      {review.mayChange ? (
        <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
          Change reviewers
        </Button>
      ) : null}
      {may('edit proformas') ? (
        <Button size="compact-xs" variant="default" onClick={() => setLinks(true)}>
          Answers by link
        </Button>
      ) : null}
      <MarkUps id={sheet.id} of={review.markUps} mayAdd={may('edit proformas')} />
      {links ? <LinksDialog id={sheet.id} onClose={() => setLinks(false)} /> : null}
      {open ? <Naming id={sheet.id} review={review} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function standing(r: Review['reviewers'][number]): string {
  if (r.answer === 'recalled') return 'no answer needed any more';
  if (r.answer !== null && r.answeredAt !== null) {
    const by = r.answeredBy === r.name ? '' : ` by ${r.answeredBy}`;
    return `${r.answer}${by} ${momentText(r.answeredAt)}${r.note === '' ? '' : `: ${r.note}`}`;
  }
  return r.askedAt === null ? r.kind : `has it since ${momentText(r.askedAt)}`;
}

function Naming({ id, review, onClose }: { id: string; review: Review; onClose: () => void }) {
  const open = review.reviewers.filter((r) => r.answer === null);
  const [mode, setMode] = useState<Mode>(review.mode);
  const [chain, setChain] = useState<readonly Link[]>(
    open.length > 0
      ? open.map((r, key) => ({ key, kind: r.kind, personId: r.personId }))
      : [{ key: 0, kind: 'owner', personId: '' }],
  );
  const set = useDo(setReviewers);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const reviewers = chain.map(({ kind, personId }) => ({ kind, personId }));
    set.mutate(
      { input: { id, version: review.version, mode, reviewers } },
      {
        onSuccess: () => {
          say('The reviewers are named.');
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title="Reviewers of this proforma" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Refusal error={set.error} />
        <ChainField mode={mode} onMode={setMode} chain={chain} onChain={setChain} ownerNamed />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={set.isPending} disabled={chain.some((l) => l.personId === '')}>
            Name them
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
