import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { letLettersBe, listFailedLetters, retryLetters } from '../../modules/dispatch/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { momentText } from '../parts/day.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { say, sayRefused } from '../parts/say.ts';

type Letter = OutputOf<typeof listFailedLetters>['rows'][number];

/** Messages to people that could not leave, each with why and what can be done; nothing as long as all left. */
export function FailedLetters() {
  const failed = useAsk(listFailedLetters, { limit: 200 });
  const [leaving, setLeaving] = useState<Letter | null>(null);
  const retry = useDo(retryLetters);
  const mayMend = useMay()('dispatch');
  const rows = failed.data?.rows ?? [];
  if (rows.length === 0) return null;
  const again = (letters: readonly Letter[]): void =>
    retry.mutate(
      { input: { ids: letters.map((letter) => letter.id) } },
      { onSuccess: (answer) => say(`${counted(answer.letters, 'message')} tried again.`), onError: sayRefused },
    );
  return (
    <section className="refusal" aria-label="Did not leave">
      <Group justify="space-between" gap="xs">
        <strong>{counted(failed.data?.total ?? 0, 'message')} to people did not leave</strong>
        {mayMend && rows.length > 1 ? (
          <Button size="compact-xs" variant="default" loading={retry.isPending} onClick={() => again(rows)}>
            Try all again
          </Button>
        ) : null}
      </Group>
      {rows.map((letter) => (
        <Group key={letter.id} justify="space-between" gap="xs" pt={6} wrap="wrap">
          <div style={{ minWidth: 0, flex: '1 1 280px', overflowWrap: 'anywhere' }}>
            {letter.subject} <span className="quiet">to {letter.receiver}</span>
            <div className="small">
              {letter.reason} <span className="quiet">{momentText(letter.failedAt)}</span>
            </div>
          </div>
          {mayMend ? (
            <Group gap={6}>
              <Button
                size="compact-xs"
                variant="default"
                disabled={retry.isPending}
                aria-label={`Try again: ${letter.subject} to ${letter.receiver}`}
                onClick={() => again([letter])}
              >
                Try again
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Let be: ${letter.subject} to ${letter.receiver}`}
                onClick={() => setLeaving(letter)}
              >
                Let it be …
              </Button>
            </Group>
          ) : null}
        </Group>
      ))}
      {leaving ? <LetBe letter={leaving} onClose={() => setLeaving(null)} /> : null}
    </section>
  );
}

function LetBe({ letter, onClose }: { letter: Letter; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title="Let this message be"
      action="Let it be"
      endpoint={letLettersBe}
      input={{ ids: [letter.id], reason }}
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onDone={() => say('It is not tried again; the reason is on record.')}
      onClose={onClose}
    >
      <p>
        “{letter.subject}” to {letter.receiver} is not tried again and leaves this list. It stays on record with your
        reason.
      </p>
      <ReasonInput value={reason} onValue={setReason} />
    </ActDialog>
  );
}
