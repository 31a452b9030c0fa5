import { useState } from 'react';
import { setAgeingPolicy, showAgeingPolicy } from '../../modules/ageing/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { AddButton } from '../setup/add-button.tsx';

/** From which age on attorneys are asked about work, and when by itself. */
export function AgeingPolicy() {
  const may = useMay()('set up firm');
  const { today } = useMe();
  const [open, setOpen] = useState(false);
  const answer = useAsk(showAgeingPolicy, {});
  const set = useDo(setAgeingPolicy);
  return (
    <Section title="Lists of old work" aside={may ? <AddButton name="Set" onClick={() => setOpen(true)} /> : null}>
      <Answer of={answer} rows={1}>
        {({ policy }) =>
          policy ? (
            <p>
              Work older than {policy.olderThanDays} days,{' '}
              {policy.dayOfMonth === null
                ? 'when somebody sends the lists'
                : `sent on day ${policy.dayOfMonth} of each month`}
              , since {policy.from}.
            </p>
          ) : (
            <p className="quiet">Not set. The lists can be sent with an age chosen then.</p>
          )
        }
      </Answer>
      {open ? (
        <FormDialog
          title="Lists of old work"
          action="Set"
          size="md"
          onClose={() => setOpen(false)}
          initial={{
            from: today,
            olderThanDays: String(answer.data?.policy?.olderThanDays ?? 90),
            dayOfMonth: String(answer.data?.policy?.dayOfMonth ?? ''),
          }}
          fields={[
            { name: 'from', label: 'From', kind: 'day', needed: true },
            { name: 'olderThanDays', label: 'Older than so many days', needed: true },
            {
              name: 'dayOfMonth',
              label: 'Day of the month',
              help: '1 to 28; empty: only when somebody sends them.',
            },
          ]}
          onSubmit={async (v) => {
            await set.mutateAsync({
              input: {
                from: v['from'] ?? '',
                olderThanDays: Number(v['olderThanDays']),
                dayOfMonth: v['dayOfMonth'] ? Number(v['dayOfMonth']) : null,
              },
            });
            say('Set.');
            setOpen(false);
          }}
        />
      ) : null}
    </Section>
  );
}
