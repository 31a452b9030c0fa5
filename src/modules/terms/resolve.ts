import type { Day } from '../../kernel/day.ts';

export type RateLevel = 'standard' | 'client' | 'matter' | 'exception';

/** A dated rate as recorded; `rateE4` in ten-thousandths of a minor unit per hour. */
export interface RateRow {
  readonly id: string;
  readonly level: RateLevel;
  readonly timekeeperId: string | null;
  readonly title: string | null;
  readonly officeId: string | null;
  readonly clientId: string | null;
  readonly matterId: string | null;
  readonly currency: string;
  readonly rateE4: bigint;
  readonly from: Day;
  readonly to: Day | null;
  readonly source: string;
  /** one rate for everybody by a clause of an engagement: before other rates of its level */
  readonly blended: boolean;
}

/** For whom and when a rate is wanted. */
export interface RateWanted {
  readonly timekeeperId: string;
  readonly title: string;
  readonly officeId: string;
  readonly clientId: string;
  readonly matterId: string;
  readonly currency: string;
  readonly on: Day;
}

export interface Choice {
  readonly won: RateRow | null;
  readonly lost: readonly { readonly rate: RateRow; readonly because: string }[];
}

const LEVEL_ORDER: Readonly<Record<RateLevel, number>> = { exception: 3, matter: 2, client: 1, standard: 0 };

/**
 * The rate that counts: an exception for the person on the matter, else the matter's, else the client's, else the
 * standard one; within a level a blended one by a clause before all others, then a person's own before a title's, before one for all; an office's before any office.
 * Everything that could have counted and didn't is told, with why.
 */
export function resolveRates(rates: readonly RateRow[], wanted: RateWanted): { standard: Choice; agreed: Choice } {
  const mine = rates.filter((rate) => concerns(rate, wanted));
  return {
    standard: choose(
      mine.filter((r) => r.level === 'standard'),
      wanted,
    ),
    agreed: choose(mine, wanted),
  };
}

function concerns(rate: RateRow, wanted: RateWanted): boolean {
  return (
    (rate.timekeeperId === null || rate.timekeeperId === wanted.timekeeperId) &&
    (rate.title === null || rate.title === wanted.title) &&
    (rate.clientId === null || rate.clientId === wanted.clientId) &&
    (rate.matterId === null || rate.matterId === wanted.matterId)
  );
}

function choose(rates: readonly RateRow[], wanted: RateWanted): Choice {
  const sorted = rates.toSorted((a, b) => narrowness(b) - narrowness(a) || (a.from < b.from ? 1 : -1));
  const barred = sorted.map((rate) => ({ rate, because: barrier(rate, wanted) }));
  const won = barred.find((entry) => entry.because === null)?.rate ?? null;
  const lost = barred
    .filter((entry) => entry.rate !== won)
    .map(({ rate, because }) => ({ rate, because: because ?? `${scopeOf(won ?? rate)} is narrower` }));
  return { won, lost };
}

function narrowness(rate: RateRow): number {
  return (
    LEVEL_ORDER[rate.level] * 100 +
    (rate.blended ? 50 : 0) +
    (rate.timekeeperId ? 20 : rate.title ? 10 : 0) +
    (rate.officeId ? 1 : 0)
  );
}

/** Why a rate can't count at all; null when it can. */
function barrier(rate: RateRow, wanted: RateWanted): string | null {
  if (rate.currency !== wanted.currency) return `it is in ${rate.currency}, the matter is in ${wanted.currency}`;
  if (rate.officeId !== null && rate.officeId !== wanted.officeId) return 'it is for another office';
  if (wanted.on < rate.from) return `it is valid only from ${rate.from}`;
  if (rate.to !== null && wanted.on > rate.to) return `it ended on ${rate.to}`;
  return null;
}

/** `client’s rate for the title Partner`, for explanations. */
export function scopeOf(rate: Pick<RateRow, 'level' | 'timekeeperId' | 'title' | 'officeId' | 'blended'>): string {
  if (rate.blended) return `blended rate of the ${rate.level}’s engagement`;
  const of = {
    standard: 'standard rate',
    client: 'client’s rate',
    matter: 'matter’s rate',
    exception: 'exception on the matter',
  }[rate.level];
  const whose = rate.timekeeperId ? ' for the timekeeper' : rate.title ? ` for the title ${rate.title}` : '';
  return `${of}${whose}${rate.officeId ? ' in the office' : ''}`;
}
