import { z } from 'zod';
import { nameOf, pathOf } from '../kernel/endpoint.ts';
import { MATRIX, PERMISSIONS, ROLES } from '../kernel/permission.ts';
import type { Handler } from '../platform/command.ts';
import { MEDIA_TYPES } from '../platform/spreadsheet.ts';
import { OTHER_ROUTES, type OtherRoute } from './other-routes.ts';

const REFUSAL = {
  type: 'object',
  required: ['code', 'sentence'],
  properties: {
    code: { type: 'string' },
    sentence: { type: 'string' },
    where: { type: 'string' },
    details: {},
  },
};

/** The OpenAPI 3.1 document, made from the same contracts that the server checks. */
export function openApi(handlers: readonly Handler[], version: string): Record<string, unknown> {
  const paths: Record<string, unknown> = {};
  for (const handler of handlers) {
    const method = handler.endpoint.kind === 'command' ? 'post' : 'get';
    paths[pathOf(handler.endpoint)] = { [method]: operation(handler) };
  }
  for (const route of [...OTHER_ROUTES, ...AS_FILES]) paths[route.path] = { [route.method]: otherOperation(route) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Engross',
      version,
      description: 'Recorded work to invoices. Money is whole minor units as text.',
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { bearer: [] }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'engross.session_token' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Refusal: REFUSAL },
    },
    paths,
  };
}

/** Every question’s answer as a file, with the input and the permission of the question. */
const AS_FILES: readonly OtherRoute[] = [
  ['csv', 'text/csv', 'Any list whole as CSV: the path and input of its question, with .csv.'],
  ['xlsx', MEDIA_TYPES.xlsx, 'Any list whole as a workbook.'],
  ['file', 'text/plain', 'The journals as a file of their own form: /api/ledger/export.file.'],
].map(([ending = '', type = '', summary = '']) => ({
  method: 'get',
  path: `/api/{noun}/{verb}.${ending}`,
  summary,
  needs: 'own',
  gives: [type],
}));

function otherOperation(route: OtherRoute): Record<string, unknown> {
  const named = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const asked = Object.entries(route.query ?? {}).map(([name, description]) => ({
    name,
    in: 'query',
    required: false,
    schema: { type: 'string' },
    description,
  }));
  const content = (types: readonly string[]) =>
    Object.fromEntries(
      types.map((type) => [type, { schema: type === 'application/json' ? {} : { type: 'string', format: 'binary' } }]),
    );
  return {
    operationId: `${route.method}.${route.path.replace('/api/', '').replaceAll(/[{}]/g, '').replaceAll('/', '.')}`,
    tags: [route.path.split('/')[2]],
    summary: route.summary,
    description: needsText(route.needs),
    ...(route.needs === 'link' ? { security: [] } : {}),
    parameters: [...named, ...asked],
    ...(route.takes ? { requestBody: { required: true, content: content(route.takes) } } : {}),
    responses: {
      200: { description: 'Done', content: content(route.gives) },
      default: {
        description: 'A refusal',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    },
  };
}

function needsText(needs: OtherRoute['needs']): string {
  if (needs === 'own') return 'Needs: to be signed in.';
  if (needs === 'link') return 'Needs: the token of a signed link; no session.';
  const who = ROLES.filter((role) => MATRIX[role].includes(needs));
  return `Needs: ${PERMISSIONS[needs]} (${who.join(', ')}).`;
}

function operation(handler: Handler): Record<string, unknown> {
  const { endpoint } = handler;
  const input = schemaOf(endpoint.input, 'input');
  return {
    operationId: nameOf(endpoint).replace(' ', '.'),
    tags: [endpoint.noun],
    summary: endpoint.summary,
    description: needsText(endpoint.permission),
    ...(endpoint.kind === 'command'
      ? {
          parameters: [
            {
              name: 'Idempotency-Key',
              in: 'header',
              schema: { type: 'string', maxLength: 200 },
              description: 'The same key and input gives the first answer.',
            },
            {
              name: 'dryRun',
              in: 'query',
              schema: { type: 'boolean' },
              description: 'Rehearse with the code that will act; nothing is kept.',
            },
          ],
          requestBody: { required: true, content: { 'application/json': { schema: input } } },
        }
      : { parameters: queryParameters(input) }),
    responses: {
      200: {
        description: 'Done',
        content: { 'application/json': { schema: schemaOf(endpoint.output, 'output') } },
      },
      default: {
        description: 'A refusal',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    },
  };
}

function queryParameters(input: Record<string, unknown>): unknown[] {
  const properties = (input['properties'] ?? {}) as Record<string, unknown>;
  const required = (input['required'] ?? []) as string[];
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function schemaOf(shape: unknown, io: 'input' | 'output'): Record<string, unknown> {
  const schema: Record<string, unknown> = {
    ...z.toJSONSchema(shape as z.ZodType, { io, unrepresentable: 'any' }),
  };
  delete schema['$schema'];
  return schema;
}
