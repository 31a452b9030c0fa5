import { useDebouncedValue } from '@mantine/hooks';
import { Button } from '@mantine/core';
import type { KeyboardEvent as ReactKey } from 'react';
import { suggestNarratives } from '../../modules/cards/contract.ts';
import { addWord, spellWords } from '../../modules/flags/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { say, sayRefused } from './say.ts';

interface HelpWith {
  readonly matterId: string;
  readonly kind: 'time' | 'disbursement' | 'charge';
  readonly narrative: string;
  readonly onChange: (narrative: string) => void;
}

/** Earlier narratives that go with what is typed, and words that no dictionary knows; both wait until the typing rests. */
export function useNarrativeHelp({ matterId, kind, narrative, onChange }: HelpWith) {
  const [rested] = useDebouncedValue(narrative, 200);
  const named = matterId !== '';
  const earlier = useAsk(suggestNarratives, { matterId, kind, words: rested }, { enabled: named, keep: true });
  const language = earlier.data?.language ?? 'en';
  const spelt = useAsk(spellWords, { narrative: rested, language }, { enabled: rested.trim().length > 3, keep: true });
  const suggestions = named ? (earlier.data?.rows ?? []) : [];
  const unknown = (spelt.data?.words ?? []).filter(({ word }) => narrative.includes(word));
  const put = (word: string, by: string): void => onChange(replaced(narrative, word, by));
  /** Alt and a figure takes a suggestion, Alt+0 mends the first unknown word; says whether it took the key. */
  const pressed = (event: Pick<KeyboardEvent | ReactKey, 'altKey' | 'key' | 'preventDefault'>): boolean => {
    if (!event.altKey || !/^\d$/.test(event.key)) return false;
    event.preventDefault();
    if (event.key === '0') {
      const [first] = unknown;
      const [by] = first?.suggestions ?? [];
      if (first && by !== undefined) put(first.word, by);
      return true;
    }
    const chosen = suggestions[Number(event.key) - 1];
    if (chosen) onChange(chosen.narrative);
    return true;
  };
  return { suggestions, unknown, put, take: onChange, pressed };
}

/** The word as a whole, wherever it stands. */
function replaced(narrative: string, word: string, by: string): string {
  return narrative.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'gu'), by);
}

/** Shown beneath the field that it helps with. */
export function NarrativeHelp({ suggestions, unknown, put, take }: ReturnType<typeof useNarrativeHelp>) {
  const may = useMay();
  const add = useDo(addWord);
  if (suggestions.length === 0 && unknown.length === 0) return null;
  return (
    <div className="narrative-help small">
      {unknown.map(({ word, suggestions: meant }, i) => (
        <div key={word} className="row narrative-help-word">
          <span>
            <strong>{word}</strong> is in no dictionary.
          </span>
          {meant.slice(0, 3).map((by, nth) => (
            <Button key={by} size="compact-xs" variant="default" tabIndex={-1} onClick={() => put(word, by)}>
              {by}
              {i === 0 && nth === 0 ? <kbd>Alt 0</kbd> : null}
            </Button>
          ))}
          {may('edit proformas') ? (
            <Button
              size="compact-xs"
              variant="subtle"
              tabIndex={-1}
              disabled={add.isPending}
              onClick={() =>
                add.mutate(
                  { input: { word } },
                  { onSuccess: () => say(`“${word}” is in the firm’s dictionary.`), onError: sayRefused },
                )
              }
            >
              Add to the dictionary
            </Button>
          ) : null}
        </div>
      ))}
      {suggestions.map(({ narrative, uses, sameMatter }, i) => (
        <button
          key={narrative}
          type="button"
          tabIndex={-1}
          className="narrative-help-row"
          title={narrative}
          onClick={() => take(narrative)}
        >
          <kbd>Alt {i + 1}</kbd>
          <span>{narrative}</span>
          <span className="quiet">
            {sameMatter ? '' : 'other matter · '}
            {uses} ×
          </span>
        </button>
      ))}
    </div>
  );
}
