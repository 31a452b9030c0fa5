import { useState } from 'react';
import { counted } from '../../kernel/text.ts';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listWaitingPolicies, setWaitingPolicy, WAITS } from '../../modules/proformas/contract/review.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { AgeingPolicy } from '../ageing-wip/policy.tsx';
import { AddButton } from '../setup/add-button.tsx';
import { PlainTable } from '../setup/plain-table.tsx';

type Waits = OutputOf<typeof listWaitingPolicies>['rows'][number]['what'];

const WORDS: Readonly<Record<Waits, string>> = {
  'with-reviewer': 'With a reviewer',
  completed: 'Completed, not approved',
  'approval-pending': 'Approval pending',
  approved: 'Approved, not billed',
  'ageing-list': 'Ageing list not answered',
};

/** What waits, and when somebody hears of it. */
export function WaitingTab() {
  return (
    <>
      <Waiting />
      <AgeingPolicy />
    </>
  );
}

/** After how many days somebody is reminded, and when whom else is told. */
function Waiting() {
  const may = useMay()('set up firm');
  const { today, people } = useMe();
  const [open, setOpen] = useState(false);
  const answer = useAsk(listWaitingPolicies, {});
  const set = useDo(setWaitingPolicy);
  return (
    <Section
      title="Reminders and escalation"
      aside={may ? <AddButton name="Set" onClick={() => setOpen(true)} /> : null}
    >
      <Answer of={answer} rows={3}>
        {(data) => (
          <PlainTable
            heads={['What waits', 'Reminded every', 'Escalated after', 'To', 'From', 'Counts now']}
            empty="Nobody is reminded of anything yet. Set after how many days, per state."
            rows={data.rows.map((r) => ({
              key: r.what + r.from,
              cells: [
                WORDS[r.what],
                counted(r.remindDays, 'day'),
                r.escalateDays === null ? 'never' : counted(r.escalateDays, 'day'),
                r.escalateTo,
                r.from,
                r.counts ? 'yes' : 'no',
              ],
            }))}
          />
        )}
      </Answer>
      {open ? (
        <FormDialog
          title="Reminders and escalation"
          action="Set"
          onClose={() => setOpen(false)}
          initial={{ what: 'with-reviewer', from: today, remindDays: '3', escalateDays: '', escalateTo: '' }}
          fields={[
            {
              name: 'what',
              label: 'What waits',
              kind: 'choice',
              needed: true,
              options: WAITS.map((value) => ({ value, label: WORDS[value] })),
            },
            { name: 'from', label: 'From', kind: 'day', needed: true },
            { name: 'remindDays', label: 'Remind after so many days, and again', needed: true },
            { name: 'escalateDays', label: 'Escalate after so many days', help: 'Empty: never.' },
            {
              name: 'escalateTo',
              label: 'Escalate to',
              kind: 'choice',
              options: people.map((p) => ({ value: p.id, label: p.name })),
            },
          ]}
          onSubmit={async (v) => {
            await set.mutateAsync({
              input: {
                what: v['what'] as Waits,
                from: v['from'] ?? '',
                remindDays: Number(v['remindDays']),
                escalateDays: v['escalateDays'] ? Number(v['escalateDays']) : null,
                escalateTo: v['escalateTo'] || null,
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
