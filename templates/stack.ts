import { renderBootstrapTemplate } from './bootstrap/template';
import type { Template } from './cloudformation';
import { renderNetworkTemplate } from './network/template';
import { renderProxyTemplate } from './proxy/template';
import type { Spec } from './spec';
import { tagsOf } from './tags';

export type Stack = {
  stackName: string;
  template: Template;
  /** What CloudFormation must be told it may create. Empty for a proxy: there is no IAM in it. */
  capabilities: ('CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM')[];
  tags: Record<string, string>;
};

/** The stack that a spec becomes. Total and pure: the same spec gives the same stack, to the byte. */
export function stackFor(spec: Spec): Stack {
  return {
    stackName: stackNameOf(spec),
    template: templateOf(spec),
    capabilities: capabilitiesOf(spec),
    tags: tagsOf(spec),
  };
}

/** There is one bootstrap stack in a Region of an account, whatever it is called. */
export function stackNameOf(spec: Pick<Spec, 'kind' | 'name'>): string {
  return spec.kind === 'bootstrap' ? 'sluice-bootstrap' : `sluice-${spec.kind}-${spec.name}`;
}

function templateOf(spec: Spec): Template {
  switch (spec.kind) {
    case 'proxy':
      return renderProxyTemplate(spec);
    case 'network':
      return renderNetworkTemplate(spec);
    case 'bootstrap':
      return renderBootstrapTemplate(spec);
  }
}

function capabilitiesOf(spec: Spec): Stack['capabilities'] {
  if (spec.kind === 'bootstrap') return ['CAPABILITY_NAMED_IAM'];
  return spec.kind === 'network' && spec.probe ? ['CAPABILITY_IAM'] : [];
}
