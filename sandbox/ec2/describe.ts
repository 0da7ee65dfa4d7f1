import { AwsFault, type AwsRequest } from '../context';
import { cutPage } from '../pages';
import type { Form } from '../wire/form';
import type { XmlValue } from '../wire/xml';
import type { Tags } from './types';

/** The values a record has for a filter name: several for a list, none where the filter does not apply. */
export type FilterValues<T> = (record: T) => Record<string, readonly (string | boolean)[] | string>;

const pageSizeMax = 1000;

/**
 * Ids, filters and pages, as every Describe call of EC2 treats them: unknown ids are an error, unknown filters are
 * an error, filters are ANDed, their values are ORed and know `*` and `?`.
 */
export function select<T>(
  form: Form,
  request: AwsRequest,
  records: Iterable<T>,
  options: {
    idParameter: string;
    idOf: (record: T) => string;
    missing: (id: string) => AwsFault;
    tagsOf: (record: T) => Tags;
    filters: FilterValues<T>;
  },
): { page: T[]; nextToken: string | undefined } {
  const all = [...records];
  const ids = form.strings(options.idParameter);
  for (const id of ids) {
    if (!all.some((record) => options.idOf(record) === id)) throw options.missing(id);
  }
  const chosen = all.filter(
    (record) =>
      (ids.length === 0 || ids.includes(options.idOf(record))) &&
      form.list('Filter').every((filter) => passes(filter, record, options)),
  );
  const token = form.get('NextToken');
  return cutPage(chosen, request, {
    token,
    size: Math.min(form.number('MaxResults') ?? pageSizeMax, pageSizeMax),
    idOf: options.idOf,
    invalid: () => new AwsFault('InvalidNextToken', `The token '${token}' is invalid`),
  });
}

function passes<T>(
  filter: Form,
  record: T,
  options: { tagsOf: (record: T) => Tags; filters: FilterValues<T> },
): boolean {
  const name = filter.get('Name') ?? '';
  const wanted = filter.strings('Value').map(wildcard);
  const has = (values: readonly (string | boolean)[]) =>
    values.some((value) => wanted.some((pattern) => pattern.test(String(value))));
  const tags = options.tagsOf(record);
  if (name.startsWith('tag:')) {
    const value = tags[name.slice(4)];
    return value !== undefined && has([value]);
  }
  if (name === 'tag-key') return has(Object.keys(tags));
  const values = options.filters(record)[name];
  if (values === undefined) {
    throw new AwsFault('InvalidParameterValue', `The filter '${name}' is invalid`);
  }
  return has(typeof values === 'string' ? [values] : values);
}

function wildcard(text: string): RegExp {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

export function tagSet(tags: Tags): XmlValue {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** `TagSpecification.N.Tag.M` of a Create call. */
export function readTagSpecifications(form: Form): Tags {
  const tags: Tags = {};
  for (const specification of form.list('TagSpecification')) {
    Object.assign(tags, readTags(specification));
  }
  return tags;
}

export function readTags(form: Form): Tags {
  return Object.fromEntries(
    form.list('Tag').map((tag) => [tag.get('Key') ?? '', tag.get('Value') ?? '']),
  );
}
