import { Button, Drawer } from '@mantine/core';
import { momentText } from '../parts/day.tsx';
import { StateBadge } from '../parts/state.tsx';
import type { Sheet } from './operations.ts';

interface HistoryProps {
  readonly sheet: Sheet;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onUndo: (() => void) | null;
  readonly onRedo: (() => void) | null;
}

/** Who changed what since generation, newest first, and the way from state to state. */
export function History({ sheet, opened, onClose, onUndo, onRedo }: HistoryProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={420}
      title="History"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className="row">
        <Button variant="default" disabled={onUndo === null} onClick={() => onUndo?.()}>
          Undo <kbd style={{ marginLeft: 6 }}>Ctrl Z</kbd>
        </Button>
        <Button variant="default" disabled={onRedo === null} onClick={() => onRedo?.()}>
          Redo <kbd style={{ marginLeft: 6 }}>Ctrl Shift Z</kbd>
        </Button>
      </div>
      <h2 className="section">Edits</h2>
      {sheet.history.length === 0 ? <p className="quiet">Nothing was edited since generation.</p> : null}
      {sheet.history.toReversed().map((edit) => (
        <div key={edit.sequence} style={{ padding: '5px 0', borderBottom: '1px solid var(--rule)' }}>
          <div className={edit.undone ? 'struck' : ''}>{edit.sentence}</div>
          <div className="small quiet">
            {edit.who}, {momentText(edit.recordedAt)}
            {edit.reason === '' ? '' : `. Reason: ${edit.reason}`}
            {edit.undone ? '. Undone.' : ''}
          </div>
        </div>
      ))}
      <h2 className="section">Steps</h2>
      {sheet.steps.map((step) => (
        <div key={step.recordedAt + step.to} style={{ padding: '5px 0', borderBottom: '1px solid var(--rule)' }}>
          <StateBadge state={step.to} />
          <div className="small quiet">
            {step.who}, {momentText(step.recordedAt)}
          </div>
          {step.note === '' ? null : <div className="small">{step.note}</div>}
        </div>
      ))}
    </Drawer>
  );
}
