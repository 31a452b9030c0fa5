import { createTransport } from 'nodemailer';
import pg from 'pg';
import { expect, it } from 'vitest';
import { isConnectionLost } from './database.ts';

const CLOSED_PORT = 1;

const failureOf = (of: Promise<unknown>): Promise<unknown> =>
  of.then(
    () => undefined,
    (error: unknown) => error,
  );

it('knows a database that is not there from a mail server that is not', async () => {
  const refused = await failureOf(new pg.Client({ host: '127.0.0.1', port: CLOSED_PORT, user: 'x' }).connect());
  const noSocket = await failureOf(new pg.Client({ host: '/nowhere', user: 'x' }).connect());
  const mail = { from: 'a@firm.example', to: 'b@firm.example', text: 'x' };
  const unsent = await failureOf(createTransport({ host: '127.0.0.1', port: CLOSED_PORT }).sendMail(mail));
  expect(unsent).toBeInstanceOf(Error);
  expect([refused, noSocket, unsent].map(isConnectionLost)).toEqual([true, true, false]);
});

it('knows what the server and the driver say of a connection that broke, and nothing else', () => {
  const coded = (code: string): Error => Object.assign(new Error('from the server'), { code });
  expect(['57P01', '57P03', '08006'].map((code) => isConnectionLost(coded(code)))).toEqual([true, true, true]);
  expect(isConnectionLost(new Error('Connection terminated unexpectedly'))).toBe(true);
  expect([coded('23505'), coded('ENOENT'), new Error('no such file')].map(isConnectionLost)).toEqual([
    false,
    false,
    false,
  ]);
});
