const SIGNS: readonly (readonly [string, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];

/** What a file is, by its own bytes and not by what its name says; plain text where every byte of it can be text. */
export function mediaTypeOf(bytes: Uint8Array): string {
  const begins = (sign: readonly number[], at = 0): boolean => sign.every((byte, i) => bytes[at + i] === byte);
  const found = SIGNS.find(([, sign]) => begins(sign));
  if (found) return found[0];
  if (begins(RIFF) && begins(WEBP, 8)) return 'image/webp';
  return isText(bytes) ? 'text/plain; charset=utf-8' : 'application/octet-stream';
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
