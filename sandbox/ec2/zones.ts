/** An Availability Zone: the account's name for it and the id that is the same in every account. */
export type Zone = { name: string; id: string };

/** Letters and ids per Region, as an account of recent years sees them; others get a, b and c. */
const known: Record<string, [prefix: string, zones: [letter: string, number: number][]]> = {
  'ap-northeast-1': [
    'apne1',
    [
      ['a', 4],
      ['c', 1],
      ['d', 2],
    ],
  ],
  'us-east-1': [
    'use1',
    [
      ['a', 6],
      ['b', 1],
      ['c', 2],
      ['d', 4],
      ['f', 5],
      ['e', 3],
    ],
  ],
  'us-west-2': [
    'usw2',
    [
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ],
  ],
  'eu-west-1': [
    'euw1',
    [
      ['a', 3],
      ['b', 1],
      ['c', 2],
    ],
  ],
};

export function zonesOf(region: string): Zone[] {
  const [area = '', direction = '', number = ''] = region.split('-');
  const short = `${area}${direction
    .replace('north', 'n')
    .replace('south', 's')
    .replace('east', 'e')
    .replace('west', 'w')
    .replace('central', 'c')}${number}`;
  const [prefix, zones] = known[region] ?? [
    short,
    [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ],
  ];
  return zones.map(([letter, id]) => ({ name: `${region}${letter}`, id: `${prefix}-az${id}` }));
}

/**
 * The zones in which interface endpoints for `execute-api` can be made: all but the Region's last, because "not all
 * Availability Zones may be supported" (aws-facts A1, S-PRIV) and a sandbox in which all are would hide that.
 */
export function executeApiZonesOf(region: string): Zone[] {
  return zonesOf(region).slice(0, -1);
}
