/** What is asked at one pace: whose turn it is, given who is being asked about, and how to ask. */
export type Paced<T> = {
  perSecond: number;
  /** More are not asked about at once, however long answers take. */
  atOnceMax: number;
  /** Nobody's turn: looked at again after so many milliseconds. */
  idleMs: number;
  next: (isAsked: (id: string) => boolean) => { id: string; turn: T } | null;
  /** Never rejects. */
  ask: (turn: T) => Promise<void>;
  isOver: () => boolean;
  rest: (ms: number) => Promise<void>;
};

/** What a busy moment held up is made up for, unless it was longer. */
const lateMsMax = 2_000;

/** Asks in turn at the pace, whether or not earlier answers have come; ends when it is over and all have come. */
export async function askPaced<T>({
  perSecond,
  atOnceMax,
  idleMs,
  next,
  ask,
  isOver,
  rest,
}: Paced<T>): Promise<void> {
  const asked = new Map<string, Promise<void>>();
  let due = Date.now();
  while (!isOver()) {
    const isFull = asked.size >= atOnceMax;
    const found = isFull ? null : next((id) => asked.has(id));
    if (found) {
      const { id, turn } = found;
      asked.set(
        id,
        ask(turn).finally(() => asked.delete(id)),
      );
    }
    const isIdle = !found && !isFull;
    const now = Date.now();
    due = isIdle ? now + idleMs : Math.max(due, now - lateMsMax) + 1_000 / perSecond;
    await rest(Math.max(0, due - now));
  }
  await Promise.all(asked.values());
}
