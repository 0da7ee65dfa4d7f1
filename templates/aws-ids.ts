import { z } from 'zod';

// EC2 ids end in 8 (before 2018) or 17 hexadecimal digits ("Longer format resource IDs", EC2 API reference).
const idSchema = (prefix: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`),
      `must be an id such as ${prefix}-0123456789abcdef0`,
    );

export const vpcIdSchema = idSchema('vpc');
export const endpointIdSchema = idSchema('vpce');
export const subnetIdSchema = idSchema('subnet');
export const securityGroupIdSchema = idSchema('sg');
