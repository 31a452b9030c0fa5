import type { CustomCellEditorProps } from 'ag-grid-react';
import { useEffect, useRef } from 'react';
import { NarrativeHelp, useNarrativeHelp } from '../parts/narrative-help.tsx';
import type { DeskRow } from './grid-rows.ts';

const LONGEST = 15_000;

/** A narrative to be typed, with what was written before on the matter. Shift+Enter begins a new line. */
export function NarrativeEditor({ value, onValueChange, data, context }: CustomCellEditorProps<DeskRow, string>) {
  const box = useRef<HTMLTextAreaElement>(null);
  const { matterId } = context as { matterId: string };
  const help = useNarrativeHelp({
    matterId,
    kind: data.type === 'line' ? data.line.kind : 'time',
    narrative: value ?? '',
    onChange: onValueChange,
  });
  useEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(box.current.value.length, box.current.value.length);
  }, []);
  return (
    <div className="narrative-editor">
      <textarea
        ref={box}
        aria-label="Narrative"
        rows={5}
        cols={74}
        maxLength={LONGEST}
        value={value ?? ''}
        onChange={(event) => onValueChange(event.target.value)}
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
