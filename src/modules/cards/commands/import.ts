import { sql } from 'kysely';
import { hoursText } from '../../../kernel/hours.ts';
import { amountText } from '../../../kernel/money.ts';
import { done } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { keepDocument, linkDocument } from '../../../platform/documents.ts';
import { newId } from '../../../platform/new-id.ts';
import { sha256 } from '../../../platform/canonical.ts';
import * as c from '../contract.ts';
import type { RefusedRow } from '../reading/fields.ts';
import { groundsFor } from '../store/post.ts';
import { bytesOf, type FileGiven, prepare } from '../store/prepare.ts';
import { capped, sortedFile, takeFile } from '../store/take-file.ts';
import { toMend } from '../store/to-mend.ts';
import type { Sorted } from '../store/take.ts';

const ZIP = '504b0304';
const TEXT_AT_ONCE = 512 * 1024;
/** A workbook is compressed: a row takes a fifth of the room it has as text. */
const WORKBOOK_AT_ONCE = 96 * 1024;

export const previewImport: Command = handleCommand(c.previewImport, async (work, input) => {
  const bytes = await bytesOf(work, input.file);
  if (!bytes.ok) return bytes;
  const prepared = await prepare(work, bytes.value, 'text' in input.file, input.mapping);
  if (!prepared.ok) return prepared;
  const file = prepared.value;
  // What the preview would open is undone, so that looking changes nothing but the kept file.
  await sql`savepoint preview`.execute(work.db);
  const outcome =
    file.questions.length > 0
      ? done<Sorted>({ accepted: [], duplicate: 0, refused: [], notices: [] })
      : await sortedFile(work, file, input);
  const taken = outcome.ok ? outcome.value.accepted.map(({ posted }) => posted) : [];
  const grounds = await groundsFor(work, taken, work.today);
  await sql`rollback to savepoint preview`.execute(work.db);
  if (!outcome.ok) return outcome;
  const { accepted, duplicate, refused, notices } = outcome.value;
  const mend = input.toMend ? await toMend({ fileName: input.fileName, bytes: bytes.value, refused }) : null;
  const uploaded = await keepDocument(work.db, bytes.value, mediaOf(bytes.value));
  return done({
    uploaded: uploaded.toString('hex'),
    format: file.format,
    encoding: file.encoding,
    separator: file.separator,
    header: [...file.header],
    rows: file.rows,
    sample: file.sample.map((cells) => [...cells]),
    mapping: file.mapping,
    answered: file.unsettled,
    remembered: file.remembered,
    questions: [...file.questions],
    blocked: grounds.ok ? '' : grounds.refusal.sentence,
    wouldAccept: accepted.length,
    wouldRefuse: refused.length,
    duplicates: duplicate,
    refused: capped(refused),
    noticed: notices.length,
    notices: capped(notices),
    toMend: mend?.ok ? mend.value : null,
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

function isWorkbook(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4)).toString('hex') === ZIP;
}

function mediaOf(bytes: Uint8Array): string {
  return isWorkbook(bytes) ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/plain';
}

/** Files of up to some thousand rows, about a second's work, are taken while the caller waits. */
function atOnce(bytes: Uint8Array): boolean {
  return bytes.byteLength <= (isWorkbook(bytes) ? WORKBOOK_AT_ONCE : TEXT_AT_ONCE);
}

/**
 * Takes a small file at once, and hands a large one to the worker; a rehearsal is always answered at once.
 * Both go through `takeFile`, so a row has the same fate either way.
 */
export const startImport: Command = handleCommand(c.startImport, async (work, input) => {
  const bytes = await bytesOf(work, input.file);
  if (!bytes.ok) return bytes;
  const id = newId<'import'>();
  await receive(work, { id, input, bytes: bytes.value });
  if (work.dryRun || atOnce(bytes.value)) return brief(await takeFile(work, id));
  await work.announce({
    name: 'import received',
    subject: { type: 'import', id },
    facts: { bytes: bytes.value.byteLength, allOrNothing: input.allOrNothing },
    detail: { fileName: input.fileName },
  });
  return done({
    id,
    accepted: 0,
    duplicate: 0,
    refused: 0,
    refusedRows: [],
    noticed: 0,
    notices: [],
    state: 'received' as const,
  });
});

/** A file of which none was taken is refused with the first of its rows. */
function brief(taken: Awaited<ReturnType<typeof takeFile>>): typeof taken {
  if (taken.ok || taken.refusal.code !== 'rows-refused') return taken;
  return { ok: false, refusal: { ...taken.refusal, details: capped(taken.refusal.details as RefusedRow[]) } };
}

/** Keeps the file and how it is to be taken. */
async function receive(
  work: Work,
  given: { id: string; input: (typeof c.startImport)['input']['_output']; bytes: Uint8Array },
): Promise<void> {
  const { fileName, file, ...asked } = given.input;
  const hash = await keepDocument(work.db, given.bytes, mediaOf(given.bytes));
  await work.db
    .insertInto('card_import')
    .values({
      id: given.id,
      file_name: fileName,
      file_hash: sha256(given.bytes),
      document_hash: hash,
      source: '',
      mapping: JSON.stringify(asked.mapping ?? {}),
      asked: JSON.stringify({ ...asked, pasted: isPasted(file) }),
      state: 'received',
      actor_id: work.actor.personId,
    })
    .execute();
  await linkDocument(work, hash, {
    subjectType: 'import',
    subjectId: given.id,
    clientId: null,
    matterId: null,
    kind: 'imported file',
    fileName,
  });
}

function isPasted(file: FileGiven): boolean {
  return 'text' in file;
}
