import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { day, id, maybeWords, money, page, words, yes } from '../../platform/shapes.ts';
import { EVENT_KINDS, EVENT_STATES } from './event.ts';
import { DOCKET_FIELDS, plainName } from './layout.ts';

export { DOCKET_FIELDS, EVENT_STATES, plainName };

/** The docket: what happened in each case and what is to be done, from the firm's docketing system. */

export const docketMapping = z.strictObject({
  columns: z.partialRecord(z.enum(DOCKET_FIELDS), z.string().max(200)),
  dates: z.enum(['iso', 'day-month-year', 'month-day-year', 'excel-serial']).optional(),
  states: z.record(z.string().max(60), z.enum(EVENT_STATES)).optional(),
});

const listInput = {
  /** the docketing system it comes from; rows are compared with what came from there before */
  source: words(60).default('docket'),
  fileName: words(200),
  file: z.union([z.strictObject({ base64: z.base64() }), z.strictObject({ text: z.string() })]),
  mapping: docketMapping.optional(),
  /** the list is whole: what it no longer has is questioned */
  whole: z.boolean().default(true),
};

const question = z.object({
  about: z.enum(['columns', 'dates', 'states']),
  sentence: z.string(),
  choices: z.array(z.string()),
  samples: z.array(z.string()),
});
const refusedRow = z.object({ row: z.number(), column: z.string(), value: z.string(), reason: z.string() });
const difference = z.object({
  what: z.enum(['added', 'changed', 'returned', 'missing']),
  matter: z.string(),
  event: z.string(),
  fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});
const counts = {
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  missing: z.number(),
  refused: z.number(),
};

export const readDocket = command({
  noun: 'docket',
  verb: 'read',
  permission: 'keep docket',
  summary:
    'Read a list of a docketing system, propose a layout, ask what is open, and show what taking it would change.',
  input: z.strictObject(listInput),
  output: z.object({
    header: z.array(z.string()),
    rows: z.number(),
    sample: z.array(z.array(z.string())),
    mapping: docketMapping,
    remembered: z.string().nullable(),
    questions: z.array(question),
    ...counts,
    refusedRows: z.array(refusedRow),
    differences: z.array(difference),
  }),
});

export const importDocket = command({
  noun: 'docket',
  verb: 'import',
  permission: 'keep docket',
  summary:
    'Take a list of a docketing system. The same list again changes nothing; an edited one is told by its differences.',
  input: z.strictObject({ ...listInput, rememberAs: maybeWords(80) }),
  output: z.object({
    id: id.nullable(),
    ...counts,
    refusedRows: z.array(refusedRow),
    differences: z.array(difference),
    /** fees, holds and reminders that follow by the billing rules */
    proposed: z.number(),
    done: z.number(),
  }),
});

export const takeBackDocket = command({
  noun: 'docket',
  verb: 'take-back',
  permission: 'keep docket',
  summary: 'Take an import of the docket back as one; refused while something made from its events stands.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ id, events: z.number(), kept: z.number() }),
});

export const listDocketImports = query({
  noun: 'docket',
  verb: 'imports',
  permission: 'see work',
  summary: 'Lists that were taken, newest first, with their counts.',
  input: z.strictObject(page),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        source: z.string(),
        fileName: z.string(),
        ...counts,
        refusedRows: z.array(refusedRow),
        who: z.string(),
        recordedAt: z.string(),
        takenBack: z.boolean(),
      }),
    ),
  }),
});

export const docketRow = z.object({
  id,
  matterId: id,
  matter: z.string(),
  clientId: id,
  client: z.string(),
  source: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(EVENT_KINDS),
  state: z.enum(EVENT_STATES),
  eventDay: day.nullable(),
  dueDay: day.nullable(),
  completedDay: day.nullable(),
  note: z.string(),
  /** no longer in the newest whole list */
  missing: z.boolean(),
  version: z.number(),
  /** what its billing rules made of it */
  outcome: z.string(),
});

export const listDocket = query({
  noun: 'docket',
  verb: 'list',
  permission: 'see work',
  summary: 'Events and tasks of the cases, by matter, client, state or words; what a newer list no longer has first.',
  input: z.strictObject({
    matterId: id.optional(),
    clientId: id.optional(),
    state: z.enum(EVENT_STATES).optional(),
    missing: yes,
    words: maybeWords(100),
    ...page,
  }),
  output: z.object({ total: z.number(), rows: z.array(docketRow) }),
});

export const saveDocketEvent = command({
  noun: 'docket',
  verb: 'save',
  permission: 'keep docket',
  summary: 'Write an event or task of a case by hand, or change one (give its id and the version you saw).',
  input: z.strictObject({
    id: id.optional(),
    version: z.number().int().optional(),
    matterId: id,
    code: maybeWords(60),
    name: words(300),
    state: z.enum(EVENT_STATES),
    eventDay: day.nullable().default(null),
    dueDay: day.nullable().default(null),
    completedDay: day.nullable().default(null),
    note: maybeWords(1000),
  }),
  output: z.object({ id, proposed: z.number(), done: z.number() }),
});

export const answerMissing = command({
  noun: 'docket',
  verb: 'answer-missing',
  permission: 'keep docket',
  summary:
    'Say of events that a newer list no longer has: they stand, or they are gone. Both can be said again otherwise.',
  input: z.strictObject({ ids: z.array(id).min(1).max(1000), answer: z.enum(['stands', 'gone']), reason: words(300) }),
  output: z.object({ events: z.number() }),
});

export const showDocketEvent = query({
  noun: 'docket',
  verb: 'show',
  permission: 'see work',
  summary: 'One event or task with all that was changed of it and all that followed from it.',
  input: z.strictObject({ id }),
  output: docketRow.extend({
    changes: z.array(
      z.object({
        what: z.string(),
        fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
        who: z.string(),
        recordedAt: z.string(),
        file: z.string(),
      }),
    ),
    outcomes: z.array(
      z.object({
        id,
        rule: z.string(),
        clause: z.string(),
        state: z.string(),
        sentence: z.string(),
        problem: z.string(),
        amount: money.nullable(),
        cards: z.array(z.object({ id, number: z.string() })),
      }),
    ),
  }),
});
