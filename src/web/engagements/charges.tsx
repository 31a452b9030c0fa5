import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import {
  chargeSubscriptions,
  chargeSuccess,
  dueCharges,
  listCharges,
  takeChargeBack,
} from '../../modules/arrangements/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { AmountField, minorTyped } from '../parts/amount-field.tsx';
import { DayInput, momentText, spanText } from '../parts/day.tsx';
import { Amount, Amounts, amountsText } from '../parts/money.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { StateBadge } from '../parts/state.tsx';
import type { Version } from './clause-draft.ts';
import { useMattersOf } from './clause-form.tsx';
import type { Engagement } from './engagement.tsx';

type Charge = OutputOf<typeof listCharges>['rows'][number];

/** Periods of subscriptions that began and are not charged, with what charges them; nothing where none is. */
export function DueCharges({ engagementId }: { engagementId?: string }) {
  const { today } = useMe();
  const may = useMay()('record work');
  const [open, setOpen] = useState(false);
  const of = engagementId === undefined ? {} : { engagementId };
  const { rows = [], totals = [] } = useAsk(dueCharges, of).data ?? {};
  if (rows.length === 0) return null;
  const said = `${rows.length} ${rows.length === 1 ? 'period of a subscription is' : 'periods of subscriptions are'} due`;
  return (
    <Section
      title={said}
      aside={
        may ? (
          <Button size="compact-sm" onClick={() => setOpen(true)}>
            Charge {amountsText(totals)}
          </Button>
        ) : (
          <Amounts of={totals} />
        )
      }
    >
      <table className="ruled stacks">
        <tbody>
          {rows.map((row) => (
            <tr key={row.lineId + row.from}>
              <td className="nowrap">{spanText(row)}</td>
              <td>
                {row.narrative}
                {engagementId === undefined ? (
                  <>
                    , <Link to={`/engagements/${row.engagementId}`}>{row.engagement}</Link>, {row.client}
                  </>
                ) : null}
              </td>
              <td className="nowrap">
                clause {row.clause}, on <Link to={`/matters/${row.matterId}`}>{row.matter}</Link>
              </td>
              <td className="num">
                <Amount of={row.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open ? (
        <ActDialog
          title={said}
          action="Charge"
          endpoint={chargeSubscriptions}
          input={{ through: today, ...of }}
          renderEffect={({ charged, totals: sums, problems }) => (
            <>
              {charged} {charged === 1 ? 'charge' : 'charges'} of {amountsText(sums)} on their matters.
              {problems.map((one) => (
                <div key={one.lineId + one.from}>
                  {one.from}: {one.sentence}
                </div>
              ))}
            </>
          )}
          onDone={() => undefined}
          onClose={() => setOpen(false)}
        >
          <p>
            Each period becomes a charge on its matter, dated its first day. A charge can be taken back while it is
            unbilled.
          </p>
        </ActDialog>
      ) : null}
    </Section>
  );
}

/** What was charged by the clauses of an engagement, each with its card. */
export function Charged({ of }: { of: Engagement }) {
  const may = useMay()('record work');
  const [back, setBack] = useState<Charge | null>(null);
  const found = useAsk(listCharges, { engagementId: of.id });
  if (found.data?.rows.length === 0) return null;
  return (
    <Section title="Charged by its clauses">
      <Answer of={found} rows={2}>
        {({ rows }) => (
          <div className="scroll-x">
            <table className="ruled stacks">
              <thead>
                <tr>
                  <th>Clause</th>
                  <th>For</th>
                  <th>Matter</th>
                  <th>Card</th>
                  <th className="num">Amount</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} className={row.takenBack === null ? '' : 'quiet'}>
                    <td className="nowrap" data-label="Clause">
                      {row.clause}
                    </td>
                    <td title={`${row.recordedBy}, ${momentText(row.recordedAt)}`}>
                      {row.words}
                      {row.result === null ? null : (
                        <div className="small quiet">
                          of what was achieved, <Amount of={row.result} />
                        </div>
                      )}
                      {row.takenBack === null ? null : <div className="small">Taken back: {row.takenBack}</div>}
                    </td>
                    <td className="nowrap">
                      <Link to={`/matters/${row.matterId}`}>{row.matter}</Link>
                    </td>
                    <td className="nowrap" data-label="Card">
                      <Link to={`/cards/${row.cardId}`}>{row.card}</Link> <StateBadge state={row.state} />
                    </td>
                    <td className="num">
                      <Amount of={row.amount} />
                    </td>
                    <td className="num nowrap">
                      {may && row.takenBack === null && row.state === 'open' ? (
                        <Button size="compact-xs" variant="default" onClick={() => setBack(row)}>
                          Take back
                        </Button>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answer>
      {back === null ? null : <TakeBack charge={back} onClose={() => setBack(null)} />}
    </Section>
  );
}

function TakeBack({ charge, onClose }: { charge: Charge; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Take back “${charge.words}”`}
      action="Take it back"
      endpoint={takeChargeBack}
      input={{ id: charge.id, reason }}
      ready={reason.trim() !== ''}
      onDone={() => undefined}
      onClose={onClose}
    >
      <p>
        Its card {charge.card} is taken back.{charge.kind === 'subscription' ? ' The period is due again.' : ''}
      </p>
      <ReasonInput value={reason} onValue={setReason} />
    </ActDialog>
  );
}

/** A success fee that was earned: the amount agreed, or its part of what was achieved. */
export function SuccessDialog({ of, version, onClose }: { of: Engagement; version: Version; onClose: () => void }) {
  const { today } = useMe();
  const matters = useMattersOf(of);
  const [matterId, setMatter] = useState<string | null>(of.matters.length === 1 ? (of.matters[0]?.id ?? null) : null);
  const [on, setOn] = useState<string>(today);
  const [typed, setTyped] = useState('');
  const [words, setWords] = useState('');
  const terms = version.terms.kind === 'success' ? version.terms : null;
  if (terms === null) return null;
  const byPart = terms.percentPpm !== null;
  const result = byPart ? minorTyped(typed, terms.currency) : null;
  const ready = matterId !== null && on !== '' && (!byPart || result !== null);
  return (
    <ActDialog
      title={`Charge a success fee, clause ${version.number}`}
      action="Charge"
      endpoint={chargeSuccess}
      input={ready ? { lineId: version.lineId, matterId, on, result, words: words.trim() === '' ? '…' : words } : null}
      ready={words.trim() !== ''}
      dirty={typed !== '' || words !== ''}
      renderEffect={({ sentence }) => sentence}
      onDone={() => undefined}
      onClose={onClose}
    >
      <p>{version.said}</p>
      <div className="form-grid">
        <Select label="Matter" required searchable data={matters} value={matterId} onChange={setMatter} />
        <DayInput label="Earned on" today={today} value={on} onDay={setOn} />
        {byPart ? (
          <AmountField
            label={`What was achieved, in ${terms.currency}`}
            required
            currency={terms.currency}
            value={typed}
            onValue={setTyped}
          />
        ) : null}
        <TextInput
          className="wide"
          label="On the invoice"
          required
          placeholder="Success fee: settlement of 12 May"
          value={words}
          onChange={(e) => setWords(e.currentTarget.value)}
        />
      </div>
    </ActDialog>
  );
}
