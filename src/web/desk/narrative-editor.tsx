import type { CustomCellEditorProps } from 'ag-grid-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { NarrativeHelp, useNarrativeHelp } from '../parts/narrative-help.tsx';
import { beginIn } from './early-keys.ts';
import type { DeskRow } from './grid-rows.ts';

const LONGEST = 15_000;

/** A narrative to be typed, with what was written before on the matter. Shift+Enter begins a new line. */
export function NarrativeEditor({ value, onValueChange, stopEditing, data }: CustomCellEditorProps<DeskRow, string>) {
  const box = useRef<HTMLTextAreaElement>(null);
  // The grid hands its value back later than the next key comes, so what is typed is kept here and told to it.
  const [text, setText] = useState(value ?? '');
  const change = (typed: string): void => {
    setText(typed);
    onValueChange(typed);
  };
  const help = useNarrativeHelp({
    matterId: data.type === 'line' ? data.line.matterId : '',
    kind: data.type === 'line' ? data.line.kind : 'time',
    narrative: text,
    onChange: change,
  });
  const begin = useEffectEvent(() => beginIn(box.current, { text, all: false }, { draw: change, end: stopEditing }));
  // right after the drawing, before any other key
  useEffect(() => queueMicrotask(begin), []);
  return (
    <div className="narrative-editor">
      <textarea
        ref={box}
        aria-label="Narrative"
        rows={5}
        cols={74}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={help.pressed}
      />
      {/* a press on a suggestion mustn’t take the focus, which would end the editing */}
      <div onMouseDown={(event) => event.preventDefault()} role="presentation">
        <NarrativeHelp {...help} />
      </div>
    </div>
  );
}

const MOVES = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown']);

/** Keys that belong to the text while it is edited, and not to the grid. */
export function isOfText(event: KeyboardEvent): boolean {
  return MOVES.has(event.key) || (event.key === 'Enter' && event.shiftKey) || event.altKey;
}
