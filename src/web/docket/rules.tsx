import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { endDocketRule, listDocketRules } from '../../modules/docket/contract/rules.ts';
import { useAsk } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput, spanText } from '../parts/day.tsx';
import { textOf } from '../parts/money.tsx';
import { Answer, Empty, Exports } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { RuleForm } from './rule-form.tsx';

export type BillingRule = OutputOf<typeof listDocketRules>['rows'][number];

/** What follows from events: for which cases, what, by which clause, and how often it did. */
export function BillingRules() {
  const may = useMay()('keep docket');
  const rules = useAsk(listDocketRules, {});
  const [editing, setEditing] = useState<BillingRule | 'new' | null>(null);
  const [ending, setEnding] = useState<BillingRule | null>(null);
  return (
    <>
      <Group justify="flex-end" gap="xs" mb="xs">
        <Exports of={listDocketRules} />
        {may ? <Button onClick={() => setEditing('new')}>Add a rule</Button> : null}
      </Group>
      <Answer of={rules}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty
              what="No billing rule yet."
              how="A rule says what follows from an event: a fixed fee of the price list, an official fee, a hold, a task code, a reminder. It is tried on past events before it counts."
            />
          ) : (
            <div className="scroll-x">
              <table className="ruled stacks">
                <thead>
                  <tr>
                    <th>Rule</th>
                    <th>Set off by</th>
                    <th>What it does</th>
                    <th>Counts</th>
                    <th>Proposed, done, dismissed</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {rows.map((rule) => (
                    <Row
                      key={rule.lineId + rule.from}
                      rule={rule}
                      may={may}
                      onChange={() => setEditing(rule)}
                      onEnd={() => setEnding(rule)}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
      {editing === null ? null : (
        <RuleForm rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
      {ending ? <EndRule rule={ending} onClose={() => setEnding(null)} /> : null}
    </>
  );
}

interface RowProps {
  readonly rule: BillingRule;
  readonly may: boolean;
  readonly onChange: () => void;
  readonly onEnd: () => void;
}

function Row({ rule, may, onChange, onEnd }: RowProps) {
  const scope = [rule.client, rule.matter, rule.jurisdiction ?? '', rule.caseType ?? ''].filter((part) => part !== '');
  return (
    <tr>
      <td>
        {rule.name}
        <div className="small quiet">{rule.clause}</div>
      </td>
      <td>
        {rule.codes.join(', ')} <span className="quiet">{rule.happens}</span>
        <div className="small quiet">{scope.length === 0 ? 'all cases' : scope.join(', ')}</div>
      </td>
      <td>
        {actionText(rule.params)}
        <div className="small quiet">{rule.approval ? 'asks first' : 'by itself'}</div>
      </td>
      <td className="quiet nowrap">{spanText(rule)}</td>
      <td className="quiet" data-label="Proposed, done, dismissed">
        {rule.proposed}, {rule.done}, {rule.dismissed}
      </td>
      <td className="num nowrap">
        {may && rule.to === null ? (
          <>
            <Button size="compact-xs" variant="default" onClick={onChange}>
              Change
            </Button>{' '}
            <Button size="compact-xs" variant="default" onClick={onEnd}>
              End
            </Button>
          </>
        ) : null}
      </td>
    </tr>
  );
}

function actionText(params: BillingRule['params']): string {
  switch (params.action) {
    case 'fixed-fee':
      return `charges ${textOf(params.amount)} ${params.amount.currency}: ${params.narrative}`;
    case 'official-fee':
      return `records ${params.items.join(', ')}`;
    case 'hold':
      return `holds open work until it is done: ${params.reason}`;
    case 'task-code':
      return `gives ${params.taskCode} to work of ${params.days} days before`;
    case 'remind':
      return `reminds the responsible person: ${params.words}`;
  }
}

function EndRule({ rule, onClose }: { rule: BillingRule; onClose: () => void }) {
  const { today } = useMe();
  const [on, setOn] = useState<string>(today);
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`End ${rule.name}`}
      action="End it"
      endpoint={endDocketRule}
      input={on === '' ? null : { lineId: rule.lineId, on, reason }}
      ready={reason.trim() !== ''}
      onDone={() => undefined}
      onClose={onClose}
    >
      <p>Events from that day on no longer set it off. What it made or proposed stays.</p>
      <DayInput label="No longer from" w={150} today={today} value={on} onDay={setOn} />
      <ReasonInput value={reason} onValue={setReason} mt="xs" />
    </ActDialog>
  );
}
