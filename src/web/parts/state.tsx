import { IconAlertTriangle, IconHexagonFilled, IconInfoCircle, IconSquareRotated } from '@tabler/icons-react';
import { counted } from '../../kernel/text.ts';

type Tone = 'open' | 'half' | 'go' | 'done' | 'stop';

const STATES: Readonly<Record<string, { word: string; tone: Tone }>> = {
  generated: { word: 'Generated', tone: 'open' },
  'pre-review': { word: 'Pre-review', tone: 'open' },
  'with-reviewer': { word: 'With reviewer', tone: 'half' },
  completed: { word: 'Completed', tone: 'half' },
  'approval-pending': { word: 'Approval pending', tone: 'half' },
  approved: { word: 'Approved', tone: 'go' },
  billed: { word: 'Billed', tone: 'done' },
  deferred: { word: 'Deferred', tone: 'stop' },
  'on-hold': { word: 'On hold', tone: 'stop' },
  closed: { word: 'Closed', tone: 'stop' },
  reversed: { word: 'Reversed', tone: 'stop' },
  unbilled: { word: 'Unbilled', tone: 'open' },
  'on-proforma': { word: 'On a proforma', tone: 'half' },
  held: { word: 'Held', tone: 'stop' },
  purged: { word: 'Purged', tone: 'stop' },
  'taken-back': { word: 'Taken back', tone: 'stop' },
  gathered: { word: 'Filled', tone: 'go' },
  existing: { word: 'Already there', tone: 'half' },
  skipped: { word: 'Skipped', tone: 'stop' },
  running: { word: 'Running', tone: 'half' },
  done: { word: 'Done', tone: 'done' },
  failed: { word: 'Failed', tone: 'stop' },
  ready: { word: 'Ready', tone: 'done' },
  'being made': { word: 'Being made', tone: 'half' },
  open: { word: 'Open', tone: 'go' },
  'soft-closed': { word: 'Soft-closed', tone: 'half' },
  queued: { word: 'Queued', tone: 'half' },
  unapplied: { word: 'Unapplied', tone: 'open' },
  'partly applied': { word: 'Partly applied', tone: 'half' },
  applied: { word: 'Applied', tone: 'done' },
  requested: { word: 'Waits for a decision', tone: 'half' },
  posted: { word: 'Posted', tone: 'done' },
  paid: { word: 'Paid', tone: 'done' },
  rejected: { word: 'Rejected', tone: 'stop' },
  taken: { word: 'Taken', tone: 'done' },
  sent: { word: 'Sent', tone: 'done' },
  asked: { word: 'Asked', tone: 'half' },
  answered: { word: 'Answered', tone: 'done' },
  proposed: { word: 'Proposed', tone: 'half' },
  'in-force': { word: 'In force', tone: 'done' },
  withdrawn: { word: 'Withdrawn', tone: 'stop' },
  dismissed: { word: 'Dismissed', tone: 'stop' },
};

/** A state's word as people say it. */
export function stateWord(state: string): string {
  return STATES[state]?.word ?? sentenceCase(state.replaceAll('-', ' '));
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function StateBadge({ state }: { state: string }) {
  return (
    <span className="badge" data-tone={STATES[state]?.tone ?? 'open'}>
      {stateWord(state)}
    </span>
  );
}

const SEVERITY = {
  block: { word: 'Block', Icon: IconHexagonFilled },
  fix: { word: 'Fix', Icon: IconSquareRotated },
  warn: { word: 'Warn', Icon: IconAlertTriangle },
  info: { word: 'Info', Icon: IconInfoCircle },
} as const;

/** A severity: its own colour, shape and word, or another word where it says more. */
export function Severity({ of, word }: { of: keyof typeof SEVERITY; word?: string }) {
  const { word: own, Icon } = SEVERITY[of];
  return (
    <span className={`sev sev-${of}`}>
      <Icon size={14} aria-hidden />
      {word ?? own}
    </span>
  );
}

export type Standing = Readonly<Record<'block' | 'fix' | 'warn', number>>;

/** `1 block, 3 fixes`: the flags that stand, in words. */
export function flagsText({ block, fix, warn }: Standing): string {
  return [
    ...(block > 0 ? [counted(block, 'block')] : []),
    ...(fix > 0 ? [counted(fix, 'fix', 'fixes')] : []),
    ...(warn > 0 ? [counted(warn, 'warning')] : []),
  ].join(', ');
}

/** The flags that stand, each severity by its shape and how many. */
export function FlagCounts({ of }: { of: Standing }) {
  const some = (['block', 'fix', 'warn'] as const).filter((severity) => of[severity] > 0);
  if (some.length === 0) return null;
  return (
    <span className="flag-counts" role="img" aria-label={flagsText(of)} title={flagsText(of)}>
      {some.map((severity) => {
        const { Icon } = SEVERITY[severity];
        return (
          <span key={severity} className={`sev sev-${severity}`}>
            <Icon size={13} aria-hidden />
            {of[severity]}
          </span>
        );
      })}
    </span>
  );
}
