import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { checkSample, listSamples, setSamplePolicy } from '../../modules/flags/contract.ts';
import { perform } from '../api/client.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Answer, Empty, Exports, Section } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';

/** Proformas picked for a second pair of eyes. */
export function Samples() {
  const may = useMay();
  const client = useQueryClient();
  const samples = useAsk(listSamples, { waiting: 'true' });
  const check = useDo(checkSample);
  const [setting, setSetting] = useState(false);
  const [returning, setReturning] = useState<string | null>(null);
  return (
    <Section title="Second look" aside={<Exports of={listSamples} />}>
      <Answer of={samples} rows={3}>
        {(data) => (
          <>
            <p className="quiet">
              {data.policy.sharePpm / 10_000} % of the proformas are picked
              {data.policy.codes.length > 0 ? `, and all that these rules flag: ${data.policy.codes.join(', ')}` : ''}.
              A picked one is billed once somebody who didn’t work on it has passed it.{' '}
              {may('set flag rules') ? (
                <Button size="compact-xs" variant="default" onClick={() => setSetting(true)}>
                  Change …
                </Button>
              ) : null}
            </p>
            {data.rows.length === 0 ? (
              <Empty what="Nothing waits for a second look." how="Picked proformas stand here." />
            ) : null}
            {data.rows.map((row) => (
              <div
                key={row.proformaId}
                className="panel-row row"
                style={{ gap: 10, flexWrap: 'wrap', alignItems: 'baseline' }}
              >
                <Link to={`/proformas/${row.proformaId}`}>Proforma {row.number}</Link>
                <span className="small quiet">
                  {row.client}, {row.matter}: {row.why}
                  {row.outcome === 'returned' ? `. Returned by ${row.checker}: ${row.note}` : ''}
                </span>
                {may('check quality') ? (
                  <span style={{ marginLeft: 'auto' }} className="row">
                    <Button
                      size="compact-xs"
                      disabled={check.isPending}
                      onClick={() =>
                        check.mutate(
                          { input: { proformaId: row.proformaId, outcome: 'passed' } },
                          { onSuccess: (a) => say(a.sentence), onError: sayRefused },
                        )
                      }
                    >
                      Pass
                    </Button>
                    <Button size="compact-xs" variant="default" onClick={() => setReturning(row.proformaId)}>
                      Return …
                    </Button>
                  </span>
                ) : null}
              </div>
            ))}
            {setting ? (
              <FormDialog
                title="What is picked"
                fields={[
                  { name: 'share', label: 'Per cent of the proformas', needed: true },
                  {
                    name: 'codes',
                    label: 'And all that these rules flag',
                    help: 'Codes of rules, with commas between.',
                  },
                ]}
                initial={{ share: String(data.policy.sharePpm / 10_000), codes: data.policy.codes.join(', ') }}
                action="Set"
                onSubmit={async (values) => {
                  const answer = await perform(setSamplePolicy, {
                    sharePpm: Math.trunc(Number(values['share']) * 10_000),
                    codes: (values['codes'] ?? '')
                      .split(',')
                      .map((one) => one.trim())
                      .filter((one) => one !== ''),
                  });
                  say(answer.sentence);
                  await client.invalidateQueries();
                  setSetting(false);
                }}
                onClose={() => setSetting(false)}
              />
            ) : null}
            {returning ? (
              <FormDialog
                title="Return it"
                fields={[{ name: 'note', label: 'What is to be mended', needed: true }]}
                initial={{ note: '' }}
                action="Return"
                onSubmit={async (values) => {
                  const answer = await perform(checkSample, {
                    proformaId: returning,
                    outcome: 'returned',
                    note: values['note'] ?? '',
                  });
                  say(answer.sentence);
                  await client.invalidateQueries();
                  setReturning(null);
                }}
                onClose={() => setReturning(null)}
              />
            ) : null}
          </>
        )}
      </Answer>
    </Section>
  );
}
