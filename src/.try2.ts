import { writeFileSync } from 'node:fs';
import { run, b64, store } from './.try.ts';
const n = 50000,
  rows = ['Date,Client,Matter number,Timekeeper,Hours,Narrative,Rate,Task code'];
for (let i = 0; i < n; i++)
  rows.push(
    `2026-0${1 + (i % 9)}-${String(1 + (i % 28)).padStart(2, '0')},C${i % 40},M${i % 400},"Person, ${String.fromCharCode(65 + (i % 20))}${i % 20}",${(1 + (i % 40)) / 10},"Reviewed office action no ${i}, prepared response and discussed ""claims"" with the inventor",${200 + (i % 20) * 10},L510`,
  );
writeFileSync('/tmp/big.csv', rows.join('\r\n'));
const f = { fileName: 'big.csv', file: b64('/tmp/big.csv') };
let t = Date.now();
const a = await run('imports start', { ...f, createMissing: true });
console.log(
  Date.now() - t,
  'ms',
  a.ok ? [a.value.accepted, a.value.duplicate, a.value.refused, a.value.refusedRows[0]] : a,
);
t = Date.now();
const d = await run('imports start', { ...f });
console.log('again', Date.now() - t, 'ms', d.value?.accepted, d.value?.duplicate, d);
t = Date.now();
const p = await run('imports preview', { ...f });
console.log('preview', Date.now() - t, 'ms', p.value?.duplicates);
t = Date.now();
console.log(await run('imports take-back', { id: a.value.id, reason: 'x' }), Date.now() - t, 'ms');
t = Date.now();
const e = await run('imports start', { ...f });
console.log('reimport', Date.now() - t, 'ms', e.value?.accepted);
await store.close();
