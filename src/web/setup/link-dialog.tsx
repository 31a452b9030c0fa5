import { Button, CopyButton, Group, Modal, TextInput } from '@mantine/core';

/** A link that signs one person in once: shown here and nowhere else. */
export function LinkDialog({ name, url, onClose }: { name: string; url: string; onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={`One-time link for ${name}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p style={{ marginTop: 0 }}>
        Whoever opens it is signed in as {name}, once and soon. Hand it over on a way only they can read; then they set
        a passphrase from the menu under their name.
      </p>
      <TextInput label="Link" readOnly value={url} onFocus={(e) => e.currentTarget.select()} data-autofocus />
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <CopyButton value={url}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
        </CopyButton>
      </Group>
    </Modal>
  );
}
