/** What is known of a card's place; exactly one of the states holds. */
export interface PlaceFacts {
  readonly state: 'open' | 'billed' | 'purged' | 'taken-back' | 'divided';
  readonly matterId: string;
  readonly hold: {
    readonly reason: string;
    readonly untilDay: string | null;
    /** what is expected to happen first, in words */
    readonly untilEvent: string | null;
  } | null;
  readonly proforma: {
    readonly id: string;
    readonly number: string;
    readonly state: string;
    readonly excluded: boolean;
  } | null;
  readonly invoices: readonly { readonly id: string; readonly number: string }[];
}

export interface Whereabouts {
  readonly state: 'unbilled' | 'on-proforma' | 'held' | 'billed' | 'purged' | 'taken-back';
  readonly sentence: string;
  readonly href: string | null;
}

/** Answers "where is this card?" in one sentence that leads there. */
export function whereIs(place: PlaceFacts): Whereabouts {
  switch (place.state) {
    case 'billed': {
      const numbers = place.invoices.map((i) => i.number).join(' and ');
      return {
        state: 'billed',
        sentence: `Billed on ${numbers}.`,
        href: place.invoices[0] ? `/invoices/${place.invoices[0].id}` : null,
      };
    }
    case 'purged':
      return { state: 'purged', sentence: 'Removed from WIP (purged).', href: null };
    case 'taken-back':
      return { state: 'taken-back', sentence: 'Taken back; it was recorded by mistake.', href: null };
    case 'divided':
      return { state: 'taken-back', sentence: 'Divided or combined: other cards carry its work now.', href: null };
    case 'open':
      return whereOpen(place);
  }
}

function whereOpen(place: PlaceFacts): Whereabouts {
  const proforma = place.proforma;
  const href = proforma ? `/proformas/${proforma.id}` : null;
  if (place.hold) {
    const { untilDay, untilEvent } = place.hold;
    const until = untilEvent ? ` until “${untilEvent}” happens` : untilDay ? ` until ${untilDay}` : ' until released';
    const on = proforma ? ` It is on proforma ${proforma.number}, left off the bill.` : '';
    return { state: 'held', sentence: `Held${until}: ${place.hold.reason}.${on}`, href };
  }
  if (proforma && proforma.excluded) {
    return { state: 'unbilled', sentence: `Unbilled; excluded on proforma ${proforma.number}.`, href };
  }
  if (proforma) return { state: 'on-proforma', sentence: `On proforma ${proforma.number} (${proforma.state}).`, href };
  return {
    state: 'unbilled',
    sentence:
      'Unbilled; on no proforma yet. A run through its day takes it, where its matter is due and open to billing.',
    href: null,
  };
}
