import { sql } from 'kysely';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { handleQuery, NotFound, type Query, type Reading } from '../../../platform/command.ts';
import { assert } from '../../../kernel/outcome.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';
import type { Mapping, RefusedRow } from '../reading/fields.ts';
import { capped } from '../store/take-file.ts';
import { toMend } from '../store/to-mend.ts';
import { notTaken, obstacle } from '../taking-back.ts';

interface ImportRow {
  id: string;
  file_name: string;
  source: string;
  state: OutputOf<typeof c.showImport>['state'];
  rows_total: number;
  rows_accepted: number;
  rows_duplicate: number;
  rows_refused: number;
  rows_noticed: number;
  progress_rows: number;
  who: string | null;
  recorded_at: Date;
}

function rowOf(r: ImportRow) {
  return {
    id: r.id,
    fileName: r.file_name,
    source: r.source.split(':')[0] ?? '',
    state: r.state,
    total: r.rows_total,
    accepted: r.rows_accepted,
    duplicate: r.rows_duplicate,
    refused: r.rows_refused,
    noticed: r.rows_noticed,
    progress: r.progress_rows,
    who: r.who ?? '',
    recordedAt: instant(r.recorded_at),
  };
}

const COLUMNS = sql`i.id, i.file_name, i.source, i.state, i.rows_total, i.rows_accepted, i.rows_duplicate, i.rows_refused, i.rows_noticed, i.progress_rows, p.name as who, i.recorded_at`;

const list = handleQuery(c.listImports, async ({ db }, input) => {
  const { rows } = await sql<ImportRow>`
    select ${COLUMNS} from card_import i left join person_brief p on p.id = i.actor_id
    order by i.recorded_at desc, i.id limit ${input.limit} offset ${input.offset}`.execute(db);
  return { rows: rows.map(rowOf) };
});

interface More {
  refused: RefusedRow[];
  notices: RefusedRow[];
  failure: { code: string; sentence: string } | null;
}

const show = handleQuery(c.showImport, async ({ db }, input) => {
  const { rows } = await sql<ImportRow & More>`
    select ${COLUMNS}, i.refused, i.notices, i.failure from card_import i left join person_brief p on p.id = i.actor_id where i.id = ${input.id}`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new NotFound('There is no import with this id.');
  const whyNot = await whyNotBack(db, row);
  const { notices, failure } = row;
  return { ...rowOf(row), refusedRows: capped(row.refused), notices, failure, canTakeBack: whyNot === '', whyNot };
});

/** The same words with which taking it back would be refused. */
async function whyNotBack(db: Reading['db'], row: ImportRow): Promise<string> {
  const no = notTaken(row.state);
  if (no !== null) return no;
  const { rows } = await sql<{ number: bigint; state: string; on_proforma: string | null }>`
    select k.number, k.state, h.number as on_proforma from card k left join card_on_proforma h on h.card_id = k.id
    where k.import_id = ${row.id} and (k.state in ('billed', 'purged', 'divided') or h.card_id is not null) order by k.id limit 1`.execute(
    db,
  );
  const [first] = rows;
  return first ? (obstacle(first) ?? '') : '';
}

const mend = handleQuery(c.importToMend, async ({ db }, input) => {
  const row = await db
    .selectFrom('card_import')
    .innerJoin('document', 'document.hash', 'card_import.document_hash')
    .select(['file_name', 'bytes', 'refused'])
    .where('card_import.id', '=', input.id)
    .executeTakeFirst();
  if (!row) throw new NotFound('There is no import with this id, or its file was not kept.');
  const file = await toMend({ fileName: row.file_name, bytes: row.bytes, refused: row.refused as RefusedRow[] });
  assert(file.ok, 'a file that was taken can be read again');
  return file.value;
});

const mappings = handleQuery(c.listMappings, async ({ db }) => {
  const rows = await db.selectFrom('import_mapping').selectAll().orderBy('name').execute();
  return {
    rows: rows.map((r) => ({
      id: r.id,
      name: r.name,
      columns: Object.entries((r.mapping as Mapping).columns).map(([field, header]) => `${field}: ${header ?? ''}`),
      changedAt: instant(r.changed_at),
    })),
  };
});

export const importQueries: readonly Query[] = [list, show, mend, mappings];
