import { Button, Group, Modal, Select, Tabs, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { addDays } from '../../kernel/day.ts';
import { inviteReviewer, listLinks, mailApproval, revokeLink } from '../../modules/proformas/contract/links.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { DayInput, momentText } from '../parts/day.tsx';
import { Answer, Refusal, Section } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { PlainTable } from '../setup/plain-table.tsx';
import { CopyAddress } from './copy-address.tsx';

type Links = OutputOf<typeof listLinks>;

/** Answers from outside: somebody invited by a link, an approval asked for by e-mail, and every use of them. */
export function LinksDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const links = useAsk(listLinks, { id });
  return (
    <Modal opened onClose={onClose} size="xl" title="Answers by link" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Answer of={links} rows={4}>
        {(data) => (
          <>
            <Tabs defaultValue="approve">
              <Tabs.List mb="sm">
                <Tabs.Tab value="approve">Ask for approval by e-mail</Tabs.Tab>
                <Tabs.Tab value="invite">Invite somebody from outside</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="approve">
                <MailApproval id={id} approvers={data.approvers} />
              </Tabs.Panel>
              <Tabs.Panel value="invite">
                <Invite id={id} />
              </Tabs.Panel>
            </Tabs>
            <LinkList rows={data.rows} />
          </>
        )}
      </Answer>
    </Modal>
  );
}

function MailApproval({ id, approvers }: { id: string; approvers: Links['approvers'] }) {
  const [personId, setPerson] = useState<string | null>(
    approvers.length === 1 ? (approvers[0]?.personId ?? null) : null,
  );
  const mail = useDo(mailApproval);
  if (approvers.length === 0)
    return (
      <p className="quiet">
        Nobody may approve from a message. An administrator sets up to which amount somebody may, under Setup, People.
      </p>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (personId === null) return;
        mail.mutate(
          { input: { id, personId } },
          { onSuccess: ({ endsOn }) => say(`Sent. The link approves this content once, until ${endsOn}.`) },
        );
      }}
    >
      <Refusal error={mail.error} />
      <Group align="end" gap="xs">
        <Select
          label="Who approves"
          description="For the proforma exactly as it is now."
          inputWrapperOrder={['label', 'input', 'description']}
          w={280}
          data={approvers.map((a) => ({ value: a.personId, label: a.name }))}
          value={personId}
          onChange={setPerson}
        />
        <Button type="submit" mb={20} loading={mail.isPending} disabled={personId === null}>
          Send
        </Button>
      </Group>
    </form>
  );
}

function Invite({ id }: { id: string }) {
  const { today } = useMe();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [endsOn, setEnds] = useState<string>(addDays(today, 14));
  const [message, setMessage] = useState('');
  const invite = useDo(inviteReviewer);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate(
      { input: { id, name, email, endsOn, message } },
      {
        onSuccess: () => {
          say(`${name} is invited.`);
          setName('');
          setEmail('');
          setMessage('');
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Refusal error={invite.error} />
      <div className="form-grid">
        <TextInput label="Name" value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <TextInput label="E-mail" type="email" value={email} onChange={(e) => setEmail(e.currentTarget.value)} />
        <DayInput label="Until" today={today} value={endsOn} onDay={setEnds} />
        <Textarea
          className="wide"
          label="Message"
          autosize
          minRows={2}
          value={message}
          onChange={(e) => setMessage(e.currentTarget.value)}
        />
      </div>
      <p className="small quiet">They see this proforma alone, and may leave notes, return it or mark it complete.</p>
      <Group justify="flex-end">
        <Button type="submit" loading={invite.isPending}>
          Invite
        </Button>
      </Group>
    </form>
  );
}

function LinkList({ rows }: { rows: Links['rows'] }) {
  const revoke = useDo(revokeLink);
  return (
    <Section title="Links so far">
      <PlainTable
        heads={['Who', 'For', 'By', 'Standing', 'Used']}
        empty="No link to this proforma was sent."
        rows={rows.map((r) => ({
          key: r.linkId,
          cells: [
            <span key="w" title={r.email}>
              {r.who}
            </span>,
            r.kind === 'approve' ? 'approval' : 'review',
            r.madeBy,
            r.standing === 'live' ? `until ${r.endsOn}` : r.standing,
            r.uses.length === 0 ? (
              <span className="quiet">not yet</span>
            ) : (
              r.uses.map((u) => (
                <div key={u.recordedAt} className="small">
                  {momentText(u.recordedAt)} {u.what}
                  {u.note === '' ? '' : `: ${u.note}`}
                </div>
              ))
            ),
          ],
          more:
            r.standing === 'live' ? (
              <>
                {r.yours ? <CopyAddress linkId={r.linkId} /> : null}
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() =>
                    revoke.mutate(
                      { input: { linkId: r.linkId } },
                      { onSuccess: () => say('The link is withdrawn.'), onError: sayRefused },
                    )
                  }
                >
                  Revoke
                </Button>
              </>
            ) : undefined,
        }))}
      />
    </Section>
  );
}
