const tickMs = 10;

/**
 * A deadline in ticks of this process instead of the wall's milliseconds. The local AWS lives in the same process:
 * on a busy machine both stand still together, and a call is given up only where nothing answers it.
 */
export function deadline(ms: number): AbortSignal {
  const controller = new AbortController();
  let left = Math.ceil(ms / tickMs);
  const tick = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(tick);
    controller.abort(new DOMException('The operation timed out.', 'TimeoutError'));
  }, tickMs);
  tick.unref();
  return controller.signal;
}
