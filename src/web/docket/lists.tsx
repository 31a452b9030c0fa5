import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { listDocketImports, takeBackDocket } from '../../modules/docket/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { momentText } from '../parts/day.tsx';
import { Answer, Empty } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { Refused } from './differences.tsx';

type Row = OutputOf<typeof listDocketImports>['rows'][number];

/** Lists that were taken, each with what it changed; one is taken back as one. */
export function Lists() {
  const may = useMay()('keep docket');
  const lists = useAsk(listDocketImports, {});
  const [backing, setBacking] = useState<Row | null>(null);
  return (
    <Answer of={lists}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty what="No list was taken yet." how="Take one of your docketing system: CSV or XLSX, in any layout." />
        ) : (
          <div className="scroll-x">
            <table className="ruled stacks">
              <thead>
                <tr>
                  <th>When</th>
                  <th>List</th>
                  <th>What it changed</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td className="nowrap quiet">
                      {momentText(row.recordedAt)}
                      <div className="small">{row.who}</div>
                    </td>
                    <td>
                      {row.fileName}
                      <div className="small quiet">{row.source}</div>
                    </td>
                    <td>
                      {row.added} added, {row.changed} changed, {row.unchanged} the same, {row.missing} no longer there
                      <Refused rows={row.refusedRows} />
                    </td>
                    <td className="num">
                      {row.takenBack ? (
                        <span className="quiet">taken back</span>
                      ) : may ? (
                        <Button size="compact-xs" variant="default" onClick={() => setBacking(row)}>
                          Take back
                        </Button>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {backing ? <TakeBack row={backing} onClose={() => setBacking(null)} /> : null}
          </div>
        )
      }
    </Answer>
  );
}

function TakeBack({ row, onClose }: { row: Row; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Take ${row.fileName} back`}
      action="Take back"
      endpoint={takeBackDocket}
      input={{ id: row.id, reason }}
      ready={reason.trim() !== ''}
      renderEffect={({ events, kept }) => (
        <>
          {counted(events, 'event')} would be as before{kept === 0 ? '' : `; ${kept} were changed since and stay`}.
        </>
      )}
      onDone={() => undefined}
      onClose={onClose}
    >
      <ReasonInput value={reason} onValue={setReason} data-autofocus />
    </ActDialog>
  );
}
