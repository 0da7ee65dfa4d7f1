import type { Outputs, Resources, Template } from './cloudformation';
import { specToMetadata } from './metadata';
import type { Spec } from './spec';
import { templatesVersion } from './version';

/**
 * What every template of ours has in common. The spec it was made from stays in its metadata, so that a fleet can
 * be rebuilt from AWS alone.
 */
export function templateFor(
  spec: Spec,
  description: string,
  resources: Resources,
  outputs: Outputs,
): Template {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: description,
    Metadata: { Sluice: { Version: templatesVersion, Spec: specToMetadata(spec) } },
    Resources: resources,
    Outputs: outputs,
  };
}
