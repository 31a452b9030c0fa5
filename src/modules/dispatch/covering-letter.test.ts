import { expect, it } from 'vitest';
import { coveringLetter, titleOf } from './covering-letter.ts';

const doc = {
  number: 'CX-2026-00001',
  invoiceNumber: 'UK-2026-00007',
  entity: 'Example IP LLP',
  totalMinor: 123456n,
  currency: 'EUR',
  dueDate: '2026-04-30',
} as const;

it('an invoice’s letter says what to pay, by when and what to quote', () => {
  const text = coveringLetter({ ...doc, documentType: 'invoice', number: 'UK-2026-00007' });
  expect(text).toContain('invoice UK-2026-00007 over 1,234.56 EUR, due on 2026-04-30');
  expect(text).toContain('Please quote UK-2026-00007');
});

it('a credit note’s letter names the invoice it lowers, and asks for no payment', () => {
  const text = coveringLetter({ ...doc, documentType: 'credit-note', number: 'CN-2026-00003' });
  expect(text).toContain(
    'credit note CN-2026-00003 over 1,234.56 EUR. It lowers what is owed on our invoice UK-2026-00007',
  );
  expect(text).not.toContain('payment');
});

it('a cancellation’s letter tells not to pay the invoice', () => {
  expect(coveringLetter({ ...doc, documentType: 'cancellation' })).toContain('Please don’t pay invoice UK-2026-00007');
  expect(titleOf({ ...doc, documentType: 'cancellation' })).toBe('Cancellation CX-2026-00001');
});
