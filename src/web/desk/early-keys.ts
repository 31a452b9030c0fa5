import { useEffect } from 'react';
import { flushSync } from 'react-dom';

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

/** A text and whether all of it is selected, else the cursor stands at its end. */
export interface Begun {
  readonly text: string;
  readonly all: boolean;
}

/** How an editor begins after the keys that came before it; they are used up. */
function begunEarly(begun: Begun): Begun {
  return afterKeys(begun, early.splice(0));
}

/** Pure: keys typed at the end of a text, or over it where all of it is selected. */
export function afterKeys(begun: Begun, keys: readonly Early[]): Begun {
  let { text, all } = begun;
  for (const { key, ctrlKey, metaKey } of keys) {
    if (ctrlKey || metaKey) {
      all = true;
      continue;
    }
    const kept = all ? '' : text;
    text = key !== 'Backspace' ? kept + key : kept.slice(0, -1);
    all = false;
  }
  return { text, all };
}

/** Draws the text at once, before the next key, and sets the cursor or the selection. */
export function beginIn(
  box: HTMLInputElement | HTMLTextAreaElement | null,
  begun: Begun,
  draw: (text: string) => void,
) {
  const { text, all } = begunEarly(begun);
  if (text !== begun.text) flushSync(() => draw(text));
  box?.focus();
  if (all) box?.select();
  else box?.setSelectionRange(text.length, text.length);
}
