// Which characters the bundled fonts can show. The archival export refuses a whole document for one
// character without a glyph, so texts are made showable first and what can't be shown stays visible as a box.
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

const SUBSTITUTE = '□';

/** A string is breakable somewhere at least every so many characters, or it would run out of its column. */
const LONGEST_WORD = 40;
const BREAK_EVERY = 10;
const BREAK = '\u200b';

export interface Coverage {
  /** The text as the fonts can show it. Idempotent. */
  clean: (text: string) => string;
  /** What of the text is left out or stands as a box, each once, as it was written. */
  missingIn: (text: string) => readonly string[];
  /** The same for every string inside a JSON value; keys are left alone. */
  cleanDeep: (value: unknown) => unknown;
}

type CodePoints = Set<number>;

/** The title serif is left out: whatever it lacks, the templates set in the fonts after it. */
const isTitleOnly = (family: string): boolean => family.startsWith('SourceSerif');

export function loadCoverage(fontFolder: string): Coverage {
  const families = new Map<string, CodePoints>();
  for (const file of readdirSync(fontFolder)
    .filter((name) => name.endsWith('.ttf'))
    .toSorted()) {
    const family = file.slice(0, file.indexOf('_'));
    if (isTitleOnly(family)) continue;
    const found = readCodePoints(join(fontFolder, file));
    const known = families.get(family);
    families.set(family, known === undefined ? found : known.intersection(found));
  }
  const fonts = [...families.values()];
  const clean = (text: string): string => cleanText(text, fonts);
  return {
    clean,
    cleanDeep: (value) => mapStrings(value, clean),
    missingIn: (text) => missingIn(text, fonts),
  };
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapStrings(inner, change)]));
}

const PLAIN = /^[\n\x20-\x7e]*$/;
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
// Left out in silence, for they show nothing: controls, byte order marks, variation selectors, tags, and the
// directional overrides, which could make a printed amount read differently from the billed one.
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- exactly these code points are taken out
  /[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u2060-\u206f\u202a-\u202e\ufeff\ufe00-\ufe0f\u{e0000}-\u{e0fff}]/gu;
// Shown by no glyph, but they steer joining, breaking and direction; every font passes over them.
const STEERING = new Set([0x00ad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f]);

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function cleanText(text: string, fonts: readonly CodePoints[]): string {
  const plain = PLAIN.test(text) ? text : showable(text, fonts);
  return breakLongWords(plain);
}

function tidied(text: string): string {
  return text
    .toWellFormed()
    .replace(LINE_ENDS, '\n')
    .replace(/\t/g, ' ')
    .replaceAll('\ufffd', SUBSTITUTE)
    .replace(INVISIBLE, '')
    .normalize('NFC');
}

function showable(text: string, fonts: readonly CodePoints[]): string {
  let shown = '';
  for (const { segment } of graphemes.segment(tidied(text))) shown += showableCluster(segment, fonts);
  return shown;
}

function missingIn(text: string, fonts: readonly CodePoints[]): readonly string[] {
  if (PLAIN.test(text)) return [];
  const clusters = new Set(Array.from(graphemes.segment(tidied(text)), ({ segment }) => segment));
  return [...clusters].filter((cluster) => cluster === SUBSTITUTE || showableCluster(cluster, fonts) !== cluster);
}

/** One font must have every character of a cluster: a letter and its accent are never set in two fonts. */
function showableCluster(cluster: string, fonts: readonly CodePoints[]): string {
  if (cluster === '\n') return cluster;
  const needed = Array.from(cluster, (char) => char.codePointAt(0) ?? 0).filter((code) => !STEERING.has(code));
  if (fonts.some((font) => needed.every((code) => font.has(code)))) return cluster;
  const [base] = needed;
  // The letter without its mark says more than a box alone; the box says that something is missing.
  const keepsBase = needed.length > 1 && base !== undefined && fonts.some((font) => font.has(base));
  return keepsBase ? String.fromCodePoint(base) + SUBSTITUTE : SUBSTITUTE;
}

const LONG_WORD = new RegExp(`[^\\s${BREAK}]{${LONGEST_WORD + 1},}`, 'gu');
const NEEDS_NO_HELP =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function breakLongWords(text: string): string {
  if (text.length <= LONGEST_WORD) return text;
  return text.replace(LONG_WORD, (word) => {
    if (NEEDS_NO_HELP.test(word)) return word;
    const letters = [...graphemes.segment(word)].map(({ segment }) => segment);
    return letters.map((letter, at) => (at > 0 && at % BREAK_EVERY === 0 ? BREAK + letter : letter)).join('');
  });
}

// Reading the character map of a TrueType file: the table directory, then the map's Unicode subtables.
// Only these tables are read, for the large fonts are ten megabytes.

function readCodePoints(file: string): CodePoints {
  const handle = openSync(file, 'r');
  try {
    const read = (offset: number, length: number): DataView => {
      const bytes = Buffer.alloc(length);
      readSync(handle, bytes, 0, length, offset);
      return new DataView(bytes.buffer, bytes.byteOffset, length);
    };
    const tableCount = read(4, 2).getUint16(0);
    const directory = read(12, tableCount * 16);
    for (let at = 0; at < directory.byteLength; at += 16) {
      if (directory.getUint32(at) !== 0x636d6170) continue; // 'cmap'
      return parseCharacterMap(read(directory.getUint32(at + 8), directory.getUint32(at + 12)));
    }
    throw new Error(`${file} has no character map`);
  } finally {
    closeSync(handle);
  }
}

function parseCharacterMap(map: DataView): CodePoints {
  const found: CodePoints = new Set();
  for (let record = 4; record < 4 + map.getUint16(2) * 8; record += 8) {
    const subtable = map.getUint32(record + 4);
    const format = map.getUint16(subtable);
    if (format === 4) addSegments(map, subtable, found);
    if (format === 12) addGroups(map, subtable, found);
  }
  return found;
}

// Private-use characters mean something only to whoever assigned them: never shown as some font's own icon.
const isPrivate = (code: number): boolean => (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000;

function addSegments(map: DataView, start: number, found: CodePoints): void {
  const width = map.getUint16(start + 6); // two bytes a segment
  for (let at = 0; at < width; at += 2) {
    const last = map.getUint16(start + 14 + at);
    const first = map.getUint16(start + 16 + width + at);
    const delta = map.getUint16(start + 16 + 2 * width + at);
    const rangeAt = start + 16 + 3 * width + at;
    const range = map.getUint16(rangeAt);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const raw = range === 0 ? code : map.getUint16(rangeAt + range + 2 * (code - first));
      const glyph = range !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0 && !isPrivate(code)) found.add(code);
    }
  }
}

function addGroups(map: DataView, start: number, found: CodePoints): void {
  const groups = map.getUint32(start + 12);
  for (let group = 0; group < groups; group += 1) {
    const at = start + 16 + group * 12;
    const last = map.getUint32(at + 4);
    const firstGlyph = map.getUint32(at + 8);
    for (let code = map.getUint32(at); code <= last; code += 1) {
      const glyph = firstGlyph + code - map.getUint32(at);
      if (glyph !== 0 && !isPrivate(code)) found.add(code);
    }
  }
}
