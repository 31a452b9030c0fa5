import { sql } from 'kysely';
import { unitOf } from '../../../kernel/currency.ts';
import { listed } from '../../../kernel/text.ts';
import type { Work } from '../../../platform/command.ts';
import type { Mapping, ReadRow, RefusedRow } from '../reading/fields.ts';
import { minorFromE4 } from '../reading/rows.ts';
import type { Draft } from '../value.ts';

interface MatterHit {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly client_matter_id: string;
  readonly client_reference: string;
  readonly currency: string;
  readonly client_number: string;
}

interface TimekeeperHit {
  readonly id: string;
  readonly number: string;
  readonly initials: string;
  readonly name: string;
  readonly active: boolean;
}

export type Found<T> = { readonly found: T } | { readonly several: readonly string[] } | { readonly none: true };

/** Finds the firm's matters, clients and timekeepers by the words of a file. */
export interface Directory {
  matter(read: ReadRow): Found<MatterHit>;
  timekeeper(read: ReadRow): Found<TimekeeperHit>;
  client(word: string): Found<{ readonly id: string; readonly number: string }>;
}

const low = (text: string): string => text.trim().toLowerCase();

/** `Arnsley, Robert` and `Robert Arnsley` are one name. */
export function plainName(name: string): string {
  const [last, first, ...more] = name.split(',').map((part) => part.trim());
  return first !== undefined && first !== '' && more.length === 0 ? `${first} ${last ?? ''}` : name.trim();
}

/** Tries one way of naming after another; the first that finds anything decides, and must find one. */
function tiered<T extends { readonly number: string; readonly name: string }>(
  tiers: readonly (readonly T[] | undefined)[],
): Found<T> {
  for (const tier of tiers) {
    const [only, ...others] = tier ?? [];
    if (only === undefined) continue;
    return others.length === 0
      ? { found: only }
      : { several: [only, ...others].map((hit) => `${hit.number} ${hit.name}`) };
  }
  return { none: true };
}

const NO_ALIASES = { matter: {}, timekeeper: {} };

function aliased(aliases: Readonly<Record<string, string>>): (word: string) => string {
  const ours = new Map(Object.entries(aliases).map(([theirs, own]) => [low(theirs), low(own)]));
  return (word) => ours.get(low(word)) ?? low(word);
}

/** Two people may share initials when one has left; the one at work is meant. */
function atWork(hits: readonly TimekeeperHit[] | undefined): readonly TimekeeperHit[] | undefined {
  return hits?.some((t) => t.active) ? hits.filter((t) => t.active) : hits;
}

/** Clients number their matters each for themselves: such a number only counts for the client named beside it. */
function ofClient(hits: readonly MatterHit[] | undefined, read: ReadRow): readonly MatterHit[] | undefined {
  return hits?.filter((m) => low(m.client_number) === low(read.client));
}

export async function directoryOf(work: Work, reads: readonly ReadRow[], mapping: Mapping): Promise<Directory> {
  const ourMatter = aliased((mapping.aliases ?? NO_ALIASES).matter);
  const ourTimekeeper = aliased((mapping.aliases ?? NO_ALIASES).timekeeper);
  const words = [...new Set(reads.flatMap((r) => [ourMatter(r.matter), low(r.clientMatter)]).filter((w) => w !== ''))];
  const { rows: matters } = await sql<MatterHit>`
    select m.id, m.number, m.name, m.client_matter_id, m.client_reference, m.currency, c.number as client_number from matter m join client c on c.id = m.client_id
    where lower(m.number) = any(${words}::text[]) or lower(m.client_matter_id) = any(${words}::text[])
      or lower(m.client_reference) = any(${words}::text[]) or lower(m.name) = any(${words}::text[])`.execute(work.db);
  const timekeepers = await work.db
    .selectFrom('timekeeper')
    .select(['id', 'number', 'initials', 'name', 'active'])
    .execute();
  const clientWords = [...new Set(reads.flatMap((r) => [low(r.client), low(r.clientName)]).filter((w) => w !== ''))];
  const { rows: clients } = await sql<{ id: string; number: string; name: string }>`
    select id, number, name from client where lower(number) = any(${clientWords}::text[]) or lower(name) = any(${clientWords}::text[])`.execute(
    work.db,
  );
  const byNumber = Map.groupBy(matters, (m) => low(m.number));
  const byWords = Map.groupBy(
    matters.flatMap((m) =>
      [...new Set([m.client_matter_id, m.client_reference, m.name].map(low))].map((word) => ({ word, m })),
    ),
    (e) => e.word,
  );
  const wordHits = (word: string): MatterHit[] | undefined =>
    word === '' ? undefined : byWords.get(word)?.map((e) => e.m);
  const tkNumber = Map.groupBy(timekeepers, (t) => low(t.number));
  const tkInitials = Map.groupBy(timekeepers, (t) => low(t.initials));
  const tkName = Map.groupBy(timekeepers, (t) => low(plainName(t.name)));
  const clientNumbers = Map.groupBy(clients, (c) => low(c.number));
  const clientNames = Map.groupBy(clients, (c) => low(c.name));
  return {
    matter: (read) =>
      tiered([
        byNumber.get(ourMatter(read.matter)),
        wordHits(ourMatter(read.matter)),
        ofClient(wordHits(low(read.clientMatter)), read),
      ]),
    timekeeper: (read) => {
      const word = ourTimekeeper(read.timekeeper);
      return tiered([tkNumber.get(word), atWork(tkInitials.get(word)), atWork(tkName.get(low(plainName(word))))]);
    },
    client: (word) => tiered([clientNumbers.get(low(word)), clientNames.get(low(word))]),
  };
}

export interface ReadyRow {
  readonly read: ReadRow;
  readonly draft: Draft;
  readonly matterNumber: string;
  readonly currency: string;
}

export function refusal(read: ReadRow, field: string, code: string, reason: string): RefusedRow {
  const shown = read.columns[field];
  return { row: read.row, column: shown?.column ?? field, value: shown?.value ?? '', code, reason };
}

/** Puts the firm's own matter and timekeeper in place of the file's words, and amounts into the matter's currency. */
export function resolveRow(
  directory: Directory,
  read: ReadRow,
  key: string,
): { ok: true; ready: ReadyRow } | { ok: false; refused: RefusedRow } {
  const no = (field: string, code: string, reason: string) => ({
    ok: false as const,
    refused: refusal(read, field, code, reason),
  });
  const matter = directory.matter(read);
  if ('several' in matter)
    return no(
      'matter',
      'several-matters',
      `“${read.matter}” fits ${listed(matter.several)}. Write the matter’s number.`,
    );
  if ('none' in matter)
    return no(
      'matter',
      'unknown-matter',
      `There is no matter “${read.matter}”. Open it first, correct it, or let the import open what is missing (that needs the client’s column).`,
    );
  const client = read.client === '' ? null : directory.client(read.client);
  if (
    client &&
    'found' in client &&
    low(client.found.number) !== low(matter.found.client_number) &&
    low(client.found.number) === low(read.client)
  ) {
    return no(
      'client',
      'other-client',
      `Matter ${matter.found.number} belongs to client ${matter.found.client_number}, not to ${read.client}. Correct one of them.`,
    );
  }
  const timekeeper = read.timekeeper === '' ? null : directory.timekeeper(read);
  if (timekeeper && 'several' in timekeeper)
    return no(
      'timekeeper',
      'several-timekeepers',
      `“${read.timekeeper}” fits ${listed(timekeeper.several)}. Write the number.`,
    );
  if (read.kind === 'time' && timekeeper === null)
    return no('timekeeper', 'no-timekeeper', 'The timekeeper is empty. Time needs the person who worked.');
  if (read.kind === 'time' && timekeeper && 'none' in timekeeper)
    return no(
      'timekeeper',
      'unknown-timekeeper',
      `There is no timekeeper “${read.timekeeper}”. Add the person under Timekeepers, or correct the word.`,
    );
  const unit = unitOf(matter.found.currency);
  const amount = read.amountE4 === null ? null : minorFromE4(read.amountE4, unit);
  const adjustment = minorFromE4(read.adjustmentE4, unit);
  if ((read.amountE4 !== null && amount === null) || adjustment === null)
    return no(
      'amount',
      'amount-too-fine',
      `The amount has more decimals than ${matter.found.currency} has. Round it in the file.`,
    );
  const draft: Draft = {
    kind: read.kind,
    matterId: matter.found.id,
    timekeeperId: timekeeper && 'found' in timekeeper ? timekeeper.found.id : null,
    workDate: read.workDate,
    workedSeconds: read.workedSeconds,
    billableSeconds: read.billableSeconds,
    amountMinor: amount,
    currency: amount === null ? null : read.currency,
    costKind: read.costKind,
    narrative: read.narrative,
    taskCode: read.taskCode,
    activityCode: read.activityCode,
    expenseCode: read.expenseCode,
    revalueMinor: adjustment,
    sourceKey: key,
    importRow: read.row,
  };
  return {
    ok: true,
    ready: { read, draft, matterNumber: matter.found.number, currency: matter.found.currency },
  };
}
