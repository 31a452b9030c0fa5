import { Button, Group, Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Endpoint, OutputOf } from '../../kernel/endpoint.ts';
import type { AskOf } from '../api/client.ts';
import { useDoOnce, useRehearse } from '../api/use.ts';
import { Refusal } from './page.tsx';

interface ActDialogProps<E extends Endpoint<'command'>> {
  readonly title: string;
  readonly action: string;
  readonly endpoint: E;
  /** null as long as something is missing */
  readonly input: AskOf<E> | null;
  /** false as long as it may be rehearsed but not done */
  readonly ready?: boolean;
  readonly children: ReactNode;
  /** what would happen, from the rehearsal */
  readonly renderEffect?: (answer: OutputOf<E>) => ReactNode;
  /** what can be done about a refusal */
  readonly renderRemedy?: (error: Error) => ReactNode;
  /** something was typed that leaving would lose */
  readonly dirty?: boolean;
  readonly size?: string;
  readonly onDone: (answer: OutputOf<E>) => void;
  readonly onClose: () => void;
}

/** Words change nothing of what happens, so they are not waited for. */
function trialOf<I>(input: I | null): I | null {
  return typeof input === 'object' && input !== null && 'reason' in input ? { ...input, reason: '…' } : input;
}

/** A command with its effect shown before it is done; what was typed stays when it is refused. */
export function ActDialog<E extends Endpoint<'command'>>(props: ActDialogProps<E>) {
  const { endpoint, input, renderEffect, renderRemedy, ready = true } = props;
  const [failed, setFailed] = useState<unknown>(null);
  const act = useDoOnce(endpoint);
  const rehearsal = useRehearse(endpoint, trialOf(input));
  const error = (failed ?? rehearsal.error) as Error | null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    if (input === null || !ready || act.isPending) return;
    setFailed(null);
    try {
      const answer = await act.once(input);
      props.onDone(answer);
      props.onClose();
    } catch (refused) {
      setFailed(refused);
    }
  };
  const leave = (): void => {
    if (!props.dirty || window.confirm('Leave without saving? What you typed would be lost.')) props.onClose();
  };
  return (
    <Modal
      opened
      onClose={leave}
      title={props.title}
      size={props.size ?? 'lg'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={(event) => void submit(event)} noValidate onChange={() => setFailed(null)}>
        {props.children}
        {error ? (
          <>
            <Refusal error={error} />
            {renderRemedy?.(error)}
          </>
        ) : renderEffect ? (
          <div className="note" role="status">
            {rehearsal.data === undefined ? (
              <span className="quiet">
                {input === null ? 'What happens is shown here before it is done.' : 'Reckoning …'}
              </span>
            ) : (
              renderEffect(rehearsal.data)
            )}
          </div>
        ) : null}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={leave}>
            Cancel
          </Button>
          <Button
            type="submit"
            disabled={input === null || !ready || (rehearsal.current && rehearsal.error !== null)}
            loading={act.isPending}
          >
            {props.action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
