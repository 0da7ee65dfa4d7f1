// The dashboard as on a prepared account: an administrator has launched the bootstrap stack, and the server's own
// credentials may do one thing, assume its roles. The journeys pass under those roles and no broader ones.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cloudformation = new CloudFormationClient({});

/** Makes a stack as the administrator and answers its outputs. */
async function made(StackName, TemplateBody) {
  const Capabilities = ['CAPABILITY_NAMED_IAM'];
  await cloudformation.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities }));
  const waiting = { client: cloudformation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
  const { reason } = await waitUntilStackCreateComplete(waiting, { StackName });
  return Object.fromEntries(
    reason.Stacks[0].Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
}

const rendered = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'scripts/render.ts', 'bootstrap', '--format', 'json'],
  { cwd: root, input: '{"kind":"bootstrap","owner":"ops@example.com"}', encoding: 'utf8' },
);
if (rendered.status !== 0) throw new Error(rendered.stderr);
const roles = await made('sluice-bootstrap', rendered.stdout);

const allow = (Action, rest) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, ...rest }],
});
const { RoleArn } = await made(
  'dashboard',
  JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: allow('sts:AssumeRole', {
            Principal: { AWS: { Ref: 'AWS::AccountId' } },
          }),
          Policies: [
            {
              PolicyName: 'assume',
              PolicyDocument: allow('sts:AssumeRole', {
                Resource: [roles.ReadRoleArn, roles.OperateRoleArn, roles.RevealRoleArn],
              }),
            },
          ],
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  }),
);
const { Credentials } = await new STSClient({}).send(
  new AssumeRoleCommand({ RoleArn, RoleSessionName: 'dashboard' }),
);

const server = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
  cwd: root,
  stdio: ['inherit', 'pipe', 'pipe'],
  env: {
    ...process.env,
    AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials.SessionToken,
    SLUICE_READ_ROLE_ARN: roles.ReadRoleArn,
    SLUICE_OPERATE_ROLE_ARN: roles.OperateRoleArn,
    SLUICE_REVEAL_ROLE_ARN: roles.RevealRoleArn,
    SLUICE_CLOUDFORMATION_ROLE_ARN: roles.CloudFormationRoleArn,
  },
});
// What it says is kept beside its data, where every journey looks for values of keys.
mkdirSync(process.env.SLUICE_DATA_DIR, { recursive: true });
const log = createWriteStream(join(process.env.SLUICE_DATA_DIR, 'server.log'));
for (const name of ['stdout', 'stderr']) {
  server[name].pipe(process[name]);
  server[name].pipe(log, { end: false });
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 1));
