import { amountText } from '../../kernel/money.ts';

/** What a run knows of a matter. Amounts in minor units of the matter's currency. */
export interface Considered {
  readonly matterId: string;
  readonly currency: string;
  readonly closedToBilling: boolean;
  /** cards that could go on a new proforma */
  readonly cards: number;
  readonly wipMinor: bigint;
  readonly held: number;
  readonly later: number;
  /** the attorney who asked for a bill on an ageing list */
  readonly askedBy: string | null;
  readonly open: { readonly id: string; readonly number: string; readonly state: string } | null;
}

export interface RunOutcome {
  readonly outcome: 'generated' | 'existing' | 'skipped';
  readonly reason: string;
}

/** The least WIP a matter must have, in minor units by currency; amounts of other currencies are never compared. */
export type Thresholds = ReadonlyMap<string, bigint>;

/** Why a matter is in a run, or isn't. Every matter considered gets an answer. */
export function outcomeOf(matter: Considered, thresholds: Thresholds): RunOutcome {
  if (matter.open) {
    const more = matter.cards > 0 ? ` ${matter.cards} new cards can be gathered into it.` : '';
    return {
      outcome: 'existing',
      reason: `Proforma ${matter.open.number} is open (${matter.open.state.replaceAll('-', ' ')}).${more}`,
    };
  }
  if (matter.cards === 0) {
    const why = [
      matter.held > 0 ? `${matter.held} held` : '',
      matter.later > 0 ? `${matter.later} after the through date` : '',
    ]
      .filter(Boolean)
      .join(', ');
    return { outcome: 'skipped', reason: `Nothing to bill${why ? ` (${why})` : ''}.` };
  }
  if (matter.closedToBilling)
    return { outcome: 'skipped', reason: 'The matter is closed to billing. Open it on its page.' };
  const threshold = matter.askedBy === null ? thresholds.get(matter.currency) : undefined;
  if (threshold !== undefined && matter.wipMinor < threshold) {
    const least = `${amountText(threshold, matter.currency)} ${matter.currency}`;
    return { outcome: 'skipped', reason: `Its WIP is below the threshold of ${least}.` };
  }
  const said = [
    ...(matter.held > 0 ? [`${matter.held} held cards stay off`] : []),
    ...(matter.askedBy === null ? [] : [`${matter.askedBy} asked for a bill`]),
    ...(matter.askedBy === null && thresholds.size > 0 && threshold === undefined
      ? [`no threshold is given in ${matter.currency}`]
      : []),
  ];
  return { outcome: 'generated', reason: ['Generated', ...said].join('; ').concat('.') };
}
