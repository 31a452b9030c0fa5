import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { counted } from '../../kernel/text.ts';
import { addExpected, expectedHappened, listExpected } from '../../modules/matters/contract/expected.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { DayInput } from '../parts/day.tsx';
import { Answer, Empty, Refusal, Section } from '../parts/page.tsx';

/** What is expected on the matter; work can be held until it happens. */
export function ExpectedEvents({ matterId }: { matterId: string }) {
  const may = useMay()('edit proformas');
  const expected = useAsk(listExpected, { matterId });
  return (
    <Section title="Expected">
      <Answer of={expected} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty
              what="Nothing is expected."
              how="Add a filing, a grant or an answer: work can be held until it happens."
            />
          ) : (
            <table className="ruled">
              <tbody>
                {rows.map((row) => (
                  <Row key={row.id} row={row} may={may} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {may ? <Add matterId={matterId} /> : null}
    </Section>
  );
}

interface RowProps {
  readonly row: {
    readonly id: string;
    readonly title: string;
    readonly expectedOn: string | null;
    readonly happenedOn: string | null;
    readonly waiting: number;
  };
  readonly may: boolean;
}

function Row({ row, may }: RowProps) {
  const { today } = useMe();
  const [on, setOn] = useState<string>(today);
  const happened = useDo(expectedHappened);
  return (
    <tr>
      <td>
        {row.title}
        {happened.error ? <Refusal error={happened.error} /> : null}
      </td>
      <td className="quiet">
        {row.happenedOn === null ? (row.expectedOn ?? 'no day yet') : `happened on ${row.happenedOn}`}
      </td>
      <td className="quiet">{row.waiting > 0 ? `${counted(row.waiting, 'card')} waiting` : ''}</td>
      <td className="num">
        {may && row.happenedOn === null ? (
          <span className="row" style={{ justifyContent: 'flex-end' }}>
            <DayInput aria-label={`Day of ${row.title}`} size="xs" w={120} today={today} value={on} onDay={setOn} />
            <Button
              size="compact-xs"
              variant="default"
              loading={happened.isPending}
              onClick={() => happened.mutate({ input: { id: row.id, on } })}
            >
              It happened
            </Button>
          </span>
        ) : null}
      </td>
    </tr>
  );
}

function Add({ matterId }: { matterId: string }) {
  const { today } = useMe();
  const [title, setTitle] = useState('');
  const [on, setOn] = useState('');
  const add = useDo(addExpected);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate(
      { input: { matterId, title, expectedOn: on === '' ? null : on } },
      {
        onSuccess: () => {
          setTitle('');
          setOn('');
        },
      },
    );
  };
  return (
    <form className="row" style={{ alignItems: 'end', marginTop: 8 }} onSubmit={submit}>
      <TextInput
        className="grow"
        label="What is expected"
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <DayInput label="About when" w={130} today={today} value={on} onDay={setOn} />
      <Button type="submit" variant="default" disabled={title.trim() === ''} loading={add.isPending}>
        Add
      </Button>
      {add.error ? <Refusal error={add.error} /> : null}
    </form>
  );
}
