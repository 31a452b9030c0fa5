import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { counted } from '../../kernel/text.ts';
import { dismissPrepared, generatePrepared, showPrepared } from '../../modules/proformas/contract/schedules.ts';
import { useAsk, useDo, useDoOnce } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { momentText } from '../parts/day.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Answer, Page, Refusal } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { sentenceCase } from '../parts/state.tsx';
import { Outcomes } from './outcomes.tsx';
import { decidedText } from './schedules.tsx';

/** A run that was prepared by the clock; a person generates it or lets it go. */
export function PreparedPage() {
  const id = useParams()['id'] ?? '';
  const may = useMay()('run proformas');
  const navigate = useNavigate();
  const prepared = useAsk(showPrepared, { id });
  const generate = useDo(generatePrepared);
  const dismiss = useDoOnce(dismissPrepared);
  const [dismissing, setDismissing] = useState(false);
  const waiting = prepared.data?.decision === null ? prepared.data : null;
  return (
    <Page
      title={prepared.data ? `${prepared.data.name}, through ${prepared.data.throughDay}` : 'Prepared run'}
      crumb={<Link to="/runs">Runs</Link>}
      aside={
        may && waiting ? (
          <>
            <Button
              loading={generate.isPending}
              onClick={() =>
                generate.mutate(
                  { input: { id } },
                  {
                    onSuccess: ({ runId, sentence }) => {
                      say(sentence);
                      void navigate(`/runs/${runId}`);
                    },
                  },
                )
              }
            >
              Generate {counted(waiting.generated, 'proforma')}
            </Button>
            <Button variant="default" onClick={() => setDismissing(true)}>
              Dismiss …
            </Button>
          </>
        ) : null
      }
    >
      <Refusal error={generate.error} />
      <Answer of={prepared}>
        {(data) => (
          <>
            <p className="quiet">
              {data.about}. Prepared {momentText(data.preparedAt)}.{' '}
              {data.decision === null
                ? 'Nothing is generated yet: every matter is judged again when you generate, and what changed is told.'
                : `${sentenceCase(decidedText(data))}. By ${data.decidedBy}.`}{' '}
              {data.runId === null ? null : <Link to={`/runs/${data.runId}`}>See the run</Link>}
            </p>
            <Outcomes name="prepared" rows={data.rows} />
          </>
        )}
      </Answer>
      {dismissing ? (
        <FormDialog
          title="Let this run go"
          action="Dismiss"
          initial={{ reason: '' }}
          fields={[{ name: 'reason', label: 'Why', wide: true }]}
          onClose={() => setDismissing(false)}
          onSubmit={async (values) => {
            say((await dismiss.once({ id, reason: values['reason'] ?? '' })).sentence);
            setDismissing(false);
          }}
        />
      ) : null}
    </Page>
  );
}
