import { Button, Checkbox, Modal, Select, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listAudits, readInvoice } from '../../modules/flags/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { Amount } from '../parts/money.tsx';
import { Answer, Exports, Refusal, Section } from '../parts/page.tsx';
import { say } from '../parts/say.ts';

type Audit = OutputOf<typeof listAudits>['rows'][number];
type Outcome = 'clean' | 'minor' | 'wrong';

function isOutcome(value: string | null): value is Outcome {
  return value === 'clean' || value === 'minor' || value === 'wrong';
}

/** Invoices added up again, and those that somebody reads with the checklist. */
export function Audits() {
  const may = useMay();
  const audits = useAsk(listAudits, { unread: 'true' });
  const [reading, setReading] = useState<Audit | null>(null);
  return (
    <Section title="Invoices" aside={<Exports of={listAudits} />}>
      <Answer of={audits} rows={3}>
        {(data) => (
          <>
            <p>
              {data.footed} invoices were added up again from their frozen documents; {data.different} don’t foot.
              {data.unfooted > 0 ? ` ${data.unfooted} wait to be added up.` : ''} {data.unread} wait to be read.
            </p>
            {data.rows.map((row) => (
              <div
                key={row.invoiceId}
                className="panel-row row"
                style={{ gap: 10, flexWrap: 'wrap', alignItems: 'baseline' }}
              >
                <Link to={`/invoices/${row.invoiceId}`}>{row.number}</Link>
                <span className="small quiet">
                  {row.client}, {row.invoiceDate}
                </span>
                <Amount of={row.total} />
                {row.differences.map((one) => (
                  <strong key={one} className="desk-mark">
                    {one}
                  </strong>
                ))}
                {may('check quality') ? (
                  <Button size="compact-xs" style={{ marginLeft: 'auto' }} onClick={() => setReading(row)}>
                    Read …
                  </Button>
                ) : null}
              </div>
            ))}
            {reading ? <Read audit={reading} points={data.checklist} onClose={() => setReading(null)} /> : null}
          </>
        )}
      </Answer>
    </Section>
  );
}

function Read({ audit, points, onClose }: { audit: Audit; points: readonly string[]; onClose: () => void }) {
  const read = useDo(readInvoice);
  const [right, setRight] = useState<readonly boolean[]>(points.map(() => false));
  const [outcome, setOutcome] = useState<Outcome>('clean');
  const [note, setNote] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    read.mutate(
      { input: { invoiceId: audit.invoiceId, checklist: [...right], outcome, note } },
      {
        onSuccess: (answer) => {
          say(answer.sentence);
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={`Invoice ${audit.number}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Refusal error={read.error} />
        {points.map((point, at) => (
          <Checkbox
            key={point}
            mt={8}
            label={point}
            checked={right[at] ?? false}
            onChange={(event) => {
              const is = event.currentTarget.checked;
              setRight(right.map((before, i) => (i === at ? is : before)));
            }}
          />
        ))}
        <Select
          mt={12}
          label="Outcome"
          allowDeselect={false}
          value={outcome}
          data={[
            { value: 'clean', label: 'Clean' },
            { value: 'minor', label: 'Minor: to be better next time' },
            { value: 'wrong', label: 'Wrong: to be put right' },
          ]}
          onChange={(value) => isOutcome(value) && setOutcome(value)}
        />
        <Textarea mt={8} label="What was found" value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <Button type="submit" mt={12} loading={read.isPending}>
          Say so
        </Button>
      </form>
    </Modal>
  );
}
