import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { id, maybeWords, page, words } from '../../../platform/shapes.ts';
import { DATE_ORDERS, FIELDS, HOURS_AS, NUMBER_STYLES } from '../reading/fields.ts';

export { DATE_ORDERS, FIELDS, NUMBER_STYLES };

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
  }),
  output: z.object({
    uploaded: z.string(),
    format: z.enum(['csv', 'xlsx', 'ledes-1998b', 'paste']),
    encoding: z.string(),
    separator: z.string(),
    header: z.array(z.string()),
    rows: z.number(),
    sample: z.array(z.array(z.string())),
    mapping: importMapping,
    remembered: z.string().nullable(),
    questions: z.array(question),
    wouldAccept: z.number(),
    wouldRefuse: z.number(),
    duplicates: z.number(),
    refused: z.array(refusedRow),
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
  summary: 'Take the file’s rows as cards. The same file again changes nothing.',
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
    state: z.string(),
  }),
});

const importRow = z.object({
  id,
  fileName: z.string(),
  source: z.string(),
  state: z.enum(['running', 'done', 'failed', 'taken-back']),
  total: z.number(),
  accepted: z.number(),
  duplicate: z.number(),
  refused: z.number(),
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
  summary: 'One import: progress, and every refused row with its reason.',
  input: z.strictObject({ id }),
  output: importRow.extend({
    refusedRows: z.array(refusedRow),
    canTakeBack: z.boolean(),
    whyNot: z.string(),
  }),
});

export const takeBackImport = command({
  noun: 'imports',
  verb: 'take-back',
  permission: 'import work',
  summary: 'Take an import back as one; refused while one of its cards is on a proforma or billed.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ id, cards: z.number() }),
});
