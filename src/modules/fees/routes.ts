import type { Handler } from '../../platform/command.ts';
import { commands as keep } from './commands/keep.ts';
import { commands as record } from './commands/record.ts';
import { commands as take } from './commands/take.ts';
import { queries as book } from './queries/book.ts';
import { queries as quote } from './queries/quote.ts';

export const routes: readonly Handler[] = [...book, ...quote, ...take, ...keep, ...record];
