import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import type { listFlags, showQueue } from '../../modules/flags/contract.ts';
import type { Along } from '../desk/along.ts';

export type Row = OutputOf<typeof showQueue>['rows'][number];
export type Flag = OutputOf<typeof listFlags>['flags'][number];

/** The rows in the order in which they came first; what comes later stands at the end. */
function inOrder(rows: readonly Row[], order: ReadonlyMap<string, number>): readonly Row[] {
  const at = (row: Row): number => order.get(row.proformaId) ?? order.size;
  return rows.toSorted((a, b) => at(a) - at(b));
}

/**
 * Where one is in the queue. Its order stays while one works along it, though what is mended and waived weighs less.
 * The proforma under the cursor stays when its last flag is gone: the next step is meant for it, not for the one that
 * takes its place.
 */
export function useQueue(rows: readonly Row[]) {
  const navigate = useNavigate();
  const location = useLocation();
  const cameFor = (location.state as { at?: string } | null)?.at;
  const [order] = useState(() => new Map(rows.map((one, nth) => [one.proformaId, nth])));
  const [picked, setPicked] = useState(rows.find((one) => one.proformaId === cameFor) ?? rows[0]);
  const here = inOrder(rows, order);
  const now = here.find((one) => one.proformaId === picked?.proformaId);
  const row = now ?? picked;
  const listed = now !== undefined || row === undefined ? here : inOrder([...rows, row], order);
  const place = row === undefined ? -1 : listed.indexOf(row);

  const pick = (next: number): void => {
    const one = listed[next];
    if (one === undefined) return;
    setPicked(one);
    document.querySelector(`[data-proforma="${one.proformaId}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  return {
    row,
    listed,
    pick,
    go: (step: number) => pick(place + step),
    /** On to the next, unless one has gone elsewhere meanwhile. */
    leave: (id: string) => {
      const at = listed.findIndex((one) => one.proformaId === id);
      const next = listed[at + 1];
      if (next) setPicked((before) => (before?.proformaId === id ? next : before));
    },
    /** To the desk, which goes along this queue; the way back leads to the same proforma. */
    open: () => {
      if (row === undefined) return;
      const from = location.pathname + location.search;
      const along: Along = { name: 'Pre-review', from, ids: listed.map((one) => one.proformaId) };
      void navigate(from, { replace: true, state: { at: row.proformaId } });
      void navigate(`/proformas/${row.proformaId}?panel=flags`, { state: { along } });
    },
  };
}

/** The flag under the cursor; when it is mended the next one takes its place. */
export function useFlagCursor(open: readonly Flag[]) {
  const [at, setAt] = useState({ fingerprint: '', place: 0 });
  const found = open.findIndex((one) => one.fingerprint === at.fingerprint);
  const place = found >= 0 ? found : Math.max(Math.min(at.place, open.length - 1), 0);
  const put = (next: number): void => {
    const one = open[next];
    if (!one) return;
    setAt({ fingerprint: one.fingerprint, place: next });
    document.querySelector(`[data-fingerprint="${CSS.escape(one.fingerprint)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const stands = (flag: Flag): boolean => flag.waiver === null && flag.fingerprint !== open[place]?.fingerprint;
  return {
    flag: open[place],
    put,
    go: (step: number) => put(place + step),
    /** On to the next that stands, from the first again at the end. */
    on: () => {
      const later = open.findIndex((flag, nth) => nth > place && stands(flag));
      put(later >= 0 ? later : open.findIndex(stands));
    },
  };
}
