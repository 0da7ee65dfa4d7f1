/** A fact of AWS that an emulator does not show. AWS is right each time, and the local AWS agrees with it. */
export type Divergence = {
  emulator: 'ministack';
  /** The title of the test in lib/runs/conformance.sandbox.test.ts. */
  fact: string;
  /** What the emulator does instead. */
  instead: string;
  /** How the test complains of it. */
  complaint: RegExp;
  /** Where AWS says that the fact is one. */
  source: string;
};

const api = 'AWS CloudFormation API Reference';
const guide = 'AWS CloudFormation User Guide';

/** What MiniStack 1.5.33 does otherwise than AWS, of what Sluice relies on. */
export const divergences: Divergence[] = [
  {
    emulator: 'ministack',
    fact: 'with a VPC of its own makes it whole',
    instead: 'refuses the template, for a type it does not know',
    complaint: /Unrecognized resource types: \[AWS::EC2::SecurityGroupIngress\]/,
    source: `${guide}: AWS::EC2::SecurityGroupIngress`,
  },
  {
    emulator: 'ministack',
    fact: 'gives back the spec in its template’s metadata',
    instead: 'GetTemplateSummary leaves the metadata out, so specs are unknown',
    complaint: /expected null to deeply equal/,
    source: `${api}: GetTemplateSummary, response element Metadata`,
  },
  {
    emulator: 'ministack',
    fact: 'is the answer to the same request repeated under its token',
    instead: 'takes a repeated CreateStack for another stack of that name',
    complaint: /AlreadyExistsException/,
    source: `${api}: CreateStack, ClientRequestToken`,
  },
  {
    emulator: 'ministack',
    fact: 'with IAM in it needs the capability to be acknowledged',
    instead: 'makes the stack',
    complaint: /resolved .* instead of rejecting/,
    source: `${api}: CreateStack, Capabilities and InsufficientCapabilities`,
  },
  {
    emulator: 'ministack',
    fact: 'is an API that is private to the network’s endpoint',
    instead: 'keeps CloudFormation’s spelling of the members, which the SDK does not read',
    complaint: /expected \{\} to match object \{ types/,
    source: 'Amazon API Gateway REST API Reference: EndpointConfiguration',
  },
  {
    emulator: 'ministack',
    fact: 'is that the endpoint has private DNS',
    instead: 'reports an endpoint that asked for private DNS without it',
    complaint: /to match object \{ privateDns: true \}/,
    source: 'Amazon EC2 API Reference: CreateVpcEndpoint and VpcEndpoint, PrivateDnsEnabled',
  },
  {
    emulator: 'ministack',
    fact: 'touches no other resource',
    instead: 'tells of an update of every resource in the template',
    complaint: /to deeply equal \[ 'UsagePlan' \]/,
    source: `${guide}: Update behaviors of stack resources`,
  },
  {
    emulator: 'ministack',
    fact: 'cleans up before it is complete',
    instead: 'goes to UPDATE_COMPLETE at once',
    complaint: /UPDATE_IN_PROGRESS/,
    source: `${guide}: Stack status codes, UPDATE_COMPLETE_CLEANUP_IN_PROGRESS`,
  },
  {
    emulator: 'ministack',
    fact: 'is a change set of one change that replaces nothing',
    instead: 'calls the replacement conditional, and counts the keys that name the plan as changed',
    complaint: /to match object/,
    source: `${guide}: AWS::ApiGateway::UsagePlan, Quota: update requires no interruption`,
  },
  {
    emulator: 'ministack',
    fact: 'is a change set that is found by the ARN of its stack too',
    instead: 'finds a change set’s name beside the stack’s name alone',
    complaint: /expected null to deeply equal/,
    source: `${api}: DescribeChangeSet, StackName`,
  },
  {
    emulator: 'ministack',
    fact: 'in a VPC that is not there fails at its first resource',
    instead: 'makes a security group in a VPC that does not exist',
    complaint: /expected 'CREATE_COMPLETE' to be 'ROLLBACK_COMPLETE'/,
    source: 'Amazon EC2 API Reference: Error codes, InvalidVpcID.NotFound',
  },
];
