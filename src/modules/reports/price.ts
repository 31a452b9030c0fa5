import { hoursText } from '../../kernel/hours.ts';
import { amountText, rateForReading } from '../../kernel/money.ts';
import { difference, type EditedBy } from './price-edit.ts';

type Kind = 'recorded' | 'carried' | 'edit' | 'adjustment' | 'clause' | 'share' | 'tax';

export interface PriceStep {
  readonly kind: Kind;
  readonly label: string;
  readonly beforeMinor: bigint | null;
  readonly afterMinor: bigint;
  readonly sentence: string;
  readonly clauseId: string | null;
}

export interface Recorded {
  readonly kind: string;
  readonly currency: string;
  readonly seconds: bigint;
  readonly rateE4: bigint | null;
  readonly workMinor: bigint;
  /** what was put on the proforma, or is carried */
  readonly carriedMinor: bigint;
  /** why the rate is what it is */
  readonly rateSentence: string;
}

const step = (
  kind: Kind,
  label: string,
  beforeMinor: bigint | null,
  afterMinor: bigint,
  sentence: string,
): PriceStep => ({
  kind,
  label,
  beforeMinor,
  afterMinor,
  sentence,
  clauseId: null,
});

/** From the recorded hours and rate to what is carried. */
export function recordedSteps(card: Recorded): PriceStep[] {
  const { currency, rateE4, workMinor, carriedMinor } = card;
  const text = (minor: bigint): string => `${amountText(minor, currency)} ${currency}`;
  const first =
    card.kind === 'time' && rateE4 !== null
      ? step(
          'recorded',
          'Recorded',
          null,
          workMinor,
          `${hoursText(card.seconds)} h at ${rateForReading(rateE4, currency)} an hour is ${text(workMinor)}. ${card.rateSentence}`.trim(),
        )
      : step('recorded', 'Recorded', null, workMinor, `Recorded as an amount of ${text(workMinor)}.`);
  if (carriedMinor === workMinor) return [first];
  const moved = `Re-rated, divided, or partly billed since: ${text(carriedMinor)} is carried.`;
  return [first, step('carried', 'Carried as WIP', workMinor, carriedMinor, moved)];
}

/** What edits made of it, one by one; what they don't account for is told and not hidden. */
export function editSteps(
  fromMinor: bigint,
  edits: readonly EditedBy[],
  endsAtMinor: bigint,
  currency: string,
): PriceStep[] {
  const steps: PriceStep[] = [];
  let now = { billMinor: fromMinor, noCharge: false };
  for (const edit of edits) {
    const next = { ...now, ...edit.after };
    const [before, after] = [worth(now), worth(next)];
    now = next;
    if (before === after) continue;
    const how = difference(edit, currency);
    const why = edit.reason === '' ? '' : ` Reason: ${edit.reason}.`;
    steps.push(step('edit', how, before, after, `${edit.sentence} by ${edit.who} on ${edit.on}.${why}`));
  }
  const reached = worth(now);
  if (reached !== endsAtMinor)
    steps.push(
      step(
        'edit',
        'As it stands',
        reached,
        endsAtMinor,
        'It came to this value otherwise: by another proforma, or an edit since undone.',
      ),
    );
  return steps;
}

function worth({ billMinor, noCharge }: { billMinor: bigint; noCharge: boolean }): bigint {
  return noCharge ? 0n : billMinor;
}

/** A payer's part of the whole line. */
export function shareStep(wholeMinor: bigint, partMinor: bigint, payer: string, percent: string): PriceStep {
  return step(
    'share',
    `Share of ${payer}`,
    wholeMinor,
    partMinor,
    `${payer} pays ${percent} of this line; the parts of all payers sum to the whole.`,
  );
}

export function taxStep(netMinor: bigint, taxMinor: bigint, what: string): PriceStep {
  return step(
    'tax',
    'Tax',
    netMinor,
    netMinor + taxMinor,
    `${what}. Tax is reckoned once on all lines of the same code; this is the line’s part of it.`,
  );
}

/** The rate and by what it is so: the rule, with those it goes before, or the payer's own code. */
export function taxSaid(rate: string, sentence: string): string {
  return sentence === '' ? rate : `${rate}: ${sentence.replace(/\.$/u, '')}`;
}
