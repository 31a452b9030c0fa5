// The program of one rendering process: takes a job by message, answers with the bytes. It lives outside the
// server's process because the compiler is native code: if it aborts, only this program dies.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { loadCoverage } from './coverage.ts';
import { FONT_FOLDER, TEMPLATE_FOLDER } from './folders.ts';
import type { ChildAnswer, ChildJob } from './messages.ts';

// Only the bundled fonts. Elsewhere than on Linux the bundled ones merely win over the host's of the same name.
process.env['FONTCONFIG_FILE'] = join(FONT_FOLDER, 'fontconfig.xml');

const coverage = loadCoverage(FONT_FOLDER);
const compiler = NodeCompiler.create({
  workspace: TEMPLATE_FOLDER,
  fontArgs: [{ fontPaths: [FONT_FOLDER] }],
});
const JOB_FILE = join(TEMPLATE_FOLDER, 'job.json');

function renderPdf(job: ChildJob): Uint8Array {
  const template = join(TEMPLATE_FOLDER, `${job.template}.typ`);
  if (!/^[a-z][a-z0-9-]*$/.test(job.template) || !existsSync(template)) {
    throw new Error(`There is no document template named "${job.template}".`);
  }
  // Data is a JSON file to the template, so no text in it can ever be read as markup.
  const input = { documentDay: job.documentDay, data: coverage.cleanDeep(job.data) };
  compiler.mapShadow(JOB_FILE, Buffer.from(JSON.stringify(input)));
  const outcome = compiler.compile({ mainFilePath: template });
  const document = outcome.result;
  if (document === null) {
    const failure = outcome.takeError() ?? outcome.takeDiagnostics();
    const detail = failure === null ? '' : JSON.stringify(compiler.fetchDiagnostics(failure));
    throw new Error(`The template "${job.template}" could not be set: ${detail.slice(0, 2000)}`);
  }
  return compiler.pdf(document, { pdfStandard: 'a-3b' });
}

async function answer(job: ChildJob): Promise<ChildAnswer> {
  try {
    return { id: job.id, pdf: renderPdf(job) };
  } catch (error) {
    return { id: job.id, error: error instanceof Error ? error.message : String(error) };
  } finally {
    // Without both the emptied cache and the turn of the event loop, memory grows by megabytes a document.
    compiler.unmapShadow(JOB_FILE);
    compiler.evictCache(0);
    await nextTurn();
  }
}

process.on('message', (job: ChildJob) => {
  void answer(job).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(0));
