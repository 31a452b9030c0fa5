import { run, b64, store } from './.try.ts';
const f = { fileName: 'ledes_98B.txt', file: b64('/work/shared/data/samples/ledes/ledes_98B.txt') };
console.log(await run('imports start', { ...f, createMissing: true }));
console.log(
  await run('entities save', {
    code: 'US',
    name: 'Firm LLP',
    country: 'US',
    currency: 'USD',
    address: ['x'],
    taxId: '1',
    basis: 'accrual',
    rounding: 'half-up',
    paper: 'a4',
    bank: [],
    fourEyes: true,
  }),
);
console.dir(await run('imports start', { ...f }), { depth: 5 });
const a = await run('imports start', { ...f, createMissing: true });
console.dir(a, { depth: 5 });
console.dir(await run('imports start', { ...f, createMissing: true }), { depth: 5 });
console.dir(await run('imports show', { id: a.value.id }), { depth: 5 });
console.dir(await run('cards list', { importId: a.value.id }), { depth: 3 });
console.dir(await run('imports take-back', { id: a.value.id, reason: 'wrong file' }), { depth: 5 });
console.dir(await run('imports start', { ...f }), { depth: 5 });
await store.close();
