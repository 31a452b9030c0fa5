import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { counted } from '../../kernel/text.ts';
import { listChanges, proposeChange } from '../../modules/rate-changes/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput } from '../parts/day.tsx';
import { ClientLookUp } from '../parts/look-up.tsx';
import { percentText, ppmFrom, rateReading } from '../parts/money.tsx';
import { Answer, Exports, Section } from '../parts/page.tsx';
import { StateBadge } from '../parts/state.tsx';

/** What is proposed, and what came of it. */
export function RateChanges() {
  const may = useMay()('set up matters');
  const [proposing, setProposing] = useState(false);
  const changes = useAsk(listChanges, {});
  return (
    <Section
      title="Changes of rates"
      aside={
        <>
          <Exports of={listChanges} />
          {may ? (
            <Button size="compact-sm" variant="default" onClick={() => setProposing(true)}>
              Propose a change
            </Button>
          ) : null}
        </>
      }
    >
      <Answer of={changes} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">
              None yet. A change raises many rates at once: it is approved by another person, shows what it makes of
              unbilled work, and can be taken back.
            </p>
          ) : (
            <table className="ruled stacks">
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <Link to={`/rates/changes/${row.id}`}>{row.title}</Link>
                      <div className="small quiet">{row.client === '' ? 'standard rates' : row.client}</div>
                    </td>
                    <td className="nowrap">
                      {percentText(row.percentPpm)} on {row.rates} {row.rates === 1 ? 'rate' : 'rates'}
                    </td>
                    <td className="nowrap">from {row.from}</td>
                    <td>
                      <StateBadge state={row.state} />
                      {row.waitsFor === '' ? null : <div className="small quiet">waits for {row.waitsFor}</div>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {proposing ? <Propose onClose={() => setProposing(false)} /> : null}
    </Section>
  );
}

const STEPS = [
  { value: '0', label: 'Not rounded' },
  { value: '100', label: 'To whole units' },
  { value: '500', label: 'To fives' },
  { value: '1000', label: 'To tens' },
];

function Propose({ onClose }: { onClose: () => void }) {
  const { today } = useMe();
  const go = useNavigate();
  const [title, setTitle] = useState('');
  const [clientId, setClient] = useState<string | null>(null);
  const [percent, setPercent] = useState('');
  const [roundTo, setRound] = useState('500');
  const [from, setFrom] = useState('');
  const [reason, setReason] = useState('');
  const percentPpm = ppmFrom(percent);
  const ready = title.trim() !== '' && reason.trim() !== '';
  return (
    <ActDialog
      title="Propose a change of rates"
      action="Propose"
      endpoint={proposeChange}
      input={
        percentPpm === null || from === ''
          ? null
          : { title: title.trim() === '' ? '…' : title, clientId, percentPpm, roundTo, from, reason }
      }
      ready={ready}
      dirty={title !== '' || percent !== ''}
      renderEffect={({ rates, lines, left }) => (
        <>
          {rates} {rates === 1 ? 'rate' : 'rates'} would change
          {lines.slice(0, 3).map((line) => (
            <div key={line.rateId}>
              {line.whose}: {rateReading(line.was, line.currency)} becomes{' '}
              {rateReading(line.ratePerHour, line.currency)} {line.currency}
            </div>
          ))}
          {rates > 3 ? <div>and {rates - 3} more.</div> : null}
          {left.length > 0 ? <div>{counted(left.length, 'rate')} that count on that day would stay:</div> : null}
          {left.slice(0, 5).map((one) => (
            <div key={one.rateId} className="quiet">
              {one.whose}, {rateReading(one.was, one.currency)} {one.currency}: {one.because}
            </div>
          ))}
          {left.length > 5 ? <div className="quiet">and {left.length - 5} more.</div> : null}
        </>
      )}
      onDone={({ id }) => void go(`/rates/changes/${id}`)}
      onClose={onClose}
    >
      <div className="form-grid">
        <TextInput
          label="Title"
          required
          placeholder="Rates of 2027"
          value={title}
          onChange={(e) => setTitle(e.currentTarget.value)}
        />
        <ClientLookUp
          label="Of a client"
          description="None: the firm’s standard rates."
          value={clientId}
          onPick={setClient}
        />
        <TextInput
          label="By percent"
          required
          placeholder="5"
          value={percent}
          onChange={(e) => setPercent(e.currentTarget.value)}
        />
        <Select
          label="Rounded"
          allowDeselect={false}
          data={STEPS}
          value={roundTo}
          onChange={(value) => setRound(value ?? '0')}
        />
        <DayInput label="Counts from" today={today} value={from} onDay={setFrom} />
        <Textarea
          className="wide"
          label="Why"
          required
          autosize
          minRows={1}
          value={reason}
          onChange={(e) => setReason(e.currentTarget.value)}
        />
      </div>
    </ActDialog>
  );
}
