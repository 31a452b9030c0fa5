// PDF documents from templates and plain data, set by Typst in a small pool of child processes.
import { ChildDied, RendererChild } from './renderer-child.ts';
import type { ChildAnswer, ChildJob } from './messages.ts';

export { unprintableIn } from './unprintable.ts';
export { RENDERER_VERSION } from './version.ts';
export type * from './invoice-data.ts';
export type * from './letter-data.ts';
export type * from './statement-data.ts';
export type * from './pack-data.ts';

interface PdfJob {
  /** The name of a file in assets/templates. */
  template: 'invoice' | (string & {});
  /** JSON. Its strings are shown as they are, never read as markup. */
  data: unknown;
  /** YYYY-MM-DD; the document's date, so that the same input gives the same bytes on any day. */
  documentDay: string;
}

export interface PdfRenderer {
  /** PDF/A-3b, tagged. Rejects with an Error that says why. */
  render(job: PdfJob): Promise<Uint8Array>;
  /** Ends the children; what is still waiting or under way is rejected. */
  close(): Promise<void>;
}

export interface PdfRendererOptions {
  children?: number;
  /** A child is replaced after so many documents, before native memory can pile up. */
  recycleAfter?: number;
  timeoutMs?: number;
  /** Told the process id whenever a child takes up a job, for logs and metrics. */
  onJobStart?: (pid: number) => void;
}

interface Waiting {
  job: ChildJob;
  triesLeft: number;
  resolve: (pdf: Uint8Array) => void;
  reject: (reason: Error) => void;
}

const CLOSED = 'The PDF renderer has been closed.';

export function startPdfRenderer(options: PdfRendererOptions = {}): PdfRenderer {
  const pool = new Pool({
    children: 2,
    recycleAfter: 200,
    timeoutMs: 60_000,
    onJobStart: () => undefined,
    ...options,
  });
  return { render: (job) => pool.render(job), close: () => pool.close() };
}

class Pool {
  readonly #options: Required<PdfRendererOptions>;
  readonly #waiting: Waiting[] = [];
  readonly #idle: RendererChild[] = [];
  readonly #busy = new Set<RendererChild>();
  #lastId = 0;
  #closed = false;

  constructor(options: Required<PdfRendererOptions>) {
    this.#options = options;
  }

  render({ template, data, documentDay }: PdfJob): Promise<Uint8Array> {
    if (this.#closed) return Promise.reject(new Error(CLOSED));
    if (!/^\d{4}-\d\d-\d\d$/.test(documentDay)) {
      return Promise.reject(new Error(`A document day is YYYY-MM-DD, not "${documentDay}".`));
    }
    const job = { id: (this.#lastId += 1), template, data, documentDay };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, triesLeft: 2, resolve, reject });
      this.#startNext();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(CLOSED));
    for (const child of [...this.#idle.splice(0), ...this.#busy]) child.end();
  }

  #startNext(): void {
    while (this.#waiting.length > 0 && this.#busy.size < Math.max(1, this.#options.children)) {
      const next = this.#waiting.shift();
      if (next !== undefined) void this.#work(next);
    }
  }

  /** Never rejects: whatever happens ends in the job's own promise. */
  async #work(next: Waiting): Promise<void> {
    const child = this.#takeChild();
    this.#busy.add(child);
    try {
      const running = child.run(next.job, this.#options.timeoutMs);
      if (child.pid !== undefined) this.#options.onJobStart(child.pid);
      deliver(next, await running);
    } catch (error) {
      this.#recover(next, error);
    } finally {
      this.#busy.delete(child);
      this.#putBack(child);
      this.#startNext();
    }
  }

  #takeChild(): RendererChild {
    for (let child = this.#idle.pop(); child !== undefined; child = this.#idle.pop()) {
      if (child.alive) return child;
    }
    return new RendererChild();
  }

  #putBack(child: RendererChild): void {
    const isSpent = child.documents >= this.#options.recycleAfter;
    if (isSpent || this.#closed || !child.alive) child.end();
    else this.#idle.push(child);
  }

  #recover(next: Waiting, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    next.triesLeft -= 1;
    if (this.#closed) next.reject(new Error(CLOSED));
    // First in line again, and on a fresh child: an idle one may be as ill as the one that died.
    else if (error instanceof ChildDied && next.triesLeft > 0) {
      for (const idle of this.#idle.splice(0)) idle.end();
      this.#waiting.unshift(next);
    } else next.reject(new Error(`The document could not be rendered: ${reason}`));
  }
}

function deliver(next: Waiting, answer: ChildAnswer): void {
  if ('error' in answer) next.reject(new Error(answer.error));
  else next.resolve(answer.pdf);
}
