import { useEffect, useLayoutEffect, useRef } from 'react';

export type Keys = Readonly<Record<string, () => void>>;

/** `Ctrl+Shift+Z`, `e`, `[`: a pressed key as it is written in the list of keys. */
function named(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.shiftKey ? 'Shift+' : ''}${key}`;
  return event.altKey ? '' : key;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** What takes the keys for itself; a cell counts from its opening on, before its editor has the focus. */
const BUSY = '[role="dialog"], [role="menu"], .ag-cell-inline-editing, .ag-cell-popup-editing';

/** Enter presses the button or follows the link that has the focus; a row that is a button leaves it to the page. */
function takesEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button:not([data-row]), a, summary') !== null;
}

/** Keys of a page; silent while somebody types or a dialog is open. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
      if (document.querySelector(BUSY)) return;
      if (event.key === 'Enter' && named(event) === 'Enter' && takesEnter(event.target)) return;
      const act = latest.current[named(event)];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}
