import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { tryTaxRules } from '../../modules/clients/contract.ts';
import { PAYER_KINDS } from '../../modules/firm/contract/tax-rules.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { DayInput } from '../parts/day.tsx';
import { percentText } from '../parts/money.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { PayerLookUp } from '../receipts/payer-look-up.tsx';
import { PAYER_NAMES } from './tax-rule-form.tsx';

const LINES = [
  { value: 'fees', label: 'Fees' },
  { value: 'charges', label: 'Charges' },
  { value: 'disbursement', label: 'Disbursement paid to others' },
  { value: 'soft cost', label: 'Cost within the firm' },
] as const;

type Line = (typeof LINES)[number]['value'];

/** Entity, payer, line and day: the code, and why it is that one. */
export function TryTaxRules() {
  const { firm, today } = useMe();
  const [entityId, setEntity] = useState(firm.entities[0]?.id ?? '');
  const [payerId, setPayer] = useState<string | null>(null);
  const [country, setCountry] = useState('');
  const [payerKind, setKind] = useState<string>('business');
  const [line, setLine] = useState<Line>('fees');
  const [expenseCode, setCode] = useState('');
  const [on, setOn] = useState<string>(today);
  const somebody = { country, payerKind: payerKind as (typeof PAYER_KINDS)[number] };
  const isWhole = entityId !== '' && on !== '' && (payerId !== null || /^[A-Z]{2}$/.test(country));
  const isCost = line === 'disbursement' || line === 'soft cost';
  const tried = useAsk(
    tryTaxRules,
    {
      entityId,
      line,
      on,
      ...(isCost ? { expenseCode } : {}),
      ...(payerId === null ? somebody : { payerId }),
    },
    { enabled: isWhole, keep: true },
  );
  return (
    <Section title="Try it">
      <div className="form-grid">
        <Select
          label="Entity"
          allowDeselect={false}
          data={firm.entities.map((e) => ({ value: e.id, label: e.name }))}
          value={entityId}
          onChange={(id) => setEntity(id ?? '')}
        />
        <PayerLookUp value={payerId} onPick={setPayer} />
        {payerId === null ? (
          <>
            <TextInput
              label="Or anybody in"
              placeholder="Two letters, such as DE"
              maxLength={2}
              value={country}
              onChange={(e) => setCountry(e.currentTarget.value.toUpperCase())}
            />
            <Select
              label="Kind of payer"
              allowDeselect={false}
              data={PAYER_KINDS.map((kind) => ({ value: kind, label: PAYER_NAMES[kind] }))}
              value={payerKind}
              onChange={(kind) => setKind(kind ?? 'unknown')}
            />
          </>
        ) : null}
        <Select
          label="Line"
          allowDeselect={false}
          data={[...LINES]}
          value={line}
          onChange={(kind) => setLine(kind ?? 'fees')}
        />
        {isCost ? (
          <TextInput
            label="Expense code"
            value={expenseCode}
            onChange={(e) => setCode(e.currentTarget.value.trim().toUpperCase())}
          />
        ) : null}
        <DayInput label="Invoice date" today={today} value={on} onDay={setOn} />
      </div>
      {isWhole ? (
        <Answer of={tried} rows={2}>
          {(answer) => <Tried answer={answer} />}
        </Answer>
      ) : (
        <p className="quiet">Choose a payer, or a country and a kind.</p>
      )}
    </Section>
  );
}

function Tried({ answer }: { answer: OutputOf<typeof tryTaxRules> }) {
  const { tax, lost } = answer;
  return (
    <>
      <div className="note" role="status">
        {tax ? (
          <>
            <strong>
              {tax.code} {percentText(tax.ratePpm)}
            </strong>
            {tax.asAgent ? ', paid as agent' : ''}
            {tax.withholdingPpm > 0 ? `, of which the payer may withhold ${percentText(tax.withholdingPpm)}` : ''}.{' '}
            {tax.sentence}
          </>
        ) : (
          <>
            <strong>No tax code.</strong> A bill with such a line is stopped. Set a rule that speaks of it, or give the
            payer a code of its own that has a rate.
          </>
        )}
      </div>
      {lost.map((one) => (
        <div key={one.name + one.because} className="small quiet">
          Not counting: {one.name} ({one.said}), because {one.because}.
        </div>
      ))}
    </>
  );
}
