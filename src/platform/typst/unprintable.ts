import { type Coverage, loadCoverage } from './coverage.ts';
import { FONT_FOLDER } from './folders.ts';

let coverage: Coverage | null = null;

/** Characters of a text that no bundled font has, so that a document would show boxes for them; each once. */
export function unprintableIn(text: string): readonly string[] {
  // The fonts' maps take a moment to read, and most texts never need them.
  if (/^[\n\x20-\x7e\u00a0-\u00ff\u2013\u2014\u2018-\u201d\u2026]*$/.test(text)) return [];
  coverage ??= loadCoverage(FONT_FOLDER);
  return coverage.missingIn(text);
}
