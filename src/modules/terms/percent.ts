import { scaledText } from '../../kernel/money.ts';

const DECIMALS_OF_PERCENT = 4;

/** `7.5 %` of 75,000 millionths. */
export function percentText(ppm: number): string {
  const text = scaledText(BigInt(ppm), DECIMALS_OF_PERCENT);
  return `${text.replace(/\.?0+$/u, '')} %`;
}
