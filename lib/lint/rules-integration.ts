import { isHttp, typeOf } from './model';
import { gatewayGuide, type Rule } from './rule';
import { entriesOf, itemsOf, literal, textOf } from './values';

const uri = ['uri', 'Uri'] as const;
const upstreamVerb = ['integration_http_method', 'IntegrationHttpMethod'] as const;
const parameters = ['request_parameters', 'RequestParameters'] as const;

/** What goes wrong between the method and the upstream. */
export const integrationRules: Rule[] = [
  {
    id: 'constant-uri',
    severity: 'error',
    source: `${gatewayGuide}setup-http-integrations.html`,
    find: (model) =>
      model.integrations.flatMap((each) => {
        const found = model.get(each, uri);
        const isConstant = found?.kind === 'scalar' && !textOf(found).includes('{');
        return each.isGreedy && isHttp(model, each) && isConstant
          ? { line: found.line, subject: each.name }
          : [];
      }),
  },
  {
    id: 'fixed-method',
    severity: 'error',
    source: `${gatewayGuide}setup-http-integrations.html`,
    find: (model) =>
      model.integrations.flatMap((each) => {
        const found = model.get(each, upstreamVerb);
        return each.verb === 'ANY' &&
          isHttp(model, each) &&
          found &&
          !['ANY', undefined].includes(literal(found))
          ? { line: found.line, subject: each.name }
          : [];
      }),
  },
  {
    id: 'flattened-status',
    severity: 'error',
    source: `${gatewayGuide}api-gateway-integration-settings-integration-response.html`,
    find: (model) =>
      model.integrations.flatMap((each) =>
        typeOf(model, each) === 'HTTP' && !each.responses.some((response) => response.selection)
          ? { line: model.get(each, ['type', 'Type'])?.line ?? each.line, subject: each.name }
          : [],
      ),
  },
  {
    id: 'lost-headers',
    severity: 'warning',
    source: `${gatewayGuide}rest-api-parameter-mapping.html`,
    find: (model) =>
      model.integrations.flatMap((each) => {
        const mapped = entriesOf(model.get(each, parameters)).some((entry) =>
          /request\.header\./i.test(entry.key),
        );
        return typeOf(model, each) === 'HTTP' && !mapped
          ? { line: model.get(each, ['type', 'Type'])?.line ?? each.line, subject: each.name }
          : [];
      }),
  },
  {
    id: 'constant-body',
    severity: 'error',
    source: `${gatewayGuide}models-mappings.html`,
    find: (model) =>
      model.integrations
        .filter((each) => isHttp(model, each))
        .flatMap((each) => each.responses)
        // An answer of its own to what a pattern selects, an error say, is meant.
        .filter(({ selection }) => !selection)
        .flatMap(({ name, templates }) =>
          templates
            .filter(({ value }) => textOf(value).trim() !== '' && value.kind !== 'expression')
            .filter(({ value }) => !/\$(?:input|util|context|stageVariables)\b/.test(textOf(value)))
            .map(({ line }) => ({ line, subject: name })),
        ),
  },
  {
    id: 'cache-key',
    severity: 'note',
    source: `${gatewayGuide}api-gateway-caching.html`,
    find: (model) =>
      model.integrations.flatMap((each) => {
        const keys = model.get(each, ['cache_key_parameters', 'CacheKeyParameters']);
        const names = itemsOf(keys).map(textOf);
        return keys && names.length > 0 && names.every((name) => name.includes('.path.'))
          ? { line: keys.line, subject: each.name }
          : [];
      }),
  },
  {
    id: 'unmapped-placeholder',
    severity: 'error',
    source: `${gatewayGuide}setup-http-integrations.html`,
    find: (model) =>
      model.integrations.flatMap((each) => {
        const found = model.get(each, uri);
        const given = model.get(each, parameters);
        const isPlain = found?.kind === 'scalar' && (!given || given.kind === 'map');
        if (!isPlain || !isHttp(model, each)) return [];
        const mapped = new Set(entriesOf(given).map((entry) => entry.key.split('.').at(-1)));
        return [...textOf(found).matchAll(/\{(\w+)\}/g)].some((match) => !mapped.has(match[1]))
          ? { line: found.line, subject: each.name }
          : [];
      }),
  },
  {
    id: 'timeout-too-long',
    severity: 'warning',
    source: `${gatewayGuide}api-gateway-execution-service-limits-table.html`,
    find: (model) =>
      model.integrations.flatMap((each) => {
        const found = model.get(each, ['timeout_milliseconds', 'TimeoutInMillis']);
        const mode = model.get(each, ['response_transfer_mode', 'ResponseTransferMode']);
        const isBuffered = !mode || literal(mode) === 'BUFFERED';
        return found && isBuffered && Number(literal(found)) > 29_000
          ? { line: found.line, subject: each.name }
          : [];
      }),
  },
];
