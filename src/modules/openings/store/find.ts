import { sql } from 'kysely';
import { folded } from '../../../kernel/text.ts';
import type { Work } from '../../../platform/command.ts';
import type { RowReader } from '../rows.ts';

interface PayerRow {
  readonly id: string;
  readonly name: string;
  readonly client_id: string;
  readonly client: string;
  readonly number: string;
}

interface Party {
  readonly payerId: string;
  readonly clientId: string;
}

export interface Finder {
  payer(row: RowReader): Party | null;
  matter(
    row: RowReader,
    needed: boolean,
  ): { id: string; entityId: string; officeId: string; clientId: string; currency: string } | null;
  timekeeper(row: RowReader): string | null;
}

/** Payers by name (with the client's number or name where two share one), matters by number, timekeepers by number or initials. */
export async function finderOf(work: Work): Promise<Finder> {
  const { rows: payers } = await sql<PayerRow>`
    select p.id, p.name, p.client_id, c.name as client, c.number from payer_brief p join client_brief c on c.id = p.client_id`.execute(
    work.db,
  );
  const { rows: matters } = await sql<{
    id: string;
    number: string;
    entity_id: string;
    office_id: string;
    client_id: string;
    currency: string;
  }>`
    select b.id, b.number, b.entity_id, p.office_id, b.client_id, b.currency from matter_brief b join matter_place p on p.id = b.id`.execute(
    work.db,
  );
  const { rows: keepers } = await sql<{
    id: string;
    number: string;
    initials: string;
  }>`select id, number, initials from timekeeper_brief`.execute(work.db);
  const byMatter = new Map(matters.map((m) => [folded(m.number), m]));
  const byKeeper = new Map(
    keepers.flatMap((t) => [[folded(t.number), t.id] as const, [folded(t.initials), t.id] as const]),
  );
  return {
    payer: (row) => payerOf(row, payers),
    matter(row, needed) {
      const number = row.text('matter', needed);
      if (number === '') return null;
      const found = byMatter.get(folded(number));
      if (!found) row.fault('matter', 'is no matter the firm knows; open it first, or correct the number');
      return found
        ? {
            id: found.id,
            entityId: found.entity_id,
            officeId: found.office_id,
            clientId: found.client_id,
            currency: found.currency,
          }
        : null;
    },
    timekeeper(row) {
      const name = row.text('timekeeper', false);
      if (name === '') return null;
      const found = byKeeper.get(folded(name));
      if (!found) row.fault('timekeeper', 'is no timekeeper the firm knows; add them, or correct the number');
      return found ?? null;
    },
  };
}

function payerOf(row: RowReader, payers: readonly PayerRow[]): Party | null {
  const name = row.text('payer');
  if (name === '') return null;
  const client = folded(row.text('client', false));
  const found = payers.filter(
    (p) => folded(p.name) === folded(name) && (client === '' || [p.client, p.number].map(folded).includes(client)),
  );
  if (found.length === 0)
    row.fault('payer', 'is no payer the firm knows; add it on the client’s page, or correct the name');
  if (found.length > 1) row.fault('payer', 'is a payer of several clients; fill in the column client');
  return found.length === 1 && found[0] ? { payerId: found[0].id, clientId: found[0].client_id } : null;
}
