import type { ChannelAnswer } from '../types';

/** What became of one attempt. `refused` is for good: nothing would change by another. */
export type Outcome =
  | { kind: 'delivered'; answer: ChannelAnswer }
  | { kind: 'failed'; answer: ChannelAnswer; retryAfterMs: number | null }
  | { kind: 'refused'; answer: ChannelAnswer };

/** One message as a channel sends it. `id` is the same at each attempt, for the receiver to know it again by. */
export type Message = {
  id: string;
  type: 'alert' | 'test';
  at: Date;
  title: string;
  /** Each with a heading of its own where there are several. */
  notices: readonly Notice[];
  words: { open: string };
};

export type Notice = {
  id: string;
  title: string;
  text: string;
  url: string;
  /** For programs: what was raised, in facts. */
  facts: Record<string, unknown>;
};

const textMax = 300;

/** The other end's words, bounded and on one line. */
export function answerOf(status: number | null, text: string): ChannelAnswer {
  return { status, text: text.replace(/\s+/g, ' ').trim().slice(0, textMax) };
}
