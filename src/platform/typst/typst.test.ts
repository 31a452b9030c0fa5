import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCoverage } from './coverage.ts';
import { unprintableIn } from './unprintable.ts';
import { FONT_FOLDER } from './folders.ts';
import { RENDERER_VERSION, startPdfRenderer, type InvoicePdfData, type PdfRenderer } from './index.ts';
import { pdfPages, squeeze } from './pdf-text.ts';
import { money, sampleInvoice, sampleMatter, sampleTime } from './sample-invoice.ts';

let renderer: PdfRenderer;
beforeAll(() => {
  renderer = startPdfRenderer();
});
afterAll(() => renderer.close());

const documentDay = '2026-03-05';
const print = (data: InvoicePdfData): Promise<Uint8Array> =>
  renderer.render({ template: 'invoice', data, documentDay });
const pagesOf = async (data: InvoicePdfData): Promise<string[]> => pdfPages(await print(data));

function withNarratives(...narratives: string[]): InvoicePdfData {
  const [row] = sampleTime(1);
  if (row === undefined) throw new Error('no sample row');
  return sampleInvoice(0, {
    matters: [sampleMatter(0, { time: narratives.map((narrative) => ({ ...row, narrative })) })],
  });
}

test('a short invoice is one page with letterhead, payer, case facts, totals and remittance', async () => {
  const pages = await pagesOf(
    sampleInvoice(2, {
      timekeeperSummary: [],
      matters: [sampleMatter(2, { disbursements: [], charges: [] })],
    }),
  );
  expect(pages).toHaveLength(1);
  const [page = ''] = pages;
  for (const expected of [
    'Lindqvist Okafor & Partners',
    'Nordwind Turbines A/S',
    'Invoice',
    'MUC-2026-001482',
    '2026-04-04',
    'EP 24 187 334.5',
    'European Patent Office',
    'NW-BRG-0142',
    'VAT, reverse charge',
    'Remittance advice',
    'RF18 MUC2 0260 0148 2',
    'Page 1 of 1',
  ])
    expect(squeeze(page)).toContain(squeeze(expected));
});

test('what looks like markup comes out letter by letter', async () => {
  const literal =
    '#let x = 1; #panic("no") *bold* _it_ $a+b$ @ref [x] <label> `raw` // c /* c */ \\ ~ "q" \'q\' --- = - + / https://a.example ${x} {{y}} &amp;';
  const [page = ''] = await pagesOf({
    ...withNarratives(literal),
    payer: { name: '#strong[Payer]', lines: ['*Line* $1$'], taxId: '@tax', reference: '<ref>' },
    notes: ['#include "invoice.typ"'],
    footer: '#sys.version [x]',
  });
  for (const text of [literal, '#strong[Payer]', '*Line* $1$', '@tax', '#sys.version [x]'])
    expect(squeeze(page)).toContain(squeeze(text));
});

test('the same input gives the same bytes, from any child, and they are archival and tagged', async () => {
  const [first, second] = await Promise.all([print(sampleInvoice(40)), print(sampleInvoice(40))]);
  expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
  const text = Buffer.from(first).toString('latin1');
  expect(text).toMatch(/pdfaid:part>3<[\s\S]*pdfaid:conformance>B</);
  expect(text).toContain('/StructTreeRoot');
  const later = await renderer.render({
    template: 'invoice',
    data: sampleInvoice(40),
    documentDay: '2026-03-06',
  });
  expect(Buffer.from(later).equals(Buffer.from(first))).toBe(false);
});

test('many scripts are set in one invoice, right-to-left ones in their own order', async () => {
  const narratives = [
    '拒絶理由通知書の検討。補正案の作成および現地代理人への指示。',
    '审查意见通知书的答复：修改权利要求书。',
    '거절이유통지서 검토 및 보정서 작성.',
    'परीक्षा रिपोर्ट की समीक्षा',
    'ตรวจสอบรายงานการตรวจสอบ',
    'ການກວດສອບ',
    'የፈጠራ ባለቤትነት ማረጋገጫ',
    'Ελέγχθηκε η έκθεση έρευνας.',
    'Подготовка ответа на запрос экспертизы.',
    'Գյուտի արտոնագիր, გამოგონების პატენტი, bằng sáng chế, łódź, ﬁ, ½, CO₂, ≥ 5 µm',
  ];
  const [page = ''] = await pagesOf(withNarratives(...narratives, 'مراجعة تقرير الفحص', 'בדיקת הבחינה'));
  for (const narrative of narratives) expect(squeeze(page)).toContain(squeeze(narrative));
  for (const word of ['مراجعة', 'تقرير', 'الفحص', 'בדיקת', 'הבחינה']) expect(page).toContain(word);
  expect(page).not.toContain('□');
});

test('scripts whose letters join and change places have all their glyphs', async () => {
  const words = ['தமிழ் வணிகக்குறி', 'পেটেন্ট আবেদন', 'పేటెంట్ దరఖాస్తు', 'પેટન્ટ અરજી', 'ಪೇಟೆಂಟ್ ಅರ್ಜಿ', 'പേറ്റന്റ് അപേക്ഷ', 'ਪੇਟੈਂਟ ਅਰਜ਼ੀ'];
  const more = ['ପେଟେଣ୍ଟ ଆବେଦନ', 'පේටන්ට් අයදුම්පත', 'ពាក្យសុំប៉ាតង់', 'မူပိုင်ခွင့် လျှောက်လွှာ'];
  const [page = ''] = await pagesOf(withNarratives(...words, ...more));
  expect(page).not.toContain('□');
  expect(loadCoverage(FONT_FOLDER).missingIn([...words, ...more].join(' '))).toEqual([]);
});

test('what can’t be shown is named, each once', () => {
  const { missingIn } = loadCoverage(FONT_FOLDER);
  expect(missingIn('Café 漢字 தமிழ் and 12 %')).toEqual([]);
  expect(missingIn('😀 and ᏣᎳ, again 😀')).toEqual(['😀', 'Ꮳ', 'Ꮃ']);
  expect(missingIn('half \ud800 a pair')).toEqual(['□']);
  expect(unprintableIn('Plain “quotes” – and é')).toEqual([]);
  expect(unprintableIn('Snow 😀')).toEqual(['😀']);
});

test('characters without a glyph become a visible box, and the document is still made', async () => {
  const [page = ''] = await pagesOf(
    withNarratives('Smile 😀 and ᏣᎳᎩ, half \ud800 pair, private \ue000, bell \u0007 override \u202e321'),
  );
  expect(squeeze(page)).toContain('Smile□and□□□,half□pair,private□,belloverride321');
});

test('cleaning a text leaves plain text alone, keeps accents, and does no more the second time', () => {
  const { clean } = loadCoverage(FONT_FOLDER);
  expect(clean('Plain #text, 12 %\nline two')).toBe('Plain #text, 12 %\nline two');
  expect(clean('Cafe\u0301 Zu\u0308rich')).toBe('Café Zürich');
  expect(clean('a\r\nb\u2028c')).toBe('a\nb\nc');
  for (const text of ['x'.repeat(200), 'q\u0336 😀 \ufeff', 'క్ష 漢字']) expect(clean(clean(text))).toBe(clean(text));
  expect(clean('x'.repeat(200)).replaceAll('\u200b', '')).toBe('x'.repeat(200));
});

test('three hundred entries carry their running total from page to page, and none is lost', async () => {
  const data = sampleInvoice(300);
  const pages = await pagesOf(data);
  const rows = data.matters[0]?.time ?? [];
  let seen = 0;
  let carried = '';
  for (const [at, page] of pages.entries()) {
    expect(page).toContain(`Page ${at + 1} of ${pages.length}`);
    if (at > 0) expect(page).toContain(`Invoice ${data.number} ${data.payer.name}`);
    if (carried !== '') expect(page).toContain(`Date By Description Hours Rate Amount EUR\nBrought forward ${carried}`);
    seen += [...page.matchAll(/^2026-02-\d\d (HML|TSO)/gm)].length;
    if (seen === rows.length) break;
    carried = rows[seen - 1]?.runningTotal ?? '';
    expect(page).toContain(`Carried forward ${carried}`);
  }
  expect(seen).toBe(300);
  const whole = pages.join('\n');
  expect(whole.match(/Carried forward/g)?.length).toBe(whole.match(/Brought forward/g)?.length);
  expect(squeeze(whole)).toContain(
    squeeze(`Total professional services ${data.matters[0]?.timeTotal.hours} ${data.matters[0]?.timeTotal.amount}`),
  );
  expect(pages.at(-1)).toContain('Remittance advice');
});

test('a narrative longer than a page loses no words', async () => {
  const words = Array.from({ length: 2500 }, (_, at) => `word${at}`);
  const pages = await pagesOf(withNarratives('A short one.', words.join(' '), 'The last one.'));
  expect(pages.length).toBeGreaterThan(2);
  const found = pages.join('\n').match(/word\d+/g) ?? [];
  expect(found).toEqual(words);
});

test('long notes, many totals and many tax rows may break over pages but lose nothing', async () => {
  const notes = Array.from({ length: 40 }, (_, at) => `Note ${at}: ${'terms and conditions '.repeat(30)}end${at}.`);
  const totals = Array.from({ length: 90 }, (_, at) => ({ label: `Line ${at}`, amount: money(at * 100) }));
  const taxSummary = Array.from({ length: 70 }, (_, at) => ({
    label: `Code ${at}`,
    base: '1.00',
    rate: `${at} %`,
    tax: '0.00',
  }));
  const text = squeeze((await pagesOf(sampleInvoice(3, { notes, totals, taxSummary }))).join('\n'));
  for (let at = 0; at < 40; at += 1) expect(text).toContain(`end${at}.`);
  for (let at = 0; at < 90; at += 1) expect(text).toContain(`Line${at}${money(at * 100)}`);
  for (let at = 0; at < 70; at += 1) expect(text).toContain(`Code${at}${at}%`);
});

test('a draft says DRAFT on every page and has no number', async () => {
  const pages = await pagesOf(sampleInvoice(40, { number: null }));
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) expect(page).toContain('DRAFT');
  expect(pages[1]).toContain('Invoice DRAFT');
});

test('several matters, a share note, a second currency and US Letter paper', async () => {
  const matters = [sampleMatter(3), sampleMatter(2, { number: 'T-2025-00031', title: 'NORDWIND, opposition' })];
  const pdf = await print(
    sampleInvoice(0, {
      matters,
      paper: 'us-letter',
      kind: 'CREDIT NOTE',
      entityCurrency: 'GBP',
      shareNote: 'Your share: 60 % of this matter',
      taxSummary: [
        {
          label: 'VAT',
          base: '100.00',
          rate: '19 %',
          tax: '19.00',
          baseInEntityCurrency: '86.00',
          taxInEntityCurrency: '16.34',
        },
      ],
      words: { billTo: 'Rechnung an' },
    }),
  );
  const text = pdfPages(pdf).join('\n');
  for (const expected of [
    'Credit note',
    'Matter T-2025-00031',
    'Your share: 60 % of this matter',
    'Tax amount GBP',
    '16.34',
    'Rechnung an',
  ])
    expect(text).toContain(expected);
  expect(Buffer.from(pdf).toString('latin1')).toMatch(/\/MediaBox \[0 0 612 792\]/);
});

test('an invoice of nothing but empty lists and texts is still made', async () => {
  const [matter] = sampleInvoice(2).matters;
  if (matter === undefined) throw new Error('no sample matter');
  const bare = matter.time.map(({ runningTotal: _total, ...row }) => ({ ...row, narrative: '' }));
  const pages = await pagesOf({
    ...sampleInvoice(2),
    kind: '',
    currency: '',
    firm: { name: '', lines: [], taxId: '', phone: '', email: '', website: '' },
    payer: { name: '', lines: [], taxId: '', reference: '' },
    references: [],
    matters: [
      { ...matter, facts: [], time: bare },
      { ...matter, time: [], disbursements: [], charges: [] },
    ],
    timekeeperSummary: [],
    discounts: [],
    taxSummary: [],
    totals: [],
    notes: [],
    remittance: { payTo: [], bank: [], reference: '', amount: '', dueDate: '' },
    footer: '',
  });
  expect(pages.join('\n')).toContain('P-2024-00817');
});

test('the list of font sums is true, so the recorded version covers the fonts', () => {
  const listed = readFileSync(join(FONT_FOLDER, 'SHA256SUMS'), 'utf8').trim().split('\n').toSorted();
  const actual = readdirSync(FONT_FOLDER)
    .filter((name) => name.endsWith('.ttf'))
    .map(
      (name) =>
        `${createHash('sha256')
          .update(readFileSync(join(FONT_FOLDER, name)))
          .digest('hex')}  ${name}`,
    );
  expect(listed).toEqual(actual.toSorted());
  expect(RENDERER_VERSION).toMatch(/^typst-[0-9a-f]{16}$/);
});
