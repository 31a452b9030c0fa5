import { folded } from '../../../kernel/text.ts';
import { type DateDecision, dayOf, orderOf } from './dates.ts';
import type { Field, Mapping, Question, Table } from './fields.ts';
import { hoursAsOf, styleOf } from './numbers.ts';

/** A tracker known by its header. `matter` and others are tried in turn: the first column that is there and filled. */
interface Tracker {
  readonly source: string;
  readonly needs: readonly string[];
  readonly columns: Partial<Record<Field, readonly string[]>>;
}

// Headers as their makers' public pages give them:
// Clio: help.clio.com/hc/en-us/articles/50694140413339 (activities template)
// Toggl Track: support.toggl.com/import-and-export/csv-import/editing-and-uploading-a-csv-file (as the detailed export)
// Harvest: support.getharvest.com/hc/en-us/articles/360048685111 (detailed time report)
const TRACKERS: readonly Tracker[] = [
  {
    source: 'clio',
    needs: ['matter', 'date', 'price', 'quantity', 'activity_user'],
    columns: {
      workDate: ['date'],
      matter: ['matter'],
      timekeeper: ['activity_user'],
      hours: ['quantity'],
      quantity: ['quantity'],
      unitPrice: ['price'],
      rate: ['price'],
      narrative: ['note'],
      kind: ['type'],
      nonBillable: ['non_billable'],
    },
  },
  {
    source: 'toggl',
    needs: ['user', 'project', 'description', 'start date', 'duration'],
    columns: {
      workDate: ['start date'],
      client: ['client'],
      matter: ['project'],
      timekeeper: ['user'],
      hours: ['duration'],
      narrative: ['description'],
      billable: ['billable'],
    },
  },
  {
    source: 'harvest',
    needs: ['date', 'project', 'task', 'hours', 'first name', 'last name'],
    columns: {
      workDate: ['date'],
      client: ['client'],
      matter: ['project code', 'project'],
      matterName: ['project'],
      timekeeper: ['first name + last name'],
      hours: ['hours'],
      narrative: ['notes', 'task'],
      billable: ['billable?'],
      rate: ['billable rate'],
      currency: ['currency'],
    },
  },
];

/** Names columns go by elsewhere, compared without case, accents and punctuation. */
const SYNONYMS: readonly (readonly [Field, readonly string[]])[] = [
  [
    'workDate',
    [
      'work date',
      'date worked',
      'date of work',
      'date',
      'day',
      'start date',
      'entry date',
      'datum',
      'leistungsdatum',
      'fecha',
    ],
  ],
  [
    'matter',
    [
      'matter number',
      'matter no',
      'matter id',
      'matter',
      'case number',
      'case',
      'file number',
      'our ref',
      'our reference',
      'project code',
      'project',
      'akte',
      'aktenzeichen',
    ],
  ],
  ['matterName', ['matter name', 'matter description', 'case name']],
  [
    'timekeeper',
    [
      'timekeeper',
      'timekeeper number',
      'timekeeper id',
      'timekeeper initials',
      'initials',
      'tk',
      'user',
      'attorney',
      'fee earner',
      'person',
      'employee',
      'staff',
      'bearbeiter',
    ],
  ],
  [
    'hours',
    [
      'hours',
      'hours worked',
      'worked hours',
      'time',
      'duration',
      'units',
      'minutes',
      'seconds',
      'stunden',
      'zeit',
      'horas',
    ],
  ],
  ['billableHours', ['billable hours', 'billed hours', 'hours to bill', 'bill hours']],
  [
    'narrative',
    ['narrative', 'description', 'notes', 'note', 'details', 'work description', 'text', 'beschreibung', 'tatigkeit'],
  ],
  ['amount', ['amount', 'total', 'cost', 'value', 'expense amount', 'betrag']],
  ['quantity', ['quantity', 'qty', 'menge']],
  ['unitPrice', ['unit price', 'unit cost', 'price', 'einzelpreis']],
  ['rate', ['rate', 'hourly rate', 'billing rate', 'stundensatz']],
  ['currency', ['currency', 'ccy', 'wahrung']],
  ['kind', ['kind', 'type', 'entry type', 'art']],
  ['costKind', ['cost kind', 'cost type', 'disbursement type']],
  ['taskCode', ['task code', 'utbms task', 'task']],
  ['activityCode', ['activity code', 'utbms activity', 'activity']],
  ['expenseCode', ['expense code', 'utbms expense', 'cost code']],
  ['externalId', ['external id', 'entry id', 'time entry id', 'id', 'uuid', 'guid', 'reference id', 'record id']],
  ['billable', ['billable', 'is billable', 'chargeable']],
  ['nonBillable', ['non billable', 'not billable']],
  ['client', ['client number', 'client no', 'client id', 'client', 'customer', 'mandant']],
  ['clientName', ['client name', 'customer name']],
  ['classification', ['classification', 'timekeeper classification', 'level', 'role', 'roles']],
];

/** The header as a key under which a mapping is remembered. */
export function headerKey(header: readonly string[]): string {
  return header.map(plainName).join('|');
}

function plainName(name: string): string {
  return folded(name)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Where the columns of a mapping's entry are; null when one isn't in the file. */
export function columnsAt(header: readonly string[], spec: string): number[] | null {
  const at = (name: string): number => header.findIndex((h) => folded(h.trim()) === folded(name.trim()));
  if (at(spec) >= 0) return [at(spec)];
  const parts = spec.split(' + ').map(at);
  return parts.length > 1 && parts.every((i) => i >= 0) ? parts : null;
}

/** A column's text in one row; joined columns with a space between. */
export function cellAt(cells: readonly string[], at: readonly number[]): string {
  return at
    .map((i) => (cells[i] ?? '').trim())
    .filter((t) => t !== '')
    .join(' ');
}

export interface Proposal {
  readonly source: string;
  readonly mapping: Mapping;
}

/** Proposes which column is what, from the header and whether a column is filled. */
export function propose(table: Table): Proposal {
  const names = new Set(table.header.map((h) => folded(h.trim())));
  const tracker = TRACKERS.find((t) => t.needs.every((name) => names.has(name)));
  const columns: Partial<Record<Field, string>> = {};
  if (tracker) {
    for (const [field, candidates] of Object.entries(tracker.columns) as [Field, readonly string[]][]) {
      const there = candidates.filter((spec) => columnsAt(table.header, spec) !== null);
      const chosen = there.find((spec) => isFilled(table, spec)) ?? there[0];
      if (chosen !== undefined) columns[field] = asWritten(table.header, chosen);
    }
  } else {
    const taken = new Set<string>();
    for (const [field, synonyms] of SYNONYMS) {
      const header = synonyms
        .map((s) => table.header.find((h) => plainName(h) === s && !taken.has(h)))
        .find((h) => h !== undefined);
      if (header === undefined) continue;
      // A column of whole sentences called “Task” or “Activity” isn't one of codes.
      if ((field === 'taskCode' || field === 'activityCode') && !looksLikeCodes(table, header)) continue;
      columns[field] = header;
      taken.add(header);
    }
  }
  const costsOnly = columns.hours === undefined && (columns.amount !== undefined || columns.unitPrice !== undefined);
  return {
    source: tracker?.source ?? 'table',
    mapping: { columns, defaultKind: costsOnly ? 'disbursement' : 'time' },
  };
}

function asWritten(header: readonly string[], spec: string): string {
  return (columnsAt(header, spec) ?? []).map((i) => header[i] ?? '').join(' + ');
}

function isFilled(table: Table, spec: string): boolean {
  const at = columnsAt(table.header, spec) ?? [];
  return table.rows.length > 0 && table.rows.every((r) => cellAt(r.cells, at) !== '');
}

function looksLikeCodes(table: Table, header: string): boolean {
  return columnOf(table, header).every((v) => v === '' || /^[A-Z]{1,3}\d{2,4}(\.\d+)?$/.test(v));
}

export function columnOf(table: Table, spec: string | undefined): string[] {
  const at = spec === undefined ? null : columnsAt(table.header, spec);
  return at === null ? [] : table.rows.map((r) => cellAt(r.cells, at));
}

const NEEDED: readonly (readonly [Field, string])[] = [
  ['workDate', 'the day of the work'],
  ['matter', 'the matter'],
];
const NUMERIC: readonly Field[] = ['hours', 'billableHours', 'amount', 'quantity', 'unitPrice', 'rate'];

/** Fills in what the file itself decides, and asks about the rest. */
export function settle(table: Table, mapping: Mapping): { mapping: Mapping; questions: Question[] } {
  const questions: Question[] = missingColumns(table, mapping);
  const dates = datesOf(table, mapping, questions);
  const values = NUMERIC.flatMap((field) => columnOf(table, mapping.columns[field])).filter((v) => !v.includes(':'));
  const numbers =
    mapping.numbers === undefined ? styleOf(values, table.plainNumbers) : { style: mapping.numbers, samples: [] };
  if (numbers.style === null) {
    questions.push({
      about: 'numbers',
      samples: numbers.samples,
      choices: ['1,234.56', '1.234,56'],
      sentence: `Which sign separates the decimals in ${numbers.samples.join(' and ')}? The file doesn’t tell.`,
    });
  }
  const hours =
    mapping.hoursAs === undefined ? hoursQuestion(table, mapping, numbers.style) : { as: mapping.hoursAs, samples: [] };
  if (hours.as === null) {
    questions.push({
      about: 'hoursAs',
      samples: hours.samples,
      choices: ['minutes', 'seconds', 'decimal'],
      sentence: `Is ${hours.samples[0] ?? ''} in column ${mapping.columns.hours ?? ''} minutes, seconds or hours? It is more than a day of hours.`,
    });
  }
  return {
    mapping: {
      ...mapping,
      dates: dates.order ?? undefined,
      numbers: numbers.style ?? undefined,
      hoursAs: hours.as ?? undefined,
    },
    questions,
  };
}

/** An answer stands unless the column itself proves it wrong: a remembered layout may meet a file written the other way. */
function datesOf(table: Table, mapping: Mapping, questions: Question[]): DateDecision {
  const values = columnOf(table, mapping.columns.workDate);
  const found = orderOf(values);
  const given = mapping.dates;
  const slashed = ['day-month-year', 'month-day-year'];
  const proven =
    given !== undefined &&
    found.order !== null &&
    given !== found.order &&
    slashed.includes(given) &&
    slashed.includes(found.order);
  if (given !== undefined && (!proven || values.every((v) => dayOf(v, given) !== null)))
    return { order: given, samples: [] };
  if (found.order !== null && !proven) return found;
  const sample = found.samples[0] ?? values.find((v) => given !== undefined && dayOf(v, given) === null) ?? '';
  const sentence = proven
    ? `The dates were to be read ${given ?? ''}, but ${sample} can’t be. Which order is it?`
    : `Is ${sample} written with the day or the month first? Nothing else in the column tells.`;
  questions.push({
    about: 'dates',
    samples: sample === '' ? [] : [sample],
    choices: ['day-month-year', 'month-day-year'],
    sentence,
  });
  return { order: null, samples: [] };
}

function hoursQuestion(table: Table, mapping: Mapping, style: Mapping['numbers'] | null) {
  return hoursAsOf(mapping.columns.hours ?? '', columnOf(table, mapping.columns.hours), style ?? '1,234.56');
}

function missingColumns(table: Table, mapping: Mapping): Question[] {
  const unknown = Object.entries(mapping.columns).filter(
    ([, spec]) => spec !== undefined && columnsAt(table.header, spec) === null,
  );
  const asked = unknown.map(([field, spec]): Question => ({
    about: 'columns',
    choices: [...table.header],
    samples: [],
    sentence: `The file has no column ${spec ?? ''} (for ${field}). Which column is it?`,
  }));
  for (const [field, what] of NEEDED) {
    if (mapping.columns[field] === undefined)
      asked.push({
        about: 'columns',
        choices: [...table.header],
        samples: [],
        sentence: `Which column holds ${what}?`,
      });
  }
  const { hours, amount, unitPrice } = mapping.columns;
  if (hours === undefined && amount === undefined && unitPrice === undefined) {
    asked.push({
      about: 'columns',
      choices: [...table.header],
      samples: [],
      sentence: 'Which column holds the hours, or the amount?',
    });
  }
  return asked;
}
