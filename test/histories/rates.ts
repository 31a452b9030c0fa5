import { addDays, day, type Day } from '../../src/kernel/day.ts';
import * as model from './model.ts';

/** What an hour costs, in minor units, as the model knows it: by matter where it was set, else what the client's tables say. */
export class Rates {
  readonly #set = new Map<string, { minor: bigint; times: number }>();
  readonly #ofClient = new Map<string, bigint>();

  /** Nothing where nobody worked for that client yet. */
  of(client: string, matter: string, who: string): bigint | null {
    return this.#set.get(`${matter} ${who}`)?.minor ?? this.#ofClient.get(`${client} ${who}`) ?? null;
  }

  /** What the product valued an hour at: learned the first time, afterwards it must be what is known. */
  seen(client: string, matter: string, who: string, minor: bigint): void {
    const known = this.of(client, matter, who);
    if (known === null) this.#ofClient.set(`${client} ${who}`, minor);
    else if (known !== minor) throw new Error(`an hour of ${who}: the model says ${known}, the product ${minor}`);
  }

  /** Sets a rate of the matter, from a later day than the one before; all of them before the work of the histories. */
  set(matter: string, who: string, minor: bigint): Day {
    const times = (this.#set.get(`${matter} ${who}`)?.times ?? 0) + 1;
    this.#set.set(`${matter} ${who}`, { minor, times });
    return addDays(day('2025-12-01'), times);
  }
}

/** Hours at a rate, rounded half up. */
export const valued = (hundredths: bigint, rate: bigint): bigint => model.halfUp(hundredths * rate, 100n);
