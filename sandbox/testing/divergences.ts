/** A fact of AWS that an emulator does not show. AWS is right each time, and the local AWS agrees with it. */
export type Divergence = {
  emulator: 'moto';
  /** Subject and title of the test in sandbox/apigateway/facts.test.ts or sandbox/ec2/facts.test.ts. */
  fact: string;
  /** What the emulator does instead. */
  instead: string;
  /** How the test complains of it. */
  complaint: RegExp;
  /** Where AWS says, or was seen to show, that the fact is one. */
  source: string;
};

const rest = 'Amazon API Gateway REST API Reference';
const ec2 = 'Amazon EC2 API Reference';
const measured = 'LocalStack’s AWS-validated snapshots of API Gateway (S-LS)';

/** What moto 5.2.5 does otherwise than AWS, of what Sluice relies on. */
export const divergences: Divergence[] = [
  {
    emulator: 'moto',
    fact: 'a REST API is read as it was made',
    instead: 'loses the binary media type `*/*`',
    complaint: /"binaryMediaTypes":\[\]/,
    source: `${rest}: RestApi, binaryMediaTypes`,
  },
  {
    emulator: 'moto',
    fact: 'a REST API is made with 201, deleted with 202, and is then gone',
    instead: 'answers 200 to both',
    complaint: /\[200,200\]/,
    source: `${rest}: CreateRestApi and DeleteRestApi, response syntax`,
  },
  {
    emulator: 'moto',
    fact: 'a REST API that is missing is named with its account',
    instead: 'says `Invalid Rest API Id specified`',
    complaint: /"message":"Invalid Rest API Id specified"/,
    source: `${measured}; CloudFormation hands the message on with account and id`,
  },
  {
    emulator: 'moto',
    fact: 'a REST API is changed by patch operations',
    instead: 'takes the media type from the value, not from the path',
    complaint: /"binaryMediaTypes":\[""\]/,
    source: 'API Gateway Developer Guide: patch operations, /binaryMediaTypes/{media type}',
  },
  {
    emulator: 'moto',
    fact: 'a REST API is listed in pages that end without a position',
    instead: 'ignores `limit`',
    complaint: /to be less than or equal to 2/,
    source: `${rest}: GetRestApis, limit and position`,
  },
  {
    emulator: 'moto',
    fact: 'a resource of a name that its parent has already is a conflict',
    instead: 'makes a second one',
    complaint: /it was not refused/,
    source: `${rest}: CreateResource, ConflictException; the words as CloudFormation hands them on`,
  },
  {
    emulator: 'moto',
    fact: 'a resource that is missing is an invalid identifier',
    instead: 'writes `resource` small',
    complaint: /"message":"Invalid resource identifier specified"/,
    source: measured,
  },
  {
    emulator: 'moto',
    fact: 'a method is read as it was put, with its integration and responses',
    instead: 'leaves an integration’s passthroughBehavior and timeoutInMillis out',
    complaint: /"methodIntegration":\{"type":"HTTP_PROXY","httpMethod":"GET","uri":"[^"]+","integ/,
    source: `${rest}: Integration (the default timeout is 29,000 ms); ${measured}`,
  },
  {
    emulator: 'moto',
    fact: 'a method that is missing is an invalid identifier, and so is its integration',
    instead: 'answers an empty integration where there is none',
    complaint: /it was not refused/,
    source: `${rest}: GetIntegration, NotFoundException; the words as terraform users quote them`,
  },
  {
    emulator: 'moto',
    fact: 'a deployment is read by id and in the list',
    instead: 'breaks off with a 500 page for one that is missing',
    complaint: /"status":500/,
    source: `${rest}: GetDeployment, NotFoundException`,
  },
  {
    emulator: 'moto',
    fact: 'a stage is read as it was made, and listed',
    instead: 'leaves cacheClusterStatus and tracingEnabled out',
    complaint: /"cacheClusterEnabled":false,"methodSettings":\{\},"variables"/,
    source: `${rest}: Stage; ${measured}`,
  },
  {
    emulator: 'moto',
    fact: 'an API key is found by the start of its name, in pages',
    instead: 'ignores `limit`',
    complaint: /to be less than or equal to 2/,
    source: `${rest}: GetApiKeys, limit and position`,
  },
  {
    emulator: 'moto',
    fact: 'a usage plan is read as it was made',
    instead: 'leaves the quota’s offset out',
    complaint: /"quota":\{"limit":20,"period":"DAY"\}/,
    source: `${rest}: QuotaSettings, offset; that 0 is answered unasked is UNCONFIRMED`,
  },
  {
    emulator: 'moto',
    fact: 'a usage plan has its quota and throttle changed by patch operations',
    instead: 'breaks off with a 500 page',
    complaint: /<!doctype .*is not valid JSON/,
    source: 'API Gateway Developer Guide: patch operations, UpdateUsagePlan',
  },
  {
    emulator: 'moto',
    fact: 'a usage plan is listed for one key, in pages',
    instead: 'ignores `limit`',
    complaint: /to be less than or equal to 2/,
    source: `${rest}: GetUsagePlans, limit and position`,
  },
  {
    emulator: 'moto',
    fact: 'a VPC that is missing is not found',
    instead: "words it by its own language’s set: `VpcID {'vpc-…'} does not exist.`",
    complaint: /"message":"VpcID \{'vpc-/,
    source:
      'AWS’s own words as terraform and CLI users quote them; EC2 Developer Guide: error codes',
  },
  {
    emulator: 'moto',
    fact: 'a VPC comes with a default group that takes from itself and sends anywhere',
    instead: 'makes it without the rule that takes from itself',
    complaint: /"IpPermissions":\[\]/,
    source: 'Amazon VPC User Guide: default security groups for your VPCs',
  },
  {
    emulator: 'moto',
    fact: 'a subnet is listed in pages',
    instead: 'ignores `MaxResults`',
    complaint: /to be less than or equal to 5/,
    source: `${ec2}: DescribeSubnets, MaxResults and NextToken`,
  },
  {
    emulator: 'moto',
    fact: 'a security group of a name that its VPC has already is a duplicate',
    instead: 'does not name the VPC',
    complaint: /"message":"The security group 'twice' already exists"/,
    source: 'AWS’s own words as terraform users quote them; EC2 Developer Guide: error codes',
  },
  {
    emulator: 'moto',
    fact: 'a security group that is missing is not found',
    instead: 'words it by its own language’s set',
    complaint: /"message":"The security group '\{'sg-/,
    source: 'AWS’s own words as CloudFormation users quote them; EC2 Developer Guide: error codes',
  },
  {
    emulator: 'moto',
    fact: 'an endpoint for execute-api is described as it was made',
    instead: 'gives it a name under the service’s name, which is no domain',
    complaint: /-[a-z\d]{8}\.com\.amazonaws\.ap-northeast-1\.execute-api"/,
    source: 'AWS PrivateLink Guide: endpoint-specific DNS names; aws-facts A',
  },
  {
    emulator: 'moto',
    fact: 'an endpoint that is missing is not found',
    instead: 'words it otherwise',
    complaint: /"message":"The VpcEndPoint ID 'vpce-/,
    source: 'AWS’s own words as its users quote them; EC2 Developer Guide: error codes',
  },
  {
    emulator: 'moto',
    fact: 'an endpoint that is missing is deleted without success, which the answer lists',
    instead: 'lists nothing',
    complaint: /to match object \[ \{ …\(2\) \} \] \[\]/,
    source: `${ec2}: DeleteVpcEndpoints, Unsuccessful; EC2 Developer Guide: error codes`,
  },
  {
    emulator: 'moto',
    fact: 'the Region offers execute-api as an interface with a private name, in zones it names',
    instead: 'gives the private name without the wildcard',
    complaint: /"PrivateDnsName":"execute-api\./,
    source:
      'The conflict that EC2 answers names `*.execute-api.{region}.amazonaws.com` (aws-facts A2)',
  },
];
