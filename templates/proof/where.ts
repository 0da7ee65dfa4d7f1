export type Where = { partition: string; region: string; accountId: string };

/** A Region's name tells its partition. */
export function whereIs(region: string, accountId: string): Where {
  const partition = region.startsWith('cn-')
    ? 'aws-cn'
    : region.startsWith('us-gov-')
      ? 'aws-us-gov'
      : 'aws';
  return { partition, region, accountId };
}
