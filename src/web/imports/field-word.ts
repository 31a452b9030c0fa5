import { sentenceCase } from '../parts/state.tsx';

/** A field of a card as people call it: `workDate` is Work date. */
export function fieldWord(field: string): string {
  return sentenceCase(field.replaceAll(/([A-Z])/g, ' $1').toLowerCase());
}
