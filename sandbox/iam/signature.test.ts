import { createHash, createHmac, randomUUID } from 'node:crypto';
import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientSettings } from '../testing/sdk';
import { control, startSandbox } from '../testing/start';

// Source: IAM User Guide, Signature Version 4 for API requests

const sandbox = await startSandbox({ evaluateIam: true });
const right = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
const settings = (credentials: object = right, more: object = {}) => ({
  ...clientSettings(sandbox),
  ...more,
  credentials: credentials as typeof right,
});

/** The same question to a service behind each kind of front door. */
const doors: Record<string, (own: ReturnType<typeof settings>) => Promise<unknown>> = {
  cloudformation: (own) => new CloudFormationClient(own).send(new DescribeStacksCommand({})),
  ec2: (own) => new EC2Client(own).send(new DescribeVpcsCommand({})),
  apigateway: (own) => new APIGatewayClient(own).send(new GetAccountCommand({})),
  logs: (own) => new CloudWatchLogsClient(own).send(new DescribeLogGroupsCommand({})),
};

const unknownToken = 'The security token included in the request is invalid.';
const wrongSignature = /^The request signature we calculated does not match the signature/;
const ec2Text = 'AWS was not able to validate the provided access credentials';

describe('a signature', () => {
  it.each(Object.keys(doors))('of the right key opens %s', async (name) => {
    await expect(doors[name]?.(settings())).resolves.toBeDefined();
  });

  // S-SDK: common errors of each service; EC2's are in its own list of client errors.
  it.each([
    ['cloudformation', 'InvalidClientTokenId', 403, unknownToken],
    ['ec2', 'AuthFailure', 401, ec2Text],
    ['apigateway', 'UnrecognizedClientException', 403, unknownToken],
    ['logs', 'UnrecognizedClientException', 400, unknownToken],
  ])('by a key nobody has is refused by %s as %s', async (name, code, status, message) => {
    const stranger = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'sandbox' };
    await expect(doors[name]?.(settings(stranger))).rejects.toMatchObject({
      name: code,
      message,
      $metadata: { httpStatusCode: status },
    });
  });

  // IAM user guide, "Troubleshoot signed requests for AWS APIs".
  it.each([
    ['cloudformation', 'SignatureDoesNotMatch', 403, wrongSignature],
    ['ec2', 'AuthFailure', 401, new RegExp(ec2Text)],
    ['apigateway', 'InvalidSignatureException', 403, wrongSignature],
    ['logs', 'InvalidSignatureException', 400, wrongSignature],
  ])('with the wrong secret is refused by %s as %s', async (name, code, status, message) => {
    const forger = { ...right, secretAccessKey: 'Sandbox' };
    await expect(doors[name]?.(settings(forger))).rejects.toMatchObject({
      name: code,
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: status },
    });
  });

  // 15 minutes and the wording: devsecops/bootcamp#101 (STS). 5 minutes: recorded of EKS and of API Gateway.
  it.each([
    ['cloudformation', 15, 'SignatureDoesNotMatch'],
    ['apigateway', 5, 'InvalidSignatureException'],
    ['logs', 5, 'InvalidSignatureException'],
  ])('is good for minutes only at %s: %i', async (name, minutes, code) => {
    const skewed = (by: number) => settings(right, { systemClockOffset: by * 60_000 });
    await expect(doors[name]?.(skewed(-(minutes - 1)))).resolves.toBeDefined();
    await expect(doors[name]?.(skewed(-(minutes + 1)))).rejects.toMatchObject({
      name: code,
      message: expect.stringMatching(
        new RegExp(
          `^Signature expired: \\d{8}T\\d{6}Z is now earlier than .* - ${minutes} min.\\)$`,
        ),
      ),
    });
    await expect(doors[name]?.(skewed(minutes + 1))).rejects.toMatchObject({
      name: code,
      message: expect.stringMatching(/^Signature not yet current: .* is still later than /),
    });
  });

  it('covers the body: one byte changed on the way is refused (SigV4, hashed payload)', async () => {
    const sts = new STSClient(settings());
    sts.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: string };
        request.body = request.body.replace('2011-06-15', '2011-06-16');
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', name: 'tamper' },
    );
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });

  it('of a path with an escaped ARN is right: the path is encoded twice (SigV4, canonical URI)', async () => {
    const lambda = new LambdaClient(settings());
    const FunctionName = 'arn:aws:lambda:ap-northeast-1:123456789012:function:none';
    await expect(lambda.send(new InvokeCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('that lacks a part is incomplete, and says which', async () => {
    const answer = await fetch(`${sandbox.url}/account`, {
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=sandbox/20260101/ap-northeast-1/apigateway/aws4_request, SignedHeaders=host`,
        'x-amz-date': '20260101T000000Z',
      },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-amzn-errortype')).toBe('IncompleteSignatureException');
    expect(await answer.json()).toEqual({
      message: "Authorization header requires 'Signature' parameter.",
    });
  });
});

describe('a presigned call', () => {
  it('is let in by its query', async () => {
    expect((await fetch(presigned(Date.now()))).status).toBe(200);
  });

  it('lasts as long as a signed one, whatever X-Amz-Expires says (aws/aws-sdk-go#2167)', async () => {
    const old = await fetch(presigned(Date.now() - 6 * 60_000));
    expect(old.headers.get('x-amzn-errortype')).toBe('InvalidSignatureException');
  });

  it('covers its query', async () => {
    const changed = presigned(Date.now()).replace('X-Amz-Expires=3600', 'X-Amz-Expires=3601');
    const answer = await fetch(changed);
    expect(answer.headers.get('x-amzn-errortype')).toBe('InvalidSignatureException');
  });
});

/** Written by hand from the SigV4 page, so that the SDK's signer is not the only one to agree with. */
function presigned(at: number): string {
  const date = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/ap-northeast-1/apigateway/aws4_request`;
  const query = [
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    `X-Amz-Credential=${encodeURIComponent(`sandbox/${scope}`)}`,
    `X-Amz-Date=${date}`,
    'X-Amz-Expires=3600',
    'X-Amz-SignedHeaders=host',
  ].join('&');
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const { host } = new URL(sandbox.url);
  const canonical = `GET\n/account\n${query}\nhost:${host}\n\nhost\n${empty}`;
  const hash = createHash('sha256').update(canonical).digest('hex');
  const key = scope
    .split('/')
    .reduce<Buffer>((made, part) => hmac(made, part), Buffer.from('AWS4sandbox'));
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash}`).toString('hex');
  return `${sandbox.url}/account?${query}&X-Amz-Signature=${signature}`;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

describe('temporary credentials', () => {
  const trust = { Version: '2012-10-17', Statement: [] as object[] };
  const assume = async (DurationSeconds = 900) => {
    const roleName = `role-${randomUUID().slice(0, 8)}`;
    const arn = `arn:aws:iam::123456789012:role/${roleName}`;
    sandbox.context.iam.roles.set(roleName, {
      roleName,
      roleId: 'AROATEST',
      arn,
      path: '/',
      assumeRolePolicyDocument: {
        ...trust,
        Statement: [
          { Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' },
        ],
      },
      description: '',
      maxSessionDuration: 3600,
      permissionsBoundary: null,
      managedPolicyArns: [],
      policies: {},
      tags: {},
    });
    const { Credentials } = await new STSClient(settings()).send(
      new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'me', DurationSeconds }),
    );
    return {
      roleName,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    };
  };
  const whoAmI = (credentials: object) =>
    new STSClient(settings(credentials)).send(new GetCallerIdentityCommand({}));

  it('act as the session of their role, which needs no right to ask who it is', async () => {
    const { roleName, credentials } = await assume();
    const { Arn } = await whoAmI(credentials);
    expect(Arn).toBe(`arn:aws:sts::123456789012:assumed-role/${roleName}/me`);
  });

  it('are worth nothing without their session token, or with another', async () => {
    const { credentials } = await assume();
    const { sessionToken: _, ...without } = credentials;
    const other = { ...credentials, sessionToken: 'x' };
    for (const wrong of [without, other]) {
      await expect(whoAmI(wrong)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    }
  });

  it('end when their time is over', async () => {
    const { credentials } = await assume(900);
    await control(sandbox, 'POST', 'clock', { advanceMs: 901_000 });
    await expect(whoAmI(credentials)).rejects.toMatchObject({ name: 'ExpiredToken' });
  });
});

describe('the switch', () => {
  it('is off unless somebody turns it, at the start or with a reset', async () => {
    const open = await startSandbox();
    const anyone = {
      ...clientSettings(open),
      credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
    };
    const ask = () => new STSClient(anyone).send(new GetCallerIdentityCommand({}));
    await expect(ask()).resolves.toBeDefined();
    await control(open, 'POST', 'reset', { evaluateIam: true });
    await expect(ask()).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await control(open, 'POST', 'reset');
    await expect(ask()).resolves.toBeDefined();
  });
});
