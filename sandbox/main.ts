import { createSandbox } from './server';

/** `npm run sandbox`: the sandbox alone, on a fixed port, until it is told to stop. */
async function main(): Promise<void> {
  const env = process.env;
  const number = (name: string, otherwise: number): number => {
    const value = env[name];
    if (value === undefined || value === '') return otherwise;
    if (!/^\d+$/.test(value)) throw new Error(`${name} must be a whole number, not "${value}"`);
    return Number(value);
  };
  const region = env.SANDBOX_REGION || env.AWS_REGION || 'ap-northeast-1';
  const sandbox = await createSandbox({
    port: number('SANDBOX_PORT', 4599),
    paceMs: number('SANDBOX_PACE_MS', 400),
    usageLagMs: number('SANDBOX_USAGE_LAG_MS', 0),
    keySettleMs: number('SANDBOX_KEY_SETTLE_MS', 0),
    upstream: env.SANDBOX_UPSTREAM === 'internet' ? 'internet' : 'echo',
    echoHosts: (env.SANDBOX_ECHO_HOSTS ?? '').split(',').filter((host) => host !== ''),
    enforceLimits: env.SANDBOX_ENFORCE_LIMITS === '1',
    evaluateIam: env.SANDBOX_EVALUATE_IAM === '1',
    region,
    log: (line) => console.error(`sandbox: ${line}`),
    ...(env.SANDBOX_DATA_DIR ? { dataDir: env.SANDBOX_DATA_DIR } : {}),
  });

  console.log(`The sandbox answers at ${sandbox.url}

export AWS_ENDPOINT_URL=${sandbox.url}
export AWS_ACCESS_KEY_ID=sandbox
export AWS_SECRET_ACCESS_KEY=sandbox
export AWS_REGION=${region}
`);

  let isClosing = false;
  const stop = () => {
    if (isClosing) return;
    isClosing = true;
    // Whatever still hangs after a second is not worth waiting for; the state is written first.
    setTimeout(() => process.exit(0), 900).unref();
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
