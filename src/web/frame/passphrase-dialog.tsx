import { Button, Group, Modal, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { send } from '../api/client.ts';
import { Refusal } from '../parts/page.tsx';
import { say } from '../parts/say.ts';

/** One's own passphrase, typed twice because it can't be read. */
export function PassphraseDialog({ onClose }: { onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (passphrase !== again) return setError(new Error('The two are not the same. Type both again.'));
    setBusy(true);
    try {
      await send('/api/me/passphrase', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ passphrase }),
      });
      say('Your passphrase is set. It signs you in with your e-mail address.');
      onClose();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title="Set my passphrase" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Refusal error={error} />
      <form onSubmit={(event) => void submit(event)}>
        <PasswordInput
          label="Passphrase"
          description="At least 15 characters; a few words are easiest to remember."
          autoComplete="new-password"
          value={passphrase}
          onChange={(e) => setPassphrase(e.currentTarget.value)}
          data-autofocus
        />
        <PasswordInput
          mt="sm"
          label="The same again"
          autoComplete="new-password"
          value={again}
          onChange={(e) => setAgain(e.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Set it
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
