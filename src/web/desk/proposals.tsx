import { Button } from '@mantine/core';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import {
  acceptProposals,
  listProposals,
  rejectProposals,
  withdrawProposals,
} from '../../modules/proformas/contract/proposals.ts';
import { useAsk, useDo } from '../api/use.ts';
import { momentText } from '../parts/day.tsx';
import { Amount } from '../parts/money.tsx';
import { Answer, Refusal } from '../parts/page.tsx';
import type { PanelProps } from './panel.tsx';
import { FieldDifference } from './redline-panel.tsx';

type Proposal = OutputOf<typeof listProposals>['rows'][number];

const DECIDED_SHOWN = 10;

/** Edits proposed by others, each to accept or reject; one's own to withdraw. */
export function Proposals({ sheet }: PanelProps) {
  const asked = useAsk(listProposals, { proformaId: sheet.id });
  const accept = useDo(acceptProposals);
  const reject = useDo(rejectProposals);
  const withdraw = useDo(withdrawProposals);
  const mayEdit = sheet.may.includes('edit');
  const on = (ids: readonly string[]) => ({ proformaId: sheet.id, ids: [...ids] });
  const busy = accept.isPending || reject.isPending || withdraw.isPending;
  const error = accept.error ?? reject.error ?? withdraw.error;
  return (
    <Answer of={asked} rows={2}>
      {({ rows }) => {
        const open = rows.filter((row) => row.state === 'open');
        const fresh = open.filter((row) => !row.stale).map((row) => row.id);
        const decided = rows.filter((row) => row.state !== 'open').slice(0, DECIDED_SHOWN);
        if (rows.length === 0) return null;
        return (
          <>
            <h2 className="section">Proposed: {open.length}</h2>
            {mayEdit && fresh.length > 1 ? (
              <Button size="compact-sm" loading={busy} onClick={() => accept.mutate({ input: on(fresh) })}>
                Accept all {fresh.length}
              </Button>
            ) : null}
            {error ? <Refusal error={error} /> : null}
            {accept.data && accept.data.refused.length > 0 ? (
              <div className="note" role="status">
                {accept.data.sentence}
              </div>
            ) : null}
            {open.map((row) => (
              <div key={row.id} className="panel-row" data-testid="proposal">
                <Said row={row} />
                <div className="row" style={{ marginTop: 4 }}>
                  {mayEdit ? (
                    <>
                      <Button
                        size="compact-xs"
                        disabled={busy}
                        onClick={() => accept.mutate({ input: { ...on([row.id]), anyway: row.stale } })}
                      >
                        {row.stale ? 'Accept on what it says now' : 'Accept'}
                      </Button>
                      <Button
                        size="compact-xs"
                        variant="default"
                        disabled={busy}
                        onClick={() => reject.mutate({ input: on([row.id]) })}
                      >
                        Reject
                      </Button>
                    </>
                  ) : null}
                  {row.mine ? (
                    <Button
                      size="compact-xs"
                      variant="default"
                      disabled={busy}
                      onClick={() => withdraw.mutate({ input: on([row.id]) })}
                    >
                      Withdraw
                    </Button>
                  ) : null}
                </div>
              </div>
            ))}
            {decided.length > 0 ? (
              <details>
                <summary className="small">{counted(decided.length, 'decided proposal')}</summary>
                {decided.map((row) => (
                  <div key={row.id} className="panel-row small">
                    {row.sentence} <span className="quiet">by {row.who}</span>: {row.state} by {row.decidedBy}
                    {row.note === '' ? '' : `. ${row.note}`}
                  </div>
                ))}
              </details>
            ) : null}
          </>
        );
      }}
    </Answer>
  );
}

function Said({ row }: { row: Proposal }) {
  return (
    <>
      <div>
        {row.sentence} {row.effect && row.effect.minor !== '0' ? <Amount of={row.effect} /> : null}
      </div>
      <div className="small quiet">
        {row.who}, {momentText(row.recordedAt)}
        {row.reason === '' ? '' : `. Reason: ${row.reason}`}
      </div>
      {row.stale ? (
        <div className="small desk-mark">The line was changed since this was proposed. Both are shown.</div>
      ) : null}
      {row.lines.slice(0, 20).map((line) => (
        <div key={line.id} className="small">
          <span className="quiet">Card {line.cardNumber} </span>
          {line.gone ? <em>is no longer here</em> : null}
          {line.fields.map((field) => (
            <div key={field.field}>
              <span className="quiet">{field.field}: </span>
              <FieldDifference field={field.field} before={field.seen} after={field.proposed} />
              {field.now === field.seen ? null : <div className="quiet">now: {field.now}</div>}
            </div>
          ))}
        </div>
      ))}
      {row.lines.length > 20 ? <div className="small quiet">and {row.lines.length - 20} lines more</div> : null}
    </>
  );
}
