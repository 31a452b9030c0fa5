import { useLocation, useNavigate } from 'react-router';
import type { Sheet } from './operations.ts';

/** A list that somebody works through at the desk, in the order in which it was left. */
export interface Along {
  readonly name: string;
  /** the list's address with its filters */
  readonly from: string;
  readonly ids: readonly string[];
}

function alongOf(state: unknown): Along | null {
  const along = (state as { along?: Along } | null)?.along;
  return along && Array.isArray(along.ids) ? along : null;
}

/** Previous and next: along the list one came from, or among the open proformas. */
export function useAlong(sheet: Pick<Sheet, 'id' | 'previousId' | 'nextId'>) {
  const navigate = useNavigate();
  const location = useLocation();
  const along = alongOf(location.state);
  const place = along?.ids.indexOf(sheet.id) ?? -1;
  const inList = along && place >= 0 ? along : null;
  const previousId = inList ? (inList.ids[place - 1] ?? null) : sheet.previousId;
  const nextId = inList ? (inList.ids[place + 1] ?? null) : sheet.nextId;
  const goTo = (id: string | null): void => {
    if (id === null) return;
    // The panel that is open stays open.
    const panel = inList ? location.search : '';
    void navigate(`/proformas/${id}${panel}`, inList ? { state: { along: inList } } : {});
  };
  return {
    previousId,
    nextId,
    previous: () => goTo(previousId),
    next: () => goTo(nextId),
    list: inList ? { name: inList.name, from: inList.from, nth: place + 1, of: inList.ids.length } : null,
    back: () => inList && void navigate(inList.from, { state: { at: sheet.id } }),
  };
}
