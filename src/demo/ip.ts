import type { Engine } from '../platform/command.ts';
import { act } from './doing.ts';
import type { Cast } from './seed.ts';

/** Published fee schedules, as far as they are known. */
export async function takeFees(engine: Engine, cast: Pick<Cast, 'coordinator'>): Promise<void> {
  const { shipped } = await act<{ shipped: { name: string }[] }>(engine, cast.coordinator, 'fees schedules', {});
  for (const { name } of shipped) await act(engine, cast.coordinator, 'fees take', { source: { shipped: name } });
}
