import type { AwsRequest, AwsResponse } from '../context';

const keptMax = 300;

/** Remembers what each reading call was answered before last, for the fault that answers with old news. */
export class StaleAnswers {
  readonly #answers = new Map<string, { latest: AwsResponse; before: AwsResponse | null }>();

  remember(request: AwsRequest, operation: string, answer: AwsResponse): void {
    if (!/^(Get|List|Describe)/.test(operation) || answer.status !== 200) return;
    const key = keyOf(request, operation);
    const known = this.#answers.get(key);
    this.#answers.delete(key);
    this.#answers.set(key, { latest: answer, before: known?.latest ?? null });
    const oldest = this.#answers.keys().next();
    if (this.#answers.size > keptMax && !oldest.done) this.#answers.delete(oldest.value);
  }

  recall(request: AwsRequest, operation: string): AwsResponse | null {
    const known = this.#answers.get(keyOf(request, operation));
    return known?.before ?? known?.latest ?? null;
  }
}

function keyOf(request: AwsRequest, operation: string): string {
  return `${request.service} ${operation} ${request.path}?${request.query} ${request.body}`;
}
