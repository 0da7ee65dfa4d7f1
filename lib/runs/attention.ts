import 'server-only';
import { notify } from '../db/database';

/** The channel on which watchers say that they look on; the payload is the run's id. */
export const attentionChannel = 'run_watched';
/** Watchers say so every 5 s; who has not for this long has left, or a word was lost twice. */
const attentionMs = 12_000;

/** Says, to whatever process drives the run, that somebody looks on. A lost word costs seconds, so none is waited for. */
export function payAttention(runId: string): void {
  notify(attentionChannel, runId).catch(() => {});
}

/** Which runs somebody looks at, here or at another replica. */
export class Attention {
  readonly #until = new Map<string, number>();

  hear(runId: string): void {
    const now = Date.now();
    for (const [id, until] of this.#until) if (until < now) this.#until.delete(id);
    this.#until.set(runId, now + attentionMs);
  }

  isPaidTo(runId: string): boolean {
    return (this.#until.get(runId) ?? 0) > Date.now();
  }
}
