import { act } from '../../src/demo/doing.ts';
import { addDays } from '../../src/kernel/day.ts';
import type { Place, Plant } from './plants.ts';

/** A letter for the planted matter alone, with one clause. */
async function agree(at: Place, number: string, terms: Record<string, unknown>): Promise<void> {
  const { engine, maya, today } = at.month;
  const { clientId } = await act<{ clientId: string }>(engine, maya, 'matters show', { id: at.matter.id });
  const from = addDays(today, -200);
  const { id } = await act<{ id: string }>(engine, maya, 'engagements add', {
    clientId,
    title: `Letter about ${number}`,
    from,
    matterIds: [at.matter.id],
  });
  await act(engine, maya, 'engagements set-clause', { engagementId: id, number, words: 'As agreed.', terms, from });
}

/** Well below what a month of clean work comes to, each time another. */
const little = (at: Place) => String(9_000 + 100 * at.nth);

export const termsPlants: readonly Plant[] = [
  {
    code: 'cap-reached',
    edit: async (at) =>
      await agree(at, '5.1', {
        kind: 'cap',
        amount: { minor: little(at), currency: at.matter.currency },
        hard: at.nth % 2 === 0,
        on: at.nth % 3 === 0 ? 'all' : 'fees',
        per: 'matter',
        over: 'life',
      }),
  },
  {
    code: 'volume-tier',
    edit: async (at) =>
      await agree(at, '4.2', {
        kind: 'volume',
        currency: at.matter.currency,
        over: 'calendar-year',
        tiers: [{ above: little(at), percentPpm: 20_000 + 1_000 * (at.nth % 7) }],
      }),
  },
  {
    code: 'terms-taken-off',
    edit: async (at, proformaId) => {
      const { engine, maya } = at.month;
      const percentPpm = 30_000 + 1_000 * (at.nth % 9);
      await agree(at, '4.1', { kind: 'discount', percentPpm, on: 'fees' });
      await act(engine, maya, 'proformas edit', { id: proformaId, operation: { do: 'apply-terms' } });
      const { adjustments } = await act<{ adjustments: { id: string; label: string }[] }>(
        engine,
        maya,
        'proformas show',
        { id: proformaId },
      );
      const discount = adjustments.find((one) => one.label.includes('(clause 4.1)'));
      await act(engine, maya, 'proformas edit', {
        id: proformaId,
        operation: { do: 'remove-adjustment', adjustmentId: discount?.id, reason: 'Not this time' },
      });
    },
  },
];
