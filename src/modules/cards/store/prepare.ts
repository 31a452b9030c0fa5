import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import type { Mapping, Question, RowResult, Table } from '../reading/fields.ts';
import { ledesTable, readLedes } from '../reading/ledes.ts';
import { LEDES_FIELDS } from '../../../kernel/ledes1998b.ts';
import { headerKey, propose } from '../reading/mapping.ts';
import { readRows } from '../reading/rows.ts';
import { settle } from '../reading/settle.ts';
import { withoutReasons } from '../reading/to-mend.ts';
import { type FileRead, readFile, tooBig } from './read-file.ts';

export type FileGiven = { readonly base64: string } | { readonly uploaded: string } | { readonly text: string };

/** A file read as far as it decides itself: its rows under a settled mapping, or what must be asked first. */
export interface Prepared {
  readonly format: FileRead['format'];
  readonly encoding: string;
  readonly separator: string;
  readonly header: readonly string[];
  readonly rows: number;
  readonly sample: readonly (readonly string[])[];
  /** where the rows' ids come from; ids of different sources are never compared */
  readonly source: string;
  readonly mapping: Mapping;
  readonly unsettled: Mapping;
  readonly remembered: string | null;
  readonly questions: readonly Question[];
  readonly results: readonly RowResult[];
}

/** Reads a file's bytes under a mapping; `pasted` when they came as text from a spreadsheet. */
export async function prepare(
  work: Work,
  bytes: Uint8Array,
  pasted: boolean,
  mapping: Mapping | undefined,
): Promise<Outcome<Prepared>> {
  const file = await readFile(bytes, pasted);
  if (!file.ok) return file;
  return done(
    file.value.format === 'ledes-1998b' ? ledesPrepared(file.value) : await tablePrepared(work, file.value, mapping),
  );
}

/** The bytes of a file as it was given; refuses when an uploaded one is gone. */
export async function bytesOf(work: Work, given: FileGiven): Promise<Outcome<Uint8Array>> {
  if ('base64' in given || 'text' in given) {
    const bytes = 'text' in given ? Buffer.from(given.text, 'utf8') : Buffer.from(given.base64, 'base64');
    return tooBig(bytes) ?? done(bytes);
  }
  const row = await work.db
    .selectFrom('document')
    .select('bytes')
    .where('hash', '=', Buffer.from(given.uploaded, 'hex'))
    .executeTakeFirst();
  return row
    ? done(row.bytes)
    : refuse('not-found', 'The uploaded file is no longer here. Upload it again.', { where: 'file' });
}

function ledesPrepared(file: FileRead & { format: 'ledes-1998b' }): Prepared {
  const { rows } = ledesTable(file.text);
  const mapping: Mapping = { columns: {}, defaultKind: 'time' };
  return {
    format: file.format,
    encoding: file.encoding,
    separator: '|',
    header: LEDES_FIELDS,
    rows: rows.length,
    sample: rows.slice(0, 10).map((r) => r.cells),
    source: 'ledes',
    mapping,
    unsettled: mapping,
    remembered: null,
    questions: [],
    results: readLedes(file.text),
  };
}

async function tablePrepared(
  work: Work,
  file: FileRead & { table: Table },
  given: Mapping | undefined,
): Promise<Prepared> {
  const table = withoutReasons(file.table);
  const key = headerKey(table.header);
  const proposal = propose(table);
  const kept = await work.db
    .selectFrom('import_mapping')
    .select(['name', 'mapping'])
    .where('header_key', '=', key)
    .orderBy('changed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const unsettled = given ?? (kept ? (kept.mapping as Mapping) : proposal.mapping);
  const { mapping, questions } = settle(table, unsettled);
  return {
    format: file.format,
    encoding: file.encoding,
    separator: file.separator,
    header: table.header,
    rows: table.rows.length,
    sample: table.rows.slice(0, 10).map((r) => r.cells),
    // An unknown program is told apart by its header: its ids must not meet another program's.
    source: proposal.source === 'table' ? `table:${sha256(key).toString('hex').slice(0, 12)}` : proposal.source,
    mapping,
    unsettled,
    remembered: kept?.name ?? null,
    questions,
    results: questions.length > 0 ? [] : readRows(table, mapping),
  };
}
