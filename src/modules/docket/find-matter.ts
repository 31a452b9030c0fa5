import { folded } from '../../kernel/text.ts';
import type { ReadRow } from './rows.ts';

export interface KnownMatter {
  readonly id: string;
  readonly clientId: string;
  readonly number: string;
  readonly applicationNumber: string;
  readonly registrationNumber: string;
  readonly clientReference: string;
}

/** `US 17/123,456` and `17/123456` are one number: punctuation and an office's letters before it are passed over. */
export function bareNumber(text: string): string {
  return folded(text)
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/^[a-z]{2}(?=\d)/, '');
}

type Words = keyof ReadRow['words'];

export interface MatterFinder {
  /** the matter a row means, or why none or which */
  find(words: ReadRow['words']): KnownMatter | { readonly by: Words; readonly reason: string };
}

/** Finds matters by their own number, else by the office's numbers, else by the client's reference: the first that is filled decides. */
export function matterFinder(matters: readonly KnownMatter[]): MatterFinder {
  const by = (key: (m: KnownMatter) => string): Map<string, KnownMatter[]> => {
    const found = new Map<string, KnownMatter[]>();
    for (const matter of matters) {
      const word = key(matter);
      if (word !== '') found.set(word, [...(found.get(word) ?? []), matter]);
    }
    return found;
  };
  const ways: readonly {
    readonly words: Words;
    readonly plain: (text: string) => string;
    readonly in: Map<string, KnownMatter[]>;
  }[] = [
    { words: 'matter', plain: folded, in: by((m) => folded(m.number)) },
    { words: 'applicationNumber', plain: bareNumber, in: by((m) => bareNumber(m.applicationNumber)) },
    { words: 'registrationNumber', plain: bareNumber, in: by((m) => bareNumber(m.registrationNumber)) },
    { words: 'clientReference', plain: folded, in: by((m) => folded(m.clientReference)) },
  ];
  return {
    find(words) {
      for (const way of ways) {
        if (words[way.words] === '') continue;
        const found = way.in.get(way.plain(words[way.words])) ?? [];
        const [only] = found;
        if (only && found.length === 1) return only;
        if (found.length > 1)
          return {
            by: way.words,
            reason: `fits the matters ${found.map((m) => m.number).join(', ')}; give the matter’s own number`,
          };
        return { by: way.words, reason: 'is on no matter the firm knows; open it first, or correct the number' };
      }
      return { by: 'matter', reason: 'is empty; say which matter it is' };
    },
  };
}
