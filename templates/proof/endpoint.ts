import { isRangeWithin } from '../../policy/addresses';
import { type AnyTemplate, type Known, resolve, Unresolvable } from '../resolve';

/** What is known of the endpoint through which a proxy is called. */
export type EndpointFacts = {
  /** The endpoint policy as text or object, resolved; null where nobody told us. */
  policy: unknown;
  /** Whether a security group lets addresses from outside the VPC in on 443; null where nobody told us. */
  isOpenBeyondVpc: boolean | null;
};

export const unknownEndpoint: EndpointFacts = { policy: null, isOpenBeyondVpc: null };

/** What a network's template says of the endpoint it makes; nothing where the endpoint was there before. */
export function endpointFacts(template: AnyTemplate, known: Known): EndpointFacts {
  const endpoint = Object.values(template.Resources).find(
    ({ Type }) => Type === 'AWS::EC2::VPCEndpoint',
  );
  if (!endpoint) return unknownEndpoint;
  const { PolicyDocument, SecurityGroupIds } = endpoint.Properties ?? {};
  return {
    policy:
      PolicyDocument === undefined ? null : orNull(() => resolve(PolicyDocument, template, known)),
    isOpenBeyondVpc: orNull(() => {
      const rules = [SecurityGroupIds ?? []].flat().flatMap((group) => rulesOf(template, group));
      const cidr = vpcCidr(template, known);
      return rules.some((rule) => letsStrangersIn(rule, cidr, template, known));
    }),
  };
}

/** Rules of a group that this template makes. Of any other group nothing is known. */
function rulesOf(template: AnyTemplate, group: unknown): Record<string, unknown>[] {
  const isSame = (other: unknown) =>
    JSON.stringify(groupId(other)) === JSON.stringify(groupId(group));
  const own = Object.entries(template.Resources).find(
    ([name, { Type }]) => Type === 'AWS::EC2::SecurityGroup' && isSame({ Ref: name }),
  )?.[1];
  if (!own) throw new Unresolvable('a security group from elsewhere');
  const inline = [own.Properties?.SecurityGroupIngress ?? []].flat() as Record<string, unknown>[];
  const alone = Object.values(template.Resources)
    .filter(
      ({ Type, Properties }) =>
        Type === 'AWS::EC2::SecurityGroupIngress' && isSame(Properties?.GroupId),
    )
    .map(({ Properties }) => Properties ?? {});
  return [...inline, ...alone];
}

/** `Ref` of a group in a VPC and `GroupId` of it are the same id. */
function groupId(value: unknown): unknown {
  const [name, attribute] = (value as { 'Fn::GetAtt'?: string[] } | null)?.['Fn::GetAtt'] ?? [];
  return attribute === 'GroupId' ? { Ref: name } : value;
}

/** Only hosts of one VPC can be in a group that another group of it names; addresses can be anybody's. */
function letsStrangersIn(
  rule: Record<string, unknown>,
  cidr: string | null,
  template: AnyTemplate,
  known: Known,
): boolean {
  const { CidrIp, CidrIpv6, FromPort, IpProtocol, SourcePrefixListId, ToPort } = rule;
  const isForHttps =
    String(IpProtocol) === '-1' || (Number(FromPort) <= 443 && 443 <= Number(ToPort));
  if (!isForHttps) return false;
  if (CidrIpv6 !== undefined || SourcePrefixListId !== undefined) return true;
  if (CidrIp === undefined) return false;
  return cidr === null || !isRangeWithin(String(resolve(CidrIp, template, known)), cidr);
}

function vpcCidr(template: AnyTemplate, known: Known): string | null {
  const vpc = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::EC2::VPC');
  return vpc ? String(resolve(vpc.Properties?.CidrBlock, template, known)) : null;
}

export function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unresolvable) return null;
    throw error;
  }
}
