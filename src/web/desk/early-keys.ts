import { useEffect } from 'react';
import { flushSync } from 'react-dom';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>;
type Early = Key | { readonly pasted: string };

/** Pressed or pasted since a cell was opened and until its editor had the focus. */
const early: Early[] = [];

const OPENING = '.ag-cell-popup-editing, .ag-cell-inline-editing';

/** Enter among them: given to the grid, it would end the editing before what was typed has reached the editor. */
function isKept({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return key === 'a';
  if (key === 'Enter') return !altKey && !shiftKey;
  return !altKey && (key.length === 1 || key === 'Backspace');
}

/** Whether a cell is being opened and what comes now would reach nothing. */
function isOpening({ target }: Event): boolean {
  const writing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return !writing && document.querySelector(OPENING) !== null;
}

/** Keeps what is typed or pasted while an editor is still being drawn: on a busy machine that takes longer than the next key. */
export function useEarlyKeys(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (!isOpening(event)) return;
      if (event.key === 'Escape') early.length = 0;
      if (!isKept(event)) return;
      early.push(event);
      event.preventDefault();
      event.stopPropagation();
    };
    const pasted = (event: ClipboardEvent): void => {
      if (isOpening(event)) early.push({ pasted: event.clipboardData?.getData('text/plain') ?? '' });
    };
    document.addEventListener('keydown', pressed, true);
    document.addEventListener('paste', pasted, true);
    return () => {
      early.length = 0;
      document.removeEventListener('keydown', pressed, true);
      document.removeEventListener('paste', pasted, true);
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

/** Pure: keys and pasted text at the end of a text, or over it where all of it is selected. */
export function afterKeys(begun: Begun, keys: readonly Early[]): After {
  let { text, all } = begun;
  for (const one of keys) {
    const pasted = 'pasted' in one;
    if (!pasted && one.key === 'Enter') return { text, all, done: true };
    if (!pasted && (one.ctrlKey || one.metaKey)) {
      all = true;
      continue;
    }
    const kept = all ? '' : text;
    if (pasted) text = kept + one.pasted;
    else text = one.key !== 'Backspace' ? kept + one.key : kept.slice(0, -1);
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
