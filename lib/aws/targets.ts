import 'server-only';
import { env, type TargetConfig } from '../env';

/** What a call is for. Each duty has a role of its own in an account that was prepared. */
export type Duty = 'read' | 'operate' | 'reveal';

/** One AWS account and Region, reached with the default credentials or by assuming a role. */
export type Target = {
  id: string;
  /** Empty where none is configured; every call then answers `credentials` and says so. */
  region: string;
  roleArn: string | null;
  externalId: string | null;
  /** Assumed for one duty only, instead of `roleArn`. */
  dutyRoleArns: Record<Duty, string | null>;
  /** Handed to CloudFormation with every operation, so that it acts with that role's rights and not the caller's. */
  cloudFormationRoleArn: string | null;
};

/** The configured targets; without SLUICE_TARGETS one, `default`, in AWS_REGION. */
function listTargets(): readonly Target[] {
  const { SLUICE_TARGETS, AWS_REGION, AWS_DEFAULT_REGION, ...rest } = env();
  if (SLUICE_TARGETS) return SLUICE_TARGETS.map(toTarget);
  return [
    toTarget({
      id: 'default',
      region: AWS_REGION ?? AWS_DEFAULT_REGION ?? '',
      externalId: rest.SLUICE_EXTERNAL_ID,
      readRoleArn: rest.SLUICE_READ_ROLE_ARN,
      operateRoleArn: rest.SLUICE_OPERATE_ROLE_ARN,
      revealRoleArn: rest.SLUICE_REVEAL_ROLE_ARN,
      cloudFormationRoleArn: rest.SLUICE_CLOUDFORMATION_ROLE_ARN,
    }),
  ];
}

function toTarget(config: TargetConfig): Target {
  return {
    id: config.id,
    region: config.region,
    roleArn: config.roleArn ?? null,
    externalId: config.externalId ?? null,
    dutyRoleArns: {
      read: config.readRoleArn ?? null,
      operate: config.operateRoleArn ?? null,
      reveal: config.revealRoleArn ?? null,
    },
    cloudFormationRoleArn: config.cloudFormationRoleArn ?? null,
  };
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

/** CloudFormation keeps the role for the stack; said each time, so that a stack made before gets it too. */
export function actingAs({ cloudFormationRoleArn }: Target): { RoleARN?: string } {
  return cloudFormationRoleArn === null ? {} : { RoleARN: cloudFormationRoleArn };
}
