// What the day's screens cost at the server in a large month: bin/bench screens [--cards 50000] [--matters 2000] [--json]
// Every matter has its proforma; each screen asks what its page asks when it is opened.
import { act } from '../src/demo/doing.ts';
import { day } from '../src/kernel/day.ts';
import type { Engine } from '../src/platform/command.ts';
import { aMonth, monthSize, people } from './large-firm.ts';
import { medianOf } from './timed.ts';
import { onThrowAway } from './throw-away.ts';

const { cards: CARDS, matters: MATTERS, json: JSON_WANTED } = monthSize();
const TODAY = day('2026-03-31');
const TIMES = 7;
/** what feels immediate after a click, the way to the browser and its drawing apart */
const TARGET_MS = 300;

const SCREENS: readonly (readonly [name: string, question: string, input: Record<string, unknown>])[] = [
  ['Today', 'today show', {}],
  ['Proformas', 'proformas list', { open: 'true' }],
  ['Proformas, all', 'proformas list', {}],
  ['Pre-review', 'flags queue', {}],
  ['Cards', 'cards list', {}],
  ['Matters', 'matters list', {}],
  ['Inventory', 'inventory show', {}],
  ['Inventory of a past day', 'inventory show', { asOf: '2026-03-20' }],
  ['Search', 'search find', { words: 'B-17' }],
];

const steps: { screen: string; ms: number; targetMs: number }[] = [];
await onThrowAway(TODAY, measure);
if (JSON_WANTED) console.log(JSON.stringify({ cards: CARDS, matters: MATTERS, steps }));
else console.table(steps);

async function measure(engine: Engine): Promise<void> {
  await aMonth(engine, { cards: CARDS, matters: MATTERS });
  const { maya } = await people(engine);
  await act(engine, maya, 'runs start', { throughDay: TODAY });
  await act(engine, maya, 'flags look', {});
  for (const [screen, question, input] of SCREENS)
    steps.push({ screen, ms: await medianOf(TIMES, () => act(engine, maya, question, input)), targetMs: TARGET_MS });
}
