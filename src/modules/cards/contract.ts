import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { day, hours, id, maybeWords, money, page, ratePerHour, words, yes } from '../../platform/shapes.ts';
import { rateExplanation } from '../terms/contract.ts';

export const CARD_KINDS = ['time', 'disbursement', 'charge'] as const;
export const COST_KINDS = ['hard', 'soft', 'anticipated'] as const;
const code = z.string().trim().max(20).nullable().default(null);

/** One piece of recorded work as it is entered. */
export const recordedWork = z.strictObject({
  kind: z.enum(CARD_KINDS),
  matterId: id,
  timekeeperId: id.nullable().default(null),
  workDate: day,
  hours: hours.nullable().default(null),
  /** Hours to bill when they differ from the hours worked. */
  billableHours: hours.nullable().default(null),
  amount: money.nullable().default(null),
  costKind: z.enum(COST_KINDS).nullable().default(null),
  narrative: words(15_000),
  taskCode: code,
  activityCode: code,
  expenseCode: code,
});

/** Where a card is now, in one sentence and a link. */
export const whereabouts = z.object({
  state: z.enum(['unbilled', 'on-proforma', 'held', 'billed', 'purged', 'taken-back']),
  sentence: z.string(),
  href: z.string().nullable(),
});

const cardRow = z.object({
  id,
  number: z.string(),
  kind: z.enum(CARD_KINDS),
  costKind: z.enum(COST_KINDS).nullable(),
  workDate: day,
  matterId: id,
  matter: z.string(),
  clientId: id,
  client: z.string(),
  timekeeperId: id.nullable(),
  timekeeper: z.string(),
  narrative: z.string(),
  taskCode: z.string().nullable(),
  activityCode: z.string().nullable(),
  expenseCode: z.string().nullable(),
  workedHours: z.string(),
  billableHours: z.string(),
  ratePerHour: ratePerHour.nullable(),
  work: money,
  wip: money,
  where: whereabouts,
});

export const listCards = query({
  noun: 'cards',
  verb: 'list',
  permission: 'see work',
  summary: 'Cards, newest work first.',
  input: z.strictObject({
    words: maybeWords(),
    matterId: id.optional(),
    clientId: id.optional(),
    timekeeperId: id.optional(),
    importId: id.optional(),
    invoiceId: id.optional(),
    kind: z.enum(CARD_KINDS).optional(),
    open: yes,
    from: day.optional(),
    to: day.optional(),
    ...page,
  }),
  output: z.object({ total: z.number(), hours: z.string(), wip: z.array(money), rows: z.array(cardRow) }),
});

export const suggestNarratives = query({
  noun: 'narratives',
  verb: 'suggest',
  permission: 'see work',
  summary:
    'Earlier narratives of the matter and its client’s other matters that go with what is typed; never those of another client.',
  input: z.strictObject({ matterId: id, words: maybeWords(15_000), kind: z.enum(CARD_KINDS).default('time') }),
  output: z.object({
    /** of the client, as a code such as en */
    language: z.string(),
    rows: z.array(z.object({ narrative: z.string(), uses: z.number(), sameMatter: z.boolean() })),
  }),
});

export const showCard = query({
  noun: 'cards',
  verb: 'show',
  permission: 'see work',
  summary: 'One card: where it is, all that happened to it, and why its rate is what it is.',
  input: z.strictObject({ id }),
  output: cardRow.extend({
    postDate: day,
    standard: money,
    standardRatePerHour: ratePerHour.nullable(),
    explanation: rateExplanation.nullable(),
    source: z.string(),
    version: z.number(),
    /** copies for information on which it stands, newest first */
    information: z.array(z.string()),
    events: z.array(
      z.object({
        id,
        kind: z.string(),
        on: day,
        recordedAt: z.string(),
        who: z.string(),
        hours: z.string(),
        wip: money,
        reason: z.string(),
        matter: z.string(),
        journalId: id.nullable(),
        invoiceId: id.nullable(),
      }),
    ),
  }),
});

const recordedCard = z.object({
  id,
  number: z.string(),
  work: money,
  ratePerHour: ratePerHour.nullable(),
  sentence: z.string(),
});

export const recordWork = command({
  noun: 'cards',
  verb: 'record',
  permission: 'record work',
  summary: 'Record time, a disbursement or a charge.',
  input: recordedWork,
  output: recordedCard,
});

export const correctCard = command({
  noun: 'cards',
  verb: 'correct',
  permission: 'record work',
  summary: 'Correct the narrative, date or codes of an unbilled card; the first version stays on record.',
  input: z.strictObject({
    id,
    version: z.number().int(),
    narrative: words(15_000).optional(),
    workDate: day.optional(),
    // left out: stays; null: taken away
    taskCode: z.string().trim().max(20).nullable().optional(),
    activityCode: z.string().trim().max(20).nullable().optional(),
    expenseCode: z.string().trim().max(20).nullable().optional(),
    reason: words(300),
  }),
  output: z.object({ id, version: z.number() }),
});

export const takeBackCard = command({
  noun: 'cards',
  verb: 'take-back',
  permission: 'record work',
  summary: 'Take back a card recorded by mistake, by a reversing event; refused once it is on a proforma or billed.',
  input: z.strictObject({ id, version: z.number().int(), reason: words(300) }),
  output: z.object({ id }),
});

export const replaceCard = command({
  noun: 'cards',
  verb: 'replace',
  permission: 'record work',
  summary:
    'Put another card in the place of an unbilled one: hours and amounts of a recorded card don’t change, so it is taken back and the other is recorded, together.',
  input: z.strictObject({ id, version: z.number().int(), reason: words(300), work: recordedWork }),
  output: recordedCard,
});

export const holdCards = command({
  noun: 'cards',
  verb: 'hold',
  permission: 'edit proformas',
  summary: 'Hold cards until released or until a day; they stay WIP and keep ageing.',
  input: z.strictObject({
    cardIds: z.array(id).min(1).max(5000),
    reason: words(300),
    untilDay: day.nullable().default(null),
  }),
  output: z.object({ held: z.number() }),
});

export const releaseCards = command({
  noun: 'cards',
  verb: 'release',
  permission: 'edit proformas',
  summary: 'Release held cards.',
  input: z.strictObject({ cardIds: z.array(id).min(1).max(5000) }),
  output: z.object({ released: z.number() }),
});

export const showWeek = query({
  noun: 'cards',
  verb: 'week',
  permission: 'see own',
  summary: 'The time of one timekeeper in one week, for the week grid.',
  input: z.strictObject({ timekeeperId: id, monday: day }),
  output: z.object({
    days: z.array(day),
    rows: z.array(
      z.object({
        matterId: id,
        matter: z.string(),
        cells: z.array(
          z.object({
            day,
            hours: z.string(),
            cards: z.array(z.object({ id, hours: z.string(), narrative: z.string() })),
          }),
        ),
      }),
    ),
    totals: z.array(z.string()),
  }),
});

export {
  DATE_ORDERS,
  FIELDS,
  forgetMapping,
  importMapping,
  importToMend,
  listImports,
  listMappings,
  NUMBER_STYLES,
  previewImport,
  refusedRow,
  showImport,
  startImport,
  takeBackImport,
  withColumn,
} from './contract/imports.ts';
