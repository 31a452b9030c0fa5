import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { lookAtProformas, showQueue } from '../../modules/flags/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { type Filters, given, useFilters } from '../parts/filters.ts';
import { Answer, Empty, Page } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { Severity } from '../parts/state.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';
import { BatchFix } from './batch-fix.tsx';
import './flags.css';
import { QueueDesk } from './queue-desk.tsx';

type Queue = OutputOf<typeof showQueue>;

/** Open proformas with flags, the gravest and dearest first; worked through without leaving the keyboard. */
export function PreReview() {
  const filters = useFilters();
  const may = useMay();
  const narrowed = given({
    severity: filters.of('severity'),
    code: filters.of('code'),
    words: filters.of('words'),
    unsubmitted: filters.of('unsubmitted'),
  });
  const queue = useAsk(showQueue, narrowed as Parameters<typeof useAsk<typeof showQueue>>[1], { keep: true });
  const look = useDo(lookAtProformas);
  // Another filter is another queue, begun at its top once it has come.
  const asks = JSON.stringify(narrowed);
  const [shown, setShown] = useState(asks);
  if (!queue.isPlaceholderData && shown !== asks) setShown(asks);
  return (
    <Page
      title="Pre-review"
      aside={
        may('edit proformas') ? (
          <Button
            variant="default"
            loading={look.isPending}
            onClick={() =>
              look.mutate(
                { input: {} },
                {
                  onSuccess: (done) =>
                    say(`${counted(done.looked, 'proforma')} looked at: ${done.raised} raised, ${done.gone} gone.`),
                  onError: sayRefused,
                },
              )
            }
          >
            Look again at all
          </Button>
        ) : null
      }
    >
      <Answer of={queue}>{(data) => <Inside key={shown} data={data} filters={filters} />}</Answer>
    </Page>
  );
}

function Inside({ data, filters }: { data: Queue; filters: Filters }) {
  // Whoever mended the last flag still has the proforma before them, to submit it.
  const [empty] = useState(data.rows.length === 0);
  return (
    <>
      <div className="row" style={{ gap: 12, flexWrap: 'wrap', alignItems: 'center' }}>
        <WordsFilter filters={filters} label="Client, matter or number" />
        {(['block', 'fix', 'warn', 'info'] as const).map((severity) => (
          <Button
            key={severity}
            size="compact-sm"
            variant={filters.of('severity') === severity ? 'light' : 'default'}
            aria-pressed={filters.of('severity') === severity}
            onClick={() => filters.set('severity', filters.of('severity') === severity ? '' : severity)}
          >
            <Severity of={severity} />
            <span style={{ marginLeft: 6 }}>{data.counts[severity]}</span>
          </Button>
        ))}
        <Button
          size="compact-sm"
          variant={filters.of('unsubmitted') === '' ? 'default' : 'filled'}
          aria-pressed={filters.of('unsubmitted') !== ''}
          onClick={() => filters.set('unsubmitted', filters.of('unsubmitted') === '' ? 'true' : '')}
        >
          Not submitted yet
        </Button>
      </div>
      <Codes data={data} filters={filters} />
      {empty && data.rows.length === 0 ? (
        <Empty
          what="No open proforma is flagged."
          how={
            filters.any
              ? 'Nothing has all of what is filtered for.'
              : 'A run makes proformas; the rules look at each as soon as it is there.'
          }
          action={
            filters.any ? (
              <Button variant="default" onClick={filters.clear}>
                Clear the filters
              </Button>
            ) : (
              <Link to="/runs">Start a run</Link>
            )
          }
        />
      ) : (
        <QueueDesk rows={data.rows} code={filters.of('code')} />
      )}
    </>
  );
}

/** What is flagged, by rule; one can be chosen and mended everywhere at once. */
function Codes({ data, filters }: { data: Queue; filters: Filters }) {
  const [fixing, setFixing] = useState(false);
  const chosen = filters.of('code');
  const fixable = data.rows.flatMap((row) =>
    row.flags
      .filter((flag) => flag.code === chosen && flag.fixable !== null && !flag.waived)
      .map((flag) => ({ proformaId: row.proformaId, fingerprint: flag.fingerprint })),
  );
  return (
    <div className="queue-codes">
      {data.codes.map((one) => (
        <Button
          key={one.code}
          size="compact-xs"
          variant={chosen === one.code ? 'filled' : 'default'}
          aria-pressed={chosen === one.code}
          onClick={() => filters.set('code', chosen === one.code ? '' : one.code)}
        >
          {one.title} {one.count}
        </Button>
      ))}
      {chosen !== '' && fixable.length > 0 ? (
        <Button size="compact-xs" onClick={() => setFixing(true)}>
          Mend all {fixable.length} …
        </Button>
      ) : null}
      {fixing ? <BatchFix flags={fixable.slice(0, 500)} onClose={() => setFixing(false)} /> : null}
    </div>
  );
}
