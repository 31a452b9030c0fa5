import { Button } from '@mantine/core';
import { momentText } from '../parts/day.tsx';
import { sentenceCase, StateBadge } from '../parts/state.tsx';
import type { PanelProps } from './panel.tsx';

/** Who changed what since generation, newest first, and the way from state to state. */
export function History({ sheet, desk }: PanelProps) {
  const mayEdit = sheet.may.includes('edit');
  return (
    <>
      <div className="row">
        <Button variant="default" disabled={!mayEdit || !sheet.canUndo} onClick={desk.undo}>
          Undo <kbd style={{ marginLeft: 6 }}>Ctrl Z</kbd>
        </Button>
        <Button variant="default" disabled={!mayEdit || !sheet.canRedo} onClick={desk.redo}>
          Redo <kbd style={{ marginLeft: 6 }}>Ctrl Shift Z</kbd>
        </Button>
      </div>
      <h2 className="section">Edits</h2>
      {sheet.history.length === 0 ? <p className="quiet">Nothing was edited since generation.</p> : null}
      {sheet.history.map((edit) => (
        <div key={edit.sequence} className="panel-row">
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
        <div key={step.recordedAt + step.to} className="panel-row">
          <StateBadge state={step.to} />
          <div className="small quiet">
            {step.who}, {momentText(step.recordedAt)}
          </div>
          {step.note === '' ? null : <div className="small">{sentenceCase(step.note)}</div>}
        </div>
      ))}
    </>
  );
}
