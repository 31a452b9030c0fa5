import { counted } from '../../kernel/text.ts';
import { applyFixes } from '../../modules/flags/contract.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { amountsText } from '../parts/money.tsx';
import { say } from '../parts/say.ts';

interface BatchFixProps {
  readonly flags: readonly { proformaId: string; fingerprint: string }[];
  readonly onClose: () => void;
}

/** The suggestions of one rule on many proformas: what it comes to is shown before it is done; each can be undone on its desk. */
export function BatchFix({ flags, onClose }: BatchFixProps) {
  return (
    <ActDialog
      title={`Mend ${counted(flags.length, 'flag')}`}
      action="Apply"
      endpoint={applyFixes}
      input={{ flags: [...flags] }}
      renderEffect={(answer) => (
        <>
          {counted(answer.applied.length, 'suggestion')} would be applied
          {answer.refused.length > 0 ? `, ${answer.refused.length} not: ${answer.refused[0]?.sentence ?? ''}` : ''}. The
          bills change by {amountsText(answer.effect) || 'nothing'}.
        </>
      )}
      onDone={(answer) => say(answer.sentence)}
      onClose={onClose}
    >
      <p>Each is an edit of its own and can be undone on its proforma.</p>
    </ActDialog>
  );
}
