import { createHash } from 'node:crypto';

/**
 * How events are sealed, written a second time: by what the decision record says (0011), not by the code that seals. Were
 * both the same, a mistake in it would prove itself.
 */

/** The hash before the first. */
export const BEFORE_ALL = Buffer.alloc(32);

/** Of each kind of row that an event wrote, the digest over its rows; null for an event sealed before rows were covered. */
export type Rows = Readonly<Record<string, string>> | null;

export function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  return parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
}

/** Canonical JSON (RFC 8785): keys in the order of their UTF-16 units, nothing between the signs. Whole numbers beyond 2^53 are texts. */
export function canonical(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`;
  if (value instanceof Date) return JSON.stringify(value.toJSON());
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`)
    .join(',')}}`;
}

/** The columns of an event that a seal covers. */
export const COVERED = `e.id, e.name, e.subject_type, e.subject_id, e.entity_id, e.client_id, e.matter_id, e.actor_id, e.on_behalf_of, e.via,
  e.address, e.command, e.reason, e.facts, encode(e.detail_digest, 'hex') as detail_digest, e.counts_on,
  to_char(e.recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at`;

/** A seal: over the one before, and the event with its place and the digests of its rows. */
export function seal(before: Buffer, sequence: bigint, event: Record<string, unknown>, rows: Rows): Buffer {
  return sha256(before, canonical(rows === null ? { ...event, sequence } : { ...event, sequence, rows }));
}

/** Of each event, per kind, the digest over the digests of its rows in the order of their keys. */
export const ROWS_WRITTEN = `select w.event_id, jsonb_object_agg(w.kind, w.digest) as rows
  from (select r.event_id, r.kind, encode(sha256(convert_to(string_agg(r.digest, ',' order by r.key), 'UTF8')), 'hex') as digest
    from event_row r where r.event_id = any($1::uuid[]) group by r.event_id, r.kind) w group by w.event_id`;

/** What an event's own digest is over; its facts are a text in there. */
export function digestOf(event: Record<string, unknown>, detailDigest: Buffer | null): Buffer {
  const facts = canonical(event['facts']);
  return sha256(
    canonical({ ...event, facts, detail_digest: detailDigest === null ? null : detailDigest.toString('hex') }),
  );
}
