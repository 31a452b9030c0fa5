import { z } from 'zod';
import { nameOf, pathOf } from '../kernel/endpoint.ts';
import { MATRIX, PERMISSIONS, ROLES } from '../kernel/permission.ts';
import type { Handler } from '../platform/command.ts';

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

function operation(handler: Handler): Record<string, unknown> {
  const { endpoint } = handler;
  const who = ROLES.filter((role) => MATRIX[role].includes(endpoint.permission));
  const input = schemaOf(endpoint.input, 'input');
  return {
    operationId: nameOf(endpoint).replace(' ', '.'),
    tags: [endpoint.noun],
    summary: endpoint.summary,
    description: `Needs: ${PERMISSIONS[endpoint.permission]} (${who.join(', ')}).`,
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
