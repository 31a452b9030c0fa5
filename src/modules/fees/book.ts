import type { Day } from '../../kernel/day.ts';
import type { Counts } from './quantity.ts';
import type { Due } from './window.ts';

export const ENTITY_STATUSES = ['large', 'small', 'micro'] as const;
export type EntityStatus = (typeof ENTITY_STATUSES)[number];
/** `any`: the office makes no difference. */
export const AMOUNT_FOR = ['any', ...ENTITY_STATUSES] as const;
export type AmountFor = (typeof AMOUNT_FOR)[number];

export const CONFIDENCES = ['official', 'high', 'medium-high', 'medium', 'unstated'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** An item as one version of a schedule has it. Amounts in minor units of the version's currency. */
export interface Entry {
  readonly itemId: string;
  readonly key: string;
  readonly name: string;
  readonly ownText: string;
  readonly office: string;
  readonly versionId: string;
  readonly version: string;
  readonly authority: string;
  readonly currency: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly code: string;
  readonly provision: string;
  readonly confidence: Confidence;
  readonly sources: readonly string[];
  readonly counts: Counts | null;
  readonly due: Due | null;
  readonly amounts: Readonly<Partial<Record<AmountFor, bigint>>>;
  /** what somebody wrote who compared it with the office's list */
  readonly checked: string | null;
}

/** The firm's own amount for an item. */
export interface OwnFee {
  readonly itemId: string;
  readonly entityStatus: AmountFor;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly from: Day;
  readonly to: Day | null;
  readonly reason: string;
}

/** An amount is sure when its source is the office's or well attested, or somebody has compared it. */
export function isSure(entry: Pick<Entry, 'confidence' | 'checked'>): boolean {
  return entry.confidence === 'official' || entry.confidence === 'high' || entry.checked !== null;
}
