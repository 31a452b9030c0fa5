/** Milliseconds in the middle of so many times. */
export async function medianOf(times: number, once: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await once();
    took.push(performance.now() - began);
  }
  return Math.round(took.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0);
}
