import type { JobHelpers, Task } from 'graphile-worker';
import { z } from 'zod';
import { sendDueLists } from '../modules/ageing/index.ts';
import { failImport, takeImport } from '../modules/cards/index.ts';
import {
  deliver,
  failDispatch,
  failDocument,
  failLetter,
  renderLedes,
  sendLetter,
  tellMentioned,
} from '../modules/dispatch/index.ts';
import { askOffice, failOffice, officeClient } from '../modules/docket/index.ts';
import { afterBilling, auditInvoices, lookAt, lookAtRun, tellDigest } from '../modules/flags/index.ts';
import { renderCorrection, renderInvoice } from '../modules/invoices/index.ts';
import { prepareRuns, remindDue, resumeDue } from '../modules/proformas/index.ts';
import type { Engine } from '../platform/command.ts';
import type { Config } from '../platform/config.ts';
import { isConnectionLost } from '../platform/database.ts';
import { mailerFor } from '../platform/mail.ts';
import type { PdfRenderer } from '../platform/typst/index.ts';
import type { Tasks } from './worker.ts';

const ofInvoice = z.object({ invoiceId: z.uuid() });
const ofCorrection = z.object({ correctionId: z.uuid() });
const ofDispatch = z.object({ dispatchId: z.uuid() });
const ofLetter = z.object({ letterId: z.uuid() });
const ofProforma = z.object({ proformaId: z.uuid() });
const ofRun = z.object({ runId: z.uuid() });
const ofComment = z.object({ commentId: z.uuid() });
const ofImport = z.object({ importId: z.uuid() });
const ofAnswer = z.object({ answerId: z.uuid() });

/** What the worker does by the clock: four times an hour, and once for what was missed while it was down. */
export const SCHEDULE = [
  '*/15 * * * * resume-deferred ?fill=1h&max=3',
  '*/15 * * * * remind-reviewers ?fill=1h&max=3',
  '40 * * * * prepare-runs ?fill=1d&max=3',
  '10 * * * * send-ageing-lists ?fill=1d&max=3',
  '20 3 * * * look-at-all ?fill=1d&max=3',
  '30 * * * * tell-digest ?fill=1d&max=3',
].join('\n');

/** What the worker can do, by the job's name. Each may run more than once and then does nothing new. */
export function tasksOf(
  engine: Engine,
  renderer: PdfRenderer,
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'baseUrl' | 'secret' | 'offices'>,
): Tasks {
  const mailer = mailerFor(config.smtpUrl, config.mailFrom);
  const offices = officeClient(config.offices);
  const noDocument = (
    subjectType: 'invoice' | 'correction',
    subjectId: string,
    kind: 'pdf' | 'ledes',
    reason: string,
  ): Promise<void> => failDocument(engine, { subjectType, subjectId, kind }, reason);
  return {
    'render-invoice': orGiveUp(
      (payload) => renderInvoice(engine, renderer, ofInvoice.parse(payload).invoiceId),
      (payload, reason) => noDocument('invoice', ofInvoice.parse(payload).invoiceId, 'pdf', reason),
    ),
    'render-correction': orGiveUp(
      (payload) => renderCorrection(engine, renderer, ofCorrection.parse(payload).correctionId),
      (payload, reason) => noDocument('correction', ofCorrection.parse(payload).correctionId, 'pdf', reason),
    ),
    'render-ledes': orGiveUp(
      (payload) => renderLedes(engine, ofInvoice.parse(payload).invoiceId),
      (payload, reason) => noDocument('invoice', ofInvoice.parse(payload).invoiceId, 'ledes', reason),
    ),
    deliver: orGiveUp(
      (payload) => deliver(engine, mailer, ofDispatch.parse(payload).dispatchId),
      (payload, reason) => failDispatch(engine, ofDispatch.parse(payload).dispatchId, reason),
    ),
    'send-letter': orGiveUp(
      (payload) => sendLetter(engine, mailer, config, ofLetter.parse(payload).letterId),
      (payload, reason) => failLetter(engine, ofLetter.parse(payload).letterId, reason),
    ),
    'tell-mentioned': (payload) => tellMentioned(engine, mailer, ofComment.parse(payload).commentId),
    'resume-deferred': async () => void (await resumeDue(engine)),
    'prepare-runs': async () => void (await prepareRuns(engine)),
    'send-ageing-lists': async () => void (await sendDueLists(engine)),
    'remind-reviewers': async () => void (await remindDue(engine)),
    'tell-digest': async () => void (await tellDigest(engine)),
    'look-at-proforma': (payload) => lookAt(engine, [ofProforma.parse(payload).proformaId]),
    'look-at-run': (payload) => lookAtRun(engine, ofRun.parse(payload).runId),
    'after-billing': (payload) => afterBilling(engine, ofProforma.parse(payload).proformaId),
    'look-at-all': async () => {
      await lookAt(engine, undefined);
      await auditInvoices(engine);
    },
    'ask-office': orGiveUp(
      (payload) => askOffice(engine, offices, ofAnswer.parse(payload).answerId),
      (payload, reason) => failOffice(engine, ofAnswer.parse(payload).answerId, reason),
    ),
    'take-import': orGiveUp(
      (payload) => takeImport(engine, ofImport.parse(payload).importId),
      (payload) => failImport(engine, ofImport.parse(payload).importId, IMPORT_DEFECT),
    ),
  };
}

const IMPORT_DEFECT = {
  code: 'defect',
  sentence:
    'Engross made a mistake with this file, several times over; nothing of it was taken. Tell the administrator, who finds the cause in the log, and import the file again.',
};

/** A job whose last try fails says so where people look, instead of staying in the queue for ever. */
function orGiveUp(
  task: (payload: unknown) => Promise<void>,
  giveUp: (payload: unknown, reason: string) => Promise<void>,
): Task {
  return async (payload: unknown, { job }: Pick<JobHelpers, 'job'>) => {
    try {
      await task(payload);
    } catch (error) {
      // A database that is away is no failure of the job: the worker waits and begins it again.
      if (job.attempts < job.max_attempts || isConnectionLost(error)) throw error;
      console.error(JSON.stringify({ level: 'error', job: job.task_identifier, payload, error: String(error) }));
      await giveUp(payload, error instanceof Error ? error.message : String(error));
    }
  };
}
