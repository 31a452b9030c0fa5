import { Button, Group, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { checkFee, saveFee, setOwnFee, showFee, AMOUNT_FOR, type AmountFor } from '../../modules/fees/contract/book.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { DayInput, spanText } from '../parts/day.tsx';
import { Amount, moneyFrom } from '../parts/money.tsx';
import { Answer, Refusal, Section } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { Sureness } from './sureness.tsx';

type Fee = OutputOf<typeof showFee>;

/** One fee through its versions, with what the firm says of it. */
export function FeeDialog({ item, onClose }: { item: string; onClose: () => void }) {
  const fee = useAsk(showFee, { item });
  return (
    <Modal
      opened
      onClose={onClose}
      title={fee.data ? `${fee.data.office} ${fee.data.name}` : 'Fee'}
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Answer of={fee}>{(data) => <Inside key={data.version} fee={data} />}</Answer>
    </Modal>
  );
}

function Inside({ fee }: { fee: Fee }) {
  const may = useMay()('keep docket');
  return (
    <>
      <History fee={fee} />
      {may ? (
        <>
          <OwnAmount fee={fee} />
          <OwnWords fee={fee} />
        </>
      ) : null}
    </>
  );
}

function History({ fee }: { fee: Fee }) {
  const may = useMay()('keep docket');
  const [checking, setChecking] = useState<string | null>(null);
  return (
    <Section title={fee.key}>
      <div className="scroll-x">
        <table className="ruled stacks">
          <tbody>
            {fee.history.map((entry) => (
              <tr key={entry.versionId}>
                <td>
                  {entry.version}
                  <div className="small quiet">
                    {spanText(entry)}
                    {entry.provision === '' ? '' : ` · ${entry.provision}`}
                    {entry.code === '' ? '' : ` · code ${entry.code}`}
                    {entry.counts === '' ? '' : ` · ${entry.counts}`}
                  </div>
                  <div className="small quiet">{entry.checked ?? entry.sources.join('; ')}</div>
                  {checking === entry.versionId ? (
                    <Check fee={fee} entry={entry} onDone={() => setChecking(null)} />
                  ) : null}
                </td>
                <td className="nowrap">
                  <Sureness of={entry} />
                  {may && checking !== entry.versionId && (!entry.sure || entry.checked !== null) ? (
                    <div>
                      <Button size="compact-xs" variant="default" onClick={() => setChecking(entry.versionId)}>
                        {entry.checked === null ? 'I compared it' : 'Not so'}
                      </Button>
                    </div>
                  ) : null}
                </td>
                <td className="num nowrap">
                  {AMOUNT_FOR.map((status) => {
                    const amount = entry.amounts[status];
                    return amount ? (
                      <div key={status}>
                        <span className="quiet small">{status === 'any' ? '' : status}</span> <Amount of={amount} />
                      </div>
                    ) : null;
                  })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** Says that an unsure amount was compared with the office's list, or that it was not. */
function Check({ fee, entry, onDone }: { fee: Fee; entry: Fee['history'][number]; onDone: () => void }) {
  const [note, setNote] = useState('');
  const check = useDo(checkFee);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        check.mutate(
          { input: { item: fee.key, on: entry.from, note, withdraw: entry.checked !== null } },
          { onSuccess: onDone },
        );
      }}
    >
      <Refusal error={check.error} />
      <Group align="end" gap="xs" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          data-autofocus
          label={entry.checked === null ? 'Compared with what, and when' : 'Why not'}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit" disabled={note.trim() === ''} loading={check.isPending}>
          Say so
        </Button>
      </Group>
    </form>
  );
}

function OwnAmount({ fee }: { fee: Fee }) {
  const { today } = useMe();
  const [status, setStatus] = useState<AmountFor>('any');
  const [amount, setAmount] = useState('');
  const [from, setFrom] = useState<string>(today);
  const [reason, setReason] = useState('');
  const save = useDo(setOwnFee);
  const currency = fee.history[0]?.currency ?? '';
  const own = fee.history[0]?.own ?? [];
  const money = moneyFrom(amount, currency);
  const set = (value: typeof money): void => {
    save.mutate({ input: { item: fee.key, entityStatus: status, amount: value, from, reason } });
  };
  return (
    <Section title="The firm’s own amount">
      {own.length === 0 ? (
        <p className="quiet">None. Where one is set, it counts before the published amount.</p>
      ) : (
        <table className="ruled">
          <tbody>
            {own.map((o) => (
              <tr key={o.id}>
                <td>
                  {o.entityStatus === 'any' ? 'every applicant' : o.entityStatus}
                  <div className="small quiet">{o.reason}</div>
                </td>
                <td className="quiet nowrap">{spanText(o)}</td>
                <td className="num">
                  <Amount of={o.amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Refusal error={save.error} />
      <Group align="end" gap="xs" mt="xs">
        <Select
          label="Applicant"
          w={120}
          data={AMOUNT_FOR.map((value) => ({ value, label: value === 'any' ? 'every' : value }))}
          value={status}
          allowDeselect={false}
          onChange={(value) => setStatus(value as AmountFor)}
        />
        <TextInput
          label={`Amount, ${currency}`}
          w={120}
          value={amount}
          onChange={(e) => setAmount(e.currentTarget.value)}
        />
        <DayInput label="From" w={130} today={today} value={from} onDay={setFrom} />
        <ReasonInput value={reason} onValue={setReason} w={220} />
        <Button
          disabled={money === null || reason.trim() === '' || from === ''}
          loading={save.isPending}
          onClick={() => set(money)}
        >
          Set
        </Button>
        {own.some((o) => o.to === null && o.entityStatus === status) ? (
          <Button variant="default" disabled={reason.trim() === '' || from === ''} onClick={() => set(null)}>
            End it
          </Button>
        ) : null}
      </Group>
    </Section>
  );
}

function OwnWords({ fee }: { fee: Fee }) {
  const [text, setText] = useState(fee.ownText);
  const [code, setCode] = useState(fee.expenseCode);
  const [aliases, setAliases] = useState(
    fee.aliases
      .filter((a) => a.own)
      .map((a) => a.alias)
      .join('\n'),
  );
  const save = useDo(saveFee);
  const published = fee.aliases.filter((a) => !a.own).map((a) => a.alias);
  return (
    <Section title="The firm’s own words">
      <Refusal error={save.error} />
      <TextInput
        label="On the invoice"
        description="In place of the published name; a new version leaves it."
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group align="start" gap="xs" mt="xs" grow>
        <Textarea
          label="Other names, one a line"
          description={published.length === 0 ? 'Found by them too.' : `Also known as ${published.join(', ')}.`}
          autosize
          minRows={2}
          value={aliases}
          onChange={(event) => setAliases(event.currentTarget.value)}
        />
        <TextInput
          label="Expense code"
          description="Kept on the card."
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </Group>
      <Group justify="flex-end" mt="xs">
        <Button
          loading={save.isPending}
          onClick={() =>
            save.mutate({
              input: {
                item: fee.key,
                version: fee.version,
                ownText: text,
                expenseCode: code,
                aliases: aliases
                  .split('\n')
                  .map((a) => a.trim())
                  .filter((a) => a !== ''),
              },
            })
          }
        >
          Save
        </Button>
      </Group>
    </Section>
  );
}
