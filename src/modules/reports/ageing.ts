/** The buckets of WIP ageing in days, `as of − work date`. */
export const BUCKET_ENDS = [30, 60, 90, 120, 180, 365] as const;

/** Index of the bucket an age falls in: 0-30 is 0, … over 365 is 6. */
export function bucketOf(ageDays: number): number {
  const index = BUCKET_ENDS.findIndex((end) => ageDays <= end);
  return index === -1 ? BUCKET_ENDS.length : index;
}
