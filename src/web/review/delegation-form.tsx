import { setDelegation } from '../../modules/proformas/contract/review.ts';
import { useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { say } from '../parts/say.ts';
import { useReviewers } from './reviewer-options.ts';

/** Names who reviews in somebody's place, for a while. */
export function DelegationForm({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const others = useMay()('run proformas');
  const options = useReviewers();
  const set = useDo(setDelegation);
  return (
    <FormDialog
      title="Somebody stands in"
      action="Name"
      onClose={onClose}
      initial={{ principalId: others ? '' : me.person.id, delegateId: '', clientId: '', from: me.today, to: '' }}
      fields={[
        { name: 'principalId', label: 'For', kind: 'choice', options, needed: true, off: !others },
        { name: 'delegateId', label: 'Stands in', kind: 'choice', options, needed: true },
        { name: 'from', label: 'From', kind: 'day', needed: true },
        { name: 'to', label: 'Through', kind: 'day', needed: true },
        {
          name: 'clientId',
          label: 'Client',
          kind: 'client',
          help: 'Empty: all clients.',
        },
      ]}
      onSubmit={async (v) => {
        await set.mutateAsync({
          input: {
            principalId: v['principalId'] ?? '',
            delegateId: v['delegateId'] ?? '',
            clientId: v['clientId'] || null,
            from: v['from'] ?? '',
            to: v['to'] ?? '',
          },
        });
        say('Named. What is answered is recorded as done on behalf.');
        onClose();
      }}
    />
  );
}
