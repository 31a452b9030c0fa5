/** The buckets of WIP ageing in days, `as of − work date`. */
export const BUCKET_ENDS = [30, 60, 90, 120, 180, 365] as const;
