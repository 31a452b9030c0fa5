import { folded } from '../../kernel/text.ts';

/** What a column of a docket list can be. */
export const DOCKET_FIELDS = [
  'externalId',
  'matter',
  'applicationNumber',
  'registrationNumber',
  'clientReference',
  'code',
  'name',
  'eventDay',
  'dueDay',
  'completedDay',
  'status',
  'note',
] as const;
export type DocketField = (typeof DOCKET_FIELDS)[number];

export type StateWord = 'open' | 'completed' | 'cancelled';

/** How a list's columns become fields, and its words become states. */
export interface DocketMapping {
  readonly columns: Readonly<Partial<Record<DocketField, string | undefined>>>;
  readonly dates?: 'iso' | 'day-month-year' | 'month-day-year' | 'excel-serial' | undefined;
  /** the list's own words for states, folded → ours */
  readonly states?: Readonly<Record<string, StateWord>> | undefined;
}

/** Names the columns go by in docketing systems' lists, compared without case, accents and punctuation. */
const SYNONYMS: Readonly<Record<DocketField, readonly string[]>> = {
  externalId: ['id', 'task id', 'event id', 'record id', 'docket id', 'external id', 'action id'],
  matter: [
    'matter',
    'matter number',
    'matter no',
    'our ref',
    'our reference',
    'docket number',
    'case ref',
    'case reference',
    'caseref',
    'file',
    'akte',
    'aktenzeichen',
    'unser zeichen',
  ],
  applicationNumber: [
    'application number',
    'application no',
    'appl no',
    'app number',
    'serial number',
    'serial no',
    'anmeldenummer',
  ],
  registrationNumber: [
    'registration number',
    'registration no',
    'patent number',
    'patent no',
    'reg no',
    'registernummer',
  ],
  clientReference: ['client ref', 'client reference', 'client docket', 'mandantenzeichen'],
  code: ['code', 'event code', 'task code', 'action code', 'type code', 'trigger'],
  name: [
    'event',
    'task',
    'name',
    'action',
    'description',
    'task name',
    'event name',
    'event description',
    'action due',
    'title',
    'vorgang',
    'frist',
  ],
  eventDay: ['date', 'event date', 'trigger date', 'base date', 'official date', 'mail date', 'datum'],
  dueDay: ['due', 'due date', 'deadline', 'respond by', 'due on', 'fallig', 'falligkeit', 'fristende'],
  completedDay: [
    'completed',
    'done',
    'done date',
    'completed date',
    'completed on',
    'closed date',
    'date completed',
    'taken',
    'erledigt',
    'erledigt am',
  ],
  status: ['status', 'state', 'task status', 'event status'],
  note: ['note', 'notes', 'comment', 'comments', 'detail', 'remarks', 'bemerkung'],
};

const WORDS: Readonly<Record<StateWord, readonly string[]>> = {
  completed: ['completed', 'complete', 'done', 'closed', 'filed', 'finished', 'yes', 'y', 'x', 'true', 'erledigt'],
  cancelled: ['cancelled', 'canceled', 'not required', 'not needed', 'withdrawn', 'deleted', 'void', 'gestrichen'],
  open: ['open', 'pending', 'due', 'no', 'n', 'false', 'to do', 'in progress', 'docketed', 'active', 'offen'],
};

/** The key of a name or word: without case, accents and punctuation; as it is where nothing would be left. */
export function plainName(name: string): string {
  const plain = folded(name)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
  return plain === '' ? folded(name).trim() : plain;
}

/** The header as a key under which a layout is remembered. */
export function headerKey(header: readonly string[]): string {
  return header.map(plainName).join('|');
}

/** Proposes which column is what, by its name. */
export function proposeLayout(header: readonly string[]): DocketMapping {
  const columns: Partial<Record<DocketField, string>> = {};
  const taken = new Set<string>();
  for (const field of DOCKET_FIELDS) {
    const found = SYNONYMS[field].map((s) => header.find((h) => plainName(h) === s && !taken.has(h))).find(Boolean);
    if (found === undefined) continue;
    columns[field] = found;
    taken.add(found);
  }
  return { columns };
}

/** What a word for a state means; null when it isn't known, so that it is asked. */
export function stateOf(word: string, own: DocketMapping['states']): StateWord | null {
  const plain = plainName(word);
  const mapped = Object.entries(own ?? {}).find(([answered]) => plainName(answered) === plain);
  if (mapped) return mapped[1];
  return (Object.keys(WORDS) as StateWord[]).find((state) => WORDS[state].includes(plain)) ?? null;
}

export interface LayoutQuestion {
  readonly about: 'columns' | 'dates' | 'states';
  readonly sentence: string;
  readonly choices: readonly string[];
  readonly samples: readonly string[];
}

const MATTER_FIELDS: readonly DocketField[] = ['matter', 'applicationNumber', 'registrationNumber', 'clientReference'];
const DAY_FIELDS: readonly DocketField[] = ['eventDay', 'dueDay', 'completedDay'];

/** What the columns lack to be a docket. */
export function missingColumns(mapping: DocketMapping, header: readonly string[]): LayoutQuestion | null {
  const has = (field: DocketField): boolean => {
    const column = mapping.columns[field];
    return column !== undefined && header.includes(column);
  };
  const lacks = [
    ...(MATTER_FIELDS.some(has)
      ? []
      : ['the matter (its number, application or registration number, or client reference)']),
    ...(has('name') || has('code') ? [] : ['the event or task (its name or code)']),
    ...(DAY_FIELDS.some(has) ? [] : ['a day (of the event, due, or completed)']),
  ];
  if (lacks.length === 0) return null;
  return {
    about: 'columns',
    sentence: `Say which column is ${lacks.join(', and which is ')}.`,
    choices: [...header],
    samples: [],
  };
}
