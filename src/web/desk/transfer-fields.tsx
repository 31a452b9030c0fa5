import { SegmentedControl, TextInput } from '@mantine/core';
import { MatterLookUp } from '../parts/look-up.tsx';
import type { Line, OnLines } from './operations.ts';

type Remap = NonNullable<Extract<OnLines, { do: 'transfer' }>['remap']>;

const KINDS = [
  { kind: 'task', field: 'taskCode' },
  { kind: 'activity', field: 'activityCode' },
  { kind: 'expense', field: 'expenseCode' },
] as const;

function codesOn(lines: readonly Line[]) {
  return KINDS.flatMap(({ kind, field }) =>
    [...new Set(lines.map((line) => line[field]).filter((code) => code !== null))]
      .toSorted()
      .map((code) => ({ kind, code })),
  );
}

/** The codes that change, from what was typed beside them. */
export function remapFrom(typed: Readonly<Record<string, string>>, lines: readonly Line[]): Remap {
  return codesOn(lines).flatMap(({ kind, code }) => {
    const to = (typed[`${kind} ${code}`] ?? '').trim();
    return to === '' || to === code ? [] : [{ kind, from: code, to: to === '-' ? null : to }];
  });
}

interface TransferProps {
  readonly lines: readonly Line[];
  readonly matterId: string | null;
  readonly rates: 'keep' | 're-rate';
  readonly codes: Readonly<Record<string, string>>;
  readonly onChange: (part: {
    matterId?: string | null;
    rates?: 'keep' | 're-rate';
    codes?: Readonly<Record<string, string>>;
  }) => void;
}

/** Where lines go, at whose rates, and with which codes. */
export function TransferFields({ lines, matterId, rates, codes, onChange }: TransferProps) {
  const there = codesOn(lines);
  return (
    <>
      <MatterLookUp
        label="To matter"
        value={matterId}
        onPick={(picked) => onChange({ matterId: picked })}
        data-autofocus
      />
      <SegmentedControl
        mt={10}
        aria-label="Rates"
        data={[
          { value: 'keep', label: 'Keep the rates' },
          { value: 're-rate', label: 'Re-rate on the new matter' },
        ]}
        value={rates}
        onChange={(value) => onChange({ rates: value })}
      />
      {there.length === 0 ? null : (
        <details style={{ marginTop: 10 }}>
          <summary>Change codes on the way ({there.length})</summary>
          <p className="small quiet">Empty keeps a code; a hyphen takes it away.</p>
          {there.map(({ kind, code }) => (
            <TextInput
              key={kind + code}
              label={`${kind} ${code} becomes`}
              value={codes[`${kind} ${code}`] ?? ''}
              onChange={(event) => onChange({ codes: { ...codes, [`${kind} ${code}`]: event.currentTarget.value } })}
              autoComplete="off"
            />
          ))}
        </details>
      )}
    </>
  );
}
