import { describe, expect, it } from 'vitest';
import { moneyFrom, rateFrom } from './money.tsx';

describe('an amount as it is typed', () => {
  it.each([
    ['12.50', 'GBP', '1250'],
    ['12,50', 'GBP', '1250'],
    ['1,5', 'EUR', '150'],
    ['-3,20', 'EUR', '-320'],
    ['1,234', 'GBP', '123400'],
    ['1,234.56', 'GBP', '123456'],
    ['1.234,56', 'EUR', '123456'],
    ['1 234,56', 'EUR', '123456'],
    ['1\u00a0234,56', 'EUR', '123456'],
    ["1'234.50", 'CHF', '123450'],
    ['1,234,567', 'GBP', '123456700'],
    ['1.234.567', 'EUR', '123456700'],
    ['1.234.567,8', 'EUR', '123456780'],
    ['1,234', 'JPY', '1234'],
    ['.5', 'GBP', '50'],
    [',5', 'GBP', '50'],
    ['7.', 'GBP', '700'],
  ])('%s in %s are %s', (typed, currency, minor) => {
    expect(moneyFrom(typed, currency)?.minor).toBe(minor);
  });

  it.each([
    ['1.500', 'EUR'],
    ['1.234', 'GBP'],
    ['0,505', 'GBP'],
    ['12,3456', 'GBP'],
    ['1,23.45', 'GBP'],
    ['1,23,456', 'GBP'],
    ['1.2.3', 'GBP'],
    ['1,234,56', 'GBP'],
    ['12.5', 'JPY'],
    ['', 'GBP'],
    ['.', 'GBP'],
    [',', 'GBP'],
    ['twelve', 'GBP'],
  ])('%s in %s might be two amounts, or is none', (typed, currency) => {
    expect(moneyFrom(typed, currency)).toBeNull();
  });
});

it.each([
  ['450', '45000'],
  ['450,00', '45000'],
  ['1,250.00', '125000'],
  ['1.250,00', '125000'],
  ['450.125', '45012.5'],
  ['1,23.4', null],
  ['', null],
])('a rate of %s an hour in pounds is %s', (typed, rate) => {
  expect(rateFrom(typed, 'GBP')).toBe(rate);
});
