import 'server-only';
// SMTP, MIME and header encoding have thirty years of exceptions; nodemailer knows them and depends on nothing.
import { createTransport } from 'nodemailer';
import { env } from '../../env';
import { answerOf, type Message, type Outcome } from './outcome';
import { sendMsMax } from './post';

/** Whether the installation can send e-mail at all. */
export function hasMailServer(): boolean {
  const { SMTP_URL, SMTP_FROM } = env();
  return Boolean(SMTP_URL && SMTP_FROM);
}

/** Sends one message to one address. Its Message-ID is the same at each attempt, so that mail stores know it again. */
export async function sendEmail(to: string, message: Message): Promise<Outcome> {
  const { SMTP_URL, SMTP_FROM } = env();
  if (!SMTP_URL || !SMTP_FROM)
    return failed(null, 'SMTP_URL and SMTP_FROM are not set: no mail server is known');
  const timeouts = {
    connectionTimeout: sendMsMax,
    greetingTimeout: sendMsMax,
    socketTimeout: sendMsMax,
    dnsTimeout: sendMsMax,
  };
  const transport = createTransport({ url: SMTP_URL, ...timeouts });
  try {
    const { response } = await transport.sendMail({
      from: SMTP_FROM,
      to: { name: '', address: to },
      subject: `[Sluice] ${message.title}`,
      text: textOf(message),
      messageId: `<${message.id}@sluice>`,
      // A machine wrote it: no out-of-office answers (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return { kind: 'delivered', answer: answerOf(codeOf(response), response) };
  } catch (error) {
    const {
      responseCode,
      message: text,
      code,
    } = error as Error & {
      responseCode?: number;
      code?: string;
    };
    // A 5xx about the address itself is for good (RFC 5321, 4.2.1); about anything else an operator may mend it.
    if (code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500)
      return { kind: 'refused', answer: answerOf(responseCode, text) };
    return failed(responseCode ?? null, text);
  } finally {
    transport.close();
  }
}

function failed(status: number | null, text: string): Outcome {
  return { kind: 'failed', answer: answerOf(status, text), retryAfterMs: null };
}

function codeOf(response: string): number | null {
  const code = Number(response.slice(0, 3));
  return Number.isInteger(code) ? code : null;
}

function textOf({ notices, words }: Message): string {
  const isOne = notices.length === 1;
  return notices
    .map(({ title, text, url }) => [...(isOne ? [] : [title]), text, '', `${words.open}: ${url}`])
    .map((lines) => lines.join('\n'))
    .join('\n\n———\n\n');
}
