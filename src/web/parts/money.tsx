import { decimalsOf } from '../../kernel/currency.ts';
import {
  amountText,
  decimalTyped,
  minorFromDecimal,
  type MoneyWire,
  rateForReading,
  rateFromText,
  sumsByCurrency,
} from '../../kernel/money.ts';

export function textOf(money: MoneyWire): string {
  return amountText(BigInt(money.minor), money.currency);
}

/** `1,234.50`, with its currency unless the column names it. */
export function Amount({ of, bare = false }: { of: MoneyWire; bare?: boolean }) {
  return (
    <span className="num">
      {bare ? null : <span className="cur">{of.currency}</span>}
      {textOf(of)}
    </span>
  );
}

interface AmountsProps {
  readonly of: readonly MoneyWire[];
  readonly none?: string;
  /** one currency under the other */
  readonly stacked?: boolean;
}

export function Amounts({ of, none = '–', stacked = false }: AmountsProps) {
  if (of.length === 0) return <span className="quiet">{none}</span>;
  if (stacked)
    return (
      <span className="stacked">
        {of.map((money) => (
          <Amount key={money.currency} of={money} />
        ))}
      </span>
    );
  return (
    <>
      {of.map((money, index) => (
        <span key={money.currency}>
          {index > 0 ? <span className="quiet dot"> · </span> : null}
          <Amount of={money} />
        </span>
      ))}
    </>
  );
}

export function amountsText(of: readonly MoneyWire[]): string {
  return of.map((money) => `${money.currency} ${textOf(money)}`).join(' · ');
}

/** One sum per currency, in the order of their codes as everywhere. */
export function sumsOf(of: Iterable<MoneyWire>): MoneyWire[] {
  return sumsByCurrency([...of].map(({ minor, currency }) => ({ minor: BigInt(minor), currency })));
}

export function minus(a: MoneyWire, b: MoneyWire): MoneyWire {
  return { minor: (BigInt(a.minor) - BigInt(b.minor)).toString(), currency: a.currency };
}

export function isZero(money: MoneyWire): boolean {
  return BigInt(money.minor) === 0n;
}

/** A rate as people read it, `450.00` an hour. */
export function rateReading(rate: string | null, currency: string): string {
  return rate === null ? '' : rateForReading(rateFromText(rate), currency);
}

/** `1,234.50`, `1234.5` or `12,50` as typed; null when it is no amount of that currency, or might be two: `1.500`. */
export function moneyFrom(typed: string, currency: string): MoneyWire | null {
  const plain = decimalTyped(typed);
  const thousands = decimalsOf(currency) !== 3 && /^-?\d{1,3}\.\d{3}$/.test(plain ?? '');
  const minor = plain === null || thousands ? null : minorFromDecimal(plain, currency);
  return minor === null ? null : { minor: minor.toString(), currency };
}

/** A typed rate in whole units an hour, as minor units with up to four further decimals. */
export function rateFrom(typed: string, currency: string): string | null {
  const plain = decimalTyped(typed) ?? '';
  const match = /^(\d*)(?:\.(\d*))?$/.exec(plain);
  if (!match || plain === '' || plain === '.') return null;
  const decimals = decimalsOf(currency);
  const fraction = match[2] ?? '';
  const minor = BigInt((match[1] || '0') + fraction.slice(0, decimals).padEnd(decimals, '0')).toString();
  const rest = fraction.slice(decimals);
  return rest === '' ? minor : `${minor}.${rest}`;
}

/** `19 %` from 190000 millionths. */
export function percentText(ppm: number): string {
  return `${ppmText(ppm)} %`;
}

/** `12.5` from 125000: what a percent field shows. */
export function ppmText(ppm: number): string {
  const sign = ppm < 0 ? '-' : '';
  const digits = Math.abs(ppm).toString().padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -4)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** 125000 from `12.5`; null when it is no percentage. */
export function ppmFrom(typed: string): number | null {
  const match = /^(-?)(\d{1,4})(?:\.(\d{0,4}))?\s*%?$/.exec(typed.trim());
  if (!match) return null;
  const size = Number((match[2] ?? '0') + (match[3] ?? '').padEnd(4, '0'));
  return match[1] === '-' ? -size : size;
}
