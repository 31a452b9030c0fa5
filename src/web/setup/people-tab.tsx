import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { endSessions, listPeople } from '../../modules/firm/contract.ts';
import { send } from '../api/client.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Amounts } from '../parts/money.tsx';
import { Answer, Exports, Section } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { AddButton } from './add-button.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { LIMITS, PersonForm } from './person-form.tsx';
import { PlainTable } from './plain-table.tsx';

export type Person = OutputOf<typeof listPeople>['rows'][number];
type Open = { readonly form: 'person' | 'sessions'; readonly person: Person | undefined } | null;

/** Who works here, what they may decide alone, and how they get in. */
export function People() {
  const me = useMe();
  const [open, setOpen] = useState<Open>(null);
  const [link, setLink] = useState<{ name: string; url: string } | null>(null);
  const all = useAsk(listPeople, {});
  const close = (): void => setOpen(null);
  const letIn = async (person: Person): Promise<void> => {
    const { url } = (await send('/api/people/link', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: person.id }),
    })) as { url: string };
    setLink({ name: person.name, url });
  };
  return (
    <Answer of={all}>
      {(data) => (
        <Section
          title="People"
          aside={
            <>
              <Exports of={listPeople} />
              <AddButton name="Add a person" onClick={() => setOpen({ form: 'person', person: undefined })} />
            </>
          }
        >
          <PlainTable
            heads={['Name', 'E-mail', 'Roles', 'Decides alone', 'Signed in', 'Active']}
            empty="Nobody."
            rows={data.rows.map((p) => ({
              key: p.id,
              cells: [
                p.name,
                p.email,
                p.roles.map((role) => role.replaceAll('-', ' ')).join(', '),
                LIMITS.map(([kind, words]) => ({ kind, words, limits: p.limits.filter((l) => l.kind === kind) }))
                  .filter(({ limits }) => limits.length > 0)
                  .map(({ kind, words, limits }) => (
                    <div key={kind} className="nowrap">
                      {words} <Amounts of={limits.map((l) => l.amount)} />
                    </div>
                  )),
                p.sessions === 0 ? <span className="quiet">no</span> : p.sessions,
                p.active ? 'yes' : 'no',
              ],
              onChange: () => setOpen({ form: 'person', person: p }),
              more: (
                <>
                  <Button
                    size="compact-xs"
                    variant="default"
                    disabled={!p.active}
                    onClick={() => void letIn(p).catch(sayRefused)}
                  >
                    One-time link
                  </Button>
                  <Button
                    size="compact-xs"
                    variant="default"
                    disabled={p.sessions === 0 || p.id === me.person.id}
                    onClick={() => setOpen({ form: 'sessions', person: p })}
                  >
                    Sign out
                  </Button>
                </>
              ),
            }))}
          />
          {open?.form === 'person' ? <PersonForm person={open.person} onClose={close} /> : null}
          {open?.form === 'sessions' && open.person ? <EndSessions person={open.person} onClose={close} /> : null}
          {link ? <LinkDialog {...link} onClose={() => setLink(null)} /> : null}
        </Section>
      )}
    </Answer>
  );
}

function EndSessions({ person, onClose }: { person: Person; onClose: () => void }) {
  const end = useDo(endSessions);
  return (
    <FormDialog
      title={`Sign ${person.name} out everywhere`}
      action="Sign out"
      size="md"
      onClose={onClose}
      initial={{ reason: '' }}
      fields={[{ name: 'reason', label: 'Reason', wide: true, needed: true, help: 'Kept in the audit record.' }]}
      onSubmit={async (v) => {
        const { ended } = await end.mutateAsync({ input: { id: person.id, reason: v['reason'] ?? '' } });
        say(`${person.name} was signed out of ${ended === 1 ? 'one session' : `${ended} sessions`}.`);
        onClose();
      }}
    />
  );
}
