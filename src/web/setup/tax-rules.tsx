import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { endTaxRule, listTaxRules, withdrawTaxRule } from '../../modules/firm/contract/tax-rules.ts';
import { useAsk } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput, spanText } from '../parts/day.tsx';
import { percentText } from '../parts/money.tsx';
import { Answer, Exports, Section } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { AddButton } from './add-button.tsx';
import { TaxRuleForm } from './tax-rule-form.tsx';
import { TryTaxRules } from './tax-try.tsx';

export type TaxRule = OutputOf<typeof listTaxRules>['rows'][number];

type Doing = { readonly what: 'amend' | 'end' | 'withdraw'; readonly rule: TaxRule } | { readonly what: 'add' };

/** Which tax code applies to which lines of which payers, from when on, by which law. */
export function TaxRules() {
  const may = useMay()('set up firm');
  const rules = useAsk(listTaxRules, {});
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = (): void => setDoing(null);
  return (
    <>
      <Section
        title="Tax rules"
        aside={
          <>
            <Exports of={listTaxRules} />
            {may ? <AddButton name="Add a tax rule" onClick={() => setDoing({ what: 'add' })} /> : null}
          </>
        }
      >
        <p className="quiet">
          For payers without a tax code of their own. The narrower rule counts: named expense codes before as agent,
          then countries, the payer’s kind, the kind of line.
        </p>
        <Answer of={rules}>
          {({ rows }) =>
            rows.length === 0 ? (
              <p className="quiet">No tax rule. Each payer needs a tax code of its own until there is one.</p>
            ) : (
              <List rows={rows} may={may} onDo={setDoing} />
            )
          }
        </Answer>
      </Section>
      <TryTaxRules />
      {doing?.what === 'add' ? <TaxRuleForm rule={null} onClose={close} /> : null}
      {doing?.what === 'amend' ? <TaxRuleForm rule={doing.rule} onClose={close} /> : null}
      {doing?.what === 'end' ? <EndRule rule={doing.rule} onClose={close} /> : null}
      {doing?.what === 'withdraw' ? <WithdrawRule rule={doing.rule} onClose={close} /> : null}
    </>
  );
}

interface ListProps {
  readonly rows: readonly TaxRule[];
  readonly may: boolean;
  readonly onDo: (doing: Doing) => void;
}

function List({ rows, may, onDo }: ListProps) {
  const lines = [...Map.groupBy(rows, (row) => row.lineId).values()];
  return (
    <div className="scroll-x">
      <table className="ruled stacks">
        <thead>
          <tr>
            <th>Rule</th>
            <th>Entity</th>
            <th>For</th>
            <th>Tax code</th>
            <th>Counts</th>
            <th className="num">Do</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((versions) => (
            <Row key={versions[0]?.lineId} versions={versions} may={may} onDo={onDo} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ versions, may, onDo }: { versions: readonly TaxRule[] } & Pick<ListProps, 'may' | 'onDo'>) {
  const rule = versions.find((version) => version.latest) ?? versions[0];
  if (!rule) return null;
  const others = versions.filter((version) => version !== rule);
  return (
    <tr>
      <td>
        {rule.name}
        <div className="small quiet">{rule.source}</div>
        {others.length > 0 ? (
          <details className="small">
            <summary>{counted(others.length, 'other version')}</summary>
            {others.map((other) => (
              <div key={other.id} className="quiet">
                {other.taxCode}, {other.said}, {spanText(other)}
                {other.state === 'withdrawn' ? `, withdrawn: ${other.why}` : ''}
              </div>
            ))}
          </details>
        ) : null}
      </td>
      <td data-label="Entity">{rule.entity}</td>
      <td>{rule.said}</td>
      <td data-label="Tax code">
        {rule.taxCode} <span className="quiet">{rule.taxName}</span>
        {rule.withholdingPpm > 0 ? (
          <div className="small quiet">payer may withhold {percentText(rule.withholdingPpm)}</div>
        ) : null}
      </td>
      <td>
        {spanText(rule)}
        <div className="small quiet">{[STATE[rule.state], rule.why].filter((part) => part !== '').join(': ')}</div>
      </td>
      <td className="num nowrap">
        {may && rule.latest ? (
          <span className="cell-acts">
            <Act name="Amend" of={rule} onClick={() => onDo({ what: 'amend', rule })} />
            <Act name="End" of={rule} onClick={() => onDo({ what: 'end', rule })} />
            <Act name="Withdraw" of={rule} onClick={() => onDo({ what: 'withdraw', rule })} />
          </span>
        ) : null}
      </td>
    </tr>
  );
}

const STATE: Readonly<Record<TaxRule['state'], string>> = {
  counts: '',
  'to come': 'to come',
  past: 'past',
  withdrawn: 'withdrawn',
};

function Act({ name, of, onClick }: { name: string; of: TaxRule; onClick: () => void }) {
  return (
    <Button size="compact-xs" variant="default" aria-label={`${name} ${of.name}`} onClick={onClick}>
      {name}
    </Button>
  );
}

function EndRule({ rule, onClose }: { rule: TaxRule; onClose: () => void }) {
  const { today } = useMe();
  const [from, setFrom] = useState<string>(today);
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`End ${rule.name}`}
      action="End it"
      endpoint={endTaxRule}
      input={from === '' ? null : { lineId: rule.lineId, from, reason }}
      ready={reason.trim() !== ''}
      onDone={() => undefined}
      onClose={onClose}
    >
      <p>Bills of that day and later are no longer taxed by it. What is billed stays.</p>
      <DayInput label="No longer from" w={150} today={today} value={from} onDay={setFrom} />
      <ReasonInput value={reason} onValue={setReason} mt="xs" />
    </ActDialog>
  );
}

function WithdrawRule({ rule, onClose }: { rule: TaxRule; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Withdraw ${rule.name}`}
      action="Withdraw it"
      endpoint={withdrawTaxRule}
      input={{ lineId: rule.lineId, reason }}
      ready={reason.trim() !== ''}
      onDone={() => undefined}
      onClose={onClose}
    >
      <p>
        What was done last is taken back: its end, or else the version that counts {spanText(rule)}. The version before,
        where there is one, counts on. What is billed stays as it is.
      </p>
      <ReasonInput value={reason} onValue={setReason} mt="xs" />
    </ActDialog>
  );
}
