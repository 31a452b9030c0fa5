// One child process as the pool sees it: started, given one job at a time, ended.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildAnswer, ChildJob } from './messages.ts';

const PROGRAM = fileURLToPath(new URL('child.ts', import.meta.url));
const KEPT_STDERR_CHARS = 2000;

/** The child ended before it answered: its fault or the machine's, so another child may succeed. */
export class ChildDied extends Error {
  override name = 'ChildDied';
}

class JobTimedOut extends Error {
  override name = 'JobTimedOut';
}

export class RendererChild {
  documents = 0;
  readonly #process: ChildProcess;
  #stderr = '';
  #ended: string | null = null;

  constructor() {
    // Advanced serialization carries bytes as bytes. The parent's own flags (a test runner's, a debugger's) stay out.
    this.#process = fork(PROGRAM, [], {
      serialization: 'advanced',
      execArgv: [],
      env: childEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-KEPT_STDERR_CHARS);
    });
    this.#process.on('error', (error) => (this.#ended = error.message));
    this.#process.on('exit', (code, signal) => (this.#ended ??= `ended by ${signal ?? `exit code ${code}`}`));
    this.#stayQuiet();
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get alive(): boolean {
    return this.#ended === null && this.#process.connected;
  }

  run(job: ChildJob, timeoutMs: number): Promise<ChildAnswer> {
    this.documents += 1;
    this.#process.ref();
    this.#process.channel?.ref();
    return new Promise<ChildAnswer>((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        this.#process.off('message', onMessage).off('close', onEnd).off('error', onEnd);
        this.#stayQuiet();
        finish();
      };
      const onMessage = (answer: ChildAnswer): void => settle(() => resolve(answer));
      const onEnd = (): void => settle(() => reject(new ChildDied(this.#whyEnded())));
      const timer = setTimeout(() => {
        this.end();
        settle(() => reject(new JobTimedOut(`not finished after ${timeoutMs / 1000} s`)));
      }, timeoutMs);
      this.#process.on('message', onMessage).on('close', onEnd).on('error', onEnd);
      // A closed channel is reported by 'close' as well; this only keeps the error from being thrown.
      this.#process.send(job, () => undefined);
      if (this.#ended !== null) onEnd();
    });
  }

  end(): void {
    this.#process.kill('SIGKILL');
  }

  #whyEnded(): string {
    const said = this.#stderr.trim();
    return `the rendering process ${this.#ended ?? 'ended'}${said === '' ? '' : `: ${said}`}`;
  }

  /** An idle child must not keep a program alive that has forgotten to close the pool. */
  #stayQuiet(): void {
    this.#process.unref();
    this.#process.channel?.unref();
    const stderr = this.#process.stderr;
    if (stderr !== null && 'unref' in stderr && typeof stderr.unref === 'function') stderr.unref();
  }
}

/** Nothing of the server's environment (its secrets, a test runner's options), only what a process needs to start. */
function childEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'LD_LIBRARY_PATH'];
  // oxlint-disable-next-line no-restricted-properties -- handing on the environment, not reading configuration
  const own = Object.entries(process.env).filter(([name]) => kept.includes(name));
  return { ...Object.fromEntries(own), TZ: 'UTC' };
}
