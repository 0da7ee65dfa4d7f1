import type { Template } from '../cloudformation';
import { templateFor } from '../template-frame';
import type { NetworkSpec } from './spec';

export function renderNetworkTemplate(spec: NetworkSpec): Template {
  return templateFor(spec, '', {}, {});
}
