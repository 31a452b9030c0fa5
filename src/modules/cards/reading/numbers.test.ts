import { describe, expect, test } from 'vitest';
import { decimalFrom, hoursAsOf, numberEvidence, secondsFrom, styleOf } from './numbers.ts';

describe('which sign separates decimals', () => {
  test.each([
    ['1,234.56', 'point'],
    ['1.234,56', 'comma'],
    ['1.5', 'point'],
    ['1,5', 'comma'],
    ['0,125', 'comma'],
    ['0.125', 'point'],
    ['1.234', 'ambiguous'],
    ['12,345', 'ambiguous'],
    ['1.234.567', 'comma'],
    ['1,234,567', 'point'],
    ['42', 'neutral'],
    ['$1,234.50', 'point'],
    ['1 234,50 €', 'comma'],
    ["1'234.50", 'point'],
    ['(1.234,50)', 'comma'],
    ['n/a', 'none'],
    ['1:30', 'none'],
  ])('%s says %s', (text, evidence) => expect(numberEvidence(text)).toBe(evidence));

  test('one plain value decides for the whole file', () => {
    expect(styleOf(['1.234', '7', '1,5'], false).style).toBe('1.234,56');
    expect(styleOf(['1,234', '1.5'], false).style).toBe('1,234.56');
  });
  test('mere ambiguity and contradiction are asked about', () => {
    expect(styleOf(['1.234', '7'], false)).toEqual({ style: null, samples: ['1.234'] });
    expect(styleOf(['1.5', '1,5'], false)).toEqual({ style: null, samples: ['1.5', '1,5'] });
  });
  test('a workbook’s own numbers have a point', () => expect(styleOf(['1.234'], true).style).toBe('1,234.56'));
});

describe('numbers', () => {
  test.each([
    ['1,234.56', '1,234.56', '1234.56'],
    ['1.234,56', '1.234,56', '1234.56'],
    ['€ 1.234,50', '1.234,56', '1234.50'],
    ['USD 12.5', '1,234.56', '12.5'],
    ['12.50 EUR', '1,234.56', '12.50'],
    ['(50.00)', '1,234.56', '-50.00'],
    ['50.00-', '1,234.56', '-50.00'],
    ["1'234'567.5", '1,234.56', '1234567.5'],
    ['1,5', '1,234.56', null],
    ['1.5', '1.234,56', null],
    ['12,34,567', '1,234.56', null],
    ['abc', '1,234.56', null],
    ['-', '1,234.56', null],
    ['.5', '1,234.56', '0.5'],
    ['1250.', '1,234.56', '1250'],
  ] as const)('%s in style %s is %s', (text, style, value) => expect(decimalFrom(text, style)).toBe(value));
});

describe('hours', () => {
  test.each([
    ['1.25', 'decimal', 4500n],
    ['0.1', 'decimal', 360n],
    ['1:15', 'decimal', 4500n],
    ['01:30:00', 'h:mm', 5400n],
    ['0:05:00', 'h:mm', 288n],
    ['90', 'minutes', 5400n],
    ['5400', 'seconds', 5400n],
    ['1h 30m', 'decimal', 5400n],
    ['2 h', 'decimal', 7200n],
    ['45 min', 'decimal', 2700n],
    ['1.5 h', 'decimal', 5400n],
    ['26:00', 'h:mm', 93_600n],
  ] as const)('%s as %s', (text, as, seconds) =>
    expect(secondsFrom(text, as, '1,234.56')).toEqual({ ok: true, seconds, rounded: text === '0:05:00' }),
  );

  test.each([
    ['0.333', 'hours-too-fine'],
    ['soon', 'bad-hours'],
    ['', 'bad-hours'],
    ['1:75', 'bad-hours'],
  ])('%s is refused as %s', (text, code) =>
    expect(secondsFrom(text, 'decimal', '1,234.56')).toMatchObject({ ok: false, code }),
  );

  test('a column of large numbers is asked about, one slip isn’t', () => {
    expect(hoursAsOf('Time', ['90', '45', '120'], '1,234.56').as).toBeNull();
    expect(hoursAsOf('Time', ['1.5', '2', '150'], '1,234.56').as).toBe('decimal');
    expect(hoursAsOf('Minutes', ['90', '45'], '1,234.56').as).toBe('minutes');
    expect(hoursAsOf('Duration', ['01:30:00', '0:15'], '1,234.56').as).toBe('h:mm');
  });
});
