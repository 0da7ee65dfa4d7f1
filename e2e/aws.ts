import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetApiKeyCommand,
  GetUsagePlanCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
  type Tag,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';

const cloudformation = new CloudFormationClient({});
const apigateway = new APIGatewayClient({});

/** An API that somebody made by hand: its upstream's errors all come back as 200. Answers its id. */
export async function makeApiByHand(name: string): Promise<string> {
  const { id: restApiId, rootResourceId: resourceId } = await apigateway.send(
    new CreateRestApiCommand({ name, endpointConfiguration: { types: ['REGIONAL'] } }),
  );
  const place = { restApiId, resourceId, httpMethod: 'ANY' };
  await apigateway.send(new PutMethodCommand({ ...place, authorizationType: 'NONE' }));
  await apigateway.send(
    new PutIntegrationCommand({
      ...place,
      type: 'HTTP',
      integrationHttpMethod: 'GET',
      uri: 'https://httpbin.org/anything',
    }),
  );
  return restApiId ?? '';
}

/** Outputs and ids of a stack as CloudFormation tells them, or null when it has none of that name. */
export async function stackOutputs(stackName: string): Promise<Record<string, string> | null> {
  try {
    const { Stacks } = await cloudformation.send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    return Object.fromEntries(
      (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
        OutputKey ?? '',
        OutputValue ?? '',
      ]),
    );
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return null;
    throw error;
  }
}

/** Somebody switches a stack's termination protection on. */
export async function protectByHand(stackName: string): Promise<void> {
  await cloudformation.send(
    new UpdateTerminationProtectionCommand({
      StackName: stackName,
      EnableTerminationProtection: true,
    }),
  );
}

/** A stack's status, or null when there is none of that name. */
export async function stackStatus(stackName: string): Promise<string | null> {
  try {
    const { Stacks } = await cloudformation.send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    return Stacks?.[0]?.StackStatus ?? null;
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return null;
    throw error;
  }
}

/** Somebody deletes a stack without Sluice, and it ends like this. */
export async function deleteByHand(stackName: string, end: string | null): Promise<void> {
  await cloudformation.send(new DeleteStackCommand({ StackName: stackName }));
  const isOver = async () => {
    const status = await stackStatus(stackName);
    return status !== 'DELETE_IN_PROGRESS' && status;
  };
  let status = await isOver();
  while (status === false) status = await isOver();
  if (status !== end) throw new Error(`${stackName} is ${status}`);
}

/** The template CloudFormation holds, to the letter. */
export async function stackTemplate(stackName: string): Promise<string> {
  const { TemplateBody } = await cloudformation.send(
    new GetTemplateCommand({ StackName: stackName }),
  );
  return TemplateBody ?? '';
}

/** Somebody changes a stack's template without Sluice; resolves when the stack stands again. */
export async function changeByHand(
  stackName: string,
  from: string | RegExp,
  to: string,
): Promise<void> {
  const TemplateBody = (await stackTemplate(stackName)).replace(from, to);
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
  await cloudformation.send(
    new UpdateStackCommand({ StackName: stackName, TemplateBody, Tags: Stacks?.[0]?.Tags ?? [] }),
  );
  await waitUntilStackUpdateComplete(
    { client: cloudformation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName: stackName },
  );
}

/** The names of a stack's change sets. */
export async function changeSetsOf(stackName: string): Promise<string[]> {
  const { Summaries } = await cloudformation.send(
    new ListChangeSetsCommand({ StackName: stackName }),
  );
  return (Summaries ?? []).map(({ ChangeSetName }) => ChangeSetName ?? '');
}

/** Somebody changes a plan's quota at API Gateway itself, without any stack. */
export async function setQuota(usagePlanId: string, limit: number): Promise<void> {
  await apigateway.send(
    new UpdateUsagePlanCommand({
      usagePlanId,
      patchOperations: [{ op: 'replace', path: '/quota/limit', value: String(limit) }],
    }),
  );
}

/** Takes a plan off its API's stage: its keys then open nothing. */
export async function detachPlan(usagePlanId: string): Promise<void> {
  const { apiStages = [] } = await apigateway.send(new GetUsagePlanCommand({ usagePlanId }));
  await apigateway.send(
    new UpdateUsagePlanCommand({
      usagePlanId,
      patchOperations: apiStages.map(({ apiId, stage }) => ({
        op: 'remove',
        path: '/apiStages',
        value: `${apiId}:${stage}`,
      })),
    }),
  );
}

export async function quotaOf(usagePlanId: string): Promise<number | undefined> {
  return (await apigateway.send(new GetUsagePlanCommand({ usagePlanId }))).quota?.limit;
}

/** Labels a stack, and its template, as an older generation of the templates did. */
export async function makeOlder(stackName: string): Promise<void> {
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
  const tags = (Stacks?.[0]?.Tags ?? []).map((tag) =>
    tag.Key === 'sluice:version' ? { ...tag, Value: '0' } : tag,
  );
  const older = (template: string) =>
    template
      .replace('Version: "1"', 'Version: "0"')
      .replace(/(Key: sluice:version\s+Value: )"1"/g, '$1"0"');
  await updateByHand(stackName, older, tags);
}

/** Updates a stack outside the dashboard, with its template as somebody has edited it. */
export async function updateByHand(
  StackName: string,
  edit: (template: string) => string,
  Tags?: Tag[],
): Promise<void> {
  const TemplateBody = edit(await stackTemplate(StackName));
  const Capabilities = ['CAPABILITY_IAM' as const];
  const change = { StackName, TemplateBody, Capabilities, ...(Tags ? { Tags } : {}) };
  await cloudformation.send(new UpdateStackCommand(change));
  await waitUntilStackUpdateComplete(
    { client: cloudformation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName },
  );
}

/** The generation that a stack is labelled with. */
export async function versionOf(stackName: string): Promise<string | undefined> {
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
  return Stacks?.[0]?.Tags?.find(({ Key }) => Key === 'sluice:version')?.Value;
}

/** The value of a key, as its owner has it. */
export async function keyValue(apiKey: string): Promise<string> {
  const key = await apigateway.send(new GetApiKeyCommand({ apiKey, includeValue: true }));
  return key.value ?? '';
}
