import type { Template } from '../cloudformation';
import { templateFor } from '../template-frame';
import type { BootstrapSpec } from './spec';

export function renderBootstrapTemplate(spec: BootstrapSpec): Template {
  return templateFor(spec, '', {}, {});
}
