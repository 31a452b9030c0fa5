import type { InputOf } from '../../../kernel/endpoint.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { sha256 } from '../../../platform/canonical.ts';
import type { Work } from '../../../platform/command.ts';
import { dayOf, orderOf, readFile } from '../../cards/index.ts';
import type * as c from '../contract.ts';
import { matterFinder } from '../find-matter.ts';
import {
  type DocketField,
  type DocketMapping,
  headerKey,
  type LayoutQuestion,
  missingColumns,
  proposeLayout,
} from '../layout.ts';
import { type Plan, planImport, type Unread } from '../plan.ts';
import { identityOf, readRow, type ReadRow, type RefusedRow, unknownStates } from '../rows.ts';
import { eventsOfSource, knownMatters } from './events.ts';

type ListInput = Omit<InputOf<typeof c.importDocket>, 'rememberAs'>;

export interface ReadList {
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly rows: number;
  readonly hash: Buffer;
  readonly mapping: DocketMapping;
  readonly remembered: string | null;
  readonly questions: readonly LayoutQuestion[];
  readonly plan: Plan;
}

const NOTHING: Plan = { added: [], changed: [], returned: [], unchanged: 0, missing: [], refused: [] };

/** Reads a list and compares it with what is kept of its source; while something is asked, nothing is compared. */
export async function readList(work: Work, input: ListInput): Promise<Outcome<ReadList>> {
  const pasted = 'text' in input.file;
  const bytes = 'text' in input.file ? Buffer.from(input.file.text) : Buffer.from(input.file.base64, 'base64');
  const file = await readFile(bytes, pasted);
  if (!file.ok) return file;
  if (file.value.format === 'ledes-1998b')
    return refuse('not-a-table', 'A docket comes as CSV or XLSX with a header, not as LEDES.', { where: 'file' });
  const { table } = file.value;
  if (table.rows.length === 0) return refuse('empty-file', 'The list has a header but no rows.', { where: 'file' });
  const known = await rememberedFor(work, table.header);
  const mapping = input.mapping ?? known?.mapping ?? proposeLayout(table.header);
  const cellsOf = (field: DocketField): string[] => {
    const at = table.header.indexOf(mapping.columns[field] ?? '');
    return at < 0 ? [] : table.rows.map(({ cells }) => (cells[at] ?? '').trim());
  };
  const order =
    mapping.dates ??
    orderOf(['eventDay', 'dueDay', 'completedDay'].flatMap((f) => cellsOf(f as DocketField)).filter(filledDay)).order;
  const questions = questionsOf(mapping, table.header, order === null, cellsOf);
  const shared = {
    header: table.header,
    sample: table.rows.slice(0, 5).map(({ cells }) => cells),
    rows: table.rows.length,
    hash: sha256(bytes),
    mapping: { ...mapping, ...(order === null ? {} : { dates: order }) },
    remembered: input.mapping === undefined ? (known?.name ?? null) : null,
    questions,
  };
  if (questions.length > 0 || order === null) return done({ ...shared, plan: NOTHING });
  const reads: ReadRow[] = [];
  const refused: RefusedRow[] = [];
  const unread: Unread[] = [];
  for (const { row, cells } of table.rows) {
    const cell = (field: DocketField): string => cells[table.header.indexOf(mapping.columns[field] ?? '')] ?? '';
    const read = readRow(row, {
      mapping,
      cell,
      day: (text) => dayOf(text, order),
      today: work.today,
    });
    if ('row' in read) reads.push(read);
    else {
      refused.push(...read);
      unread.push(identityOf(cell));
    }
  }
  const plan = planImport(reads, await eventsOfSource(work, input.source), matterFinder(await knownMatters(work.db)), {
    whole: input.whole,
    unread,
  });
  return done({ ...shared, plan: { ...plan, refused: [...refused, ...plan.refused] } });
}

/** `yes` in a column of days says something, but not which order the days are in. */
function filledDay(text: string): boolean {
  return /\d/.test(text);
}

function questionsOf(
  mapping: DocketMapping,
  header: readonly string[],
  datesOpen: boolean,
  cellsOf: (field: DocketField) => string[],
): LayoutQuestion[] {
  const columns = missingColumns(mapping, header);
  if (columns) return [columns];
  const unknown = unknownStates(cellsOf('status'), mapping);
  return [
    ...(datesOpen
      ? [
          {
            about: 'dates' as const,
            sentence: 'The dates may be day-month-year or month-day-year. Say which.',
            choices: ['day-month-year', 'month-day-year'],
            samples: cellsOf('eventDay').concat(cellsOf('dueDay')).filter(filledDay).slice(0, 3),
          },
        ]
      : []),
    ...(unknown.length > 0
      ? [
          {
            about: 'states' as const,
            sentence: `Say what these words mean: ${unknown.slice(0, 8).join(', ')}.`,
            choices: ['open', 'completed', 'cancelled'],
            samples: unknown.slice(0, 20),
          },
        ]
      : []),
  ];
}

async function rememberedFor(
  work: Work,
  header: readonly string[],
): Promise<{ name: string; mapping: DocketMapping } | null> {
  const row = await work.db
    .selectFrom('docket_mapping')
    .select(['name', 'mapping'])
    .where('header_key', '=', headerKey(header))
    .orderBy('changed_at', 'desc')
    .executeTakeFirst();
  return row ? { name: row.name, mapping: row.mapping as DocketMapping } : null;
}
