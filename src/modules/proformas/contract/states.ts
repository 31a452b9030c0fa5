import { z } from 'zod';

export const STATES = [
  'generated',
  'pre-review',
  'with-reviewer',
  'completed',
  'approval-pending',
  'approved',
  'billed',
  'deferred',
  'on-hold',
  'closed',
  'reversed',
] as const;
export const state = z.enum(STATES);
