import { sql } from 'kysely';
import type { Reading } from '../../../platform/command.ts';
import type { Sheet } from '../../proformas/index.ts';
import type { Facts } from '../facts.ts';

type Way = Pick<Facts, 'reviewers' | 'preview'>;

/** Who is named to review proformas, as what, and whether they were edited after their pages were last looked at. */
export async function waysOf({ db, today }: Reading, sheets: readonly Sheet[]): Promise<(id: string) => Way> {
  const ids = sheets.map((sheet) => sheet.head.id);
  const { rows: named } = await sql<{
    proforma_id: string;
    name: string;
    owner: string;
    decides: boolean;
  }>`
    select n.proforma_id, n.name, n.owner, n.person_id = n.owner_id or exists (select 1 from acting_for a
        where a.delegate_id = n.person_id and a.principal_id = n.owner_id and a.valid @> ${today}::date
          and (a.client_id is null or a.client_id = n.client_id)) as decides
    from proforma_review_named n where n.proforma_id = any(${ids}::uuid[]) order by n.name`.execute(db);
  const { rows: previews } = await sql<{ proforma_id: string; who: string | null; seen_at: Date; edits: number }>`
    select proforma_id, who, seen_at, edits from proforma_previewed where proforma_id = any(${ids}::uuid[])`.execute(
    db,
  );
  const reviewers = Map.groupBy(named, (row) => row.proforma_id);
  const preview = new Map(previews.map((row) => [row.proforma_id, row]));
  return (id) => {
    const own = reviewers.get(id) ?? [];
    const seen = preview.get(id);
    return {
      reviewers: { owner: own[0]?.owner ?? '', named: own.map(({ name, decides }) => ({ name, decides })) },
      preview: seen ? { who: seen.who ?? '', on: seen.seen_at.toISOString().slice(0, 10), edits: seen.edits } : null,
    };
  };
}
