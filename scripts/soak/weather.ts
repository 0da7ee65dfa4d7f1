import type { AwsRequest } from '../../sandbox/context';
import { type FaultKind, faultKinds } from '../../sandbox/control/fault-kinds';
import type { Sandbox } from '../../sandbox/server';
import { Form } from '../../sandbox/wire/form';

/** One call that a fault struck. */
export type Strike = {
  at: number;
  kind: FaultKind;
  service: string;
  operation: string;
  /** Null inside CloudFormation. */
  request: AwsRequest | null;
};

/** What resources' handlers do inside CloudFormation, where a fault makes a stack fail for a real reason. */
const handled: [service: string, operation: string][] = [
  ['ec2', 'CreateVpc'],
  ['ec2', 'CreateSubnet'],
  ['ec2', 'CreateVpcEndpoint'],
  ['ec2', 'DeleteVpcEndpoints'],
  ['ec2', 'DeleteSecurityGroup'],
  ['lambda', 'CreateFunction'],
  ['lambda', 'DeleteFunction'],
  ['iam', 'CreateRole'],
  ['logs', 'CreateLogGroup'],
  ['apigateway', 'CreateRestApi'],
  ['apigateway', 'CreateDeployment'],
  ['apigateway', 'CreateUsagePlan'],
  ['apigateway', 'DeleteUsagePlan'],
  ['apigateway', 'DeleteRestApi'],
];

/** The faults of a soak, and a memory of where they struck. */
export class Weather {
  readonly strikes: Strike[] = [];
  readonly #sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    sandbox.context.faults.onStrike = ({ kind }, { service, operation, request }) => {
      this.strikes.push({ at: Date.now(), kind, service, operation, request });
    };
  }

  /** Every kind on every operation, so that together `rate` of all calls are struck; and some stacks really fail. */
  begin(seed: number, rate: number): void {
    const { faults } = this.#sandbox.context;
    const each = 1 - (1 - rate) ** (1 / faultKinds.length);
    for (const [index, kind] of faultKinds.entries()) {
      faults.add({ service: '*', kind, probability: each, seed: seed + index });
    }
    const kinds = ['denied', 'throttle', 'error500'] as const;
    for (const [index, [service, operation]] of handled.entries()) {
      const kind = kinds[index % kinds.length];
      faults.add({ service, operation, kind, probability: rate / 20, seed: seed + index });
    }
  }

  end(): void {
    this.#sandbox.context.faults.remove(null);
  }

  /** Whether AWS really refused, since `since`, to do this to the stack (by name or ARN). */
  hasRefused(operations: readonly string[], stackName: string, since: number): boolean {
    return this.strikes.some(
      ({ kind, operation, request, at }) =>
        kind === 'denied' &&
        at >= since &&
        operations.includes(operation) &&
        request !== null &&
        isOf(Form.parse(request.body).get('StackName'), stackName),
    );
  }

  /** Whether a call that `concerns` picks was answered with old news from `from` on. */
  wasStale(
    operations: readonly string[],
    from: number,
    concerns: (request: AwsRequest) => boolean = () => true,
  ): boolean {
    return this.strikes.some(
      ({ kind, operation, request, at }) =>
        kind === 'stale' &&
        at >= from &&
        operations.includes(operation) &&
        request !== null &&
        concerns(request),
    );
  }
}

function isOf(given: string | undefined, stackName: string): boolean {
  return given === stackName || given?.split('/')[1] === stackName;
}
