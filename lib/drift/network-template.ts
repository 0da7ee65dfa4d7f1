import type { AnyTemplate } from '@/templates/resolve';
import { templateOfActual } from './actual-template';
import type { Compared } from './compare';
import { type Place, resolved } from './facts';
import { inWords, ruleOf } from './rules';

type Rule = Record<string, unknown>;

/**
 * As templateOfActual, of a network's. A group's own egress rules that are gone are no part of it: how CloudFormation
 * revokes an inline rule that is not there is not documented (UNCONFIRMED), so that they are not told as gone. Each is
 * made again by a resource beside the group instead, which the deployed template then lets go of and leaves in place
 * (DeletionPolicy). What somebody added beside the template stays.
 */
export function templateOfNetworkActual(
  deployed: AnyTemplate,
  drifted: readonly Compared[],
  place: Place,
): string {
  const isEgress = ({ property }: Compared) => property === 'SecurityGroupEgress';
  const told = drifted.filter((one) => one.isRevertible && !isEgress(one));
  const template = JSON.parse(templateOfActual(deployed, told));
  for (const { where, actualValue } of drifted.filter(isEgress)) {
    const rules = deployed.Resources[where]?.Properties?.SecurityGroupEgress as Rule[];
    const left = actualValue as string[];
    rules.forEach((rule, index) => {
      if (left.includes(inWords(ruleOf(resolved(rule, deployed, place))))) return;
      template.Resources[`Restored${where}${index + 1}`] = {
        Type: 'AWS::EC2::SecurityGroupEgress',
        DeletionPolicy: 'Retain',
        Properties: { GroupId: { Ref: where }, ...rule },
      };
    });
  }
  return JSON.stringify(template);
}
