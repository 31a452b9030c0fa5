import { randomUUIDv7 } from 'node:crypto';
import type { Id } from '../kernel/ids.ts';

/** A fresh uuid v7: sorts by when it was made, which keeps indexes compact. */
export function newId<Table extends string>(): Id<Table> {
  return randomUUIDv7() as Id<Table>;
}
