import { act } from '../../src/demo/doing.ts';
import { deliver } from '../../src/modules/dispatch/index.ts';
import { auditInvoices } from '../../src/modules/flags/index.ts';
import { renderInvoice } from '../../src/modules/invoices/index.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';
import { mailerFor } from '../../src/platform/mail.ts';
import { SYSTEM } from '../../src/platform/system.ts';
import { startPdfRenderer } from '../../src/platform/typst/index.ts';
import { proformaOn, type TestFirm } from './firm.ts';
import { eventfulMonth } from './money.ts';

type Do = <T = { id: string }>(name: string, input: object, who?: Actor) => Promise<T>;

/** A month that leaves a row in every table whose changes are remembered; its invoice is rendered, sent and audited. */
export async function everyRow(engine: Engine, firm: TestFirm): Promise<void> {
  const { invoiceId } = await eventfulMonth(engine, firm);
  const maya = await firm.as('maya.okafor');
  const ask: Do = async (name, input, who = maya) => await act(engine, who, name, input);
  await workAtTheDesk(engine, firm, ask);
  await agreeTerms(engine, firm, ask);
  await recordFees(firm, ask);
  await askAndDocket(engine, firm, ask);
  await sendAndAudit(engine, invoiceId, ask);
}

const idOf = (firm: TestFirm, number: string): string => firm.matters.find((m) => m.number === number)?.id ?? '';

async function workAtTheDesk(engine: Engine, firm: TestFirm, ask: Do): Promise<void> {
  const sheet = await proformaOn(engine, firm, '1002-001', ['1.00', '2.00']);
  const [first] = sheet.lines;
  const edit = {
    do: 'set-hours',
    lines: [{ id: first?.id, version: first?.version }],
    hours: '0.50',
    reason: 'Agreed',
  };
  await ask('proposals make', { proformaId: sheet.id, operation: edit });
  await ask('proformas edit', {
    id: sheet.id,
    operation: { do: 'adjust', label: 'Discount', amount: { minor: '-100', currency: 'GBP' }, reason: 'Agreed' },
  });
  await ask('information-proformas make', { forWhom: 'The patent department', proformaId: sheet.id });
  const other = await proformaOn(engine, firm, '1002-002', ['1.00']);
  await ask('proformas put-together', { id: sheet.id, otherId: other.id });
  const timekeeper = firm.timekeepers.find((t) => t.office === 'LON' && t.title === 'Associate');
  const card = await ask('cards record', {
    kind: 'time',
    matterId: idOf(firm, '1005-001'),
    timekeeperId: timekeeper?.id,
    workDate: '2026-03-20',
    hours: '1.00',
    narrative: 'Considering the search report',
  });
  await ask('cards hold', { cardIds: [card.id], reason: 'asked by the partner' });
}

async function agreeTerms(engine: Engine, firm: TestFirm, ask: Do): Promise<void> {
  const matterId = idOf(firm, '1005-001');
  const { clientId } = await ask<{ clientId: string }>('matters show', { id: matterId });
  const today = engine.clock.today();
  const { id } = await ask('engagements add', {
    clientId,
    title: 'Advice',
    from: '2026-01-01',
    signedOn: '2025-12-18',
    matterIds: [matterId],
  });
  const amount = { minor: '50000', currency: 'GBP' };
  await ask('engagements set-clause', {
    engagementId: id,
    number: '1',
    words: 'Advice at a price a month.',
    terms: { kind: 'subscription', amount, every: 'month', matterId, narrative: 'Advice', taskCodes: [] },
    from: '2026-03-01',
  });
  await ask('arrangements charge-due', { through: today });
  const name = 'Prosecution';
  await ask('budgets set', {
    clientId,
    matterId,
    name,
    amount,
    covers: 'all',
    since: '2026-03-01',
    source: 'A letter',
  });
  await ask('estimates save', {
    clientId,
    matterId,
    name,
    scope: 'Up to grant.',
    amount,
    from: today,
    validUntil: '2026-04-30',
    recipient: 'counsel@client.example',
  });
  await ask('rates set', {
    level: 'client',
    clientId,
    timekeeperId: firm.timekeepers[0]?.id,
    currency: 'GBP',
    ratePerHour: '20000',
    from: '2026-01-01',
    source: 'Letter of 18 December 2025',
  });
  await ask('rate-changes propose', {
    title: 'Rates of April',
    clientId,
    currency: 'GBP',
    percentPpm: 50_000,
    roundTo: '500',
    from: '2026-04-01',
    reason: 'Yearly review',
  });
  const [taxCodeId] = firm.entities.get('UK')?.taxes.values() ?? [];
  const rule = { name: 'At home', taxCodeId, countries: ['GB'], source: 'The law of value added tax, section 1' };
  await ask('tax-rules set', { ...rule, from: today }, await firm.as('ruth.sandoval'));
}

async function recordFees(firm: TestFirm, ask: Do): Promise<void> {
  await ask('fees take', { source: { shipped: 'us-patent-2025-01-19' } });
  await ask('fees set-own', {
    item: 'us-provisional-filing',
    amount: { minor: '13000', currency: 'USD' },
    from: '2025-06-01',
    reason: 'As the office says',
  });
  await ask('fees record', {
    matterId: firm.matters.find((m) => m.currency === 'USD')?.id,
    paidOn: '2026-03-30',
    entity: 'small',
    items: [{ item: 'us-provisional-filing' }],
  });
}

async function askAndDocket(engine: Engine, firm: TestFirm, ask: Do): Promise<void> {
  const today = engine.clock.today();
  await ask('ageing-policies set', { from: today, olderThanDays: 1 }, await firm.as('ruth.sandoval'));
  await ask('ageing-lists send', {});
  const params = { action: 'fixed-fee', amount: { minor: '10000', currency: 'GBP' }, narrative: 'Fee' };
  await ask('docket-rules set', { name: 'Grant', codes: ['Grant'], from: '2026-01-01', clause: 'Price list', params });
  await ask('docket save', {
    matterId: idOf(firm, '1001-001'),
    name: 'Grant',
    state: 'completed',
    completedDay: '2026-03-30',
  });
}

async function sendAndAudit(engine: Engine, invoiceId: string, ask: Do): Promise<void> {
  const renderer = startPdfRenderer({ children: 1 });
  try {
    await renderInvoice(engine, renderer, invoiceId);
  } finally {
    await renderer.close();
  }
  const { dispatches } = await ask<{ dispatches: { id: string }[] }>('invoices send', {
    invoiceIds: [invoiceId],
    recipients: ['ap@payer.example'],
  });
  await deliver(engine, mailerFor(null, 'billing@firm.example'), dispatches[0]?.id ?? '');
  await auditInvoices(engine);
  await ask('books verify', {}, SYSTEM);
}
