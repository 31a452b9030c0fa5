import { expect, it } from 'vitest';
import { shownText } from './shown.ts';

it('says how much of a list is shown, only where that is not all', () => {
  expect(shownText(2000, 500, 'newest')).toBe('; the newest 500 are shown, an export has all');
  expect(shownText(500, 500, 'newest')).toBe('');
});
