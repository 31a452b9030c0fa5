import { folded } from '../../../kernel/text.ts';
import { type Field, kindBy, type Mapping, type Table } from './fields.ts';

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
  return {
    source: tracker?.source ?? 'table',
    mapping: { columns, defaultKind: kindBy(columns) },
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
