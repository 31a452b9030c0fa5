import { unitOf } from '../kernel/currency.ts';
import { addDays, type Day } from '../kernel/day.ts';
import type { Engine } from '../platform/command.ts';
import { act } from './doing.ts';
import type { Cast } from './seed.ts';
import type { DemoFirm } from './set-up.ts';

const AGREED_AGO = 300;
const TIER = 400_000;
const CAP = 40_000;
const THREE_PERCENT = 30_000;
const FIVE_PERCENT = 50_000;

/** What the first client's letter agrees: enough to see how clauses stand beside a bill. */
export async function agreeTerms(
  engine: Engine,
  firm: DemoFirm,
  cast: Pick<Cast, 'coordinator'>,
  today: Day,
): Promise<void> {
  const [matter] = firm.matters;
  const from = addDays(today, -AGREED_AGO);
  const { clientId, currency } = await act<{ clientId: string; currency: string }>(
    engine,
    cast.coordinator,
    'matters show',
    { id: matter?.id },
  );
  const amount = (units: number) => (BigInt(units) * unitOf(currency)).toString();
  const { id: engagementId } = await act<{ id: string }>(engine, cast.coordinator, 'engagements add', {
    clientId,
    title: 'Engagement letter',
    parties: 'The firm and the client, for all its patents, trademarks and designs',
    signedOn: from,
    from,
  });
  const clauses = [
    ['2', 'We bill at the end of each month. Bills are due within thirty days.', { kind: 'other' }],
    [
      '4.1',
      'Above a year’s fees of four hundred thousand we give three per cent off.',
      {
        kind: 'volume',
        currency,
        over: 'calendar-year',
        tiers: [{ above: amount(TIER), percentPpm: THREE_PERCENT }],
      },
    ],
    [
      '4.2',
      'We tell you before the fees of a case pass forty thousand.',
      {
        kind: 'cap',
        amount: { minor: amount(CAP), currency },
        hard: false,
        on: 'fees',
        per: 'matter',
        over: 'life',
      },
    ],
    [
      '6',
      'Of damages that are recovered we are due five per cent.',
      { kind: 'success', currency, percentPpm: FIVE_PERCENT },
    ],
  ] as const;
  for (const [number, words, terms] of clauses)
    await act(engine, cast.coordinator, 'engagements set-clause', { engagementId, number, words, terms, from });
}
