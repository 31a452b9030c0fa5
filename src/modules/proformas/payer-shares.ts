import type { Line } from './line.ts';
import type { PayerShare } from './settle.ts';

/** A payer's part of one line, in millionths. */
export interface LineShare {
  readonly payerId: string;
  readonly sharePpm: number;
}

const WHOLE_PPM = 1_000_000;

/** The one text of a split, `payer:share` by the payers' ids; null for none, which is as the matter says. */
export function sharesText(shares: readonly LineShare[]): string | null {
  if (shares.length === 0) return null;
  return shares
    .toSorted((a, b) => (a.payerId < b.payerId ? -1 : 1))
    .map(({ payerId, sharePpm }) => `${payerId}:${sharePpm}`)
    .join(',');
}

export function sharesFrom(text: string): LineShare[] {
  return text.split(',').map((part) => {
    const [payerId = '', ppm = '0'] = part.split(':');
    return { payerId, sharePpm: Number(ppm) };
  });
}

/** A line's millionths for each payer, in their order. A split that names none of them is as the matter says; `strayed` tells it. */
export function sharesOf(line: Pick<Line, 'shares'>, payers: readonly PayerShare[]): number[] {
  const matters = payers.map((payer) => payer.sharePpm);
  if (line.shares === null) return matters;
  const own = new Map(sharesFrom(line.shares).map(({ payerId, sharePpm }) => [payerId, sharePpm]));
  const mine = payers.map((payer) => own.get(payer.payerId) ?? 0);
  return mine.some((share) => share > 0) ? mine : matters;
}

/** Whether the split names somebody who doesn't pay for the matter any more. */
export function strayed(line: Pick<Line, 'shares'>, payers: readonly PayerShare[]): boolean {
  if (line.shares === null) return false;
  return sharesFrom(line.shares).some(({ payerId }) => !payers.some((payer) => payer.payerId === payerId));
}

/** What is wrong with a split as asked for, in words; null when nothing is. */
export function splitProblem(shares: readonly LineShare[], payers: readonly PayerShare[]): string | null {
  if (shares.length === 0) return null;
  if (new Set(shares.map((share) => share.payerId)).size < shares.length) return 'Name each payer once.';
  if (shares.some(({ payerId }) => !payers.some((payer) => payer.payerId === payerId)))
    return 'A payer doesn’t pay for this matter. Choose among its payers, or add the payer on the matter’s page.';
  const sum = shares.reduce((total, { sharePpm }) => total + sharePpm, 0);
  return sum === WHOLE_PPM ? null : `The shares sum to ${sum / 10_000} %. Make them sum to 100 %.`;
}

/** `Acme 70 %, Beta 30 %`. */
export function splitText(shares: string, payers: readonly Pick<PayerShare, 'payerId' | 'name'>[]): string {
  return sharesFrom(shares)
    .map(({ payerId, sharePpm }) => {
      const name = payers.find((payer) => payer.payerId === payerId)?.name ?? 'a former payer';
      return `${name} ${sharePpm / 10_000} %`;
    })
    .join(', ');
}
