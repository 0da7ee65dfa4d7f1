/**
 * Which lines of `next` were not in `previous`: the common beginning and end are set aside, of what is between, a
 * line counts as changed unless it stood there before. Linear in the number of lines; order inside is not traced.
 */
export function changedLines(previous: readonly string[], next: readonly string[]): Set<number> {
  let start = 0;
  while (start < previous.length && start < next.length && previous[start] === next[start]) start++;
  let endPrevious = previous.length;
  let endNext = next.length;
  while (
    endPrevious > start &&
    endNext > start &&
    previous[endPrevious - 1] === next[endNext - 1]
  ) {
    endPrevious--;
    endNext--;
  }
  const stood = new Map<string, number>();
  for (const line of previous.slice(start, endPrevious))
    stood.set(line, (stood.get(line) ?? 0) + 1);
  const changed = new Set<number>();
  for (let index = start; index < endNext; index++) {
    const line = next[index] ?? '';
    const left = stood.get(line) ?? 0;
    if (left > 0) stood.set(line, left - 1);
    else changed.add(index);
  }
  return changed;
}
