import { Link, useParams } from 'react-router';
import { showRun } from '../../modules/proformas/contract/runs.ts';
import { useAsk } from '../api/use.ts';
import { momentText } from '../parts/day.tsx';
import { Answer, Exports, Page } from '../parts/page.tsx';
import { Outcomes } from './outcomes.tsx';

export function RunPage() {
  const id = useParams()['id'] ?? '';
  const run = useAsk(showRun, { id });
  return (
    <Page
      title={run.data ? `Run through ${run.data.criteria.throughDay}` : 'Run'}
      crumb={<Link to="/runs">Runs</Link>}
      aside={
        <>
          <Exports of={showRun} input={{ id }} />
          <Link to="/proformas">Go to the proformas</Link>
        </>
      }
    >
      <Answer of={run}>
        {(data) => (
          <>
            <p className="quiet">
              By {data.who}, {momentText(data.recordedAt)}. {data.about}.
            </p>
            <Outcomes name="outcomes" rows={data.rows} />
          </>
        )}
      </Answer>
    </Page>
  );
}
