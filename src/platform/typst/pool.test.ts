import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPdfRenderer, type InvoicePdfData, type PdfRenderer, type PdfRendererOptions } from './index.ts';
import { sampleInvoice } from './sample-invoice.ts';

let renderer: PdfRenderer;
beforeAll(() => {
  renderer = startPdfRenderer();
});
afterAll(() => renderer.close());

const documentDay = '2026-03-05';
const print = (data: InvoicePdfData): Promise<Uint8Array> =>
  renderer.render({ template: 'invoice', data, documentDay });

async function withRenderer(options: PdfRendererOptions, use: (own: PdfRenderer) => Promise<void>): Promise<void> {
  const own = startPdfRenderer(options);
  try {
    await use(own);
  } finally {
    await own.close();
  }
}

test('an unknown template and unfit data are refused with a reason, and the renderer goes on', async () => {
  await expect(renderer.render({ template: 'nothing', data: {}, documentDay })).rejects.toThrow(
    'no document template named "nothing"',
  );
  await expect(renderer.render({ template: '../invoice', data: {}, documentDay })).rejects.toThrow(
    'no document template named',
  );
  await expect(renderer.render({ template: 'invoice', data: { language: 'en' }, documentDay })).rejects.toThrow(
    'could not be set',
  );
  await expect(renderer.render({ template: 'invoice', data: {}, documentDay: 'today' })).rejects.toThrow('YYYY-MM-DD');
  expect((await print(sampleInvoice(1))).length).toBeGreaterThan(0);
});

test('a child killed in the middle of a job is replaced and the job done again', async () => {
  const killed: number[] = [];
  const onJobStart = (pid: number): void => {
    if (killed.length > 0) return;
    killed.push(pid);
    process.kill(pid, 'SIGKILL');
  };
  await withRenderer({ children: 1, onJobStart }, async (own) => {
    const pdf = await own.render({ template: 'invoice', data: sampleInvoice(2), documentDay });
    expect(killed).toHaveLength(1);
    expect(Buffer.from(pdf).equals(Buffer.from(await print(sampleInvoice(2))))).toBe(true);
  });
});

test('a job whose children die twice is given up with the reason', async () => {
  let starts = 0;
  const onJobStart = (pid: number): void => {
    starts += 1;
    process.kill(pid, 'SIGKILL');
  };
  await withRenderer({ children: 1, onJobStart }, async (own) => {
    await expect(own.render({ template: 'invoice', data: sampleInvoice(2), documentDay })).rejects.toThrow(
      /could not be rendered: the rendering process ended by SIGKILL/,
    );
    expect(starts).toBe(2);
  });
});

test('a job that takes too long is given up; closing rejects what is under way', async () => {
  await withRenderer({ timeoutMs: 5 }, async (own) => {
    await expect(own.render({ template: 'invoice', data: sampleInvoice(2), documentDay })).rejects.toThrow(
      'not finished after 0.005 s',
    );
  });
  const own = startPdfRenderer();
  const waiting = expect(own.render({ template: 'invoice', data: sampleInvoice(2), documentDay })).rejects.toThrow(
    'closed',
  );
  await own.close();
  await waiting;
  await expect(own.render({ template: 'invoice', data: sampleInvoice(2), documentDay })).rejects.toThrow('closed');
});

test('children are replaced after their share of documents', async () => {
  const pids = new Set<number>();
  await withRenderer({ children: 1, recycleAfter: 2, onJobStart: (pid) => pids.add(pid) }, async (own) => {
    for (let at = 0; at < 5; at += 1) await own.render({ template: 'invoice', data: sampleInvoice(1), documentDay });
  });
  expect(pids.size).toBe(3); // 2 + 2 + 1 documents
});

test.runIf(process.platform === 'linux')(
  'sixty documents in a row leave a child about as large as ten did',
  async () => {
    const pids = new Set<number>();
    const residentMb = (): number => {
      const [pid] = pids;
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
    };
    await withRenderer({ children: 1, onJobStart: (pid) => pids.add(pid) }, async (own) => {
      let afterTen = 0;
      for (let at = 1; at <= 60; at += 1) {
        await own.render({ template: 'invoice', data: sampleInvoice(15 + (at % 7)), documentDay });
        if (at === 10) afterTen = residentMb();
      }
      expect(pids.size).toBe(1);
      expect(residentMb()).toBeLessThan(afterTen + 60);
    });
  },
);
