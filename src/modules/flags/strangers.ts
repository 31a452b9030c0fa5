import type { Stranger } from './facts.ts';
import { tokens } from './wording.ts';

/** A name or number that belongs to one client, and perhaps to one of its families. */
export interface Name {
  readonly name: string;
  readonly what: string;
  readonly clientId: string;
  readonly matterId: string | null;
  readonly familyId: string | null;
}

interface Entry extends Name {
  readonly words: readonly string[];
}

const SHORTEST = 6;
const COMPANY = new Set(
  'inc incorporated llc ltd limited gmbh ag sa srl corp corporation co company plc bv nv kg oy ab as holdings group'.split(
    ' ',
  ),
);

/** All names of the firm's clients, ready to be looked for in narratives. */
export class Names {
  readonly #byFirst = new Map<string, Entry[]>();

  constructor(names: readonly Name[]) {
    for (const name of names) {
      const words = tokens(name.name);
      // "Halden Optics GmbH" is written "Halden Optics": what a company is takes no part.
      while (words.length > 1 && COMPANY.has(words.at(-1) ?? '')) words.pop();
      const [first] = words;
      if (first === undefined || words.join('').length < SHORTEST) continue;
      const list = this.#byFirst.get(first);
      if (list) list.push({ ...name, words });
      else this.#byFirst.set(first, [{ ...name, words }]);
    }
  }

  /** Names in the narrative that aren't of this matter, its family or its client's own name. */
  strangersIn(
    words: readonly string[],
    at: { clientId: string; matterId: string; familyId: string | null },
  ): Stranger[] {
    const found = new Map<string, Stranger>();
    // What is also a name of this matter is no stranger, whoever else bears it.
    const atHome = new Set<string>();
    for (const [i, word] of words.entries()) {
      for (const entry of this.#byFirst.get(word) ?? []) {
        if (!entry.words.every((part, k) => words[i + k] === part)) continue;
        const own = entry.clientId === at.clientId;
        const home =
          own &&
          (entry.matterId === null ||
            entry.matterId === at.matterId ||
            (entry.familyId !== null && entry.familyId === at.familyId));
        const key = entry.words.join(' ');
        if (home) atHome.add(key);
        else found.set(key, { name: entry.name, what: entry.what, own });
      }
    }
    return [...found].flatMap(([key, stranger]) => (atHome.has(key) ? [] : [stranger]));
  }
}
