import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { composeMail, mailerFor } from './mail.ts';

const letter = {
  id: '01a20a25-8b76-712c-940e-1605bc373523',
  sender: 'billing@firm.example',
  recipients: ['invoices@nordlys.example'],
  subject: 'Invoice UK-2026-00024\r\nBcc: everyone@evil.example',
  text: 'Please find attached …',
  attachments: [{ fileName: 'UK-2026-00024.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF') }],
};

let server: SMTPServer | null = null;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

/** A real SMTP server on this machine; takes everyone but those it is told to refuse. */
async function catcher(refused: string[]): Promise<{ url: string; taken: string[] }> {
  const taken: string[] = [];
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (address, _session, done) =>
      done(refused.includes(address.address) ? new Error('no such mailbox') : null),
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        taken.push(Buffer.concat(parts).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, taken };
}

describe('mail', () => {
  it('is composed once, with an id of its dispatch, and a subject never becomes a header', async () => {
    const mail = await composeMail(letter);
    expect(mail.messageId).toBe(`<${letter.id}@firm.example>`);
    expect(mail.source.toString()).not.toMatch(/^Bcc:/im);
  });

  it('leaves over SMTP as it was composed, and says who took it', async () => {
    const { url, taken } = await catcher([]);
    const mail = await composeMail(letter);
    const evidence = await mailerFor(url, letter.sender).send(mail);
    expect(evidence).toMatchObject({ how: 'SMTP', accepted: letter.recipients });
    expect(taken[0]?.replaceAll('\r\n', '\n').trim()).toBe(mail.source.toString().replaceAll('\r\n', '\n').trim());
  });

  it('is not called sent when a recipient was refused', async () => {
    const { url } = await catcher(['gone@nordlys.example']);
    const mail = await composeMail({ ...letter, recipients: ['invoices@nordlys.example', 'gone@nordlys.example'] });
    await expect(mailerFor(url, letter.sender).send(mail)).rejects.toThrow('refused gone@nordlys.example');
  });

  it('stays on this machine while no server is set', async () => {
    const evidence = await mailerFor(null, letter.sender).send(await composeMail(letter));
    expect(evidence['how']).toContain('no SMTP server is set');
  });
});
