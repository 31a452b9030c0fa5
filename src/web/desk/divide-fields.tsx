import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { hoursText, secondsFromHours } from '../../kernel/hours.ts';
import { amountText } from '../../kernel/money.ts';
import { moneyFrom, textOf } from '../parts/money.tsx';
import type { Line, OnLines } from './operations.ts';

/** How a line is divided, as typed so far. */
export interface Parts {
  readonly by: 'hours' | 'amount' | 'equal';
  readonly each: readonly { readonly figure: string; readonly narrative: string }[];
}

export const TWO_PARTS: Parts = {
  by: 'hours',
  each: [
    { figure: '', narrative: '' },
    { figure: '', narrative: '' },
  ],
};

/** Time is divided by hours unless said otherwise, costs by amount, several lines evenly. */
function partsBy(parts: Parts, lines: readonly Line[]): Parts['by'] {
  if (lines.length > 1) return 'equal';
  return parts.by === 'hours' && lines[0]?.kind !== 'time' ? 'amount' : parts.by;
}

const WHOLE_PPM = 1_000_000;

/** The parts as the server takes them; null while a figure is missing. The last one left empty gets what is left. */
export function partsAsked(parts: Parts, lines: readonly Line[]): Extract<OnLines, { do: 'divide' }>['parts'] | null {
  const [line] = lines;
  if (!line) return null;
  const by = partsBy(parts, lines);
  const count = parts.each.length;
  const words = (i: number) => {
    const narrative = parts.each[i]?.narrative.trim() ?? '';
    return narrative === '' ? {} : { narrative };
  };
  if (by === 'equal') {
    const share = Math.floor(WHOLE_PPM / count);
    return parts.each.map((_, i) => ({
      sharePpm: i === 0 ? WHOLE_PPM - share * (count - 1) : share,
      ...words(i),
    }));
  }
  const figures = figuresOf(parts, line, by);
  if (figures === null) return null;
  return figures.map((figure, i) =>
    by === 'hours'
      ? { hours: hoursText(figure), ...words(i) }
      : { amount: { minor: figure.toString(), currency: line.amount.currency }, ...words(i) },
  );
}

/** Seconds, or minor units, of each part. */
function figuresOf(parts: Parts, line: Line, by: 'hours' | 'amount'): bigint[] | null {
  const whole = by === 'hours' ? (secondsFromHours(line.hours) ?? 0n) : BigInt(line.amount.minor);
  const read = (text: string): bigint | null =>
    by === 'hours' ? secondsFromHours(text) : bigintOrNull(moneyFrom(text, line.amount.currency)?.minor);
  const typed = parts.each.map(({ figure }) => (figure.trim() === '' ? 'empty' : read(figure)));
  const sum = typed.reduce((n: bigint, figure) => n + (typeof figure === 'bigint' ? figure : 0n), 0n);
  const empty = typed.filter((figure) => figure === 'empty').length;
  if (empty > 1 || typed.includes(null)) return null;
  return typed.map((figure) => (typeof figure === 'bigint' ? figure : whole - sum));
}

function bigintOrNull(minor: string | undefined): bigint | null {
  return minor === undefined ? null : BigInt(minor);
}

interface DivideProps {
  readonly lines: readonly Line[];
  readonly parts: Parts;
  readonly onChange: (parts: Parts) => void;
}

/** The parts of a line, each with its figure and its words. */
export function DivideFields({ lines, parts, onChange }: DivideProps) {
  const [line] = lines;
  if (!line) return null;
  const by = partsBy(parts, lines);
  const change = (at: number, part: Partial<Parts['each'][number]>): void =>
    onChange({ ...parts, each: parts.each.map((one, i) => (i === at ? { ...one, ...part } : one)) });
  const whole = by === 'hours' ? `${line.hours} h` : textOf(line.amount);
  return (
    <>
      {lines.length === 1 ? (
        <SegmentedControl
          aria-label="Divide by"
          data={[
            ...(line.kind === 'time' ? [{ value: 'hours', label: 'By hours' }] : []),
            { value: 'amount', label: 'By amount' },
            { value: 'equal', label: 'Evenly' },
          ]}
          value={by}
          onChange={(value) => onChange({ ...parts, by: value as Parts['by'] })}
        />
      ) : null}
      <p className="small quiet" style={{ margin: '6px 0' }}>
        {by === 'equal'
          ? 'Each line becomes parts of the same size; sums stay to the cent.'
          : `${whole} in all. Leave one figure empty: it gets what is left.`}
      </p>
      {parts.each.map((part, i) => (
        <div key={i} className="divide-part">
          {by === 'equal' ? null : (
            <TextInput
              label={`Part ${i + 1}, ${by === 'hours' ? 'hours' : line.amount.currency}`}
              placeholder={restText(parts, line, by, i)}
              value={part.figure}
              onChange={(event) => change(i, { figure: event.currentTarget.value })}
              inputMode="decimal"
              autoComplete="off"
              {...(i === 0 ? { 'data-autofocus': true } : {})}
            />
          )}
          <Textarea
            label={`Narrative of part ${i + 1}`}
            placeholder={lines.length === 1 ? line.narrative : 'As on the line'}
            value={part.narrative}
            onChange={(event) => change(i, { narrative: event.currentTarget.value })}
            autosize
            minRows={1}
            maxRows={5}
          />
        </div>
      ))}
      <div className="row" style={{ marginTop: 6 }}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={parts.each.length >= 20}
          onClick={() => onChange({ ...parts, each: [...parts.each, { figure: '', narrative: '' }] })}
        >
          One part more
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          disabled={parts.each.length <= 2}
          onClick={() => onChange({ ...parts, each: parts.each.slice(0, -1) })}
        >
          One part less
        </Button>
      </div>
    </>
  );
}

function restText(parts: Parts, line: Line, by: 'hours' | 'amount', at: number): string {
  if (parts.each[at]?.figure !== '') return '';
  const figure = figuresOf(parts, line, by)?.[at];
  if (figure === undefined) return '';
  return by === 'hours' ? hoursText(figure) : amountText(figure, line.amount.currency);
}
