import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { id, maybeWords, page, words } from '../../../platform/shapes.ts';
import { DATE_ORDERS, FIELDS, HOURS_AS, NUMBER_STYLES, withColumn } from '../reading/fields.ts';

export { DATE_ORDERS, FIELDS, NUMBER_STYLES, withColumn };

const CARD_KINDS = ['time', 'disbursement', 'charge'] as const;

/** How a file's columns become fields; kept and offered again for the same header. */
export const importMapping = z.strictObject({
  columns: z.partialRecord(z.enum(FIELDS), z.string().max(200)),
  defaultKind: z.enum(CARD_KINDS).default('time'),
  dates: z.enum(DATE_ORDERS).optional(),
  numbers: z.enum(NUMBER_STYLES).optional(),
  hoursAs: z.enum(HOURS_AS).optional(),
  /** the file's own words for matters and timekeepers → ours */
  aliases: z
    .strictObject({
      matter: z.record(z.string(), z.string()).default({}),
      timekeeper: z.record(z.string(), z.string()).default({}),
    })
    .optional(),
});

const fileInput = {
  fileName: words(200),
  /** The file's bytes, base64; or the hash of a file uploaded before. */
  file: z.union([
    z.strictObject({ base64: z.base64() }),
    z.strictObject({ uploaded: z.string().regex(/^[0-9a-f]{64}$/) }),
    z.strictObject({ text: z.string() }),
  ]),
};

/** Something the file leaves open: asked, never guessed in silence. */
const question = z.object({
  about: z.enum(['dates', 'numbers', 'hoursAs', 'columns']),
  /** of a question about columns: the fields of the mapping’s columns, any one of which answers it */
  fields: z.array(z.enum(FIELDS)),
  sentence: z.string(),
  choices: z.array(z.string()),
  samples: z.array(z.string()),
});

export const refusedRow = z.object({
  row: z.number(),
  column: z.string(),
  value: z.string(),
  code: z.string(),
  reason: z.string(),
});

/** The refused rows as they stand in their file, with the reason as last column; the import reads it without that. */
const fileToMend = z.object({ fileName: z.string(), mediaType: z.string(), rows: z.number(), text: z.string() });

const importState = z.enum(['received', 'reading', 'taking', 'done', 'failed', 'taken-back']);

export const previewImport = command({
  noun: 'imports',
  verb: 'preview',
  permission: 'import work',
  summary: 'Read a file, propose a mapping, ask what is ambiguous, and show the first rows as they would be taken.',
  input: z.strictObject({
    ...fileInput,
    mapping: importMapping.optional(),
    createMissing: z.boolean().default(false),
    entityCode: maybeWords(20),
    /** answer also with the refused rows as a file to mend */
    toMend: z.boolean().default(false),
  }),
  output: z.object({
    uploaded: z.string(),
    format: z.enum(['csv', 'xlsx', 'ledes-1998b', 'paste']),
    encoding: z.string(),
    separator: z.string(),
    header: z.array(z.string()),
    rows: z.number(),
    sample: z.array(z.array(z.string())),
    /** as the file is read: what was answered, and what the file itself decides */
    mapping: importMapping,
    /** without what only this file decides: to be answered further, and remembered */
    answered: importMapping,
    remembered: z.string().nullable(),
    questions: z.array(question),
    /** why nothing can be taken today: a closed period, a currency without a rate; empty when it can */
    blocked: z.string(),
    wouldAccept: z.number(),
    wouldRefuse: z.number(),
    duplicates: z.number(),
    refused: z.array(refusedRow),
    noticed: z.number(),
    notices: z.array(refusedRow),
    toMend: fileToMend.nullable(),
    firstCards: z.array(
      z.object({
        row: z.number(),
        workDate: z.string(),
        matter: z.string(),
        timekeeper: z.string(),
        hours: z.string(),
        amount: z.string(),
        narrative: z.string(),
        kind: z.string(),
      }),
    ),
  }),
});

export const startImport = command({
  noun: 'imports',
  verb: 'start',
  permission: 'import work',
  summary:
    'Take the file’s rows as cards; of a large file the worker does, see “imports show”. The same file again changes nothing.',
  input: z.strictObject({
    ...fileInput,
    mapping: importMapping.optional(),
    rememberAs: maybeWords(80),
    /** open clients, matters and timekeepers that the file names and the firm doesn’t have */
    createMissing: z.boolean().default(false),
    /** the legal entity for what is opened; needed where the firm has several */
    entityCode: maybeWords(20),
    /** refuse the whole file when one row is refused */
    allOrNothing: z.boolean().default(false),
  }),
  output: z.object({
    id,
    accepted: z.number(),
    duplicate: z.number(),
    refused: z.number(),
    refusedRows: z.array(refusedRow),
    /** rows that were taken and whose rate is not the firm’s */
    noticed: z.number(),
    notices: z.array(refusedRow),
    /** `received`: the worker takes it; counts come with `imports show` */
    state: importState,
  }),
});

const importRow = z.object({
  id,
  fileName: z.string(),
  source: z.string(),
  state: importState,
  total: z.number(),
  accepted: z.number(),
  duplicate: z.number(),
  refused: z.number(),
  noticed: z.number(),
  /** rows of `total` that are written, known before or refused */
  progress: z.number(),
  who: z.string(),
  recordedAt: z.string(),
});

export const listImports = query({
  noun: 'imports',
  verb: 'list',
  permission: 'see work',
  summary: 'Imports with their counts.',
  input: z.strictObject(page),
  output: z.object({ rows: z.array(importRow) }),
});

export const showImport = query({
  noun: 'imports',
  verb: 'show',
  permission: 'see work',
  summary: 'One import: progress, and its refused rows (the first 5,000) with their reasons.',
  input: z.strictObject({ id }),
  output: importRow.extend({
    refusedRows: z.array(refusedRow),
    notices: z.array(refusedRow),
    /** why nothing was taken, when it failed */
    failure: z.object({ code: z.string(), sentence: z.string() }).nullable(),
    canTakeBack: z.boolean(),
    whyNot: z.string(),
  }),
});

export const importToMend = query({
  noun: 'imports',
  verb: 'to-mend',
  permission: 'see work',
  summary: 'Every refused row of an import as it stands in its file, and why: a file to mend and import.',
  input: z.strictObject({ id }),
  output: fileToMend,
});

export const takeBackImport = command({
  noun: 'imports',
  verb: 'take-back',
  permission: 'import work',
  summary: 'Take an import back as one; refused while one of its cards is on a proforma or billed.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ id, cards: z.number() }),
});

export const listMappings = query({
  noun: 'mappings',
  verb: 'list',
  permission: 'see work',
  summary: 'Remembered column layouts of files.',
  input: z.strictObject({}),
  output: z.object({
    rows: z.array(z.object({ id, name: z.string(), columns: z.array(z.string()), changedAt: z.string() })),
  }),
});

export const forgetMapping = command({
  noun: 'mappings',
  verb: 'forget',
  permission: 'import work',
  summary: 'Forget a remembered column layout; imports made with it stay.',
  input: z.strictObject({ name: words(80) }),
  output: z.object({ name: z.string() }),
});
