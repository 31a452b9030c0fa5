/** A parameter as people read it. */
export function paramText(value: unknown): string {
  if (Array.isArray(value))
    return (
      value.map((one) => (isAmount(one) ? `${one.currency} ${one.minor} (minor units)` : String(one))).join(', ') ||
      'none'
    );
  return String(value);
}

function isAmount(value: unknown): value is { currency: string; minor: string } {
  return typeof value === 'object' && value !== null && 'currency' in value && 'minor' in value;
}

/** Typed text as a parameter of its kind; what can't be read is sent as typed, and the server says what is wrong. */
export function paramFrom(kind: string, typed: string): unknown {
  const text = typed.trim();
  if (text === '') return undefined;
  switch (kind) {
    case 'count':
    case 'percent':
      return /^\d+$/.test(text) ? Number(text) : text;
    case 'words':
    case 'codes':
    case 'days':
      return text.split(',').map((one) => one.trim());
    case 'amounts':
      return text.split(',').map((one) => {
        const [currency = '', minor = ''] = one.trim().split(/\s+/);
        return { currency: currency.toUpperCase(), minor };
      });
    default:
      return text;
  }
}

/** What a field of this kind says beneath it. */
export const PARAM_HELP: Readonly<Record<string, string>> = {
  count: 'A whole number.',
  percent: 'Per cent, whole.',
  hours: 'Hours such as 0.10.',
  words: 'Words or phrases, with commas between.',
  codes: 'Codes, with commas between.',
  day: 'A day such as 2026-01-01.',
  days: 'Days such as 2026-12-25, with commas between.',
  amounts: 'Currency and minor units, such as USD 7500, EUR 7500.',
};
