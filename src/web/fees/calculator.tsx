import { NumberInput, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { calculateFees, quoteFee } from '../../modules/fees/contract/quote.ts';
import { listFees, ENTITY_STATUSES } from '../../modules/fees/contract/book.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { DayInput } from '../parts/day.tsx';
import { given } from '../parts/filters.ts';
import { MatterLookUp } from '../parts/look-up.tsx';
import { Amount, Amounts } from '../parts/money.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { Sureness } from './sureness.tsx';

type Line = OutputOf<typeof quoteFee>['lines'][number];

const ENTITIES = ENTITY_STATUSES.map((value) => ({ value, label: `${value} entity` }));

/** What a fee comes to on a day, for a matter or for nobody in particular, step by step. */
export function Calculator() {
  const { today } = useMe();
  const [item, setItem] = useState<string | null>(null);
  const [matterId, setMatter] = useState<string | null>(null);
  const [on, setOn] = useState<string>(today);
  const [entity, setEntity] = useState<string | null>(null);
  const [quantity, setQuantity] = useState('');
  const [granted, setGranted] = useState('');
  const shared = given({ entity: entity ?? '', quantity }) as { entity?: (typeof ENTITY_STATUSES)[number] };
  const ready = item !== null && on !== '';
  return (
    <Section title="What a fee comes to, and why">
      <div className="filters">
        <FeeLookUp value={item} on={on} onPick={setItem} />
        <DayInput label="Paid on" w={130} today={today} value={on} onDay={setOn} />
        <MatterLookUp w={260} value={matterId} onPick={setMatter} />
        <Select
          label="Applicant"
          w={140}
          clearable
          placeholder="As the matter says"
          data={ENTITIES}
          value={entity}
          onChange={setEntity}
        />
        <NumberInput
          label="How often"
          w={100}
          min={1}
          allowDecimal={false}
          placeholder="Counted"
          value={quantity === '' ? '' : Number(quantity)}
          onChange={(value) => setQuantity(String(value))}
        />
        {matterId === null ? (
          <DayInput label="Granted or registered" w={150} today={today} value={granted} onDay={setGranted} />
        ) : null}
      </div>
      {!ready ? (
        <p className="quiet">Choose a fee. The version that counts on the day of payment gives the amount.</p>
      ) : matterId === null ? (
        <ForNobody input={{ item, on, ...shared, ...given({ registrationDate: granted }) }} />
      ) : (
        <ForMatter input={{ matterId, items: item, on, ...shared }} />
      )}
    </Section>
  );
}

function ForNobody({ input }: { input: Parameters<typeof useAsk<typeof quoteFee>>[1] }) {
  const [settled] = useDebouncedValue(JSON.stringify(input), 200);
  const quote = useAsk(quoteFee, JSON.parse(settled) as typeof input, { keep: true });
  return (
    <Answer of={quote} rows={3}>
      {(data) => (
        <>
          <Lines lines={data.lines} />
          {data.lines.length > 1 ? (
            <p>
              Together <Amount of={data.amount} />
            </p>
          ) : null}
        </>
      )}
    </Answer>
  );
}

function ForMatter({ input }: { input: Parameters<typeof useAsk<typeof calculateFees>>[1] }) {
  const [settled] = useDebouncedValue(JSON.stringify(input), 200);
  const told = useAsk(calculateFees, JSON.parse(settled) as typeof input, { keep: true });
  return (
    <Answer of={told} rows={3}>
      {(data) => (
        <>
          <Lines lines={data.lines} />
          <p>
            Together <Amounts of={data.total} />
            {data.inMatterCurrency && data.exchange !== '' ? (
              <>
                , on the matter <Amount of={data.inMatterCurrency} /> <span className="quiet">{data.exchange}</span>
              </>
            ) : null}
          </p>
        </>
      )}
    </Answer>
  );
}

export function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <div className="scroll-x">
      <table className="ruled">
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <td>
                {line.name} <span className="quiet small">{line.key}</span>
                <ol className="small quiet" style={{ margin: '2px 0 0', paddingLeft: 18 }}>
                  {line.explanation.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
              </td>
              <td className="nowrap">
                <Sureness of={line} />
              </td>
              <td className="num nowrap">
                <Amount of={line.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FeeLookUpProps {
  readonly value: string | null;
  readonly on: string;
  readonly label?: string;
  readonly onPick: (key: string | null) => void;
}

/** An official fee by its key, code or words. */
function FeeLookUp({ value, on, label = 'Fee', onPick }: FeeLookUpProps) {
  const fees = useAsk(listFees, given({ on }), { keep: true });
  return (
    <Select
      label={label}
      w={290}
      searchable
      clearable
      placeholder="Key, code or words"
      nothingFoundMessage="No fee of that day has these words."
      data={(fees.data?.rows ?? []).map((row) => ({
        value: row.key,
        label: `${row.office}  ${row.ownText || row.name}${row.code === '' ? '' : ` · ${row.code}`}`,
      }))}
      value={value}
      onChange={onPick}
      comboboxProps={{ width: 420, position: 'bottom-start' }}
    />
  );
}
