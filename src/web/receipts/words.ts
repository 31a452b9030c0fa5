const REASONS: Readonly<Record<string, string>> = {
  'bank-fee': 'bank fee',
  'withheld-tax': 'tax withheld',
  discount: 'discount taken',
  'small-difference': 'small difference',
  uncollectable: 'can’t be collected',
  'statute-barred': 'barred by time',
  'small-balance': 'small balance',
};

/** The kind of a reason as people say it. */
export function reasonWord(kind: string): string {
  return REASONS[kind] ?? kind.replaceAll('-', ' ');
}
