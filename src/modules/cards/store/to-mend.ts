import { done, type Outcome } from '../../../kernel/outcome.ts';
import type { RefusedRow } from '../reading/fields.ts';
import { ledesTable } from '../reading/ledes.ts';
import { ledesToMend, tableToMend, withoutReasons } from '../reading/to-mend.ts';
import { readFile } from './read-file.ts';

interface Given {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly refused: readonly RefusedRow[];
}

export interface FileToMend {
  readonly fileName: string;
  readonly mediaType: string;
  readonly rows: number;
  readonly text: string;
}

/** The refused rows themselves, read again from the file that they came in, as a file to mend and import. */
export async function toMend({ fileName, bytes, refused }: Given): Promise<Outcome<FileToMend>> {
  const file = await readFile(bytes);
  if (!file.ok) return file;
  const rows = new Set(refused.map((r) => r.row)).size;
  const name = fileName.replace(/(?<=.)\.[^.]{1,5}$/, '');
  if (file.value.format === 'ledes-1998b') {
    const text = ledesToMend(ledesTable(file.value.text), refused);
    return done({ fileName: `${name} to mend.txt`, mediaType: 'text/plain; charset=utf-8', rows, text });
  }
  const text = tableToMend(withoutReasons(file.value.table), refused, file.value.separator);
  return done({ fileName: `${name} to mend.csv`, mediaType: 'text/csv; charset=utf-8', rows, text });
}
