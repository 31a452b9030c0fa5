import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { backTest, listRules, testRule } from '../../modules/flags/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { useFilters } from '../parts/filters.ts';
import { amountsText } from '../parts/money.tsx';
import { Answer, Exports, Page, Refusal } from '../parts/page.tsx';
import { Severity } from '../parts/state.tsx';
import { BackTestResult } from './back-test.tsx';
import { paramText } from './params.ts';
import { SetRule } from './set-rule.tsx';

export type Check = OutputOf<typeof listRules>['rows'][number];

/** How a check stands for the firm as a whole today. */
function standing(check: Check): string {
  if (check.waitsFor !== null) return check.waitsFor;
  const firm = check.rules.find((rule) => rule.scope === 'firm' && rule.inForce);
  if (firm) return firm.severity === 'off' ? 'off for the firm' : `set for the firm, version ${firm.version}`;
  const clients = new Set(check.rules.filter((rule) => rule.inForce).map((rule) => rule.clientId)).size;
  const own = clients > 0 ? `, set for ${clients} client${clients === 1 ? '' : 's'}` : '';
  return (check.on ? 'on as delivered' : 'off until set') + own;
}

function severityOf(check: Check): 'block' | 'fix' | 'warn' | 'info' {
  const firm = check.rules.find((rule) => rule.scope === 'firm' && rule.inForce);
  return firm && firm.severity !== 'off' ? firm.severity : check.severity;
}

const COLUMNS: readonly Column<Check>[] = [
  {
    key: 'title',
    label: 'Check',
    width: 220,
    grow: 1,
    text: (r) => r.title,
    href: (r) => `/rules?code=${r.code}`,
    phone: true,
  },
  {
    key: 'severity',
    label: 'Severity',
    width: 90,
    text: (r) => severityOf(r),
    show: (r) => <Severity of={severityOf(r)} />,
    phone: true,
  },
  { key: 'subject', label: 'Subject', width: 92, text: (r) => r.subject },
  { key: 'standing', label: 'Stands', width: 170, grow: 1, text: standing },
  { key: 'open', label: 'Open', width: 70, number: (r) => r.statistics.open, sum: true },
  { key: 'raised', label: 'Raised', width: 78, number: (r) => r.statistics.raised, sum: true },
  { key: 'mended', label: 'Mended', width: 84, number: (r) => r.statistics.mended, sum: true },
  { key: 'waived', label: 'Waived', width: 78, number: (r) => r.statistics.waived, sum: true },
  { key: 'escaped', label: 'Escaped', width: 84, number: (r) => r.statistics.escaped, sum: true },
];

/** The catalogue of checks, how each is set, and what became of its flags in twelve months. */
export function Rules() {
  const rules = useAsk(listRules, {});
  const filters = useFilters();
  const code = filters.of('code');
  return (
    <Page title="Rules" aside={<Exports of={listRules} />}>
      <p className="quiet">
        What the pre-review looks for, and what became of its flags over twelve months. A client’s own rules stand in
        their <Link to="/guidelines">guideline</Link>.
      </p>
      <Answer of={rules}>
        {(data) => {
          const check = data.rows.find((row) => row.code === code);
          return (
            <>
              <Ledger name="rules" rows={data.rows} columns={COLUMNS} idOf={(r) => r.code} />
              {check ? <RuleDialog check={check} onClose={() => filters.set('code', '')} /> : null}
            </>
          );
        }}
      </Answer>
    </Page>
  );
}

function RuleDialog({ check, onClose }: { check: Check; onClose: () => void }) {
  const may = useMay();
  const [setting, setSetting] = useState(false);
  const [trying, setTrying] = useState(false);
  const back = useDo(backTest);
  if (setting) return <SetRule check={check} onClose={() => setSetting(false)} />;
  return (
    <Modal opened onClose={onClose} title={check.title} size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <p>{check.looks}</p>
      <p className="small quiet">
        {check.source}. {check.waivable ? 'It can be waived with a reason.' : 'It can’t be waived.'}{' '}
        {check.waitsFor ?? ''}
      </p>
      <Parameters check={check} />
      <Versions check={check} />
      {check.waitsFor === null ? (
        <div className="row" style={{ gap: 8, marginTop: 12, flexWrap: 'wrap' }}>
          {may('set flag rules') ? <Button onClick={() => setSetting(true)}>Set it …</Button> : null}
          <Button variant="default" onClick={() => setTrying(true)}>
            Try on open proformas
          </Button>
          {may('edit proformas') ? (
            <Button
              variant="default"
              loading={back.isPending}
              onClick={() => back.mutate({ input: { rule: check.code } })}
            >
              Back-test over twelve months
            </Button>
          ) : null}
        </div>
      ) : null}
      {trying ? <Tried code={check.code} /> : null}
      {back.error ? <Refusal error={back.error} /> : null}
      {back.data ? <BackTestResult answer={back.data} /> : null}
    </Modal>
  );
}

function Parameters({ check }: { check: Check }) {
  if (check.params.length === 0) return null;
  return (
    <dl className="flag-evidence small">
      {check.params.map((param) => (
        <div key={param.name}>
          <dt>{param.says}</dt>
          <dd>{param.delivered === null ? 'to be given' : paramText(param.delivered)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Versions({ check }: { check: Check }) {
  if (check.rules.length === 0)
    return (
      <p className="small quiet">
        Nobody set it: {check.on ? 'it runs as delivered.' : 'it doesn’t run until it is set.'}
      </p>
    );
  return (
    <table className="ruled">
      <thead>
        <tr>
          <th>For</th>
          <th>Version</th>
          <th>From</th>
          <th>To</th>
          <th>Severity</th>
          <th>Parameters</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        {check.rules.map((rule) => (
          <tr key={rule.id} data-quiet={rule.inForce ? undefined : 'true'}>
            <td>{rule.scope === 'firm' ? 'the firm' : `${rule.client ?? ''} ${rule.matter ?? ''}`}</td>
            <td>{rule.version}</td>
            <td>{rule.from ?? 'not adopted'}</td>
            <td>{rule.to ?? ''}</td>
            <td>{rule.severity}</td>
            <td>
              {Object.entries(rule.params)
                .map(([name, value]) => `${name}: ${paramText(value)}`)
                .join('; ')}
            </td>
            <td>
              {rule.citation === '' ? rule.reason : rule.citation} <span className="quiet">{rule.who}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Tried({ code }: { code: string }) {
  const tried = useAsk(testRule, { rule: code });
  return (
    <Answer of={tried} rows={3}>
      {(data) => (
        <div className="note" role="status">
          It would raise {data.flags} flags on {data.flagged} of {data.proformas} open proformas
          {data.atStake.length > 0 ? ` (${amountsText(data.atStake)} in question)` : ''}.
          {data.couldNot.map((why) => ` ${why}`)}
          {data.examples.slice(0, 5).map((one) => (
            <div key={one.proformaId + one.sentence} className="small">
              <Link to={`/proformas/${one.proformaId}`}>{one.proforma}</Link>: {one.sentence}
            </div>
          ))}
        </div>
      )}
    </Answer>
  );
}
