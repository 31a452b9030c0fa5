import { Button, TextInput } from '@mantine/core';
import { percentText, ppmFrom, ppmText } from '../parts/money.tsx';
import type { Line, OnLines, Sheet } from './operations.ts';

/** What is typed for each payer, by id. */
export type Percents = Readonly<Record<string, string>>;

const WHOLE_PPM = 1_000_000;

function typedPpm(typed: string): number | null {
  return typed.trim() === '' ? 0 : ppmFrom(typed);
}

/** The shares as the server takes them; none when they are the matter’s own, null while they don’t sum to 100 %. */
export function sharesTyped(
  percents: Percents | null,
  payers: Sheet['payers'],
): Extract<OnLines, { do: 'split' }>['shares'] | null {
  if (percents === null) return null;
  const shares = payers.map(({ payerId }) => ({ payerId, sharePpm: typedPpm(percents[payerId] ?? '') }));
  if (shares.some(({ sharePpm }) => sharePpm === null || sharePpm < 0)) return null;
  const read = shares.map(({ payerId, sharePpm }) => ({ payerId, sharePpm: sharePpm ?? 0 }));
  if (read.reduce((sum, { sharePpm }) => sum + sharePpm, 0) !== WHOLE_PPM) return null;
  const asMatter = read.every(({ sharePpm }, i) => sharePpm === payers[i]?.sharePpm);
  return asMatter ? [] : read.filter(({ sharePpm }) => sharePpm > 0);
}

interface SplitProps {
  readonly payers: Sheet['payers'];
  readonly lines: readonly Line[];
  readonly percents: Percents | null;
  readonly onChange: (percents: Percents) => void;
}

/** Who bears how much of the lines. */
export function SplitFields({ payers, lines, percents, onChange }: SplitProps) {
  const now = lines[0]?.shares ?? null;
  const matters = Object.fromEntries(payers.map((p) => [p.payerId, ppmText(p.sharePpm)]));
  const shown =
    percents ??
    (now === null
      ? matters
      : Object.fromEntries(
          payers.map(({ payerId }) => [payerId, ppmText(now.find((s) => s.payerId === payerId)?.sharePpm ?? 0)]),
        ));
  const sum = payers.reduce((total, { payerId }) => total + (typedPpm(shown[payerId] ?? '') ?? 0), 0);
  return (
    <>
      {payers.map(({ payerId, name, sharePpm }, i) => (
        <TextInput
          key={payerId}
          mt={i === 0 ? 0 : 8}
          label={`${name}, percent`}
          description={`Of the matter: ${percentText(sharePpm)}.`}
          inputWrapperOrder={['label', 'input', 'description']}
          value={shown[payerId] ?? ''}
          onChange={(event) => onChange({ ...shown, [payerId]: event.currentTarget.value })}
          autoComplete="off"
          {...(i === 0 ? { 'data-autofocus': true } : {})}
        />
      ))}
      <div className="row" style={{ marginTop: 8 }}>
        <span className={sum === WHOLE_PPM ? 'quiet small' : 'small'} role="status">
          {sum === WHOLE_PPM ? 'Sums to 100 %.' : `Sums to ${percentText(sum)}; it has to be 100 %.`}
        </span>
        <span className="grow" />
        <Button size="compact-xs" variant="default" onClick={() => onChange(matters)}>
          As the matter says
        </Button>
      </div>
    </>
  );
}
