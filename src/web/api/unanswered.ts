const REMEMBERED_MS = 5 * 60_000;

/** How long after a lost answer the same asked again is meant as the same; later it is a wish of its own. */
export class Unanswered {
  readonly #keys = new Map<string, { readonly key: string; readonly until: number }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The key under which this was asked before, where no answer came. */
  keyOf(asked: string): string | undefined {
    const found = this.#keys.get(asked);
    return found !== undefined && found.until > this.#now() ? found.key : undefined;
  }

  keep(asked: string, key: string): void {
    this.#keys.set(asked, { key, until: this.#now() + REMEMBERED_MS });
  }

  forget(asked: string): void {
    this.#keys.delete(asked);
  }
}

/** Commands of this tab whose answer never came. */
export const unanswered = new Unanswered();
