import { z } from 'zod';
import { endpointIdSchema, securityGroupIdSchema, subnetIdSchema, vpcIdSchema } from '../aws-ids';
import {
  descriptionSchema,
  environmentSchema,
  nameSchema,
  ownerSchema,
  teamSchema,
} from '../names';
import { tagsSchema } from '../tags';
import { isPrivateCidr, parseCidr, subnetPrefix, subnetPrefixMax, vpcPrefixMin } from './cidr';

/** One zone down must not take every proxy along; no Region offers more than six. */
export const azCountMin = 2;
export const azCountMax = 6;

/** An endpoint takes one subnet per zone, a function sixteen (Lambda VpcConfig.SubnetIds); six zones at most. */
export const subnetCountMax = 6;

/** An endpoint's interfaces hold at most five groups by default (VPC quotas, security groups per interface). */
export const endpointSecurityGroupCountMax = 5;

const cidrSchema = z.string().superRefine((text, context) => {
  const cidr = parseCidr(text);
  if (!cidr) context.addIssue('must be a block such as 10.0.0.0/16, without host bits');
  else if (cidr.prefix < vpcPrefixMin || cidr.prefix > subnetPrefixMax)
    context.addIssue(`must be between /${vpcPrefixMin} and /${subnetPrefixMax}`);
  else if (!isPrivateCidr(cidr))
    context.addIssue('must lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10');
});

const azSchema = z
  .string()
  .regex(/^[a-z]{2}(?:-[a-z]+){1,3}-\d[a-z]$/, 'must be a zone such as ap-northeast-1a');

const distinct = 'must not name one twice';
const isDistinct = (items: string[]) => new Set(items).size === items.length;

const createdVpcSchema = z
  .strictObject({
    cidr: cidrSchema,
    azs: z
      .array(azSchema)
      .min(azCountMin, `must name at least ${azCountMin} zones`)
      .max(azCountMax, `must name at most ${azCountMax} zones`)
      .refine(isDistinct, distinct)
      .refine(
        (azs) => new Set(azs.map((az) => az.slice(0, -1))).size <= 1,
        'must be of one Region',
      ),
  })
  .refine(({ cidr, azs }) => fits(cidr, azs.length), {
    path: ['cidr'],
    message: `must be large enough for a /${subnetPrefixMax} in every zone`,
  });

const adoptedVpcSchema = z
  .strictObject({
    id: vpcIdSchema,
    subnetIds: z
      .array(subnetIdSchema)
      .min(1, 'must name at least one subnet')
      .max(subnetCountMax, `must name at most ${subnetCountMax} subnets`)
      .refine(isDistinct, distinct),
    /** The VPC's execute-api endpoint, or null when it has none and the stack shall make it. */
    endpointId: endpointIdSchema.nullable().default(null),
    /** The existing endpoint's DNS name, where known: it cannot be derived from the id. */
    endpointDnsName: z
      .string()
      .max(253)
      .regex(
        /^vpce-[a-z0-9-]+\.execute-api\.[a-z0-9-]+\.vpce\.amazonaws\.com(?:\.cn)?$/,
        "must be the endpoint's own DNS name",
      )
      .nullable()
      .default(null),
    /** Groups of the existing endpoint that shall let clients in. Left empty, nothing shared is changed. */
    endpointSecurityGroupIds: z
      .array(securityGroupIdSchema)
      .max(
        endpointSecurityGroupCountMax,
        `must name at most ${endpointSecurityGroupCountMax} security groups`,
      )
      .refine(isDistinct, distinct)
      .default([]),
  })
  .refine(({ endpointId, subnetIds }) => endpointId !== null || subnetIds.length >= azCountMin, {
    path: ['subnetIds'],
    message: `must name at least ${azCountMin} subnets for a new endpoint`,
  })
  .refine(
    ({ endpointId, endpointDnsName, endpointSecurityGroupIds }) =>
      endpointId !== null || (endpointDnsName === null && endpointSecurityGroupIds.length === 0),
    { path: ['endpointId'], message: 'is needed to say more about the existing endpoint' },
  );

/** One VPC made ready for proxies: made whole, or adopted with or without its own endpoint. Unknown keys are refused. */
export const networkSpecSchema = z.strictObject({
  kind: z.literal('network'),
  name: nameSchema,
  team: teamSchema,
  owner: ownerSchema,
  environment: environmentSchema.default('dev'),
  description: descriptionSchema,
  vpc: z.union([createdVpcSchema, adoptedVpcSchema]),
  /** Whether to stand a probe in it: one Lambda function that calls proxies the way their clients do. */
  probe: z.boolean().default(true),
  tags: tagsSchema,
});

export type NetworkSpec = z.output<typeof networkSpecSchema>;

export type NetworkSpecInput = z.input<typeof networkSpecSchema>;

function fits(text: string, zones: number): boolean {
  const cidr = parseCidr(text);
  return cidr === null || subnetPrefix(cidr, Math.max(1, zones)) <= subnetPrefixMax;
}
