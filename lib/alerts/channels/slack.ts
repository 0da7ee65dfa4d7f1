import 'server-only';
import type { Message, Outcome } from './outcome';
import { postJson } from './post';

/** A section's text holds 3,000 characters, a message 50 blocks (Slack, "Section block" and "Blocks"). */
const sectionLengthMax = 3_000;
const noticesMax = 40;

/** Sends to an incoming webhook of Slack, or of what speaks like it: `text` for notifications, `blocks` to be read. */
export function sendSlack(to: string, message: Message): Promise<Outcome> {
  return postJson(to, JSON.stringify(slackPayload(message)));
}

export function slackPayload({ title, notices, words }: Message) {
  const isOne = notices.length === 1;
  const sections = notices.slice(0, noticesMax).map((notice) => {
    const link = `<${escaped(notice.url)}|${escaped(words.open)}>`;
    const text = `*${escaped(notice.title)}*\n${escaped(notice.text)}`;
    return section(`${text.slice(0, sectionLengthMax - link.length - 1)}\n${link}`);
  });
  return {
    text: escaped(title),
    blocks: isOne ? sections : [section(`*${escaped(title)}*`), ...sections],
  };
}

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

/** The three characters that Slack reads as its own ("Formatting text", "Escaping text"). */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
