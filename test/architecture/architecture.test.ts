import { describe, expect, it } from 'vitest';
import { MODULE_MAP, type ModuleName } from '../../src/modules/module-map.ts';
import { type Source, sources, target } from './sources.ts';

const ALL = sources();
/** contract.ts, or a file in the folder of that name */
const CONTRACT = /^contract(\/|\.ts$)/;
const LIVELY = /^(commands|queries|store|routes|jobs|contract)(\/|\.ts$)/;

/** Where a path lives: its layer, and its module where it has one. */
function placeOf(path: string): {
  layer: 'kernel' | 'platform' | 'module' | 'web' | 'edge';
  module?: string;
  inside?: string;
} {
  const module = /^src\/modules\/([^/]+)\/(.+)$/.exec(path);
  if (module) return { layer: 'module', module: module[1] ?? '', inside: module[2] ?? '' };
  if (path.startsWith('src/kernel/')) return { layer: 'kernel' };
  if (path.startsWith('src/platform/')) return { layer: 'platform' };
  if (path.startsWith('src/web/')) return { layer: 'web' };
  return { layer: 'edge' };
}

/** Every import that breaks the rule, as `who → whom`. */
function broken(allowed: (source: Source, specifier: string, to: string | null) => boolean): string[] {
  return ALL.flatMap((s) => s.imports.filter((i) => !allowed(s, i, target(s, i))).map((i) => `${s.path} → ${i}`));
}

describe('the dependency rule', () => {
  it('is asked of all sources', () => {
    expect(ALL.length).toBeGreaterThan(120);
    expect(ALL.reduce((n, s) => n + s.imports.length, 0)).toBeGreaterThan(500);
  });

  it('kernel imports nothing but itself', () => {
    expect(
      broken((s, _, to) => placeOf(s.path).layer !== 'kernel' || (to !== null && placeOf(to).layer === 'kernel')),
    ).toEqual([]);
  });

  it('platform imports kernel, itself and packages', () => {
    expect(
      broken(
        (s, _, to) =>
          placeOf(s.path).layer !== 'platform' || to === null || ['kernel', 'platform'].includes(placeOf(to).layer),
      ),
    ).toEqual([]);
  });

  it('a module imports kernel, platform, itself, and other modules of its row through their index.ts or contract', () => {
    const bad = broken((s, _, to) => {
      const from = placeOf(s.path);
      if (from.layer !== 'module' || to === null || from.inside === undefined) return true;
      const there = placeOf(to);
      if (there.layer === 'kernel' || there.layer === 'platform') return true;
      if (there.layer !== 'module') return false;
      if (there.module === from.module) return true;
      const row: readonly string[] = MODULE_MAP[from.module as ModuleName];
      return row.includes(there.module ?? '') && (there.inside === 'index.ts' || CONTRACT.test(there.inside ?? ''));
    });
    expect(bad).toEqual([]);
  });

  it('web imports only kernel, contracts, itself and packages', () => {
    expect(
      broken((s, _, to) => {
        if (placeOf(s.path).layer !== 'web' || to === null) return true;
        const there = placeOf(to);
        return (
          there.layer === 'web' ||
          there.layer === 'kernel' ||
          (there.layer === 'module' && CONTRACT.test(there.inside ?? ''))
        );
      }),
    ).toEqual([]);
  });

  it('no module imports a module that imports it, at any distance', () => {
    const reach = (from: string, seen = new Set<string>()): Set<string> => {
      for (const to of MODULE_MAP[from as ModuleName] as readonly string[]) if (!seen.has(to)) reach(to, seen.add(to));
      return seen;
    };
    expect(Object.keys(MODULE_MAP).filter((name) => reach(name).has(name))).toEqual([]);
  });

  it('every module is on the map, and every one on the map is there', () => {
    const there = [...new Set(ALL.flatMap((s) => placeOf(s.path).module ?? []))].toSorted();
    expect(there).toEqual(Object.keys(MODULE_MAP).toSorted());
  });
});

describe('purity', () => {
  it('inside a module only commands, queries, store, routes, jobs and contract touch platform or packages', () => {
    const bad = broken((s, _, to) => {
      const from = placeOf(s.path);
      if (
        from.layer !== 'module' ||
        from.inside === undefined ||
        LIVELY.test(from.inside) ||
        from.inside === 'index.ts'
      )
        return true;
      return to !== null && placeOf(to).layer !== 'platform';
    });
    expect(bad).toEqual([]);
  });

  it('the proof of the books shares nothing with what it proves but the schema', () => {
    const PROOF = 'src/modules/reports/queries/proof/';
    // The question itself: how it is asked, and the shape of its answer.
    const ASKED = ['src/platform/command.ts', 'src/modules/reports/contract.ts'];
    const files = ALL.filter((s) => s.path.startsWith(PROOF));
    expect(files.length).toBeGreaterThan(6);
    const bad = broken(
      (s, _, to) => !s.path.startsWith(PROOF) || to === null || to.startsWith(PROOF) || ASKED.includes(to),
    );
    expect(bad).toEqual([]);
  });

  it('examines pure files, not none', () => {
    const pure = ALL.filter(
      (s) =>
        placeOf(s.path).layer === 'module' &&
        !LIVELY.test(placeOf(s.path).inside ?? '') &&
        !s.path.endsWith('index.ts'),
    );
    expect(pure.length).toBeGreaterThan(15);
  });
});
