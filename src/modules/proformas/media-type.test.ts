import { expect, it } from 'vitest';
import { mediaTypeOf } from './media-type.ts';

it.each([
  ['a PDF', Buffer.from('%PDF-1.7 …'), 'application/pdf'],
  ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), 'image/png'],
  ['plain words', Buffer.from('Grüße'), 'text/plain; charset=utf-8'],
  // a page with scripts is shown as words, never run
  ['a page', Buffer.from('<script>alert(1)</script>'), 'text/plain; charset=utf-8'],
  ['anything else', Buffer.from([0, 1, 2, 255]), 'application/octet-stream'],
])('%s is known by its own bytes', (_name, bytes, expected) => {
  expect(mediaTypeOf(bytes)).toBe(expected);
});
