import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import type { showQueue } from '../../modules/flags/contract.ts';
import { undoEdit } from '../../modules/proformas/contract.ts';
import { moveProforma } from '../../modules/proformas/contract/moves.ts';
import { useDo } from '../api/use.ts';
import { useKeys } from '../desk/use-keys.ts';
import { Amount } from '../parts/money.tsx';
import { Answer, Empty } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { Severity, stateWord } from '../parts/state.tsx';
import { FlagRow } from './flag-row.tsx';
import { useFlags } from './use-flags.ts';

type Row = OutputOf<typeof showQueue>['rows'][number];

/** The list at the left, the flags of the one under the cursor at the right; keys work on both. */
export function QueueDesk({ rows, code }: { rows: readonly Row[]; code: string }) {
  const navigate = useNavigate();
  const [picked, setPicked] = useState({ id: rows[0]?.proformaId ?? '', place: 0 });
  const [at, setAt] = useState(0);
  const [waiving, setWaiving] = useState(false);
  // A proforma that left the queue was rid of its last flag: the next one takes its place.
  const found = rows.findIndex((one) => one.proformaId === picked.id);
  const place = found >= 0 ? found : Math.min(picked.place, rows.length - 1);
  const row = rows[place];
  const flags = useFlags(row?.proformaId ?? '', { enabled: row !== undefined });
  const open = (flags.asked.data?.flags ?? []).filter((flag) => flag.severity !== 'info' || code === flag.code);
  const flag = open[Math.min(at, Math.max(open.length - 1, 0))];
  const undo = useDo(undoEdit);
  const move = useDo(moveProforma);
  const pick = (next: number): void => {
    const one = rows[next];
    if (one === undefined) return;
    setPicked({ id: one.proformaId, place: next });
    setAt(0);
    setWaiving(false);
    document.querySelector(`[data-proforma="${one.proformaId}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const go = (step: number): void => pick(place + step);
  const submit = (): void => {
    if (row === undefined || flags.asked.data === undefined) return;
    move.mutate(
      { input: { id: row.proformaId, version: flags.asked.data.version, move: 'submit' } },
      {
        onSuccess: (answer) => {
          say(answer.sentence);
          go(1);
        },
        onError: sayRefused,
      },
    );
  };
  useKeys({
    ArrowDown: () => setAt((n) => Math.min(n + 1, open.length - 1)),
    ArrowUp: () => setAt((n) => Math.max(n - 1, 0)),
    ']': () => go(1),
    '[': () => go(-1),
    '.': () => flag?.fix && flag.fix.href === null && !flag.waiver && flags.fix(flag.fingerprint),
    w: () => flag?.mayWaive && !flag.waiver && setWaiving(true),
    Enter: () => row && void navigate(`/proformas/${row.proformaId}`),
    'Ctrl+z': () =>
      row && undo.mutate({ input: { id: row.proformaId } }, { onSuccess: (a) => say(a.sentence), onError: sayRefused }),
    'Ctrl+Enter': submit,
  });
  if (row === undefined) return null;
  return (
    <div className="queue">
      <div className="queue-list" role="list" aria-label="Proformas with flags">
        {rows.map((one, nth) => (
          <Item key={one.proformaId} row={one} current={one === row} onPick={() => pick(nth)} />
        ))}
      </div>
      <section aria-label="Flags" aria-live="polite">
        <header className="row" style={{ gap: 12, alignItems: 'baseline', flexWrap: 'wrap' }}>
          <h2 className="section" style={{ margin: 0 }}>
            <Link to={`/proformas/${row.proformaId}`}>Proforma {row.number}</Link>
          </h2>
          <span className="quiet small">
            {row.client} · {row.matter} {row.matterName} · {stateWord(row.state)} · {row.billingTimekeeper}
          </span>
        </header>
        <p className="small quiet">
          ↑ ↓ flag · [ ] proforma · . apply · w waive · Ctrl+Z undo · Ctrl+Enter submit · Enter open
        </p>
        <Answer of={flags.asked} rows={4}>
          {(data) => (
            <>
              {data.flags.length === 0 ? (
                <Empty what="Nothing is flagged any more." how="Submit it, or go on with the next." />
              ) : null}
              {open.map((one) => (
                <FlagRow
                  key={one.fingerprint}
                  flag={one}
                  busy={flags.busy}
                  current={one === flag}
                  waiving={waiving && one === flag}
                  onWaiving={(asks) => {
                    setAt(open.indexOf(one));
                    setWaiving(asks);
                  }}
                  onFix={() => flags.fix(one.fingerprint)}
                  onWaive={(reason) => flags.waive(one.fingerprint, reason, () => setWaiving(false))}
                  onWithdraw={flags.withdraw}
                />
              ))}
              {data.flags.length > open.length ? (
                <p className="small quiet">
                  {counted(data.flags.length - open.length, 'piece')} of information more, on the desk.
                </p>
              ) : null}
            </>
          )}
        </Answer>
      </section>
    </div>
  );
}

function Item({ row, current, onPick }: { row: Row; current: boolean; onPick: () => void }) {
  return (
    <div role="listitem">
      <button
        type="button"
        className="queue-item"
        aria-current={current ? 'true' : undefined}
        data-proforma={row.proformaId}
        onClick={onPick}
      >
        <span className="row">
          <strong>{row.number}</strong>
          <span>{row.client}</span>
          <span style={{ marginLeft: 'auto' }}>
            <Amount of={row.atStake} />
          </span>
        </span>
        <span className="row small quiet" style={{ gap: 10 }}>
          <span>{row.matter}</span>
          {(['block', 'fix', 'warn'] as const).map((severity) =>
            row[severity] > 0 ? (
              <span key={severity}>
                <Severity of={severity} /> {row[severity]}
              </span>
            ) : null,
          )}
          {row.behind ? (
            <span title="It changed since the rules last looked; the flags at the right are as of now.">changed</span>
          ) : null}
        </span>
      </button>
    </div>
  );
}
