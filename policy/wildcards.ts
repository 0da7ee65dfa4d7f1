/** Whether `text` fits `pattern`, in which `*` stands for any run of characters and `?` for exactly one. */
export function fitsPattern(pattern: string, text: string): boolean {
  let [p, t] = [0, 0];
  let [star, mark] = [-1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') {
      [star, mark] = [p, t];
      p += 1;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      // Let the last star take one character more, and try again from behind it.
      mark += 1;
      [p, t] = [star + 1, mark];
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

/** As `fitsPattern`, for each of the six parts of an ARN by itself (IAM user guide, ARN operators). */
export function fitsArn(pattern: string, arn: string): boolean {
  const [wanted, actual] = [arnParts(pattern), arnParts(arn)];
  if (wanted.length !== 6 || actual.length !== 6) return false;
  return wanted.every((part, index) => fitsPattern(part, actual[index] ?? ''));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}
