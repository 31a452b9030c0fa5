export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The months to choose from, by their numbers. */
export const MONTH_CHOICES = MONTHS.map((label, at) => ({ value: String(at + 1), label }));
