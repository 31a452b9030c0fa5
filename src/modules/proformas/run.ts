/** What a run knows of a matter. Amounts in minor units of the matter's currency. */
export interface Considered {
  readonly matterId: string;
  readonly closedToBilling: boolean;
  /** cards that could go on a new proforma */
  readonly cards: number;
  readonly wipMinor: bigint;
  readonly held: number;
  readonly later: number;
  readonly open: { readonly id: string; readonly number: string; readonly state: string } | null;
}

export interface RunOutcome {
  readonly outcome: 'generated' | 'existing' | 'skipped';
  readonly reason: string;
}

/** Why a matter is in a run, or isn't. Every matter considered gets an answer. */
export function outcomeOf(matter: Considered, threshold: bigint | null): RunOutcome {
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
  if (threshold !== null && matter.wipMinor < threshold)
    return { outcome: 'skipped', reason: 'Its WIP is below the threshold.' };
  return {
    outcome: 'generated',
    reason: matter.held > 0 ? `Generated; ${matter.held} held cards stay off.` : 'Generated.',
  };
}
