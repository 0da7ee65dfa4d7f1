import type { ProxySpecInput } from '@/templates/proxy/spec';

/** A key by its id and its name, as its owner reads them in AWS's console. */
export type ToldKey = { keyId: string; name: string };

/** Why an API cannot be adopted as it is; the words are the catalogue's `lint.adoption.refusal`. */
export type RefusalId =
  | 'managed'
  | 'endpointType'
  | 'keySource'
  | 'paths'
  | 'methods'
  | 'authorization'
  | 'integration'
  | 'mappings'
  | 'query'
  | 'keyless'
  | 'stages'
  | 'stageName'
  | 'plans'
  | 'sharedPlan'
  | 'keysUnread'
  | 'tooManyKeys'
  | 'sharedKeys'
  | 'keyName'
  | 'timeout'
  | 'network'
  | 'otherCallers';

/** `of` names what it is about, as AWS names it. */
export type Refusal = { id: RefusalId; of: string };

/** A network in which an adopted API would stand, and whether all who call it now could do so still. */
export type AdoptionNetwork = { name: string; vpcId: string; endpointId: string };

/** What a proxy keeps of the API; the rest is asked for. */
export type Kept = Pick<ProxySpecInput, 'stage' | 'limits' | 'keys' | 'access' | 'description'> & {
  /** Without its URL, which a person has to look at. */
  upstream: Omit<ProxySpecInput['upstream'], 'url'>;
};

/** How an API that exists could become a proxy, or why it cannot. */
export type Adoption = {
  apiId: string;
  name: string;
  stage: string;
  keyIds: string[];
  refusals: Refusal[];
  /** Those of ours in which the API's callers are. */
  networks: AdoptionNetwork[];
  /** Null where the API is refused. */
  kept: Kept | null;
};

/** What the page offers to begin with. */
export type AdoptionOffer = Pick<
  Adoption,
  'apiId' | 'name' | 'stage' | 'keyIds' | 'refusals' | 'networks'
>;
