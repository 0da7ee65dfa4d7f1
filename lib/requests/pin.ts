import 'server-only';
import type { ProxySpec } from '@/templates/proxy/spec';
import { stackFor } from '@/templates/stack';
import { renderYaml } from '@/templates/yaml';
import { hashOf } from '../hash-of';
import type { RequestInput } from './types';

/** What a request is about, and what it comes to. */
export type Pinned = { input: RequestInput; spec: ProxySpec; saved: ProxySpec | null };

/**
 * Stands for all that an approver has seen: the spec as it will be sent, the template to the letter, where it will
 * stand, and what it was compared with. Anything else, and it is another request.
 */
export function pinOf({ input, spec, saved }: Pinned): string {
  const template = renderYaml(stackFor(spec).template);
  const { network, adoption } = input;
  const seen = { spec: asSaid(spec), saved: saved && asSaid(saved) };
  return hashOf({ network, ...(adoption && { adoption }), ...seen, template });
}

/** What was pinned before there were methods stays what it was. */
function asSaid({ upstream: { methods, ...upstream }, ...spec }: ProxySpec) {
  return { ...spec, upstream: methods === null ? upstream : { ...upstream, methods } };
}
