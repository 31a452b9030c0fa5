// The words of a PDF this renderer made, page by page, for tests and golden files: no tool outside the repository
// is needed to read them. It knows the compiler's way of writing PDF, not PDF in general.
import { inflateSync } from 'node:zlib';

interface PdfObject {
  head: string;
  stream: Buffer | null;
}

type GlyphTexts = Map<number, string>;

/** One string a page; a new line wherever the text moves to another height, a space between neighbours. */
export function pdfPages(pdf: Uint8Array): string[] {
  const objects = readObjects(Buffer.from(pdf));
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b/.test(head));
  return pages.map((page) => {
    const content = reference(page.head, 'Contents', objects)?.stream;
    const resources = reference(page.head, 'Resources', objects)?.head ?? page.head;
    return content === null || content === undefined
      ? ''
      : readContent(content.toString('latin1'), fontsOf(resources, objects));
  });
}

/** Only the words: white space and break opportunities differ between what was given and what was set. */
export const squeeze = (text: string): string => text.replace(/[\s\u200b]+/g, '');

function readObjects(pdf: Buffer): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  const text = pdf.toString('latin1');
  const start = /(?:^|\n)(\d+) 0 obj\b/g;
  for (let found = start.exec(text); found !== null; found = start.exec(text)) {
    const from = start.lastIndex;
    const end = text.indexOf('endobj', from);
    const streamAt = text.slice(from, end).search(/>>\s*stream\r?\n/);
    if (streamAt < 0) {
      objects.set(Number(found[1]), { head: text.slice(from, end), stream: null });
      start.lastIndex = end;
      continue;
    }
    const head = text.slice(from, from + streamAt + 2);
    const begin = text.indexOf('stream', from + streamAt) + 'stream'.length;
    const first = begin + (text[begin] === '\r' ? 2 : 1);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const raw = pdf.subarray(first, first + length);
    objects.set(Number(found[1]), { head, stream: head.includes('FlateDecode') ? inflateSync(raw) : raw });
    start.lastIndex = first + length;
  }
  return objects;
}

function reference(head: string, key: string, objects: Map<number, PdfObject>): PdfObject | undefined {
  const found = new RegExp(`/${key}\\s+(\\d+) 0 R`).exec(head);
  return found === null ? undefined : objects.get(Number(found[1]));
}

function fontsOf(resources: string, objects: Map<number, PdfObject>): Map<string, GlyphTexts> {
  const fonts = new Map<string, GlyphTexts>();
  for (const [, name = '', id] of resources.matchAll(/\/(f\d+)\s+(\d+) 0 R/g)) {
    const font = objects.get(Number(id));
    const map = font === undefined ? undefined : reference(font.head, 'ToUnicode', objects)?.stream;
    if (map !== null && map !== undefined) fonts.set(name, readGlyphTexts(map.toString('latin1')));
  }
  return fonts;
}

const fromHex = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

function readGlyphTexts(map: string): GlyphTexts {
  const texts: GlyphTexts = new Map();
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = '', text = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g))
      texts.set(parseInt(glyph, 16), fromHex(text));
  }
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', to = '', text = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const base = fromHex(text).codePointAt(0) ?? 0;
      for (let glyph = parseInt(from, 16), at = 0; glyph <= parseInt(to, 16); glyph += 1, at += 1) {
        texts.set(glyph, String.fromCodePoint(base + at));
      }
    }
  }
  return texts;
}

// What of a content stream bears on its text: strings, numbers moving the origin, font names, marked content.
// Balanced parentheses stand unescaped in strings.
const TOKEN = /\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|<[0-9A-Fa-f]+>|\/\w+|[A-Za-z*]+|-?\d*\.?\d+|<<|>>/g;

function readContent(content: string, fonts: Map<string, GlyphTexts>): string {
  let font: GlyphTexts | undefined;
  let operands: string[] = [];
  let shown = '';
  let height = '';
  const marks: { kind: string; before: number; actual: string | null }[] = [];
  for (const [token] of content.matchAll(TOKEN)) {
    if (token === 'cm' || token === 'Tm') {
      if (token === 'cm' && operands.length >= 6) {
        shown += operands.at(-1) === height ? ' ' : '\n';
        height = operands.at(-1) ?? '';
      }
    } else if (token === 'Tf') font = fonts.get((operands.at(-2) ?? '').slice(1));
    else if (token === 'Tj' || token === 'TJ') {
      const text = operands
        .filter((part) => /^[(<]\S|^\(\s/.test(part))
        .map((part) => glyphsToText(part, font))
        .join('');
      shown += marks.some(({ kind }) => kind === '/ReversedChars') ? Array.from(text).toReversed().join('') : text;
    } else if (token === 'BDC' || token === 'BMC') {
      marks.push({ kind: operands[0] ?? '', before: shown.length, actual: actualText(operands) });
    } else if (token === 'EMC') {
      const mark = marks.pop();
      if (mark?.actual !== null && mark !== undefined) shown = shown.slice(0, mark.before) + mark.actual;
    } else if (!/^[A-Za-z*]+$/.test(token)) {
      operands.push(token);
      continue;
    }
    operands = [];
  }
  // Hyphens among tabular figures are set as pieces of their own.
  return shown
    .replace(/(?<=\d) - (?=\d)/g, '-')
    .replace(/\n\s+/g, '\n')
    .trim();
}

function actualText(operands: string[]): string | null {
  const at = operands.indexOf('/ActualText');
  const written = at < 0 ? undefined : operands[at + 1];
  if (written === undefined) return null;
  const bytes = toBytes(written);
  return bytes[0] === 0xfe && bytes[1] === 0xff ? fromHex(bytes.subarray(2).toString('hex')) : bytes.toString('latin1');
}

function glyphsToText(written: string, font: GlyphTexts | undefined): string {
  const bytes = toBytes(written);
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) text += font?.get(bytes.readUInt16BE(at)) ?? '';
  return text;
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A PDF string, (literal with escapes) or <hex>, as bytes. */
function toBytes(written: string): Buffer {
  if (written.startsWith('<')) return Buffer.from(written.slice(1, -1), 'hex');
  const plain = written
    .slice(1, -1)
    .replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
      /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : (ESCAPES[code] ?? code),
    );
  return Buffer.from(plain, 'latin1');
}
