import { Button, CopyButton, Group } from '@mantine/core';
import { useState } from 'react';
import { send } from '../api/client.ts';
import { sayRefused } from '../parts/say.ts';

/** Whom a link is meant for, or who invited somebody or wrote the estimate, can take its address without the message. */
export function CopyAddress({ linkId }: { linkId: string }) {
  const [address, setAddress] = useState('');
  if (address === '')
    return (
      <Button
        size="compact-xs"
        variant="default"
        onClick={() =>
          void send(`/api/review-links/${linkId}/address`).then(
            (answer) => setAddress((answer as { address: string }).address),
            sayRefused,
          )
        }
      >
        Address
      </Button>
    );
  return (
    <CopyButton value={address}>
      {({ copied, copy }) => (
        <Group gap={4} wrap="nowrap">
          <a href={address} target="_blank" rel="noreferrer">
            open
          </a>
          <Button size="compact-xs" variant="default" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        </Group>
      )}
    </CopyButton>
  );
}
