import { useEffect } from 'react';
import { flushSync } from 'react-dom';

type Early = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>;

/** Pressed since a cell was opened and until its editor had the focus. */
const early: Early[] = [];

const OPENING = '.ag-cell-popup-editing, .ag-cell-inline-editing';

/** Enter among them: given to the grid, it would end the editing before what was typed has reached the editor. */
function isKept({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return key === 'a';
  if (key === 'Enter') return !altKey && !shiftKey;
  return !altKey && (key.length === 1 || key === 'Backspace');
}

/** Keeps what is typed while an editor is still being drawn: on a busy machine that takes longer than the next key. */
export function useEarlyKeys(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const writing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (writing || document.querySelector(OPENING) === null) return;
      if (event.key === 'Escape') early.length = 0;
      if (!isKept(event)) return;
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

/** A text and whether all of it is selected, else the cursor stands at its end. */
export interface Begun {
  readonly text: string;
  readonly all: boolean;
}

interface After extends Begun {
  /** Enter came already: the text is what was meant */
  readonly done: boolean;
}

/** How an editor begins after the keys that came before it; they are used up. */
function begunEarly(begun: Begun): After {
  return afterKeys(begun, early.splice(0));
}

/** Pure: keys typed at the end of a text, or over it where all of it is selected. */
export function afterKeys(begun: Begun, keys: readonly Early[]): After {
  let { text, all } = begun;
  for (const { key, ctrlKey, metaKey } of keys) {
    if (key === 'Enter') return { text, all, done: true };
    if (ctrlKey || metaKey) {
      all = true;
      continue;
    }
    const kept = all ? '' : text;
    text = key !== 'Backspace' ? kept + key : kept.slice(0, -1);
    all = false;
  }
  return { text, all, done: false };
}

/** Draws the text at once, before the next key, and sets the cursor or the selection; ends the editing where that was meant already. */
export function beginIn(
  box: HTMLInputElement | HTMLTextAreaElement | null,
  begun: Begun,
  { draw, end }: { readonly draw: (text: string) => void; readonly end: () => void },
) {
  const { text, all, done } = begunEarly(begun);
  if (text !== begun.text) flushSync(() => draw(text));
  box?.focus();
  if (all) box?.select();
  else box?.setSelectionRange(text.length, text.length);
  if (done) end();
}
