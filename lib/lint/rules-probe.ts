import { isHttp, type Model } from './model';
import { docs, gatewayGuide, type Rule } from './rule';
import { literal, textOf } from './values';

/** Lines outside the template that a pattern fits: the program beside it. */
const loose = (pattern: RegExp) => (model: Model) =>
  model.loose.filter((each) => pattern.test(each.text)).map(({ line }) => ({ line, subject: '' }));

const inVpc = (model: Model) =>
  model.of('function').filter((each) => model.get(each, ['vpc_config', 'VpcConfig']));

/** What goes wrong in the function that calls the API. */
export const probeRules: Rule[] = [
  {
    id: 'caller-gives-up-first',
    severity: 'warning',
    source: `${docs}lambda/latest/dg/configuration-timeout.html`,
    find: (model) => {
      const timeouts = model.integrations
        .filter((each) => isHttp(model, each))
        .map((each) =>
          Number(literal(model.get(each, ['timeout_milliseconds', 'TimeoutInMillis'])) ?? 29_000),
        );
      const longest = timeouts
        .filter(Number.isFinite)
        .reduce((most, each) => Math.max(most, each), 0);
      // A function behind the API is called by it, and waits for no upstream through it.
      const behind = new Set(
        model.integrations.flatMap(({ name }) => [...(model.refs.get(name) ?? [])]),
      );
      return inVpc(model).flatMap((each) => {
        if (behind.has(each.name)) return [];
        const own = model.get(each, ['timeout', 'Timeout']);
        const seconds = Number(literal(own) ?? (own ? Number.NaN : 3));
        return seconds * 1000 <= longest
          ? { line: own?.line ?? each.line, subject: each.name }
          : [];
      });
    },
  },
  {
    id: 'ageing-runtime',
    severity: 'note',
    source: `${docs}lambda/latest/dg/lambda-runtimes.html`,
    find: (model) =>
      inVpc(model).flatMap((each) => {
        const found = model.get(each, ['runtime', 'Runtime']);
        return /^(?:python(?:2|3\.(?:\d|10|11)$)|nodejs(?:\d|1\d|20)\.)/.test(textOf(found))
          ? { line: found?.line ?? each.line, subject: each.name }
          : [];
      }),
  },
  {
    id: 'greedy-in-url',
    severity: 'error',
    source: `${gatewayGuide}apigateway-private-api-test-invoke-url.html`,
    find: loose(/^(?!\s*(?:#|\/\/)).*https:\/\/\S*execute-api\S*\{\w+\+\}/),
  },
  {
    id: 'key-in-source',
    severity: 'error',
    source: `${gatewayGuide}api-gateway-api-usage-plans.html`,
    find: loose(/^\s*(?:(?:const|let|var)\s+)?(?:api_?key|x_api_key)\s*=\s*["'][^"']+["']/i),
  },
  {
    id: 'missing-package',
    severity: 'note',
    source: `${docs}lambda/latest/dg/python-package.html`,
    find: loose(/^\s*(?:import|from)\s+requests\b/),
  },
];
