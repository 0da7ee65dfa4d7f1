import type { Template } from '../cloudformation';
import { templateFor } from '../template-frame';
import type { ProxySpec } from './spec';

export function renderProxyTemplate(spec: ProxySpec): Template {
  return templateFor(spec, '', {}, {});
}
