import { scaledFromDecimal } from '../../../kernel/money.ts';
import { divide } from '../../../kernel/rounding.ts';
import type { HoursAs, NumberStyle } from './fields.ts';

/** Currency signs, ISO codes, unit letters, spaces of all kinds and Swiss apostrophes say nothing about the number. */
function bare(text: string): string {
  let t = text
    .replaceAll(/[\p{Sc}\s\u00a0\u202f'’]/gu, '')
    .replace(/^[A-Z]{3}(?=[-(\d])/i, '')
    .replace(/(?<=[\d)])[A-Z]{3}$/i, '');
  if (/^\(.*\)$/.test(t)) t = `-${t.slice(1, -1)}`; // accountants' minus
  if (/^[^-].*-$/.test(t)) t = `-${t.slice(0, -1)}`; // and SAP's
  return t.replace(/[−–]/, '-').replace(/^\+/, '');
}

export type NumberEvidence = 'point' | 'comma' | 'ambiguous' | 'neutral' | 'none';

/** What one value says about which sign separates decimals. `1,234` alone says nothing: it may be 1234 or 1.234. */
export function numberEvidence(text: string): NumberEvidence {
  const digits = bare(text).replace(/^-/, '');
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(digits)) return 'none';
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last < 0) return 'neutral';
  const sign = digits[last] ?? '';
  const other = sign === '.' ? ',' : '.';
  const asDecimal: NumberEvidence = sign === '.' ? 'point' : 'comma';
  const asGroup: NumberEvidence = sign === '.' ? 'comma' : 'point';
  if (digits.includes(other)) return asDecimal;
  if (digits.indexOf(sign) !== last) return asGroup; // 1.234.567: only grouping repeats
  const before = digits.slice(0, last);
  const ambiguous = digits.length - last - 1 === 3 && /^[1-9]\d{0,2}$/.test(before);
  return ambiguous ? 'ambiguous' : asDecimal;
}

/** A number in its own style as plain decimal text; null when it isn't one in that style. */
export function decimalFrom(text: string, style: NumberStyle): string | null {
  const [group, point] = style === '1,234.56' ? [',', '.'] : ['.', ','];
  const t = bare(text);
  const match = /^(-?)([\d.,]*?)(\d*)$/.exec(t);
  if (!match || t === '' || t === '-') return null;
  const [whole = '', fraction, ...more] = t.replace(/^-/, '').split(point);
  if (more.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return null;
  const grouped = whole.split(group);
  const wellGrouped =
    grouped.length === 1
      ? /^\d*$/.test(whole)
      : grouped.every((part, i) => (i === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part));
  if (!wellGrouped || (whole === '' && !fraction)) return null;
  return `${t.startsWith('-') ? '-' : ''}${grouped.join('') || '0'}${fraction ? `.${fraction}` : ''}`;
}

/** Decides the style over all numeric cells: evidence decides, contradiction and mere ambiguity are asked about. */
export function styleOf(
  values: readonly string[],
  plainNumbers: boolean,
): { style: NumberStyle | null; samples: string[] } {
  const seen = new Map<NumberEvidence, string>();
  for (const value of values) {
    if (value === '') continue;
    const evidence = numberEvidence(value);
    if (!seen.has(evidence)) seen.set(evidence, value);
  }
  const point = seen.get('point') ?? (plainNumbers ? '' : undefined);
  const comma = seen.get('comma');
  if (point !== undefined && comma !== undefined)
    return { style: null, samples: [point, comma].filter((v) => v !== '') };
  if (point !== undefined) return { style: '1,234.56', samples: [] };
  if (comma !== undefined) return { style: '1.234,56', samples: [] };
  const open = seen.get('ambiguous');
  return open === undefined ? { style: '1,234.56', samples: [] } : { style: null, samples: [open] };
}

const HUNDREDTH = 36n;

/** Clock times and minutes rarely are hundredths of an hour: the nearest is taken, half up, as billing systems do. */
function nearestHundredth(seconds: bigint): HoursRead {
  const nearest = divide(seconds, HUNDREDTH) * HUNDREDTH;
  return { ok: true, seconds: nearest, rounded: nearest !== seconds };
}

export type HoursRead =
  | { readonly ok: true; readonly seconds: bigint; readonly rounded: boolean }
  | { readonly ok: false; readonly code: string; readonly reason: string };

const unreadable = (text: string): HoursRead => ({
  ok: false,
  code: 'bad-hours',
  reason: `“${text}” is not a number of hours. Write 1.25 or 1:15.`,
});

/** Reads a duration. A colon or `h`/`m` letters say by themselves what they are; `as` decides for plain numbers. */
export function secondsFrom(text: string, as: HoursAs, style: NumberStyle): HoursRead {
  const t = text.trim();
  const clock =
    /^(\d+):([0-5]?\d)(?::([0-5]?\d)(?:[.,]\d+)?)?$/.exec(t) ??
    /^(\d+)\s*h(?:ours?|rs?)?\s*(?:(\d+)\s*m(?:in(?:utes?)?)?)?$/i.exec(t);
  if (clock) {
    const seconds = BigInt(clock[1] ?? 0) * 3600n + BigInt(clock[2] ?? 0) * 60n + BigInt(clock[3] ?? 0);
    return nearestHundredth(seconds);
  }
  const minutes = /^(\d+)\s*m(?:in(?:utes?)?)?$/i.exec(t);
  if (minutes) return nearestHundredth(BigInt(minutes[1] ?? 0) * 60n);
  const decimal = decimalFrom(t.replace(/\s*h(?:ours?|rs?)?$/i, ''), style);
  const scaled = decimal === null ? null : scaledFromDecimal(decimal, 6);
  if (decimal === null || scaled === null) return unreadable(text);
  if (as === 'minutes' || as === 'seconds') {
    return nearestHundredth(divide(scaled * (as === 'minutes' ? 60n : 1n), 1_000_000n));
  }
  const hundredths = scaledFromDecimal(decimal, 2);
  if (hundredths === null)
    return {
      ok: false,
      code: 'hours-too-fine',
      reason: `${decimal} hours is finer than 0.01. Round it in the file.`,
    };
  return { ok: true, seconds: hundredths * HUNDREDTH, rounded: false };
}

/** How plain numbers in an hours column are meant: by its header, or asked when they can't all be hours of one day. */
export function hoursAsOf(
  header: string,
  values: readonly string[],
  style: NumberStyle,
): { as: HoursAs | null; samples: string[] } {
  if (/minute|\bmins?\b/i.test(header)) return { as: 'minutes', samples: [] };
  if (/second|\bsecs?\b/i.test(header)) return { as: 'seconds', samples: [] };
  const filled = values.filter((v) => v !== '');
  if (filled.length > 0 && filled.every((v) => v.includes(':'))) return { as: 'h:mm', samples: [] };
  const long = filled.filter((v) => (scaledFromDecimal(decimalFrom(v, style) ?? '0', 6) ?? 0n) > 24_000_000n);
  // One slip of the pen is refused as a row; a column full of them is another unit.
  if (long.length * 2 > filled.length) return { as: null, samples: long.slice(0, 3) };
  return { as: 'decimal', samples: [] };
}
