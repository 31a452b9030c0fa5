import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import {
  acknowledgeGuideline,
  addGuidelineVersion,
  adoptGuideline,
  backTest,
  showGuideline,
} from '../../modules/flags/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { perform } from '../api/client.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Answer, Page, Refusal, Section } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { BackTestResult } from './back-test.tsx';
import { type Clause, GuidelineForm } from './guideline-form.tsx';
import { paramText } from './params.ts';

type Guideline = OutputOf<typeof showGuideline>;
type Version = Guideline['versions'][number];

export function GuidelinePage() {
  const { id = '' } = useParams();
  const guideline = useAsk(showGuideline, { id });
  return (
    <Answer of={guideline}>
      {(data) => (
        <Page
          title={data.title}
          crumb={<Link to={`/clients/${data.clientId}`}>{data.client}</Link>}
          aside={<Revise guideline={data} />}
        >
          {data.versions.map((version) => (
            <VersionSection key={version.id} version={version} newest={version === data.versions[0]} />
          ))}
        </Page>
      )}
    </Answer>
  );
}

function Revise({ guideline }: { guideline: Guideline }) {
  const may = useMay();
  const [revising, setRevising] = useState(false);
  const newest = guideline.versions[0];
  if (!may('set flag rules') || !newest) return null;
  const clauses = newest.clauses.map((clause): Clause => {
    const [rule] = clause.rules;
    return {
      number: clause.number,
      words: clause.words,
      code: rule?.code ?? '',
      severity: rule?.severity ?? 'fix',
      params: Object.fromEntries(Object.entries(rule?.params ?? {}).map(([name, value]) => [name, paramText(value)])),
    };
  });
  return (
    <>
      <Button onClick={() => setRevising(true)}>Revise …</Button>
      {revising ? (
        <GuidelineForm
          title={`${guideline.title}: version ${newest.version + 1}`}
          endpoint={addGuidelineVersion}
          id={guideline.id}
          clauses={clauses}
          onDone={(answer) => say(answer.sentence)}
          onClose={() => setRevising(false)}
        />
      ) : null}
    </>
  );
}

function VersionSection({ version, newest }: { version: Version; newest: boolean }) {
  const may = useMay();
  const { today } = useMe();
  const client = useQueryClient();
  const [adopting, setAdopting] = useState(false);
  const acknowledge = useDo(acknowledgeGuideline);
  const back = useDo(backTest);
  const held =
    version.from === null ? 'not adopted' : `from ${version.from}${version.to === null ? '' : ` to ${version.to}`}`;
  return (
    <Section title={`Version ${version.version}, ${held}`}>
      {version.note === '' ? null : <p>{version.note}</p>}
      <table className="ruled">
        <thead>
          <tr>
            <th>Clause</th>
            <th>Words</th>
            <th>Kept by</th>
          </tr>
        </thead>
        <tbody>
          {version.clauses.map((clause) => (
            <tr key={clause.id}>
              <td>{clause.number}</td>
              <td>{clause.words}</td>
              <td>
                {clause.rules.length === 0 ? <span className="quiet">for people to read</span> : null}
                {clause.rules.map((rule) => (
                  <div key={rule.id}>
                    {rule.title} ({rule.severity}){rule.runs ? '' : ', can’t run yet'}
                    <div className="small quiet">
                      {Object.entries(rule.params)
                        .map(([name, value]) => `${name}: ${paramText(value)}`)
                        .join('; ')}
                    </div>
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small quiet">
        Read by {version.read.length === 0 ? 'nobody yet' : version.read.map((one) => one.name).join(', ')}.
        {version.unread.length > 0 ? ` Not yet by ${version.unread.join(', ')}.` : ''} Kept by {version.who}.
      </p>
      <div className="row" style={{ gap: 8, flexWrap: 'wrap' }}>
        {version.from === null && may('set flag rules') ? (
          <Button onClick={() => setAdopting(true)}>Adopt …</Button>
        ) : null}
        {newest && may('edit proformas') ? (
          <Button
            variant="default"
            loading={back.isPending}
            onClick={() => back.mutate({ input: { guideline: version.id } })}
          >
            Back-test over twelve months
          </Button>
        ) : null}
        {may('record work') ? (
          <Button
            variant="default"
            onClick={() =>
              acknowledge.mutate(
                { input: { versionId: version.id } },
                { onSuccess: (a) => say(a.sentence), onError: sayRefused },
              )
            }
          >
            I have read it
          </Button>
        ) : null}
      </div>
      {back.error ? <Refusal error={back.error} /> : null}
      {back.data ? <BackTestResult answer={back.data} /> : null}
      {adopting ? (
        <FormDialog
          title={`Adopt version ${version.version}`}
          fields={[
            { name: 'from', label: 'From', kind: 'day', needed: true, help: 'The version before ends on that day.' },
            { name: 'reason', label: 'Why' },
          ]}
          initial={{ from: today, reason: '' }}
          action="Adopt"
          onSubmit={async (values) => {
            const answer = await perform(adoptGuideline, {
              versionId: version.id,
              from: values['from'] ?? '',
              reason: values['reason'] ?? '',
            });
            say(answer.sentence);
            await client.invalidateQueries();
            setAdopting(false);
          }}
          onClose={() => setAdopting(false)}
        />
      ) : null}
    </Section>
  );
}
