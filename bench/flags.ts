// What the pre-review costs: bin/bench flags [--cards 50000] [--matters 2000] [--json]
// All rules over all proformas, kept; one proforma of 300 lines; a changed cell until its flags are there.
import { act } from '../src/demo/doing.ts';
import { addDays, day } from '../src/kernel/day.ts';
import type { Engine } from '../src/platform/command.ts';
import { aMonth, monthSize, people } from './large-firm.ts';
import { onThrowAway } from './throw-away.ts';

const { cards: CARDS, matters: MATTERS, json: JSON_WANTED } = monthSize();
const TODAY = day('2026-03-31');
const TIMES = 60;

interface Step {
  readonly step: string;
  readonly ms: number;
  readonly target: number;
  /** the least that the work needs: the lines read by bare SQL */
  readonly floorMs?: number;
}

const steps: Step[] = [];
await onThrowAway(TODAY, measure);
if (JSON_WANTED) console.log(JSON.stringify({ cards: CARDS, matters: MATTERS, steps }));
else console.table(steps);

async function measure(engine: Engine): Promise<void> {
  await aMonth(engine, { cards: CARDS, matters: MATTERS });
  const { maya } = await people(engine);
  await act(engine, maya, 'runs start', { throughDay: TODAY });
  const floorMs = await timed(() =>
    engine.store.pool.query('select l.*, k.* from proforma_line l join card k on k.id = l.card_id'),
  );
  const all = await timed(() => act(engine, maya, 'flags look', {}));
  steps.push({ step: `all rules over ${MATTERS} proformas, ${CARDS} cards, kept`, ms: all, target: 30_000, floorMs });
  await one(engine);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return Math.round(performance.now() - began);
}

async function one(engine: Engine): Promise<void> {
  const { maya } = await people(engine);
  const { rows } = await engine.store.pool.query<{ matter: string; keeper: string }>(
    `select m.id as matter, (select id from timekeeper order by number limit 1) as keeper from matter m where number = 'B-1'`,
  );
  const [at] = rows;
  for (let n = 0; n < 300; n += 1)
    await act(engine, maya, 'cards record', {
      kind: 'time',
      matterId: at?.matter,
      timekeeperId: at?.keeper,
      workDate: addDays(TODAY, -1 - (n % 28)),
      hours: '0.50',
      narrative: `Line ${n} with words enough to fill a cell of the desk`,
    });
  const run = await act<{ outcomes: { proformaId: string }[] }>(engine, maya, 'runs start', {
    throughDay: TODAY,
    matterId: at?.matter,
  });
  const id = run.outcomes[0]?.proformaId ?? '';
  await act(engine, maya, 'proformas gather', { id });
  const looks: number[] = [];
  const edits: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    looks.push(await timed(() => act(engine, maya, 'flags list', { proformaId: id })));
    const sheet = await act<{ lines: { id: string; version: number }[] }>(engine, maya, 'proformas show', { id });
    const line = sheet.lines[n];
    edits.push(
      await timed(async () => {
        const operation = {
          do: 'set-words',
          lines: [{ id: line?.id, version: line?.version }],
          narrative: n % 2 === 0 ? 'Attention to file' : `Drafting reply ${n} to the report`,
        };
        await act(engine, maya, 'proformas edit', { id, operation });
        await act(engine, maya, 'flags list', { proformaId: id });
      }),
    );
  }
  const p95 = (of: readonly number[]): number => of.toSorted((a, b) => a - b)[Math.floor(of.length * 0.95)] ?? 0;
  steps.push({ step: 'rules over one proforma of 300 lines (p95)', ms: p95(looks), target: 40 });
  steps.push({ step: 'a changed cell and its flags, at the server (p95)', ms: p95(edits), target: 300 });
}
