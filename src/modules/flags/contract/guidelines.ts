import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, maybeWords, nothing, words } from '../../../platform/shapes.ts';

const severity = z.enum(['block', 'fix', 'warn', 'info', 'off']);

const clause = z.strictObject({
  number: words(20),
  words: words(4000),
  /** the rules that keep it; none: a clause for people to read */
  rules: z
    .array(z.strictObject({ code: words(60), severity, params: z.record(z.string(), z.unknown()).default({}) }))
    .max(20)
    .default([]),
});

export const addGuideline = command({
  noun: 'guidelines',
  verb: 'add',
  permission: 'set flag rules',
  summary: 'A client’s billing guideline, with its first version in clauses. It holds from the day it is adopted.',
  input: z.strictObject({
    clientId: id,
    title: words(200),
    note: maybeWords(1000),
    clauses: z.array(clause).min(1).max(300),
    /** the document itself, as it came */
    document: z
      .strictObject({ fileName: words(200), base64: z.string().max(20_000_000) })
      .nullable()
      .default(null),
  }),
  output: z.object({ id, versionId: id, sentence: z.string() }),
});

export const addGuidelineVersion = command({
  noun: 'guidelines',
  verb: 'revise',
  permission: 'set flag rules',
  summary: 'A new version of a guideline. The one in force stays so until the new one is adopted.',
  input: z.strictObject({
    id,
    note: maybeWords(1000),
    clauses: z.array(clause).min(1).max(300),
    document: z
      .strictObject({ fileName: words(200), base64: z.string().max(20_000_000) })
      .nullable()
      .default(null),
  }),
  output: z.object({ versionId: id, version: z.number(), sentence: z.string() }),
});

export const adoptGuideline = command({
  noun: 'guidelines',
  verb: 'adopt',
  permission: 'set flag rules',
  summary: 'Put a version in force from a day; the one before ends then. Its rules run from that day.',
  input: z.strictObject({ versionId: id, from: day, reason: maybeWords(300) }),
  output: z.object({ sentence: z.string() }),
});

export const acknowledgeGuideline = command({
  noun: 'guidelines',
  verb: 'acknowledge',
  permission: 'record work',
  summary: 'Say that one has read a version of a guideline.',
  input: z.strictObject({ versionId: id }),
  output: z.object({ sentence: z.string() }),
});

export const listGuidelines = query({
  noun: 'guidelines',
  verb: 'list',
  permission: 'see work',
  summary: 'Clients’ guidelines, which version is in force, and who hasn’t read it.',
  input: z.strictObject({ clientId: id.optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        clientId: id,
        client: z.string(),
        title: z.string(),
        version: z.number().nullable(),
        from: day.nullable(),
        newest: z.number(),
        clauses: z.number(),
        rules: z.number(),
        read: z.number(),
        toRead: z.number(),
        readByMe: z.boolean(),
      }),
    ),
  }),
});

export const showGuideline = query({
  noun: 'guidelines',
  verb: 'show',
  permission: 'see work',
  summary: 'A guideline with its versions, clauses, their rules, and who has read it.',
  input: z.strictObject({ id }),
  output: z.object({
    id,
    clientId: id,
    client: z.string(),
    title: z.string(),
    versions: z.array(
      z.object({
        id,
        version: z.number(),
        from: day.nullable(),
        to: day.nullable(),
        inForce: z.boolean(),
        note: z.string(),
        who: z.string(),
        document: z.object({ id, fileName: z.string() }).nullable(),
        clauses: z.array(
          z.object({
            id,
            number: z.string(),
            words: z.string(),
            rules: z.array(
              z.object({
                id,
                code: z.string(),
                title: z.string(),
                severity: z.string(),
                params: z.record(z.string(), z.unknown()),
                runs: z.boolean(),
              }),
            ),
          }),
        ),
        read: z.array(z.object({ name: z.string(), recordedAt: z.string() })),
        unread: z.array(z.string()),
      }),
    ),
  }),
});

export const guidelineTemplates = query({
  noun: 'guidelines',
  verb: 'templates',
  permission: 'see work',
  summary:
    'Clauses of published guidelines with their source. Parameters marked as defaults are defaults; take what the client agreed.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        key: z.string(),
        says: z.string(),
        source: z.string(),
        /** whether a stored source stands behind it */
        sourced: z.boolean(),
        action: z.string(),
        code: z.string().nullable(),
        title: z.string().nullable(),
        severity: z.string(),
        params: z.record(z.string(), z.unknown()),
        /** parameters that the client's own text has to give */
        open: z.array(z.string()),
      }),
    ),
  }),
});
