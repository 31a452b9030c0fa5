import { buffer } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

export interface Mail {
  readonly messageId: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  /** the whole message, as it leaves */
  readonly source: Buffer;
}

export interface Mailer {
  readonly sender: string;
  /** Hands a message over and says to whom and how; rejects when nobody took it. */
  send(mail: Mail): Promise<Record<string, unknown>>;
}

interface Letter {
  readonly id: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { fileName: string; mediaType: string; bytes: Buffer }[];
}

export async function composeMail(letter: Letter): Promise<Mail> {
  const messageId = `<${letter.id}@${letter.sender.split('@')[1] ?? 'engross.invalid'}>`;
  const composer = new MailComposer({
    from: letter.sender,
    to: [...letter.recipients],
    subject: letter.subject,
    text: letter.text,
    messageId,
    attachments: letter.attachments.map((a) => ({
      filename: a.fileName,
      contentType: a.mediaType,
      content: a.bytes,
    })),
  });
  return {
    messageId,
    sender: letter.sender,
    recipients: letter.recipients,
    source: await buffer(composer.compile().createReadStream()),
  };
}

/** Over SMTP where a server is set; otherwise the message stays in the outbox on this machine. */
export function mailerFor(smtpUrl: string | null, sender: string): Mailer {
  if (smtpUrl === null)
    return {
      sender,
      send: () => Promise.resolve({ how: 'kept in the outbox of this machine; no SMTP server is set' }),
    };
  const transport = createTransport(smtpUrl);
  return {
    sender,
    async send(mail) {
      const info = await transport.sendMail({
        envelope: { from: mail.sender, to: [...mail.recipients] },
        raw: mail.source,
      });
      // sendMail resolves though some recipients were refused.
      if (info.rejected.length > 0) throw new Error(`The mail server refused ${info.rejected.join(', ')}`);
      return { how: 'SMTP', accepted: info.accepted.map(String), response: info.response };
    },
  };
}
