import { sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import { wire } from '../../kernel/money.ts';
import { handleQuery, type Query } from '../../platform/command.ts';
import { instant } from '../../platform/sql-day.ts';
import * as c from './contract.ts';
import { COLUMNS, type OpeningKind } from './rows.ts';

const list = handleQuery(c.listOpenings, async ({ db }) => {
  const { rows } = await sql<{
    id: string;
    entity: string;
    kind: OpeningKind;
    cutover_day: Day;
    file_name: string;
    rows: number;
    control: Record<string, string>;
    state: 'taken' | 'taken-back';
    recorded_at: Date;
  }>`select o.id, e.code as entity, o.kind, o.cutover_day, o.file_name, o.rows, o.control, o.state, o.recorded_at
    from opening_balance o join legal_entity e on e.id = o.entity_id order by o.recorded_at desc`.execute(db);
  return {
    rows: rows.map((r) => ({
      id: r.id,
      entity: r.entity,
      kind: r.kind,
      cutoverDay: r.cutover_day,
      fileName: r.file_name,
      rows: r.rows,
      control: Object.entries(r.control).map(([currency, minor]) => wire(BigInt(minor), currency)),
      state: r.state,
      recordedAt: instant(r.recorded_at),
    })),
  };
});

const columns = handleQuery(c.openingColumns, () =>
  Promise.resolve({
    kinds: (Object.keys(COLUMNS) as OpeningKind[]).map((kind) => ({
      kind,
      needs: [...COLUMNS[kind].needs],
      may: [...COLUMNS[kind].may],
    })),
  }),
);

export const queries: readonly Query[] = [list, columns];
