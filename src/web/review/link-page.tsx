import './review.css';
import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import { estimateView } from '../../modules/budgets/contract/estimates.ts';
import { linkView } from '../../modules/proformas/contract/links.ts';
import { momentText } from '../parts/day.tsx';
import { Amount, isZero } from '../parts/money.tsx';
import { Facts, Figure, Refusal, Waiting } from '../parts/page.tsx';
import { LinkEstimate } from './link-estimate.tsx';
import { post } from './link-post.ts';
import { useOnce } from './use-once.ts';

type View = z.infer<typeof linkView>;

const opened = z.union([estimateView, linkView]);

/** What a link in a message leads to: one proforma or one estimate, and what may be done with it. Nobody is signed in here. */
export function LinkPage() {
  // The secret end stands behind “#”: browsers keep it to themselves.
  const [token] = useState(() => window.location.hash.slice(1));
  const [view, setView] = useState<z.infer<typeof opened> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [approved, setApproved] = useState('');
  useOnce(() => {
    post('open', { token }).then((answer) => setView(opened.parse(answer)), setError);
  });
  return (
    <main className="link-page">
      <title>{view?.kind === 'estimate' ? 'Estimate' : 'Proforma'} – Engross</title>
      <Refusal error={error} />
      {approved !== '' ? (
        <div className="note" role="status">
          Proforma {approved} is approved. Nothing else is left to do; you can close this page.
        </div>
      ) : view?.kind === 'estimate' ? (
        <LinkEstimate view={view} token={token} />
      ) : view ? (
        <Shown view={view} token={token} onView={setView} onApproved={setApproved} />
      ) : error === null ? (
        <Waiting />
      ) : null}
    </main>
  );
}

interface ShownProps {
  readonly view: View;
  readonly token: string;
  readonly onView: (view: View) => void;
  readonly onApproved: (number: string) => void;
}

function Shown({ view, token, onView, onApproved }: ShownProps) {
  return (
    <>
      <p className="quiet">
        {view.firm} · for {view.who}, until {view.endsOn}
      </p>
      <h1>Proforma {view.number}</h1>
      <Facts
        of={[
          ['Client', view.client],
          ['Matter', view.matter],
          ['Work through', view.throughDay],
        ]}
      />
      <div className="strip">
        <Figure label="Net" lead>
          <Amount of={view.net} />
        </Figure>
        {isZero(view.reduction) ? null : (
          <Figure label="Reduced by">
            <Amount of={view.reduction} />
          </Figure>
        )}
        <Figure label="Tax">
          <Amount of={view.tax} />
        </Figure>
        <Figure label="Total">
          <Amount of={view.total} />
        </Figure>
      </div>
      <ul className="link-lines" aria-label="Lines">
        {view.lines.map((line) => (
          <li key={line.id}>
            <div className="small quiet">
              {[line.matter, line.workDate, line.timekeeper, line.hours === '' ? '' : `${line.hours} h`]
                .filter(Boolean)
                .join(' · ')}
            </div>
            <div className="grow">{line.narrative}</div>
            <div className="num">
              <Amount of={line.bill} />
            </div>
          </li>
        ))}
      </ul>
      {view.answers.length > 0 ? (
        <ul className="small" aria-label="What you answered">
          {view.answers.map((a) => (
            <li key={a.recordedAt}>
              {momentText(a.recordedAt)}: {a.what}
              {a.note === '' ? '' : `, “${a.note}”`}
            </li>
          ))}
        </ul>
      ) : null}
      {view.kind === 'approve' ? (
        <ApproveButton view={view} token={token} onApproved={onApproved} />
      ) : (
        <Answering token={token} onView={onView} />
      )}
    </>
  );
}

function ApproveButton({ view, token, onApproved }: Omit<ShownProps, 'onView'>) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  if (view.obstacle !== null) return <div className="refusal">{view.obstacle}</div>;
  const approve = async (): Promise<void> => {
    setBusy(true);
    try {
      await post('approve', { token });
      onApproved(view.number);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <div className="link-acts">
      <Refusal error={error} />
      <Button size="md" fullWidth loading={busy} onClick={() => void approve()}>
        Approve proforma {view.number}
      </Button>
      <p className="small quiet">You approve it as shown here, in your name. To change or return it, sign in.</p>
    </div>
  );
}

function Answering({ token, onView }: { token: string; onView: (view: View) => void }) {
  const [note, setNote] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState('');
  const [said, setSaid] = useState('');
  const answer = async (what: 'noted' | 'completed' | 'returned'): Promise<void> => {
    setBusy(what);
    setError(null);
    try {
      onView(linkView.parse(await post('answer', { token, answer: what, note })));
      setNote('');
      setSaid('Thank you, that is on record.');
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy('');
    }
  };
  return (
    <div className="link-acts">
      <Refusal error={error} />
      {said === '' ? null : (
        <div className="note" role="status">
          {said}
        </div>
      )}
      <Textarea
        label="Your note"
        description="Needed to return it or to leave a note."
        inputWrapperOrder={['label', 'input', 'description']}
        autosize
        minRows={3}
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      <Group gap="xs" mt="sm">
        <Button loading={busy === 'completed'} onClick={() => void answer('completed')}>
          Mark complete
        </Button>
        <Button variant="default" loading={busy === 'returned'} onClick={() => void answer('returned')}>
          Return it
        </Button>
        <Button variant="default" loading={busy === 'noted'} onClick={() => void answer('noted')}>
          Leave the note
        </Button>
      </Group>
    </div>
  );
}
