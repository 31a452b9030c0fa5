import './review.css';
import { Button, Group, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { listReviewPolicies, setReviewPolicy } from '../../modules/proformas/contract/review.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { DatedTable } from '../parts/dated-table.tsx';
import { DayInput } from '../parts/day.tsx';
import { Answer, Refusal, Section } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { ChainField, type Link, type Mode } from './chain-field.tsx';

interface Scope {
  readonly clientId: string;
  readonly matterId?: string;
}

/** Who reviews the proformas of a client or of one matter, from when on. */
export function ReviewPolicies({ clientId, matterId }: Scope) {
  const may = useMay()('set up matters');
  const [open, setOpen] = useState(false);
  const answer = useAsk(listReviewPolicies, { clientId, ...(matterId === undefined ? {} : { matterId }) });
  return (
    <Section
      title="Reviewers"
      aside={
        may ? (
          <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
            Change
          </Button>
        ) : null
      }
    >
      <Answer of={answer} rows={2}>
        {(data) => {
          const rows = matterId === undefined ? data.rows.filter((r) => r.matterId === null) : data.rows;
          return rows.length === 0 ? (
            <p className="quiet">The billing timekeeper alone; no chain is set.</p>
          ) : (
            <DatedTable
              rows={rows.map((r) => ({
                ...r,
                said: r.reviewers.map((p) => p.name).join(r.mode === 'parallel' ? ' and ' : ', then '),
                note: matterId !== undefined && r.matterId === null ? 'of the client' : '',
              }))}
            />
          );
        }}
      </Answer>
      {open ? (
        <PolicyForm
          clientId={clientId}
          {...(matterId === undefined ? {} : { matterId })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Section>
  );
}

function PolicyForm({ clientId, matterId, onClose }: Scope & { onClose: () => void }) {
  const { today } = useMe();
  const [from, setFrom] = useState<string>(today);
  const [mode, setMode] = useState<Mode>('sequential');
  const [chain, setChain] = useState<readonly Link[]>([{ key: 0, kind: 'owner', personId: '' }]);
  const set = useDo(setReviewPolicy);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const reviewers = chain.map(({ kind, personId }) => ({ kind, personId: kind === 'owner' ? null : personId }));
    set.mutate(
      { input: { clientId, matterId: matterId ?? null, from, mode, reviewers } },
      {
        onSuccess: () => {
          say('Set. Proformas submitted from that day on follow it.');
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={matterId === undefined ? 'Reviewers of this client’s proformas' : 'Reviewers of this matter’s proformas'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <Refusal error={set.error} />
        <DayInput label="From" mb={10} today={today} value={from} onDay={setFrom} />
        <ChainField mode={mode} onMode={setMode} chain={chain} onChain={setChain} ownerNamed={false} />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={set.isPending}
            disabled={chain.some((l) => l.kind !== 'owner' && l.personId === '')}
          >
            Set
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
