import type { SecurityRule } from '../aws/vpcs';

/** A rule as a template says it, its references filled in. */
export function ruleOf(rule: Record<string, unknown>): SecurityRule {
  const peer = rule.CidrIp ?? rule.DestinationSecurityGroupId ?? rule.SourceSecurityGroupId;
  return {
    protocol: String(rule.IpProtocol),
    fromPort: typeof rule.FromPort === 'number' ? rule.FromPort : null,
    toPort: typeof rule.ToPort === 'number' ? rule.ToPort : null,
    peer: typeof peer === 'string' ? peer : JSON.stringify(peer),
  };
}

/** Descriptions let nobody through: `tcp 443 sg-0123`. */
export function inWords({ protocol, fromPort, toPort, peer }: SecurityRule): string {
  const ports = fromPort === toPort ? (fromPort ?? '') : `${fromPort}-${toPort}`;
  return [protocol === '-1' ? 'all' : protocol, protocol === '-1' ? '' : ports, peer]
    .filter((part) => part !== '')
    .join(' ');
}

/** Order means nothing. */
export function allInWords(rules: readonly SecurityRule[]): string[] {
  return [...new Set(rules.map(inWords))].sort();
}
