/** Allows each caller so many tries in so many seconds, counted in this process. */
export function rateLimit(limit: {
  readonly tries: number;
  readonly seconds: number;
}): (caller: string, nowMs?: number) => boolean {
  const counts = new Map<string, { until: number; tries: number }>();
  return (caller, nowMs = performance.now()) => {
    const known = counts.get(caller);
    if (known && known.until > nowMs) {
      known.tries += 1;
      return known.tries <= limit.tries;
    }
    // Nobody fills the memory with addresses: what is over is forgotten as others come.
    if (counts.size > 10_000) for (const [key, { until }] of counts) if (until <= nowMs) counts.delete(key);
    counts.set(caller, { until: nowMs + limit.seconds * 1_000, tries: 1 });
    return true;
  };
}
