import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import type { listFlags } from '../../modules/flags/contract.ts';
import { momentText } from '../parts/day.tsx';
import { Amount } from '../parts/money.tsx';
import { Severity } from '../parts/state.tsx';

type Flag = OutputOf<typeof listFlags>['flags'][number];

interface FlagRowProps {
  readonly flag: Flag;
  readonly busy: boolean;
  readonly current?: boolean;
  /** opened to be waived, with its reason asked for */
  readonly waiving?: boolean;
  /** the reason that stands in the field to begin with, all of it selected */
  readonly suggested?: string;
  readonly onWaiving: (open: boolean) => void;
  readonly onFix: () => void;
  readonly onWaive: (reason: string) => void;
  readonly onWithdraw: (waiverId: string) => void;
  readonly onLines?: (() => void) | undefined;
}

/** One flag: what, under which clause, what shows it; its fix and its waiver. */
export function FlagRow(props: FlagRowProps) {
  const { flag, busy, current, waiving } = props;
  return (
    <div
      className="flag-row"
      data-testid="flag"
      data-code={flag.code}
      data-fingerprint={flag.fingerprint}
      aria-current={current ? 'true' : undefined}
    >
      <div className="flag-head">
        <Severity of={flag.severity} />
        <strong>{flag.title}</strong>
        {flag.atStake.minor === '0' ? null : (
          <span className="quiet small">
            <Amount of={flag.atStake} />
          </span>
        )}
      </div>
      <div>{flag.sentence}</div>
      <div className="small quiet">{flag.citation}</div>
      {flag.evidence.length > 0 ? (
        <details>
          <summary className="small quiet">What shows it</summary>
          <dl className="flag-evidence small">
            {flag.evidence.map((one) => (
              <div key={one.name}>
                <dt>{one.name}</dt>
                <dd>{one.value}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
      {flag.waiver ? <Waived {...props} waiver={flag.waiver} /> : null}
      {waiving && !flag.waiver ? (
        <WaiveForm
          busy={busy}
          suggested={props.suggested ?? ''}
          onWaive={props.onWaive}
          onLeave={() => props.onWaiving(false)}
        />
      ) : null}
      <div className="row flag-acts">
        {flag.fix && flag.fix.href !== null ? (
          <Link to={flag.fix.href} className="small">
            {flag.fix.says}
          </Link>
        ) : null}
        {flag.fix && flag.fix.href === null && !flag.waiver ? (
          <Button size="compact-xs" disabled={busy} onClick={props.onFix} title="Apply (.)">
            {flag.fix.says}
          </Button>
        ) : null}
        {!flag.waiver && !waiving && flag.mayWaive ? (
          <Button
            size="compact-xs"
            variant="default"
            disabled={busy}
            onClick={() => props.onWaiving(true)}
            title="Waive (w)"
          >
            Waive
          </Button>
        ) : null}
        {!flag.waiver && !flag.mayWaive ? <span className="small quiet">{flag.waiveNote}</span> : null}
        {props.onLines && flag.lineIds.length > 0 ? (
          <Button size="compact-xs" variant="subtle" onClick={props.onLines}>
            Show {flag.lineIds.length === 1 ? 'the line' : `${flag.lineIds.length} lines`}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Waived({ waiver, busy, onWithdraw }: FlagRowProps & { waiver: NonNullable<Flag['waiver']> }) {
  return (
    <div className="small">
      Waived by {waiver.who}, {momentText(waiver.recordedAt)}: {waiver.reason}{' '}
      <Button size="compact-xs" variant="subtle" disabled={busy} onClick={() => onWithdraw(waiver.id)}>
        Withdraw
      </Button>
    </div>
  );
}

function WaiveForm({
  busy,
  suggested,
  onWaive,
  onLeave,
}: {
  busy: boolean;
  suggested: string;
  onWaive: (reason: string) => void;
  onLeave: () => void;
}) {
  const [reason, setReason] = useState(suggested);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') onWaive(reason.trim());
  };
  return (
    <form onSubmit={submit} className="row" style={{ alignItems: 'flex-end', marginTop: 4 }}>
      <TextInput
        label="Why it may stand"
        size="xs"
        style={{ flex: 1 }}
        value={reason}
        maxLength={300}
        autoComplete="off"
        data-autofocus
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onLeave();
        }}
      />
      <Button type="submit" size="xs" loading={busy} disabled={reason.trim() === ''}>
        Waive
      </Button>
    </form>
  );
}
