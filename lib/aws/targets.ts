import 'server-only';
import { env } from '../env';

/** One AWS account and Region, reached with the default credentials or by assuming a role. */
export type Target = {
  id: string;
  /** Empty where none is configured; every call then answers `credentials` and says so. */
  region: string;
  roleArn: string | null;
  externalId: string | null;
};

/** The configured targets; without SLUICE_TARGETS one, `default`, in AWS_REGION. */
function listTargets(): readonly Target[] {
  const { SLUICE_TARGETS, AWS_REGION, AWS_DEFAULT_REGION } = env();
  if (!SLUICE_TARGETS)
    return [
      {
        id: 'default',
        region: AWS_REGION ?? AWS_DEFAULT_REGION ?? '',
        roleArn: null,
        externalId: null,
      },
    ];
  return SLUICE_TARGETS.map((target) => ({
    id: target.id,
    region: target.region,
    roleArn: target.roleArn ?? null,
    externalId: target.externalId ?? null,
  }));
}

/** The target that pages and forms work in. */
export function mainTarget(): Target {
  const [first] = listTargets();
  if (!first) throw new Error('no target is configured');
  return first;
}

/** The target of that id, or undefined when the configuration no longer has it. */
export function findTarget(id: string): Target | undefined {
  return listTargets().find((target) => target.id === id);
}
