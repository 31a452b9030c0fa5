import { Button, Switch, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { counted } from '../../kernel/text.ts';
import { amountText } from '../../kernel/money.ts';
import { type Line, type OperationName, operationsOn, type Sheet } from './operations.ts';
import { ReasonField } from './reason-field.tsx';

interface ToolsProps {
  readonly sheet: Sheet;
  readonly selected: readonly Line[];
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onOperation: (name: OperationName) => void;
  readonly onAdjust: () => void;
  /** absent where one may not edit */
  readonly onTogether: (() => void) | null;
  readonly proposing: boolean;
  /** absent where one may only propose, or only edit */
  readonly onPropose: ((on: boolean) => void) | null;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** Whether what one does is done or proposed; a choice for whoever may do both. */
export function ProposeSwitch({ proposing, onPropose }: Pick<ToolsProps, 'proposing' | 'onPropose'>) {
  if (onPropose === null) return proposing ? <span className="small quiet">What you do is proposed</span> : null;
  return (
    <Switch
      size="xs"
      label="Propose"
      title="What you do is proposed and changes nothing until it is accepted"
      checked={proposing}
      onChange={(event) => onPropose(event.currentTarget.checked)}
    />
  );
}

/** All operations, each with its key; on the selected lines, or on the one under the cursor. */
export function Tools({
  sheet,
  selected,
  reason,
  onReason,
  onOperation,
  onAdjust,
  onTogether,
  proposing,
  onPropose,
  onUndo,
  onRedo,
}: ToolsProps) {
  const sum = selected.reduce((total, line) => total + BigInt(line.bill.minor), 0n);
  return (
    <div className="desk-tools" role="toolbar" aria-label="Operations on lines">
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        disabled={!sheet.canUndo || !sheet.may.includes('edit')}
        onClick={onUndo}
        title="Undo (Ctrl+Z)"
        aria-label="Undo"
      >
        <IconArrowBackUp size={16} aria-hidden />
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        disabled={!sheet.canRedo || !sheet.may.includes('edit')}
        onClick={onRedo}
        title="Redo (Ctrl+Shift+Z)"
        aria-label="Redo"
      >
        <IconArrowForwardUp size={16} aria-hidden />
      </Button>
      {operationsOn(sheet).map(({ name, key, word, hint }) => (
        <Tooltip key={name} label={hint}>
          <Button size="compact-xs" variant="default" onClick={() => onOperation(name)} rightSection={<kbd>{key}</kbd>}>
            {word}
          </Button>
        </Tooltip>
      ))}
      <Tooltip label="A discount or premium on the whole proforma">
        <Button size="compact-xs" variant="default" onClick={onAdjust} rightSection={<kbd>a</kbd>}>
          Adjustment
        </Button>
      </Tooltip>
      {onTogether === null ? null : (
        <Tooltip label="Put another open proforma’s matters onto this one">
          <Button size="compact-xs" variant="default" onClick={onTogether} rightSection={<kbd>j</kbd>}>
            Put together
          </Button>
        </Tooltip>
      )}
      <span className="grow" />
      <ProposeSwitch proposing={proposing} onPropose={onPropose} />
      {selected.length > 0 ? (
        <span className="small" aria-live="polite">
          {counted(selected.length, 'line')} selected, {amountText(sum, sheet.currency)}
        </span>
      ) : null}
      <Tooltip label="Goes with every change of hours, rate or amount typed into a cell">
        <ReasonField
          operation="write-down"
          label="Reason"
          aria-label="Reason for typed changes"
          className="beside"
          w={240}
          value={reason}
          onChange={onReason}
        />
      </Tooltip>
    </div>
  );
}
