/**
 * Works through nodes in dependency order, everything at once that can be. A node starts when all it needs is done;
 * what needs a failed node never starts. With `stopOnFailure` the first failure also cancels what is running.
 * Answers the nodes that failed or were cancelled, in the order in which they did.
 */
export async function workThrough(options: {
  nodes: string[];
  needs: (node: string) => string[];
  work: (node: string, cancelled: AbortSignal) => Promise<boolean>;
  stopOnFailure: boolean;
}): Promise<string[]> {
  const { nodes, work, stopOnFailure } = options;
  const known = new Set(nodes);
  const waiting = new Set(nodes);
  const done = new Set<string>();
  const failed: string[] = [];
  const cancel = new AbortController();
  const running = new Map<string, Promise<void>>();
  let crash: { error: unknown } | null = null;

  const start = (node: string) => {
    waiting.delete(node);
    const job = work(node, cancel.signal)
      .then(
        (isDone) => {
          if (isDone) done.add(node);
          else failed.push(node);
        },
        (error: unknown) => {
          crash ??= { error };
        },
      )
      .finally(() => running.delete(node));
    running.set(node, job);
  };

  for (;;) {
    const isStopping = crash !== null || (stopOnFailure && failed.length > 0);
    if (isStopping) cancel.abort();
    else {
      for (const node of [...waiting]) {
        const needs = options.needs(node).filter((need) => known.has(need));
        if (needs.every((need) => done.has(need))) start(node);
      }
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  // A crash is not a failure of a node: the run was abandoned, or the sandbox itself is wrong.
  const crashed = crash as { error: unknown } | null;
  if (crashed) throw crashed.error;
  return failed;
}
