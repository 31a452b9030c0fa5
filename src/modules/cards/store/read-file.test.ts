import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { decode, readFile, separatorOf } from './read-file.ts';

const TEXT = 'Date;Matter;Narrative\r\n31.01.2026;A-1;"Müller – „Bescheid“;\nzweite Zeile"\r\n';

function utf16(text: string, bigEndian: boolean, mark: boolean): Buffer {
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

async function tableOf(bytes: Uint8Array) {
  const read = await readFile(bytes);
  if (!read.ok || read.value.format === 'ledes-1998b') throw new Error(`not a table: ${JSON.stringify(read)}`);
  return read.value.table;
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  const read = await readFile(bytes);
  return read.ok ? 'read' : read.refusal.code;
}

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16LE', utf16(TEXT, false, true)],
    ['UTF-16BE', utf16(TEXT, true, true)],
    ['UTF-16LE', utf16(TEXT, false, false)],
    ['UTF-16BE', utf16(TEXT, true, false)],
  ])('%s', async (encoding, bytes) => {
    expect(decode(bytes).encoding).toBe(encoding);
    const table = await tableOf(bytes);
    expect(table.header).toEqual(['Date', 'Matter', 'Narrative']);
    expect(table.rows[0]?.cells[2]).toBe('Müller – „Bescheid“;\nzweite Zeile');
  });

  test('Windows-1252', async () => {
    const bytes = Buffer.from([...Buffer.from('Date;Note\r\n1;M', 'latin1'), 0xfc, 0x6c, 0x20, 0x80, 0x35, 0x20, 0x96]);
    expect(decode(bytes).encoding).toBe('Windows-1252');
    expect((await tableOf(bytes)).rows[0]?.cells[1]).toBe('Mül €5 –');
  });
});

describe('separators', () => {
  test.each([
    ['a,b,c\n1,2,3', ','],
    ['a;b;c\n1,5;2;3', ';'],
    ['a\tb\n1\t2', '\t'],
    ['a|b\n1|2', '|'],
    ['a,"x;y;z",c\n1,2,3', ','],
  ])('%j', (text, sign) => expect(separatorOf(text)).toBe(sign));
  test('Excel’s own hint', async () =>
    expect((await tableOf(Buffer.from('sep=|\r\nA|B\r\n1|2'))).header).toEqual(['A', 'B']));
});

describe('what is no list', () => {
  test.each([
    ['', 'empty-file'],
    ['A,B\n', 'empty-file'],
    ['A,B\n"open,2\n', 'file-broken'],
    ['%PDF-1.7 x', 'not-a-table'],
    ['LEDES98BI V2[]\nX[]\n', 'other-ledes'],
    ['PK\x03\x04garbage', 'file-broken'],
  ])('%j is refused as %s', async (text, code) => expect(await codeOf(Buffer.from(text, 'latin1'))).toBe(code));
  test('a workbook with a password', async () =>
    expect(await codeOf(Buffer.from('d0cf11e0a1b11ae10000', 'hex'))).toBe('file-locked'));
  test('too many rows', async () =>
    expect(await codeOf(Buffer.from(`A,B\n${'1,2\n'.repeat(200_001)}`))).toBe('too-many-rows'));
  test('titles above the header and empty rows keep their row numbers', async () => {
    const table = await tableOf(Buffer.from('Timesheet\n\nA,B\n1,2\n\n3,4\n'));
    expect(table.rows.map((r) => r.row)).toEqual([4, 6]);
  });
});

describe('workbooks', () => {
  async function book(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
    const workbook = new ExcelJS.Workbook();
    fill(workbook.addWorksheet('Time'));
    return Buffer.from(await workbook.xlsx.writeBuffer());
  }

  test('dates, durations, numbers, formulas and rich text as they are shown', async () => {
    const bytes = await book((sheet) => {
      sheet.addRow(['Date', 'Hours', 'Clock', 'Amount', 'Sum', 'Text']);
      const row = sheet.addRow([
        new Date(Date.UTC(2026, 0, 31)),
        0.1 + 0.2,
        1.25,
        1234.5,
        { formula: 'D2*2', result: 2469 },
        { richText: [{ text: 'Of' }, { text: 'fice' }] },
      ]);
      row.getCell(1).numFmt = 'dd/mm/yyyy';
      row.getCell(3).numFmt = '[h]:mm';
    });
    const table = await tableOf(bytes);
    expect(table.rows[0]?.cells).toEqual(['2026-01-31', '0.3', '30:00:00', '1234.5', '2469', 'Office']);
    expect(table.plainNumbers).toBe(true);
  });

  const NOTHING: Buffer = Buffer.alloc(0);

  /** A part as it stands in a zip. */
  function part(name: string, packed: Buffer, claims: number): Buffer {
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claims, 22);
    local.writeUInt16LE(name.length, 26);
    local.write(name, 30);
    return Buffer.concat([local, packed]);
  }

  /** A zip whose directory knows one part that claims and holds what it is told, and not what stands before or behind it. */
  function zip(name: string, packed: Buffer, claims: number, hidden = { before: NOTHING, behind: NOTHING }): Buffer {
    const known = part(name, packed, claims);
    const central = Buffer.alloc(46 + name.length);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(claims, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(hidden.before.length, 42);
    central.write(name, 46);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(central.length, 12);
    end.writeUInt32LE(hidden.before.length + known.length + hidden.behind.length, 16);
    return Buffer.concat([hidden.before, known, hidden.behind, central, end]);
  }

  test('a zip bomb that says so, and one that lies', async () => {
    const size = 50 * 1024 * 1024;
    const packed = deflateRawSync(Buffer.alloc(size), { level: 9 });
    expect(await codeOf(zip('xl/workbook.xml', packed, size))).toBe('file-suspicious');
    expect(await codeOf(zip('xl/workbook.xml', packed, 1000))).toBe('file-suspicious');
  });
  test('a zip bomb that its directory doesn’t know, before or behind what it knows', async () => {
    const size = 50 * 1024 * 1024;
    const bomb = part('xl/worksheets/sheet1.xml', deflateRawSync(Buffer.alloc(size), { level: 9 }), size);
    const small = deflateRawSync(Buffer.from('hello'));
    const workbook = (hidden: { before: Buffer; behind: Buffer }): Buffer => zip('xl/workbook.xml', small, 5, hidden);
    expect(await codeOf(workbook({ before: bomb, behind: NOTHING }))).toBe('file-suspicious');
    expect(await codeOf(workbook({ before: NOTHING, behind: bomb }))).toBe('file-suspicious');
  });
  test('a zip that is no workbook', async () =>
    expect(await codeOf(zip('readme.txt', deflateRawSync(Buffer.from('hello')), 5))).toBe('file-broken'));
});
