import { done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { folded, listed } from '../../kernel/text.ts';

export interface Named {
  readonly id: string;
  readonly office: string;
  readonly key: string;
  readonly name: string;
  readonly codes: readonly string[];
  readonly aliases: readonly string[];
}

const SHOWN = 6;

/** The item meant by a key, an office's code or another word for it. A word that fits several is asked about, never guessed. */
export function findItem<T extends Named>(items: readonly T[], word: string): Outcome<T> {
  const wanted = folded(word.trim());
  const fits =
    only(items.filter((item) => item.key === wanted)) ??
    items.filter(
      (item) =>
        folded(item.name) === wanted ||
        item.codes.some((code) => folded(code).split('/').includes(wanted)) ||
        item.aliases.some((alias) => folded(alias) === wanted),
    );
  const [first] = fits;
  if (first && fits.length === 1) return done(first);
  if (fits.length > 1)
    return refuse(
      'ambiguous-fee',
      `“${word}” may be ${listed(fits.slice(0, SHOWN).map((f) => `${f.key} (${f.name})`))}. Name one of them.`,
      { where: 'item', details: { fits: fits.map(({ key, name }) => ({ key, name })) } },
    );
  const near = items.filter((item) => folded(`${item.key} ${item.name}`).includes(wanted)).slice(0, SHOWN);
  return refuse(
    'unknown-fee',
    `The fee book has no item “${word}”${near.length > 0 ? `. Near it: ${listed(near.map((n) => n.key))}` : ''}. Look it up with “fees list”.`,
    { where: 'item' },
  );
}

function only<T>(found: readonly T[]): readonly T[] | null {
  return found.length === 1 ? found : null;
}
