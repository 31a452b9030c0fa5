import type { Engine } from '../platform/command.ts';

export async function seedDemo(engine: Engine): Promise<void> {
  await Promise.resolve(engine);
}
