import type { AwsRequest, AwsResponse } from '../context';

const keptMax = 300;

/**
 * Remembers how each reading call was last answered, for the fault that answers with old news. That something does
 * not exist is news too.
 */
export class StaleAnswers {
  readonly #answers = new Map<string, AwsResponse>();

  remember(request: AwsRequest, operation: string, answer: AwsResponse): void {
    if (!/^(Get|List|Describe)/.test(operation) || answer.status >= 500) return;
    const key = keyOf(request, operation);
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    const oldest = this.#answers.keys().next();
    if (this.#answers.size > keptMax && !oldest.done) this.#answers.delete(oldest.value);
  }

  forget(): void {
    this.#answers.clear();
  }

  recall(request: AwsRequest, operation: string): AwsResponse | null {
    return this.#answers.get(keyOf(request, operation)) ?? null;
  }
}

function keyOf(request: AwsRequest, operation: string): string {
  return `${request.service} ${operation} ${request.path}?${request.query} ${request.body}`;
}
