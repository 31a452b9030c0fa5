import { Button, FileInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { listSchedules, takeBackSchedule, takeSchedule } from '../../modules/fees/contract/schedules.ts';
import type { AskOf } from '../api/client.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { spanText } from '../parts/day.tsx';
import { Amount } from '../parts/money.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';

type Answered = OutputOf<typeof listSchedules>;
type Version = Answered['taken'][number];
type Source = AskOf<typeof takeSchedule>['source'];

/** Versions of official schedules that count, those that could be taken, and a file of one's own. */
export function Schedules() {
  const may = useMay()('keep docket');
  const schedules = useAsk(listSchedules, {});
  const [taking, setTaking] = useState<{ source: Source; name: string } | null>(null);
  const [backing, setBacking] = useState<Version | null>(null);
  return (
    <Section
      title="Schedules"
      aside={
        may ? (
          <FileInput
            size="xs"
            w={230}
            aria-label="Take one from a JSON file"
            placeholder="Take one from a JSON file"
            accept=".json,application/json"
            value={null}
            onChange={(file) => {
              void file?.text().then((json) => setTaking({ source: { json }, name: file.name }));
            }}
          />
        ) : null
      }
    >
      <Answer of={schedules}>
        {(data) => (
          <div className="scroll-x">
            <table className="ruled stacks">
              <thead>
                <tr>
                  <th>Schedule</th>
                  <th>Counts</th>
                  <th>Items</th>
                  <th>Source</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {data.taken.map((version) => (
                  <Row
                    key={version.id}
                    version={version}
                    action={
                      may ? (
                        <Button size="compact-xs" variant="default" onClick={() => setBacking(version)}>
                          Take back
                        </Button>
                      ) : null
                    }
                  />
                ))}
                {data.shipped.map((version) => (
                  <Row
                    key={version.name}
                    version={version}
                    action={
                      may ? (
                        <Button
                          size="compact-xs"
                          onClick={() => setTaking({ source: { shipped: version.name }, name: version.label })}
                        >
                          Take
                        </Button>
                      ) : (
                        <span className="quiet">not taken</span>
                      )
                    }
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answer>
      {taking ? <Take {...taking} onClose={() => setTaking(null)} /> : null}
      {backing ? <TakeBack version={backing} onClose={() => setBacking(null)} /> : null}
    </Section>
  );
}

function Row({ version, action }: { version: Omit<Version, 'id' | 'recordedAt' | 'who'>; action: ReactNode }) {
  return (
    <tr>
      <td>
        {version.label}
        <div className="small quiet">{version.schedule}</div>
      </td>
      <td className="quiet nowrap">{spanText(version)}</td>
      <td>
        {counted(version.items, 'item')}
        {version.unsure > 0 ? <div className="small quiet">{version.unsure} not sure</div> : null}
      </td>
      <td className="small">
        {version.authority}
        {version.gaps.length > 0 ? <div className="quiet">Missing: {version.gaps.join('; ')}</div> : null}
      </td>
      <td className="num">{action}</td>
    </tr>
  );
}

function Take({ source, name, onClose }: { source: Source; name: string; onClose: () => void }) {
  return (
    <ActDialog
      title={`Take ${name}`}
      action="Take"
      size="xl"
      endpoint={takeSchedule}
      input={{ source }}
      renderEffect={(found) => <Differences of={found} />}
      onDone={() => undefined}
      onClose={onClose}
    >
      <p>
        The amounts count for fees paid on its days. The firm’s own amounts, words and names for fees stay as they are.
      </p>
    </ActDialog>
  );
}

function Differences({ of }: { of: OutputOf<typeof takeSchedule> }) {
  if (of.unchanged) return <>This version is there already; nothing changes.</>;
  return (
    <>
      <p style={{ marginTop: 0 }}>
        {counted(of.items, 'item')}, {spanText(of)}.{of.ended === null ? '' : ` “${of.ended}” ends the day before.`}{' '}
        {of.differences.length === 0 ? 'No amount differs.' : `${counted(of.differences.length, 'amount')} differ:`}
      </p>
      <div style={{ maxHeight: 280, overflow: 'auto' }} tabIndex={0} role="region" aria-label="Differences">
        <table className="ruled">
          <tbody>
            {of.differences.map((d) => (
              <tr key={d.key + d.entityStatus}>
                <td>
                  {d.name} <span className="quiet">{d.entityStatus === 'any' ? '' : d.entityStatus}</span>
                </td>
                <td className="quiet">{d.what}</td>
                <td className="num">{d.before ? <Amount of={d.before} bare /> : '–'}</td>
                <td className="num">{d.after ? <Amount of={d.after} /> : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function TakeBack({ version, onClose }: { version: Version; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Take back ${version.label}`}
      action="Take back"
      endpoint={takeBackSchedule}
      input={{ versionId: version.id, reason }}
      ready={reason.trim() !== ''}
      renderEffect={({ cards }) => (
        <>
          What it cut short counts again.{' '}
          {cards === 0 ? 'No card was made from it.' : `${counted(cards, 'card')} made from it stay as they are.`}
        </>
      )}
      onDone={() => undefined}
      onClose={onClose}
    >
      <ReasonInput value={reason} onValue={setReason} />
    </ActDialog>
  );
}
