import { useEffect } from 'react';

type Early = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>;

/** Pressed since a cell was opened and until its editor had the focus. */
const early: Early[] = [];

const OPENING = '.ag-cell-popup-editing, .ag-cell-inline-editing';

function isOfText({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return key === 'a';
  return !altKey && (key.length === 1 || key === 'Backspace');
}

/** Keeps what is typed while an editor is still being drawn: on a busy machine that takes longer than the next key. */
export function useEarlyKeys(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const writing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (writing || !isOfText(event) || document.querySelector(OPENING) === null) return;
      early.push(event);
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', pressed, true);
    return () => {
      early.length = 0;
      document.removeEventListener('keydown', pressed, true);
    };
  }, []);
}

/** What an editor that begins with `text` says after the keys that came before it; they are used up. Null when none came. */
export function typedEarly(text: string, allSelected: boolean): string | null {
  const keys = early.splice(0);
  return keys.length === 0 ? null : afterKeys(text, allSelected, keys);
}

/** Pure: keys typed at the end of a text, or over it where all of it is selected. */
export function afterKeys(text: string, allSelected: boolean, keys: readonly Early[]): string {
  let [now, all] = [text, allSelected];
  for (const { key, ctrlKey, metaKey } of keys) {
    if (ctrlKey || metaKey) {
      all = true;
      continue;
    }
    const before = all ? '' : now;
    now = key !== 'Backspace' ? before + key : all ? '' : before.slice(0, -1);
    all = false;
  }
  return now;
}
