import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import { estimateView } from '../../modules/budgets/contract/estimates.ts';
import { spanText } from '../parts/day.tsx';
import { Amount } from '../parts/money.tsx';
import { Facts, Figure, Refusal } from '../parts/page.tsx';
import { post } from './link-post.ts';

type View = z.infer<typeof estimateView>;

/** An estimate as the client sees it behind the link, to be accepted or declined once. */
export function LinkEstimate({ view: opened, token }: { view: View; token: string }) {
  const [view, setView] = useState(opened);
  return (
    <>
      <p className="quiet">{view.firm}</p>
      <h1>Estimate: {view.name}</h1>
      <Facts
        of={[
          ['Client', view.client],
          ['For', view.of],
          ...(view.from === null ? [] : [['Work of', spanText({ from: view.from, to: view.to })] as const]),
          ['Holds until', view.validUntil],
        ]}
      />
      <div className="strip">
        <Figure label={view.covers === 'fees' ? 'Fees, before tax' : 'Fees and costs, before tax'} lead>
          <Amount of={view.amount} />
        </Figure>
      </div>
      <p style={{ whiteSpace: 'pre-line' }}>{view.scope}</p>
      {view.state === 'accepted' || view.state === 'declined' ? (
        <div className="note" role="status">
          {view.answeredBy} {view.state} this estimate. Nothing is left to do; you can close this page.
        </div>
      ) : view.cannot === '' ? (
        <Answering token={token} onView={setView} />
      ) : (
        <div className="refusal">{view.cannot}</div>
      )}
    </>
  );
}

function Answering({ token, onView }: { token: string; onView: (view: View) => void }) {
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState('');
  const answer = async (what: 'accept' | 'decline'): Promise<void> => {
    setBusy(what);
    setError(null);
    try {
      onView(estimateView.parse(await post('estimate', { token, answer: what, name, note })));
    } catch (refused) {
      setError(refused);
      setBusy('');
    }
  };
  return (
    <div className="link-acts">
      <Refusal error={error} />
      <TextInput
        label="Your name"
        withAsterisk
        autoComplete="name"
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <Textarea
        label="Note to the firm"
        mt="sm"
        autosize
        minRows={2}
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      <Group gap="xs" mt="sm">
        <Button
          disabled={name.trim() === '' || busy !== ''}
          loading={busy === 'accept'}
          onClick={() => void answer('accept')}
        >
          Accept
        </Button>
        <Button
          variant="default"
          disabled={name.trim() === '' || busy !== ''}
          loading={busy === 'decline'}
          onClick={() => void answer('decline')}
        >
          Decline
        </Button>
      </Group>
      <p className="small quiet">
        Accepted, it is what the work is held against; bills show what was done. You answer in your name, once.
      </p>
    </div>
  );
}
