import { sql } from 'kysely';
import type { Work } from '../../../platform/command.ts';
import type { Mapping, ReadRow } from '../reading/fields.ts';

export interface MatterHit {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly client_matter_id: string;
  readonly client_reference: string;
  readonly currency: string;
  readonly client_number: string;
}

export interface TimekeeperHit {
  readonly id: string;
  readonly number: string;
  readonly initials: string;
  readonly name: string;
  readonly active: boolean;
}

type Found<T> = { readonly found: T } | { readonly several: readonly string[] } | { readonly none: true };

/** Finds the firm's matters, clients and timekeepers by the words of a file. */
export interface Directory {
  matter(read: ReadRow): Found<MatterHit>;
  timekeeper(read: ReadRow): Found<TimekeeperHit>;
  client(word: string): Found<{ readonly id: string; readonly number: string }>;
}

/** Words are compared without case. */
export function low(text: string): string {
  return text.trim().toLowerCase();
}

/** `Arnsley, Robert` and `Robert Arnsley` are one name. */
export function plainName(name: string): string {
  const [last, first, ...more] = name.split(',').map((part) => part.trim());
  return first !== undefined && first !== '' && more.length === 0 ? `${first} ${last ?? ''}` : name.trim();
}

function shownAs(hit: { readonly number: string; readonly name: string }): string {
  return hit.number === hit.name ? hit.number : `${hit.number} ${hit.name}`;
}

/** Tries one way of naming after another; the first that finds anything decides, and must find one. */
function tiered<T extends { readonly number: string; readonly name: string }>(
  tiers: readonly (readonly T[] | undefined)[],
): Found<T> {
  for (const tier of tiers) {
    const [only, ...others] = tier ?? [];
    if (only === undefined) continue;
    return others.length === 0 ? { found: only } : { several: [only, ...others].map(shownAs) };
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
    select m.id, m.number, m.name, m.client_matter_id, m.client_reference, m.currency, c.number as client_number from matter_record m join client_record c on c.id = m.client_id
    where lower(m.number) = any(${words}::text[]) or lower(m.client_matter_id) = any(${words}::text[])
      or lower(m.client_reference) = any(${words}::text[]) or lower(m.name) = any(${words}::text[])
    order by m.number`.execute(work.db);
  const timekeepers = await work.db
    .selectFrom('timekeeper')
    .select(['id', 'number', 'initials', 'name', 'active'])
    .execute();
  const clientWords = [...new Set(reads.flatMap((r) => [low(r.client), low(r.clientName)]).filter((w) => w !== ''))];
  const { rows: clients } = await sql<{ id: string; number: string; name: string }>`
    select id, number, name from client_record where lower(number) = any(${clientWords}::text[]) or lower(name) = any(${clientWords}::text[])`.execute(
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
