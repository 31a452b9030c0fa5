import type { TaskList } from 'graphile-worker';
import { z } from 'zod';
import { deliver, renderLedes } from '../modules/dispatch/index.ts';
import { renderCorrection, renderInvoice } from '../modules/invoices/index.ts';
import type { Engine } from '../platform/command.ts';
import type { Config } from '../platform/config.ts';
import { mailerFor } from '../platform/mail.ts';
import type { PdfRenderer } from '../platform/typst/index.ts';

const ofInvoice = z.object({ invoiceId: z.uuid() });
const ofCorrection = z.object({ correctionId: z.uuid() });
const ofDispatch = z.object({ dispatchId: z.uuid() });

/** What the worker can do, by the job's name. Each may run more than once and then does nothing new. */
export function tasksOf(engine: Engine, renderer: PdfRenderer, config: Pick<Config, 'smtpUrl' | 'mailFrom'>): TaskList {
  const mailer = mailerFor(config.smtpUrl, config.mailFrom);
  return {
    'render-invoice': (payload) => renderInvoice(engine, renderer, ofInvoice.parse(payload).invoiceId),
    'render-correction': (payload) => renderCorrection(engine, renderer, ofCorrection.parse(payload).correctionId),
    'render-ledes': (payload) => renderLedes(engine, ofInvoice.parse(payload).invoiceId),
    deliver: (payload) => deliver(engine, mailer, ofDispatch.parse(payload).dispatchId),
  };
}
