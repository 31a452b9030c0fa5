import { divide } from '../../kernel/rounding.ts';
import type { Advance, LinePart } from './spread.ts';

const NOTHING: Advance = { minor: 0n, entityMinor: 0n };

/**
 * What of a cost laid out goes with a part of its line: all that is left with the last of the line, else pro rata to the
 * net amount, rounded half-up. So the parts sum to the whole, in both currencies, however the line is paid.
 */
export function advancedPart({ line, netMinor }: LinePart): Advance {
  const { advance } = line;
  if (advance === null) return NOTHING;
  if (netMinor === line.netMinor) return advance;
  return {
    minor: divide(advance.minor * netMinor, line.netMinor, 'half-up'),
    entityMinor: divide(advance.entityMinor * netMinor, line.netMinor, 'half-up'),
  };
}
