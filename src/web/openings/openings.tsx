import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { listOpenings, takeBackOpening } from '../../modules/openings/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { momentText } from '../parts/day.tsx';
import { Amounts } from '../parts/money.tsx';
import { Answer, Exports, Section } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { say } from '../parts/say.ts';
import { StateBadge } from '../parts/state.tsx';
import { PlainTable } from '../setup/plain-table.tsx';
import { KINDS, OpeningForm } from './opening-form.tsx';

type Opening = OutputOf<typeof listOpenings>['rows'][number];

/** Open balances of the firm's earlier books, tied to control totals, taken back as one. */
export function Openings() {
  const may = useMay()('open balances');
  const [back, setBack] = useState<Opening | null>(null);
  const openings = useAsk(listOpenings, {});
  return (
    <>
      {may ? (
        <Section title="Bring in open balances">
          <OpeningForm />
        </Section>
      ) : null}
      <Section title="Taken so far" aside={<Exports of={listOpenings} />}>
        <Answer of={openings} rows={3}>
          {(data) => (
            <PlainTable
              heads={['Entity', 'What', 'Cut-over day', 'File', 'Rows', 'Control totals', 'State', 'When']}
              empty="Nothing was brought in. A firm that begins with Engross brings its unbilled work, open invoices and unapplied cash."
              rows={data.rows.map((row) => ({
                key: row.id,
                cells: [
                  row.entity,
                  KINDS.find((kind) => kind.value === row.kind)?.label,
                  row.cutoverDay,
                  row.fileName,
                  row.rows,
                  <Amounts key="c" of={row.control} stacked />,
                  <StateBadge key="s" state={row.state} />,
                  momentText(row.recordedAt),
                ],
                more:
                  may && row.state === 'taken' ? (
                    <Button size="compact-xs" variant="default" onClick={() => setBack(row)}>
                      Take back …
                    </Button>
                  ) : null,
              }))}
            />
          )}
        </Answer>
      </Section>
      {back ? <TakeBackDialog of={back} onClose={() => setBack(null)} /> : null}
    </>
  );
}

function TakeBackDialog({ of, onClose }: { of: Opening; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Take back ${of.fileName}`}
      action="Take back"
      endpoint={takeBackOpening}
      input={{ id: of.id, reason: reason.trim() || '…' }}
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={({ rows }) => say(`${counted(rows, 'row')} taken back.`)}
      renderEffect={({ rows }) => `${counted(rows, 'row')} leave the books as one. The file can be taken again.`}
    >
      <ReasonInput value={reason} onValue={setReason} data-autofocus />
    </ActDialog>
  );
}
