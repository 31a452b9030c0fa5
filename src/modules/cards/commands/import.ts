import { sql } from 'kysely';
import { hoursText } from '../../../kernel/hours.ts';
import { amountText } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import { sha256 } from '../../../platform/canonical.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { keepDocument, linkDocument } from '../../../platform/documents.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract.ts';
import type { Mapping, Question, RefusedRow } from '../reading/fields.ts';
import { headerKey } from '../reading/mapping.ts';
import { createMissing } from '../store/create-missing.ts';
import { postCards } from '../store/post.ts';
import { type Prepared, prepare } from '../store/prepare.ts';
import { type Sorted, sortRows } from '../store/take.ts';

const KEPT_REFUSED = 5_000;
const MEDIA = {
  csv: 'text/csv',
  paste: 'text/plain',
  'ledes-1998b': 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

interface How {
  readonly createMissing: boolean;
  readonly entityCode: string;
  readonly fileName: string;
}

/** Opens what is missing where that is wanted, then sorts the rows; the same for a preview and for the real thing. */
async function sorted(work: Work, file: Prepared, how: How): Promise<Outcome<Sorted>> {
  if (how.createMissing) {
    const reads = file.results.flatMap((r) => (r.ok ? [r.read] : []));
    const made = await createMissing(work, reads, file.mapping, how);
    if (!made.ok) return made;
  }
  return done(await sortRows(work, file.results, file.mapping, file.source));
}

/** A row that can't be shown on a line of text isn't kept whole. */
function capped(refused: readonly RefusedRow[]): RefusedRow[] {
  return refused.slice(0, KEPT_REFUSED).map((r) => ({ ...r, value: r.value.slice(0, 500) }));
}

export const previewImport: Command = handleCommand(c.previewImport, async (work, input) => {
  const prepared = await prepare(work, input.file, input.mapping);
  if (!prepared.ok) return prepared;
  const file = prepared.value;
  // What the preview would open is undone, so that looking changes nothing but the kept file.
  await sql`savepoint preview`.execute(work.db);
  const outcome =
    file.questions.length > 0
      ? done<Sorted>({ accepted: [], duplicate: 0, refused: [] })
      : await sorted(work, file, input);
  await sql`rollback to savepoint preview`.execute(work.db);
  if (!outcome.ok) return outcome;
  const { accepted, duplicate, refused } = outcome.value;
  const uploaded = await keepDocument(work.db, file.bytes, MEDIA[file.format]);
  return done({
    uploaded: uploaded.toString('hex'),
    format: file.format,
    encoding: file.encoding,
    separator: file.separator,
    header: [...file.header],
    rows: file.rows,
    sample: file.sample.map((cells) => [...cells]),
    mapping: file.mapping as typeof c.importMapping._output,
    remembered: file.remembered,
    questions: [...file.questions],
    wouldAccept: accepted.length,
    wouldRefuse: refused.length,
    duplicates: duplicate,
    refused: capped(refused),
    firstCards: accepted.slice(0, 20).map(({ row, posted }) => firstCard(row, posted)),
  });
});

function firstCard(row: Sorted['accepted'][number]['row'], posted: Sorted['accepted'][number]['posted']) {
  return {
    row: row.read.row,
    workDate: row.read.workDate,
    matter: row.matterNumber,
    timekeeper: row.read.timekeeperName || row.read.timekeeper,
    hours: row.read.kind === 'time' ? hoursText(row.read.workedSeconds) : '',
    amount: amountText(posted.valued.wipMinor, row.currency),
    narrative: row.read.narrative,
    kind: row.read.kind,
  };
}

function unanswered(asked: Question, questions: readonly Question[]) {
  const how = asked.about === 'columns' ? '' : ` (${asked.about}: ${asked.choices.join(' or ')})`;
  const where = { where: asked.about, details: questions };
  return refuse(`asks-${asked.about}`, `${asked.sentence} Answer in the mapping${how}.`, where);
}

function noneTaken(count: number, refusedRows: readonly RefusedRow[]) {
  const [first] = refusedRows;
  const where = `row ${first?.row ?? ''}, column ${first?.column ?? ''}`;
  const sentence = `${counted(count, 'row')} can’t be taken, so none is. First: ${where}: ${first?.reason ?? ''}`;
  return refuse('rows-refused', sentence, { where, details: refusedRows });
}

export const startImport: Command = handleCommand(c.startImport, async (work, input) => {
  // Two imports at a time could each take the same row; the second waits and then finds it taken.
  await sql`select pg_advisory_xact_lock(hashtext('engross import of cards'))`.execute(work.db);
  const prepared = await prepare(work, input.file, input.mapping);
  if (!prepared.ok) return prepared;
  const file = prepared.value;
  const [asked] = file.questions;
  if (asked) return unanswered(asked, file.questions);
  const outcome = await sorted(work, file, input);
  if (!outcome.ok) return outcome;
  const { accepted, duplicate, refused } = outcome.value;
  const refusedRows = capped(refused);
  if (input.allOrNothing && refused.length > 0) return noneTaken(refused.length, refusedRows);
  if (input.rememberAs !== '' && file.format !== 'ledes-1998b')
    await remember(work, input.rememberAs, file.header, file.unsettled);
  const id = newId();
  await keepImport(work, { id, fileName: input.fileName, file, counts: outcome.value, refusedRows });
  const eventId = newId<'event'>();
  if (accepted.length > 0) {
    const posted = await postCards(
      work,
      accepted.map((a) => a.posted),
      { eventId, importId: id, memo: input.fileName.slice(0, 80) },
    );
    if (!posted.ok) return posted;
  }
  await work.announce({
    id: eventId,
    name: 'work imported',
    subject: { type: 'import', id },
    facts: {
      source: file.source,
      format: file.format,
      rows: file.rows,
      accepted: accepted.length,
      duplicate,
      refused: refused.length,
    },
    detail: { fileName: input.fileName },
  });
  return done({
    id,
    accepted: accepted.length,
    duplicate,
    refused: refused.length,
    refusedRows,
    state: 'done',
  });
});

async function keepImport(
  work: Work,
  kept: { id: string; fileName: string; file: Prepared; counts: Sorted; refusedRows: readonly RefusedRow[] },
): Promise<void> {
  const { id, file, counts } = kept;
  const hash = await keepDocument(work.db, file.bytes, MEDIA[file.format]);
  await work.db
    .insertInto('card_import')
    .values({
      id,
      file_name: kept.fileName,
      file_hash: sha256(file.bytes),
      document_hash: hash,
      source: file.source,
      mapping: JSON.stringify(file.mapping),
      state: 'done',
      rows_total: file.rows,
      rows_accepted: counts.accepted.length,
      rows_duplicate: counts.duplicate,
      rows_refused: counts.refused.length,
      progress_rows: file.rows,
      refused: JSON.stringify(kept.refusedRows),
      actor_id: work.actor.personId,
    })
    .execute();
  await linkDocument(work, hash, {
    subjectType: 'import',
    subjectId: id,
    clientId: null,
    matterId: null,
    kind: 'imported file',
    fileName: kept.fileName,
  });
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
