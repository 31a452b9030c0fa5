import { sql } from 'kysely';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import type * as c from '../contract.ts';
import type { Mapping, Question, RefusedRow } from '../reading/fields.ts';
import { headerKey } from '../reading/mapping.ts';
import { createMissing } from './create-missing.ts';
import { postCards } from './post.ts';
import { type Prepared, prepare } from './prepare.ts';
import { type Progress, UNSEEN } from './progress.ts';
import { type Sorted, sortRows } from './take.ts';

/** An answer is not to be as long as a large file; all its refused rows are in the file to mend. */
const ROWS_ANSWERED = 5_000;

interface How {
  readonly createMissing: boolean;
  readonly entityCode: string;
  readonly fileName: string;
}

/** How a received file is to be taken, as it was asked for and kept with it. */
interface Asked extends How {
  readonly mapping?: Mapping;
  readonly rememberAs: string;
  readonly allOrNothing: boolean;
  readonly pasted: boolean;
}

type Taken = OutputOf<typeof c.startImport>;

/** Opens what is missing where that is wanted, then sorts the rows; the same for a preview and for the real thing. */
export async function sortedFile(work: Work, file: Prepared, how: How): Promise<Outcome<Sorted>> {
  if (how.createMissing) {
    const reads = file.results.flatMap((r) => (r.ok ? [r.read] : []));
    const made = await createMissing(work, reads, file.mapping, how);
    if (!made.ok) return made;
  }
  return done(await sortRows(work, file.results, file.mapping, file.source));
}

/** The first rows of many, and no cell longer than a screen shows. */
export function capped(rows: readonly RefusedRow[]): RefusedRow[] {
  return short(rows.slice(0, ROWS_ANSWERED));
}

function short(rows: readonly RefusedRow[]): RefusedRow[] {
  return rows.map((r) => ({ ...r, value: r.value.slice(0, 500) }));
}

/**
 * Takes a received file's rows as cards, in the caller's transaction; does nothing when that was done before.
 * Refuses, with nothing taken, when the file can't be read, asks something, or all or nothing was wanted and a row
 * is refused.
 */
export async function takeFile(work: Work, importId: string, progress: Progress = UNSEEN): Promise<Outcome<Taken>> {
  // Two imports at a time could each take the same row; the second waits and then finds it taken.
  await sql`select pg_advisory_xact_lock(hashtext('engross import of cards'))`.execute(work.db);
  const kept = await received(work, importId);
  if (!('asked' in kept)) return done(kept);
  const { asked } = kept;
  await progress.reading();
  const prepared = await prepare(work, kept.bytes, asked.pasted, asked.mapping);
  if (!prepared.ok) return prepared;
  const file = prepared.value;
  const [question] = file.questions;
  if (question) return unanswered(question, file.questions);
  await progress.taking(0, file.rows);
  const outcome = await sortedFile(work, file, asked);
  if (!outcome.ok) return outcome;
  const refusedRows = outcome.value.refused;
  if (asked.allOrNothing && refusedRows.length > 0) return noneTaken(short(refusedRows));
  if (asked.rememberAs !== '' && file.format !== 'ledes-1998b')
    await remember(work, asked.rememberAs, file.header, file.unsettled);
  return await writeRows(work, { importId, file, sorted: outcome.value, fileName: asked.fileName, progress });
}

/** The file and how it is to be taken; or the answer, when it was taken before. */
async function received(work: Work, importId: string): Promise<{ asked: Asked; bytes: Uint8Array } | Taken> {
  const row = await work.db
    .selectFrom('card_import')
    .innerJoin('document', 'document.hash', 'card_import.document_hash')
    .select(['state', 'asked', 'file_name', 'bytes', 'rows_accepted', 'rows_duplicate', 'rows_refused', 'refused'])
    .select(['rows_noticed', 'notices'])
    .where('card_import.id', '=', importId)
    .executeTakeFirstOrThrow();
  if (['received', 'reading', 'taking'].includes(row.state))
    return { asked: { ...(row.asked as Asked), fileName: row.file_name }, bytes: row.bytes };
  return {
    id: importId,
    accepted: row.rows_accepted,
    duplicate: row.rows_duplicate,
    refused: row.rows_refused,
    refusedRows: capped(row.refused as RefusedRow[]),
    noticed: row.rows_noticed,
    notices: row.notices as RefusedRow[],
    state: row.state as Taken['state'],
  };
}

interface Writing {
  readonly importId: string;
  readonly fileName: string;
  readonly file: Prepared;
  readonly sorted: Sorted;
  readonly progress: Progress;
}

async function writeRows(work: Work, w: Writing): Promise<Outcome<Taken>> {
  const { accepted, duplicate, refused, notices } = w.sorted;
  const eventId = newId<'event'>();
  let passed = w.file.rows - accepted.length;
  if (accepted.length > 0) {
    const posted = await postCards(
      work,
      accepted.map((a) => a.posted),
      {
        eventId,
        importId: w.importId,
        memo: w.fileName.slice(0, 80),
        written: (cards) => w.progress.taking((passed += cards), w.file.rows),
      },
    );
    if (!posted.ok) return posted;
  }
  const counts = { accepted: accepted.length, duplicate, refused: refused.length, noticed: notices.length };
  const rows = { refusedRows: capped(refused), notices: capped(notices) };
  await work.db
    .updateTable('card_import')
    .set({
      source: w.file.source,
      mapping: JSON.stringify(w.file.mapping),
      state: 'done',
      rows_total: w.file.rows,
      rows_accepted: counts.accepted,
      rows_duplicate: duplicate,
      rows_refused: counts.refused,
      rows_noticed: counts.noticed,
      progress_rows: w.file.rows,
      refused: JSON.stringify(short(refused)),
      notices: JSON.stringify(rows.notices),
    })
    .where('id', '=', w.importId)
    .execute();
  await work.announce({
    id: eventId,
    name: 'work imported',
    subject: { type: 'import', id: w.importId },
    facts: { source: w.file.source, format: w.file.format, rows: w.file.rows, ...counts },
    detail: { fileName: w.fileName },
  });
  return done({ id: w.importId, ...counts, ...rows, state: 'done' });
}

function unanswered(asked: Question, questions: readonly Question[]) {
  const how = asked.about === 'columns' ? '' : ` (${asked.about}: ${asked.choices.join(' or ')})`;
  const where = { where: asked.about, details: questions };
  return refuse(`asks-${asked.about}`, `${asked.sentence} Answer in the mapping${how}.`, where);
}

function noneTaken(refusedRows: readonly RefusedRow[]) {
  const [first] = refusedRows;
  const where = `row ${first?.row ?? ''}, column ${first?.column ?? ''}`;
  const sentence = `${counted(refusedRows.length, 'row')} can’t be taken, so none is. First: ${where}: ${first?.reason ?? ''}`;
  return refuse('rows-refused', sentence, { where, details: refusedRows });
}

/** Keeps the layout as it was given, without what only this file decided: next month's dates may be written the other way. */
async function remember(work: Work, name: string, header: readonly string[], mapping: Mapping): Promise<void> {
  const row = { name, header_key: headerKey(header), mapping: JSON.stringify(mapping) };
  await work.db
    .insertInto('import_mapping')
    .values({ id: newId(), ...row })
    .onConflict((oc) =>
      oc.column('name').doUpdateSet({
        header_key: row.header_key,
        mapping: row.mapping,
        changed_at: sql`clock_timestamp()`,
      }),
    )
    .execute();
}
