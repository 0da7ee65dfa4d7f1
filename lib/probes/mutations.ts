import 'server-only';
import { randomBytes } from 'node:crypto';
import { methodsOf, trialMethod } from '@/templates/proxy/http-methods';
import { type InvokeForm, invokeForms } from '@/templates/proxy/invoke';
import type { ProxySpec } from '@/templates/proxy/spec';
import { recordAudit, recordIntent } from '../audit/mutations';
import { toAppError } from '../aws/errors';
import { sleep } from '../aws/limiter';
import { type InvokeOutcome, invokeFunction } from '../aws/probe-function';
import type { Target } from '../aws/targets';
import { readApiKeyValue } from '../aws/usage-plans';
import { readVpcFacts } from '../aws/vpc-facts';
import { db } from '../db/database';
import { AppError } from '../errors';
import { authorize } from '../identity/gate';
import type { Actor } from '../identity/types';
import { keySlots } from '../keys/data';
import { type Fleet, networkOf, requireFleet, type Standing } from '../proxies/fleet';
import { type Observation, probeAnswerSchema } from './answer';
import { withoutSecret } from './mask';
import { queryCredentials, withoutQueryCredentials } from './query';
import { excuseYoungKey } from './settling';
import { saveProbeResult } from './store';
import type { ProbeCall, ProbeMethod, ProbeResult } from './types';
import { judge, judgeBroken } from './verdict';

export type RunProbeInput = { proxy: string } & Pick<ProbeCall, 'method' | 'path'> &
  Partial<ProbeCall>;

/** The function itself gives up after 30 s of calling and 3 of negative checks; starting cold takes a while too. */
const invokeTimeoutMs = 50_000;
/** An address that answers everyone, so that reaching it proves a way out. */
const publicAddress = '1.1.1.1';
/** Stands where the upstream's own credential would: the gateway demands the header, the upstream refuses it. */
const placeholderCredential = 'sluice-probe';

const pendingTriesMax = 4;
const pendingPauseMs = 2_000;

/**
 * Calls the proxy from inside its VPC with the probe's own key and stores the answer without secrets. A call counts
 * and may change something behind it: its audit row is written before, and completed with the answer.
 */
export async function runProbe(actor: Actor, input: RunProbeInput): Promise<ProbeResult> {
  const fleet = await requireFleet();
  const proxy = fleet.proxies.find(({ facts }) => facts.name === input.proxy);
  authorize(actor, 'proxy.probe', proxy ? { team: proxy.facts.team, name: input.proxy } : null);
  if (!proxy) throw new AppError('not_found', `there is no proxy ${input.proxy}`);
  const { method } = input;
  const path = withoutQueryCredentials(input.path);
  const row = { actor, object: input.proxy, team: proxy.facts.team };
  const awsOperation = 'lambda:Invoke';
  const of = await recordIntent({
    ...row,
    action: 'proxy.probe',
    detail: { method, path },
    awsOperation,
  });
  try {
    const result = await probeStanding(fleet, proxy, input, actor.email);
    await (await db()).transaction(async (tx) => {
      await saveProbeResult(tx, proxy.target.id, result);
      const detail = { method, outcome: result.outcome, probeId: result.id };
      await recordAudit(tx, { ...row, action: 'proxy.probe_end', of, detail });
    });
    return result;
  } catch (thrown) {
    const { code } = toAppError(thrown);
    const detail = { method, outcome: 'failed', code };
    await recordAudit(await db(), { ...row, action: 'proxy.probe_end', of, detail });
    throw thrown;
  }
}

/** The call itself, for what was authorised before: a person's own, and what a person had scheduled. Stores nothing. */
export async function probeStanding(
  fleet: Fleet,
  proxy: Standing<ProxySpec>,
  input: RunProbeInput,
  requestedBy: string,
  /** Told once the function is about to be called: what fails before costs nothing. */
  onCall: () => void = () => {},
): Promise<ProbeResult> {
  const place = await placeOf(fleet, proxy);
  const value = await readApiKeyValue(fleet.target, place.keyId);
  const url = `${place.form.url}${input.path}`;
  const event = {
    url,
    method: input.method,
    headers: headersOf(place, value, input.headers ?? {}),
    body: input.body ?? null,
    timeoutMs: Math.min(30_000, place.spec.upstream.timeoutMs + 1_000),
    expect: { privateDns: place.privateDns, endpointHost: place.endpointHost },
    negatives: {
      withoutKey: provesKey(input.method, place.spec),
      wrongUrl: `${new URL(place.form.url).origin}/${place.spec.stage}-no-such-stage`,
      directUrl: place.spec.upstream.url,
      publicAddress,
    },
  };
  onCall();
  const began = performance.now();
  const outcome = await invoke(fleet.target, place.functionName, event);
  const seen = observe(outcome, performance.now() - began);
  const facts = { id: `probe_${randomBytes(12).toString('hex')}`, proxy: input.proxy };
  const kept = { url: withoutQueryCredentials(url), method: input.method };
  const secrets = [value, ...queryCredentials(input.path)];
  const result = secrets.reduce<ProbeResult>(withoutSecret, {
    ...facts,
    at: new Date(),
    requestedBy,
    ...kept,
    trialMethod: trialMethod(place.spec.upstream),
    ...seen,
  });
  return excuseYoungKey(fleet.target, place.keyId, result);
}

type Place = {
  spec: ProxySpec;
  keyId: string;
  functionName: string;
  form: InvokeForm;
  privateDns: boolean;
  /** The endpoint's own DNS name. */
  endpointHost: string | null;
};

/** What is asked for, but never instead of what lets the call through. */
function headersOf({ form, spec }: Place, key: string, asked: Record<string, string>) {
  const header = spec.upstream.apiKeyHeader?.toLowerCase();
  const isTyped = Object.keys(asked).some((name) => name.toLowerCase() === header);
  const placeholder = header && !isTyped ? { [header]: placeholderCredential } : {};
  return { ...placeholder, ...asked, ...form.headers, 'x-api-key': key };
}

/**
 * The function asks without a key by HEAD after a HEAD, else by GET. Where the policy refuses that for the method's
 * sake, a refusal says nothing of the key, and is not asked for.
 */
function provesKey(method: ProbeMethod, { upstream }: ProxySpec): boolean {
  return methodsOf(upstream).includes(method === 'HEAD' ? 'HEAD' : 'GET');
}

/** Everything the call needs, or `conflict` with what the proxy or its network lacks. */
async function placeOf(fleet: Fleet, proxy: Standing<ProxySpec>): Promise<Place> {
  const { spec, facts } = proxy;
  const network = networkOf(fleet, spec);
  const { RestApiId, Stage } = facts.outputs;
  const keyId = keySlots(facts.outputs).find(({ slot }) => slot === 'probe')?.keyId;
  const functionName = network?.facts.outputs.ProbeFunctionName;
  if (!spec || !RestApiId || !Stage || !keyId)
    throw new AppError('conflict', `${facts.name} is not ready to be probed`, {
      detail: facts.name,
      reason: { id: 'notProbable', proxy: facts.name },
    });
  if (!network || !functionName)
    throw new AppError('conflict', `the network of ${facts.name} has no probe`, {
      detail: spec.network.name,
      reason: { id: 'noProbe', network: spec.network.name },
    });
  const privateDns = await hasPrivateDns(fleet.target, spec.network);
  const endpointHost = network.facts.outputs.EndpointDnsName ?? null;
  const [form] = invokeForms({
    restApiId: RestApiId,
    region: fleet.target.region,
    stage: Stage,
    endpointId: spec.network.endpointId,
    endpointDnsName: endpointHost,
    privateDns,
  });
  if (!form) throw new AppError('unexpected', `${facts.name} cannot be called in any way`);
  return { spec, keyId, functionName, form, privateDns, endpointHost };
}

/** An endpoint that Sluice made has private DNS; of an adopted one EC2 tells. */
async function hasPrivateDns(target: Target, network: ProxySpec['network']): Promise<boolean> {
  const facts = await readVpcFacts(target);
  const endpoint = facts.value?.endpoints.find(
    ({ endpointId }) => endpointId === network.endpointId,
  );
  return endpoint?.privateDns ?? true;
}

/** A function that slept long needs its network interface back: it is asked again for a few seconds. */
async function invoke(
  target: Target,
  functionName: string,
  event: unknown,
): Promise<InvokeOutcome> {
  for (let tries = 1; ; tries++) {
    const request = { functionName, event, timeoutMs: invokeTimeoutMs };
    const outcome = await invokeFunction(target, request);
    const isPending = outcome.kind === 'broken' && outcome.reason === 'function_pending';
    if (!isPending || tries === pendingTriesMax) return outcome;
    await sleep(pendingPauseMs);
  }
}

function observe(outcome: InvokeOutcome, ms: number): Observation {
  if (outcome.kind === 'broken') return judgeBroken(outcome.reason, outcome.detail, ms);
  const answer = probeAnswerSchema.safeParse(outcome.payload);
  if (answer.success) return judge(answer.data);
  return judgeBroken('function_error', 'the function answered in a form we do not know', ms);
}
