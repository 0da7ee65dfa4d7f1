import type { Route } from 'next';

export type Query = Record<string, string | readonly string[] | number | null | undefined>;

/** An href with a query: empty values are left out, lists are repeated. */
export function withQuery(route: Route, query: Query): Route {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? value : [value];
    for (const each of values)
      if (each !== null && each !== undefined && each !== '') search.append(name, String(each));
  }
  const text = search.toString();
  return (text ? `${route}?${text}` : route) as Route;
}

/** What Next hands a page as `searchParams`. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** Every value of a parameter, bounded in number and length: a URL is anybody's input. */
export function allOf(params: SearchParams, name: string): string[] {
  const value = params[name];
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return [...new Set(values.filter((text) => text !== '' && text.length <= 256))].slice(0, 50);
}

/** The first value of a parameter, or null. */
export function oneOf(params: SearchParams, name: string): string | null {
  return allOf(params, name)[0] ?? null;
}
