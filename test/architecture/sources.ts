import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';

export const HOME = join(import.meta.dirname, '../..');

export interface Source {
  /** from the repository's root, with slashes */
  readonly path: string;
  readonly text: string;
  /** what it imports, as written */
  readonly imports: readonly string[];
}

/** Every source file of the product, tests left out, with its imports as the parser sees them. */
export function sources(pattern = 'src/**/*.{ts,tsx}'): Source[] {
  return globSync(pattern, { cwd: HOME })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.includes('.test.') && !path.endsWith('.d.ts'))
    .map((path) => {
      const text = readFileSync(join(HOME, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

function importsOf(path: string, text: string): string[] {
  const { module } = parseSync(path, text);
  return [
    ...module.staticImports.map((i) => i.moduleRequest.value),
    ...module.staticExports.flatMap((e) =>
      e.entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.map((i) => text.slice(i.moduleRequest.start + 1, i.moduleRequest.end - 1)),
  ];
}

/** Where a relative import leads, from the root; null for a package. */
export function target(source: Source, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return relative(HOME, join(HOME, source.path, '..', specifier)).replaceAll('\\', '/');
}
