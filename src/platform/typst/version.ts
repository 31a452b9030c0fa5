// One short hash for everything that decides a document's bytes besides its data: fonts, templates, the
// compiler and the program around it. Recorded on each frozen document.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FONT_FOLDER, TEMPLATE_FOLDER } from './folders.ts';

const require = createRequire(import.meta.url);

function rendererVersion(): string {
  const hash = createHash('sha256');
  // Fonts by their list of sums, which a test holds true: reading 24 MB at every start would be waste.
  const files = [
    join(FONT_FOLDER, 'SHA256SUMS'),
    require.resolve('@myriaddreamin/typst-ts-node-compiler/package.json'),
    ...['child.ts', 'coverage.ts'].map((name) => fileURLToPath(new URL(name, import.meta.url))),
    ...readdirSync(TEMPLATE_FOLDER, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.typ'))
      .toSorted()
      .map((name) => join(TEMPLATE_FOLDER, name)),
  ];
  for (const file of files) {
    // A checkout with other line ends is the same version.
    const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    hash.update(`${text.length}\n`).update(text);
  }
  return `typst-${hash.digest('hex').slice(0, 16)}`;
}

export const RENDERER_VERSION: string = rendererVersion();
