import { useEffect, useReducer, useRef, useState } from 'react';
import { Link } from 'react-router';
import { counted } from '../../kernel/text.ts';
import { undoEdit } from '../../modules/proformas/contract.ts';
import { moveProforma } from '../../modules/proformas/contract/moves.ts';
import { useDo } from '../api/use.ts';
import { useKeys } from '../desk/use-keys.ts';
import { Answer, Empty } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { stateWord } from '../parts/state.tsx';
import { FlagRow } from './flag-row.tsx';
import { QueueItem } from './queue-item.tsx';
import { useFlags } from './use-flags.ts';
import { type Flag, type Row, useFlagCursor, useQueue } from './use-queue.ts';

/** The list at the left, the flags of the one under the cursor at the right; keys work on both. */
export function QueueDesk({ rows, code }: { rows: readonly Row[]; code: string }) {
  const queue = useQueue(rows);
  const { row } = queue;
  if (row === undefined) return null;
  return (
    <div className="queue">
      <div className="queue-list" role="list" aria-label="Proformas with flags">
        {queue.listed.map((one, nth) => (
          <QueueItem
            key={one.proformaId}
            row={one}
            current={one.proformaId === row.proformaId}
            clear={!rows.includes(one)}
            onPick={() => queue.pick(nth)}
          />
        ))}
      </div>
      <QueueFlags key={row.proformaId} row={row} queue={queue} code={code} />
    </div>
  );
}

interface QueueFlagsProps {
  readonly row: Row;
  readonly queue: ReturnType<typeof useQueue>;
  readonly code: string;
}

/** What the same rule was waived for last: most often the next reason is the same. */
const lastReasons = new Map<string, string>();

function QueueFlags({ row, queue, code }: QueueFlagsProps) {
  const [waiving, setWaiving] = useState<string | null>(null);
  const flags = useFlags(row.proformaId);
  // The flags of the one before are never acted upon as if they were this one's.
  const data = flags.asked.data?.proformaId === row.proformaId ? flags.asked.data : undefined;
  const open = (data?.flags ?? []).filter((flag) => flag.severity !== 'info' || code === flag.code);
  const cursor = useFlagCursor(open);
  const { flag } = cursor;
  const undo = useDo(undoEdit);
  const move = useDo(moveProforma);
  const idle = data !== undefined && !move.isPending && !flags.busy && !flags.asked.isFetching;
  const wanted = useRef(false);
  // Asked for while a waiver or a mend is still under way, it follows as soon as that is done.
  useEffect(() => {
    if (!wanted.current || !idle) return;
    wanted.current = false;
    move.mutate(
      { input: { id: row.proformaId, version: data.version, move: 'submit' } },
      {
        onSuccess: (answer) => {
          say(answer.sentence);
          queue.leave(row.proformaId);
        },
        onError: sayRefused,
      },
    );
  });
  const [, again] = useReducer((n: number) => n + 1, 0);
  const submit = (): void => {
    wanted.current = true;
    again();
  };
  const fix = (which: Flag): void => {
    if (!flags.busy) flags.fix(which.fingerprint);
  };
  const waive = (which: Flag, reason: string): void => {
    lastReasons.set(which.code, reason);
    flags.waive(which.fingerprint, reason, () => {
      setWaiving(null);
      cursor.on();
    });
  };
  useKeys({
    ArrowDown: () => cursor.go(1),
    ArrowUp: () => cursor.go(-1),
    ']': () => queue.go(1),
    '[': () => queue.go(-1),
    '.': () => flag?.fix && flag.fix.href === null && !flag.waiver && fix(flag),
    w: () => flag?.mayWaive && !flag.waiver && setWaiving(flag.fingerprint),
    Enter: queue.open,
    'Ctrl+z': () =>
      undo.mutate({ input: { id: row.proformaId } }, { onSuccess: (a) => say(a.sentence), onError: sayRefused }),
    'Ctrl+Enter': submit,
  });
  return (
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
        {() => (
          <>
            {data && data.flags.length === 0 ? (
              <Empty what="Nothing is flagged any more." how="Submit it, or go on with the next." />
            ) : null}
            {open.map((one, nth) => (
              <FlagRow
                key={one.fingerprint}
                flag={one}
                busy={flags.busy}
                current={one === flag}
                waiving={waiving === one.fingerprint}
                suggested={lastReasons.get(one.code) ?? ''}
                onWaiving={(asks) => {
                  cursor.put(nth);
                  setWaiving(asks ? one.fingerprint : null);
                }}
                onFix={() => fix(one)}
                onWaive={(reason) => waive(one, reason)}
                onWithdraw={flags.withdraw}
              />
            ))}
            {data && data.flags.length > open.length ? (
              <p className="small quiet">
                {counted(data.flags.length - open.length, 'piece')} of information more, on the desk.
              </p>
            ) : null}
          </>
        )}
      </Answer>
    </section>
  );
}
