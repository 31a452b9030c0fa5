import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type OutputOf, pathOf } from '../../kernel/endpoint.ts';
import { importToMend, showImport, takeBackImport } from '../../modules/cards/contract.ts';
import { queryText } from '../api/client.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { momentText } from '../parts/day.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Answer, Figure, Page, Refusal } from '../parts/page.tsx';
import { StateBadge } from '../parts/state.tsx';
import { ListedRows, RefusedRows } from './refused-rows.tsx';

type Shown = OutputOf<typeof showImport>;

export function isUnderWay(state: Shown['state']): boolean {
  return state === 'received' || state === 'reading' || state === 'taking';
}

/** How far the worker is; the page asks again each second. */
function UnderWay({ of: { state, progress, total } }: { of: Shown }) {
  const share = total === 0 ? 0 : Math.min(100, (progress * 100) / total);
  const said = { received: 'Waiting for the worker.', reading: 'Reading the file.' };
  return (
    <>
      <Progress value={share} aria-label="Progress" />
      <p role="status" className="quiet">
        {state === 'taking' ? `${progress} of ${total} rows.` : said[state as keyof typeof said]} You can leave this
        page; the import goes on.
      </p>
    </>
  );
}

export function ImportPage() {
  const id = useParams()['id'] ?? '';
  const may = useMay();
  const [running, setRunning] = useState(true);
  const [asking, setAsking] = useState(false);
  const takeBack = useDo(takeBackImport);
  const shown = useAsk(showImport, { id }, { every: running ? 1_000 : false });
  const isRunning = shown.data ? isUnderWay(shown.data.state) : true;
  if (isRunning !== running) setRunning(isRunning);
  return (
    <Page
      title={shown.data?.fileName ?? 'Import'}
      crumb={<Link to="/work/import">Import</Link>}
      aside={
        shown.data?.canTakeBack && may('import work') ? (
          <Button variant="default" onClick={() => setAsking(true)}>
            Take back
          </Button>
        ) : null
      }
    >
      <Answer of={shown}>
        {(data) => (
          <>
            <div className="strip">
              <Figure label="State">
                <StateBadge state={data.state} />
              </Figure>
              <Figure label="Rows">{data.total}</Figure>
              <Figure label="Taken" lead>
                <Link to={`/work/cards?importId=${data.id}`}>{data.accepted}</Link>
              </Figure>
              <Figure label="Taken before">{data.duplicate}</Figure>
              <Figure label="Refused">{data.refused}</Figure>
              {data.noticed > 0 ? <Figure label="Other rate">{data.noticed}</Figure> : null}
            </div>
            {isUnderWay(data.state) ? <UnderWay of={data} /> : null}
            {data.failure ? <Refusal error={new Error(data.failure.sentence)} /> : null}
            <p className="quiet">
              By {data.who}, {momentText(data.recordedAt)}. {data.whyNot}
            </p>
            <RefusedRows
              rows={data.refusedRows}
              total={data.refused}
              file={
                <Button
                  component="a"
                  href={`${pathOf(importToMend)}.file${queryText({ id: data.id })}`}
                  download
                  size="compact-xs"
                  variant="default"
                >
                  Download to mend
                </Button>
              }
            />
            <ListedRows
              rows={data.notices}
              total={data.noticed}
              name={`noticed-${data.fileName}`}
              title="Taken; worth knowing"
            />
          </>
        )}
      </Answer>
      {asking ? (
        <FormDialog
          title="Take the import back"
          action="Take back"
          size="md"
          onClose={() => setAsking(false)}
          initial={{ reason: '' }}
          fields={[{ name: 'reason', label: 'Reason', wide: true, needed: true }]}
          onSubmit={async (v) => {
            await takeBack.mutateAsync({ input: { id, reason: v['reason'] ?? '' } });
            setAsking(false);
          }}
        />
      ) : null}
    </Page>
  );
}
