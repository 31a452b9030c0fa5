import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { heldBack, releaseHoldback } from '../../modules/arrangements/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { AmountField, minorTyped } from '../parts/amount-field.tsx';
import { DayInput } from '../parts/day.tsx';
import { Amount, Amounts, amountsText, textOf } from '../parts/money.tsx';
import { Section } from '../parts/page.tsx';

type Row = OutputOf<typeof heldBack>['rows'][number];

/** What bills held back: of an engagement, or everywhere where nothing more is waited for; nothing where nothing is. */
export function HeldBack({ engagementId }: { engagementId?: string }) {
  const may = useMay()('record work');
  const [release, setRelease] = useState<Row | null>(null);
  const everywhere = engagementId === undefined;
  const { rows = [], totals = [] } = useAsk(heldBack, everywhere ? { done: true } : { engagementId }).data ?? {};
  if (rows.length === 0) return null;
  return (
    <Section title={everywhere ? 'Held back on matters that are done' : 'Held back'} aside={<Amounts of={totals} />}>
      <div className="scroll-x">
        <table className="ruled stacks">
          <thead>
            <tr>
              <th>Matter</th>
              <th>By clause</th>
              <th className="num">Held back</th>
              <th className="num">Released</th>
              <th className="num">Left</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.lineId + row.matterId + row.held.currency}>
                <td className="nowrap">
                  <Link to={`/matters/${row.matterId}`}>{row.matter}</Link>{' '}
                  {row.closedToTime ? <span className="quiet small">closed to time</span> : null}
                </td>
                <td data-label="Clause">
                  {row.clause}
                  {everywhere ? (
                    <>
                      {' of '}
                      <Link to={`/engagements/${row.engagementId}`}>{row.engagement}</Link>, {row.client}
                    </>
                  ) : null}
                </td>
                <td className="num" data-label="Held back">
                  <Amount of={row.held} />
                </td>
                <td className="num" data-label="Released">
                  <Amount of={row.released} />
                </td>
                <td className="num" data-label="Left">
                  <Amount of={row.left} />
                </td>
                <td className="num nowrap">
                  {may && BigInt(row.left.minor) > 0n ? (
                    <Button size="compact-xs" onClick={() => setRelease(row)}>
                      Release
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {release === null ? null : <ReleaseDialog row={release} onClose={() => setRelease(null)} />}
    </Section>
  );
}

function ReleaseDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const { today } = useMe();
  const [on, setOn] = useState<string>(today);
  const [typed, setTyped] = useState(textOf(row.left));
  const [words, setWords] = useState('');
  const amount = minorTyped(typed, row.left.currency);
  const { lineId, matterId } = row;
  return (
    <ActDialog
      title={`Release what was held back on ${row.matter}`}
      action="Release"
      endpoint={releaseHoldback}
      input={
        amount === null || on === '' ? null : { lineId, matterId, on, amount, words: words.trim() === '' ? '…' : words }
      }
      ready={words.trim() !== ''}
      dirty={words !== ''}
      renderEffect={({ amount: charged, left }) =>
        `${amountsText([charged])} becomes a charge on ${row.matter}, billed as it stands; ${amountsText([left])} stays held back.`
      }
      onDone={() => undefined}
      onClose={onClose}
    >
      <div className="form-grid">
        <AmountField
          label={`Amount, in ${row.left.currency}`}
          required
          currency={row.left.currency}
          value={typed}
          onValue={setTyped}
        />
        <DayInput label="Released on" today={today} value={on} onDay={setOn} />
        <TextInput
          className="wide"
          label="On the invoice"
          required
          placeholder="Fees held back until grant"
          value={words}
          onChange={(e) => setWords(e.currentTarget.value)}
        />
      </div>
      <p className="quiet small">
        What the client doesn’t owe after all is released and its card then purged, with its reason: so it is a loss
        that is on record.
      </p>
    </ActDialog>
  );
}
