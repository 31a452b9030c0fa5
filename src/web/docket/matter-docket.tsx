import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { counted } from '../../kernel/text.ts';
import { listDocket } from '../../modules/docket/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { sentenceCase, Severity } from '../parts/state.tsx';
import { AskOffice } from './ask-office.tsx';
import { EventForm } from './event-form.tsx';

const SHOWN = 8;

/** The newest of a matter's docket. */
export function MatterDocket({ matterId }: { matterId: string }) {
  const may = useMay()('keep docket');
  const [adding, setAdding] = useState(false);
  const docket = useAsk(listDocket, { matterId, limit: SHOWN });
  return (
    <Section
      title="Docket"
      aside={
        may ? (
          <Button size="compact-xs" variant="default" onClick={() => setAdding(true)}>
            Write an event
          </Button>
        ) : null
      }
    >
      <Answer of={docket} rows={2}>
        {(data) =>
          data.rows.length === 0 ? (
            <p className="quiet">The docket has nothing of this case.</p>
          ) : (
            <>
              <table className="ruled">
                <tbody>
                  {data.rows.map((row) => (
                    <tr key={row.id}>
                      <td>
                        <Link to={`/docket?tab=events&event=${row.id}`}>{row.name}</Link>{' '}
                        <span className="small quiet">{row.code}</span>
                      </td>
                      <td className="quiet nowrap">
                        {row.completedDay ?? (row.dueDay ? `due ${row.dueDay}` : row.eventDay)}
                      </td>
                      <td>{row.missing ? <Severity of="warn" word="not in the list" /> : sentenceCase(row.state)}</td>
                      <td className="quiet">{row.outcome}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {data.total > SHOWN ? (
                <Link to={`/docket?tab=events&matterId=${matterId}`}>All {counted(data.total, 'event')}</Link>
              ) : null}
            </>
          )
        }
      </Answer>
      <AskOffice matterId={matterId} />
      {adding ? <EventForm event={null} matterId={matterId} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}
