import { differencesOf, type DocketEvent, type DocketFacts, eventTitle, type FieldDifference } from './event.ts';
import type { MatterFinder } from './find-matter.ts';
import { keyOf, type ReadRow, type RefusedRow } from './rows.ts';

interface Planned {
  readonly key: string;
  readonly clientId: string;
  readonly facts: DocketFacts;
}

/** What a list comes to against what is kept of its source. */
export interface Plan {
  readonly added: readonly Planned[];
  readonly changed: readonly {
    readonly event: DocketEvent;
    readonly to: Planned;
    readonly fields: readonly FieldDifference[];
  }[];
  readonly returned: readonly DocketEvent[];
  readonly unchanged: number;
  /** were in an earlier list and are not in this one, though it is whole */
  readonly missing: readonly DocketEvent[];
  readonly refused: readonly RefusedRow[];
}

/** A row that isn't taken still says of which event it is. */
export type Unread = Pick<ReadRow, 'externalId' | 'words'>;

/** Compares a list with what is kept: same row, no change; changed row, a difference; a row that is gone, a question. */
export function planImport(
  rows: readonly ReadRow[],
  kept: readonly DocketEvent[],
  finder: MatterFinder,
  { whole, unread = [] }: { readonly whole: boolean; readonly unread?: readonly Unread[] },
): Plan {
  const before = new Map(kept.map((event) => [event.sourceKey, event]));
  const added = new Map<string, Planned>();
  const seen = new Map<string, DocketFacts>();
  const changed: Plan['changed'][number][] = [];
  const returned: DocketEvent[] = [];
  const refused: RefusedRow[] = [];
  const notTaken = [...unread];
  let unchanged = 0;
  for (const row of rows) {
    const matter = finder.find(row.words);
    if (!('id' in matter)) {
      refused.push({ row: row.row, column: matter.by, value: row.words[matter.by], reason: matter.reason });
      notTaken.push(row);
      continue;
    }
    const to: Planned = { key: keyOf(row, matter.id), clientId: matter.clientId, facts: factsOf(row, matter.id) };
    const twin = seen.get(to.key);
    if (twin) {
      if (differencesOf(twin, to.facts).length > 0)
        refused.push({
          row: row.row,
          column: 'externalId',
          value: to.key,
          reason: `stands twice in the list, and the rows differ (${eventTitle(row)}); keep one`,
        });
      else unchanged += 1;
      continue;
    }
    seen.set(to.key, to.facts);
    const event = before.get(to.key);
    if (!event) added.set(to.key, to);
    else {
      const fields = differencesOf(event, to.facts);
      if (event.missing || event.removed) returned.push(event);
      if (fields.length > 0) changed.push({ event, to, fields });
      else unchanged += 1;
    }
  }
  return {
    added: [...added.values()],
    changed,
    returned,
    unchanged,
    missing: whole ? missingFrom(kept, seen, notTaken, finder) : [],
    refused,
  };
}

/** What isn't in the list, and isn't what one of its refused rows may mean either. */
function missingFrom(
  kept: readonly DocketEvent[],
  seen: ReadonlyMap<string, unknown>,
  notTaken: readonly Unread[],
  finder: MatterFinder,
): DocketEvent[] {
  const ids = new Set(notTaken.map((row) => row.externalId));
  const matters = new Set(
    notTaken
      .filter((row) => row.externalId === '')
      .map((row) => {
        const matter = finder.find(row.words);
        return 'id' in matter ? matter.id : '';
      }),
  );
  return kept.filter(
    (event) =>
      !seen.has(event.sourceKey) &&
      !ids.has(event.sourceKey) &&
      !matters.has(event.matterId) &&
      !event.missing &&
      !event.removed,
  );
}

function factsOf(row: ReadRow, matterId: string): DocketFacts {
  const { code, name, kind, state, eventDay, dueDay, completedDay, note } = row;
  return { matterId, code, name, kind, state, eventDay, dueDay, completedDay, note };
}
