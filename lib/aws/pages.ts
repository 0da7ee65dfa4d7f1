import 'server-only';

/** The rows of every page of a list, one page after another. */
export async function all<T>(
  page: (token: string | undefined) => Promise<{ rows: T[] | undefined; next: string | undefined }>,
): Promise<T[]> {
  const rows: T[] = [];
  let token: string | undefined;
  do {
    const answer = await page(token);
    rows.push(...(answer.rows ?? []));
    token = answer.next || undefined;
  } while (token);
  return rows;
}
