import type { AwsRequest } from '../context';
import { cutPage } from '../pages';
import type { Form } from '../wire/form';
import { validationError } from './template/document';

/** One page of a list, as CloudFormation cuts it: `NextToken` in, and out unless the list ends here. */
export function pageOf<T>(
  entries: readonly T[],
  form: Form,
  request: AwsRequest,
  options: { size: number; idOf: (entry: T) => string },
): { page: T[]; nextToken: string | undefined } {
  return cutPage(entries, request, {
    ...options,
    token: form.get('NextToken'),
    invalid: () => validationError('The specified NextToken is invalid.'),
  });
}
