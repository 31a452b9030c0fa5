import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { startPdfRenderer } from '../src/platform/typst/index.ts';
import { sampleInvoice } from '../src/platform/typst/sample-invoice.ts';

const ASSETS = join(import.meta.dirname, '../assets');
/** lines that fill three pages */
const LINES = 45;

/**
 * The processor time of so many invoices of three pages by our pool of renderers, its children and its parent counted,
 * against the bare compiler in this process on the same data.
 */
export async function pdfCost(count: number) {
  const documents = Array.from({ length: count }, (_, i) => ({ ...sampleInvoice(LINES), number: `B-${i}` }));
  const bare = await bareCpu(documents);
  const ours = await ourCpu(documents);
  const ratio = Math.round((ours.cpuMs / bare.cpuMs) * 100) / 100;
  console.error(
    `pdf: ours ${Math.round(ours.cpuMs)} ms CPU, bare ${Math.round(bare.cpuMs)} ms, ratio ${ratio} (to reach 1.25), ${bare.pages} pages each, child at most ${ours.childMb} MB`,
  );
  return {
    step: `${count} invoices of ${bare.pages} pages as PDF (CPU ms)`,
    oursMs: Math.round(ours.cpuMs),
    floorMs: Math.round(bare.cpuMs),
    ratio,
    target: 1.25,
    childPeakMb: ours.childMb,
  };
}

async function bareCpu(documents: readonly unknown[]): Promise<{ cpuMs: number; pages: number }> {
  const workspace = await mkdtemp(join(tmpdir(), 'engross-typst-'));
  await cp(join(ASSETS, 'templates'), workspace, { recursive: true });
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [join(ASSETS, 'fonts')] }] });
  let pages = 0;
  const began = process.cpuUsage();
  for (const data of documents) {
    compiler.mapShadow(join(workspace, 'job.json'), Buffer.from(JSON.stringify({ documentDay: '2026-03-31', data })));
    const { result } = compiler.compile({ mainFilePath: join(workspace, 'invoice.typ') });
    if (!result) throw new Error('The bare compiler refused the sample invoice');
    pages = result.numOfPages;
    compiler.pdf(result, { pdfStandard: 'a-3b' });
    compiler.unmapShadow(join(workspace, 'job.json'));
    compiler.evictCache(0);
  }
  const used = process.cpuUsage(began);
  await rm(workspace, { recursive: true, force: true });
  return { cpuMs: (used.user + used.system) / 1000, pages };
}

async function ourCpu(documents: readonly unknown[]): Promise<{ cpuMs: number; childMb: number }> {
  const seen = new Map<number, { ticks: number; mb: number }>();
  const look = async (): Promise<void> => {
    for (const pid of await childrenOfMine()) seen.set(pid, await usageOf(pid, seen.get(pid)));
  };
  const renderer = startPdfRenderer({ children: 2, onJobStart: () => void look() });
  const began = process.cpuUsage();
  const watch = setInterval(() => void look(), 100);
  await Promise.all(documents.map((data) => renderer.render({ template: 'invoice', data, documentDay: '2026-03-31' })));
  await look();
  clearInterval(watch);
  const used = process.cpuUsage(began);
  await renderer.close();
  const ticks = [...seen.values()].reduce((sum, s) => sum + s.ticks, 0);
  return {
    // a tick of /proc is a hundredth of a second
    cpuMs: (used.user + used.system) / 1000 + ticks * 10,
    childMb: Math.max(0, ...[...seen.values()].map((s) => s.mb)),
  };
}

async function childrenOfMine(): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (Number(fields[1]) === process.pid && command.includes('typst')) found.push(Number(name));
  }
  return found;
}

async function usageOf(
  pid: number,
  before: { ticks: number; mb: number } | undefined,
): Promise<{ ticks: number; mb: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const mb = Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? '0') / 1024);
  return {
    ticks: Math.max(before?.ticks ?? 0, Number(fields[11] ?? 0) + Number(fields[12] ?? 0)),
    mb: Math.max(before?.mb ?? 0, mb),
  };
}
