import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { secondsFromHours } from '../../kernel/hours.ts';
import { moneyFrom, ppmFrom, rateFrom } from '../parts/money.tsx';
import { DivideFields, type Parts, partsAsked, TWO_PARTS } from './divide-fields.tsx';
import { type Percents, sharesTyped, SplitFields } from './split-fields.tsx';
import { UntilFields } from './until-fields.tsx';
import type { Line, OnLines, OperationName, Sheet } from './operations.ts';
import { remapFrom, TransferFields } from './transfer-fields.tsx';
import { CombineFields, type Words } from './word-fields.tsx';

export interface Chosen {
  readonly how: 'percent' | 'hours' | 'rate' | 'amount';
  readonly value: string;
  readonly untilDay: string;
  readonly untilEventId: string | null;
  readonly parts: Parts;
  readonly narrative: string;
  readonly words: Words;
  readonly codes: Readonly<Record<string, string>>;
  readonly matterId: string | null;
  readonly rates: 'keep' | 're-rate';
  readonly type: string;
  /** of each payer, as typed; null: as the lines are split now */
  readonly percents: Percents | null;
}

export const NOTHING_CHOSEN: Chosen = {
  how: 'percent',
  value: '',
  untilDay: '',
  untilEventId: null,
  parts: TWO_PARTS,
  narrative: '',
  words: { find: '', by: '', wholeWords: false, matchCase: false },
  codes: {},
  matterId: null,
  rates: 'keep',
  type: '',
  percents: null,
};

const PURGE_TYPES = [
  { value: 'courtesy', label: 'Courtesy' },
  { value: 'not-billable', label: 'Not billable' },
  { value: 'duplicate', label: 'Duplicate' },
  { value: 'agreed-cap', label: 'Agreed cap' },
  { value: 'error', label: 'Recorded in error' },
];

/** Nothing is measured by these, so a reason is welcome and not asked for. */
export const WITHOUT_REASON: ReadonlySet<OperationName> = new Set<OperationName>([
  'divide',
  'combine',
  'replace',
  'split',
]);

/** The operation as chosen so far; null while something is missing. */
export function operationFrom(
  name: OperationName,
  chosen: Chosen,
  reason: string,
  lines: readonly Line[],
  payers: Sheet['payers'],
): OnLines | null {
  const first = lines[0];
  if (!first || (reason.trim() === '' && !WITHOUT_REASON.has(name))) return null;
  switch (name) {
    case 'hold':
      return {
        do: 'hold',
        reason,
        untilDay: chosen.untilDay === '' ? null : chosen.untilDay,
        untilEventId: chosen.untilEventId,
      };
    case 'no-charge':
      return { do: 'no-charge', on: !lines.every((line) => line.noCharge), reason };
    case 're-rate':
      return { do: 're-rate', reason };
    case 'purge':
      return chosen.type === '' ? null : { do: 'purge', reason, type: chosen.type as 'courtesy' };
    case 'transfer':
      return chosen.matterId === null
        ? null
        : {
            do: 'transfer',
            toMatterId: chosen.matterId,
            rates: chosen.rates,
            remap: remapFrom(chosen.codes, lines),
            reason,
          };
    case 'divide': {
      const parts = partsAsked(chosen.parts, lines);
      return parts === null ? null : { do: 'divide', parts, reason };
    }
    case 'combine':
      return lines.length < 2
        ? null
        : { do: 'combine', reason, ...(chosen.narrative.trim() === '' ? {} : { narrative: chosen.narrative }) };
    case 'split': {
      const shares = sharesTyped(chosen.percents, payers);
      return shares === null ? null : { do: 'split', shares, reason };
    }
    case 'replace':
      return chosen.words.find === '' ? null : { do: 'replace-words', ...chosen.words, reason };
    case 'write':
      return written(chosen, reason, first.amount.currency);
    case 'exclude':
    case 'print':
    case 'restore':
      return null;
  }
}

function written(chosen: Chosen, reason: string, currency: string): OnLines | null {
  if (chosen.how === 'percent') {
    const ppm = ppmFrom(chosen.value);
    return ppm === null || ppm === 0 ? null : { do: 'change-by-percent', percentPpm: ppm, reason };
  }
  if (chosen.how === 'hours')
    return secondsFromHours(chosen.value) === null ? null : { do: 'set-hours', hours: chosen.value.trim(), reason };
  if (chosen.how === 'rate') {
    const rate = rateFrom(chosen.value, currency);
    return rate === null ? null : { do: 'set-rate', ratePerHour: rate, reason };
  }
  const amount = moneyFrom(chosen.value, currency);
  return amount === null ? null : { do: 'set-amount', amount, reason };
}

interface FieldsProps {
  readonly name: OperationName;
  readonly lines: readonly Line[];
  readonly sheet: Sheet;
  readonly chosen: Chosen;
  readonly onChange: (part: Partial<Chosen>) => void;
}

const WRITE_HELP = {
  percent: 'Below zero writes down, above zero writes up: -10 takes a tenth off each line.',
  hours: 'The hours to bill on each line, such as 1.25.',
  rate: 'The rate an hour on each line, such as 450.00.',
  amount: 'The amount to bill on each line.',
} as const;

/** What an operation needs beside its reason. */
export function OperationFields({ name, lines, sheet, chosen, onChange }: FieldsProps) {
  if (name === 'hold')
    return <UntilFields {...chosen} matterId={lines[0]?.matterId ?? sheet.matter.id} onChange={onChange} />;
  if (name === 'split')
    return (
      <SplitFields
        payers={sheet.payers}
        lines={lines}
        percents={chosen.percents}
        onChange={(percents) => onChange({ percents })}
      />
    );
  if (name === 'divide')
    return <DivideFields lines={lines} parts={chosen.parts} onChange={(parts) => onChange({ parts })} />;
  if (name === 'combine')
    return (
      <CombineFields lines={lines} narrative={chosen.narrative} onChange={(narrative) => onChange({ narrative })} />
    );
  if (name === 'purge')
    return (
      <Select
        label="Type"
        data={PURGE_TYPES}
        value={chosen.type === '' ? null : chosen.type}
        onChange={(type) => onChange({ type: type ?? '' })}
        data-autofocus
      />
    );
  if (name === 'transfer') return <TransferFields lines={lines} {...chosen} onChange={onChange} />;
  if (name !== 'write') return null;
  return (
    <>
      <SegmentedControl
        aria-label="Change what"
        data={[
          { value: 'percent', label: 'By percent' },
          { value: 'amount', label: 'Amount' },
          { value: 'hours', label: 'Hours' },
          { value: 'rate', label: 'Rate' },
        ]}
        value={chosen.how}
        onChange={(how) => onChange({ how: how, value: '' })}
      />
      <TextInput
        mt={8}
        label={chosen.how === 'percent' ? 'Percent' : `New ${chosen.how}`}
        description={WRITE_HELP[chosen.how]}
        inputWrapperOrder={['label', 'input', 'description']}
        value={chosen.value}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
        data-autofocus
        autoComplete="off"
      />
    </>
  );
}
