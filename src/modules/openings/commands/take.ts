import type { Day } from '../../../kernel/day.ts';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { amountText, wire } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { counted } from '../../../kernel/text.ts';
import { sha256 } from '../../../platform/canonical.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { openPeriod } from '../../ledger/index.ts';
import * as c from '../contract.ts';
import { untied } from '../rows.ts';
import { readOpening, type ReadFile } from '../store/read.ts';
import { takeInvoices } from '../store/invoices.ts';
import { takeUnapplied } from '../store/unapplied.ts';
import { takeWip } from '../store/wip.ts';

export interface Taking {
  readonly openingId: string;
  readonly eventId: string;
  readonly entityId: string;
  readonly cutoverDay: Day;
  readonly file: ReadFile;
}

/** What taking a file came to: the sum per currency, or the cells that stand in the way. */
export type Taken = Outcome<ReadonlyMap<string, bigint>>;

const TAKERS: Readonly<Record<'wip' | 'invoices' | 'unapplied', (work: Work, taking: Taking) => Promise<Taken>>> = {
  wip: takeWip,
  invoices: takeInvoices,
  unapplied: takeUnapplied,
};

/** All rows or none; the file's sums must be the control totals, or nothing is written. */
export const takeOpening: Command = handleCommand(c.takeOpening, async (work, input) => {
  const bytes = 'text' in input.file ? Buffer.from(input.file.text, 'utf8') : Buffer.from(input.file.base64, 'base64');
  if (input.cutoverDay > work.today)
    return refuse('future-date', 'The cut-over day is in the future. Use the day the earlier books were closed.', {
      where: 'cutoverDay',
    });
  const period = await openPeriod(work, input.entityId, input.cutoverDay);
  if (!period.ok) return period;
  const hash = sha256(bytes);
  const again = await takenBefore(work, input, hash);
  if (again) return again;
  const file = await readOpening(bytes, input.kind, input.dates, 'text' in input.file);
  if (!file.ok) return file;
  const taking: Taking = {
    openingId: newId<'opening_balance'>(),
    eventId: newId<'event'>(),
    entityId: input.entityId,
    cutoverDay: input.cutoverDay,
    file: file.value,
  };
  const control = new Map(input.control.map((m) => [m.currency, BigInt(m.minor)]));
  await keep(work, input, taking, { hash, control });
  const taken = await TAKERS[input.kind](work, taking);
  if (!taken.ok) return taken;
  const apart = apartFrom(taken.value, control);
  if (apart) return apart;
  await work.announce({
    id: taking.eventId,
    name: 'opening balances taken',
    subject: { type: 'opening_balance', id: taking.openingId },
    entityId: input.entityId,
    countsOn: input.cutoverDay,
    facts: { kind: input.kind, rows: file.value.rows.length, control: input.control },
    detail: { fileName: input.fileName },
  });
  return done({
    id: taking.openingId,
    rows: file.value.rows.length,
    totals: [...taken.value].map(([currency, minor]) => wire(minor, currency)),
  });
});

type Input = InputOf<typeof c.takeOpening>;
type Refused = ReturnType<typeof refuse> | null;

async function takenBefore(work: Work, input: Input, hash: Buffer): Promise<Refused> {
  const twin = await work.db
    .selectFrom('opening_balance')
    .select('file_name')
    .where('entity_id', '=', input.entityId)
    .where('kind', '=', input.kind)
    .where('file_hash', '=', hash)
    .where('state', '=', 'taken')
    .executeTakeFirst();
  return twin
    ? refuse('taken', `This file was taken already, as ${twin.file_name}. Take that back first to take it again.`)
    : null;
}

async function keep(
  work: Work,
  input: Input,
  taking: Taking,
  of: { hash: Buffer; control: ReadonlyMap<string, bigint> },
): Promise<void> {
  const control = Object.fromEntries([...of.control].map(([currency, minor]) => [currency, minor.toString()]));
  await work.db
    .insertInto('opening_balance')
    .values({
      id: taking.openingId,
      entity_id: input.entityId,
      kind: input.kind,
      cutover_day: input.cutoverDay,
      file_name: input.fileName,
      file_hash: of.hash,
      rows: taking.file.rows.length,
      control: JSON.stringify(control),
      state: 'taken',
      event_id: taking.eventId,
    })
    .execute();
}

function apartFrom(sums: ReadonlyMap<string, bigint>, control: ReadonlyMap<string, bigint>): Refused {
  const apart = untied(sums, control);
  if (!apart) return null;
  const said = (minor: bigint): string => `${amountText(minor, apart.currency)} ${apart.currency}`;
  return refuse(
    'does-not-tie',
    `The file comes to ${said(apart.file)}, the control total is ${said(apart.control)}: ${said(apart.control - apart.file)} apart. Correct the file or the total; nothing was taken.`,
    { where: 'control' },
  );
}

/** Refuses with all faults of all rows, the first one said. */
export function rowsRefused(faults: readonly { row: number; column: string; value: string; reason: string }[]) {
  const [first] = faults;
  return refuse(
    'rows-refused',
    `${counted(faults.length, 'cell')} can’t be taken, so nothing was. First: row ${first?.row}, column ${first?.column}: “${first?.value}” ${first?.reason}.`,
    { where: `row ${first?.row}, column ${first?.column}`, details: faults.slice(0, 1000) },
  );
}
