import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addExpected, listExpected } from '../../modules/matters/contract/expected.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { DayInput } from '../parts/day.tsx';

interface UntilProps {
  readonly matterId: string;
  readonly untilDay: string;
  readonly untilEventId: string | null;
  readonly onChange: (part: { untilDay?: string; untilEventId?: string | null }) => void;
}

interface Spoken {
  /** what an empty day means */
  readonly empty: string;
  /** what ends when it has happened */
  readonly ends: string;
}

const HOLD: Spoken = {
  empty: 'Empty: until it is released by hand.',
  ends: 'The hold ends on the day it is marked on the matter’s page.',
};

/** Until when work is held or a proforma deferred: a day, or something expected on the matter. */
export function UntilFields({
  matterId,
  untilDay,
  untilEventId,
  onChange,
  spoken = HOLD,
}: UntilProps & { spoken?: Spoken }) {
  const { today } = useMe();
  const [title, setTitle] = useState('');
  const expected = useAsk(listExpected, { matterId });
  const add = useDo(addExpected);
  const open = (expected.data?.rows ?? []).filter((row) => row.happenedOn === null);
  return (
    <>
      <DayInput
        label="Until"
        description={spoken.empty}
        today={today}
        value={untilDay}
        onDay={(day) => onChange({ untilDay: day })}
      />
      <Select
        mt={10}
        label="Until this happens on the matter"
        description={spoken.ends}
        inputWrapperOrder={['label', 'input', 'description']}
        placeholder={open.length === 0 ? 'Nothing is expected yet' : 'Nothing'}
        data={open.map((row) => ({
          value: row.id,
          label: row.expectedOn === null ? row.title : `${row.title}, expected ${row.expectedOn}`,
        }))}
        value={untilEventId}
        onChange={(value) => onChange({ untilEventId: value })}
        clearable
      />
      <div className="row" style={{ marginTop: 6, alignItems: 'end' }}>
        <TextInput
          className="grow"
          label="Something else that is expected"
          placeholder="Grant of the patent"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={title.trim() === '' || add.isPending}
          onClick={() =>
            add.mutate(
              { input: { matterId, title } },
              {
                onSuccess: ({ id }) => {
                  setTitle('');
                  onChange({ untilEventId: id });
                },
              },
            )
          }
        >
          Add
        </Button>
      </div>
    </>
  );
}
