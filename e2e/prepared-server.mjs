// The dashboard as on a prepared account: an administrator has launched the bootstrap stack, and the server's own
// credentials may do one thing, assume its roles. The journeys pass under those roles and no broader ones.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { upstreamsOf } from '../scripts/steps/internet.mjs';

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

const home = process.env.SLUICE_DATA_DIR;
mkdirSync(home, { recursive: true });

/**
 * Where there is one, the journeys pass on a PostgreSQL: the embedded database, on which the servers of single journeys
 * stand, takes a tenth of all computing. Its files are where every journey looks for values of keys.
 */
async function databaseUrl() {
  // Its user is not ours where we are root.
  chmodSync(home, 0o711);
  const postgres = spawn(process.execPath, [join(root, 'scripts/postgres.mjs'), '--attached'], {
    env: { ...process.env, TMPDIR: home },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [url] = await Promise.race([once(postgres.stdout, 'data'), once(postgres, 'exit')]);
  if (url === 3) return {};
  if (typeof url === 'number' || url === null) throw new Error('PostgreSQL did not start.');
  return { DATABASE_URL: String(url).trim() };
}

// The local AWS plays the internet: upstreams' certificates are looked at there, and its authority is trusted.
const internet = await upstreamsOf(process.env.AWS_ENDPOINT_URL, join(home, 'internet-ca.pem'));

const server = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
  cwd: root,
  stdio: ['inherit', 'pipe', 'pipe'],
  env: {
    ...process.env,
    ...internet,
    AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials.SessionToken,
    SLUICE_READ_ROLE_ARN: roles.ReadRoleArn,
    SLUICE_OPERATE_ROLE_ARN: roles.OperateRoleArn,
    SLUICE_REVEAL_ROLE_ARN: roles.RevealRoleArn,
    SLUICE_CLOUDFORMATION_ROLE_ARN: roles.CloudFormationRoleArn,
    ...(await databaseUrl()),
  },
});
// What it says is kept beside its data, where every journey looks for values of keys.
const log = createWriteStream(join(home, 'server.log'));
for (const name of ['stdout', 'stderr']) {
  server[name].pipe(process[name]);
  server[name].pipe(log, { end: false });
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 1));
