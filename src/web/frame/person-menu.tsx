import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconKey, IconLogout } from '@tabler/icons-react';
import { useState } from 'react';
import { send } from '../api/client.ts';
import { PassphraseDialog } from './passphrase-dialog.tsx';
import { sayRefused } from '../parts/say.ts';
import { type Me, useMe } from './session.tsx';

async function switchTo(personId: string): Promise<void> {
  const answer = (await send('/api/demo/switch', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ personId }),
  })) as { href: string };
  window.location.assign(answer.href);
}

async function signOut(): Promise<void> {
  await send('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  window.location.assign('/sign-in');
}

function rolesOf(person: Pick<Me['person'], 'roles'>): string {
  return person.roles.map((role) => role.replaceAll('-', ' ')).join(', ');
}

/** Who is signed in; in the demo firm, also who one could be. */
export function PersonMenu() {
  const { person, firm, people } = useMe();
  const [setting, setSetting] = useState(false);
  return (
    <>
      <Menu position="bottom-end" shadow="sm" width={270}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            rightSection={<IconChevronDown size={14} aria-hidden />}
            aria-label={`${person.name}: person menu`}
          >
            {person.name.split(' ')[0]}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <div style={{ padding: '4px 12px 8px', fontSize: 13 }}>
            <div>{person.name}</div>
            <div className="quiet small">{rolesOf(person)}</div>
          </div>
          {firm.demo ? (
            <>
              <Menu.Divider />
              <Menu.Label>Demo firm: be someone else</Menu.Label>
              {people
                .filter((other) => other.id !== person.id)
                .map((other) => (
                  <Menu.Item key={other.id} onClick={() => void switchTo(other.id).catch(sayRefused)}>
                    {other.name} <span className="quiet small">{rolesOf(other)}</span>
                  </Menu.Item>
                ))}
            </>
          ) : null}
          <Menu.Divider />
          <Menu.Item leftSection={<IconKey size={15} aria-hidden />} onClick={() => setSetting(true)}>
            Set my passphrase
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLogout size={15} aria-hidden />}
            onClick={() => void signOut().catch(sayRefused)}
          >
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {setting ? <PassphraseDialog onClose={() => setSetting(false)} /> : null}
    </>
  );
}
