import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(__dirname, 'globals.css'), 'utf8');
type Theme = 'light' | 'dark';
type Rgb = [number, number, number];

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

/** OKLCH to linear sRGB (CSS Color 4 §18.2), clipped as a browser does. */
function linear(name: string, theme: Theme): Rgb {
  const [l = 0, c = 0, h = 0] = (tokens.get(name)?.[theme] ?? '').split(' ').map(Number);
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z),
    clip(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z),
    clip(-0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z),
  ];
}

/** WCAG 2.2 contrast ratio. */
function contrast(one: string, other: string, theme: Theme): number {
  const [a, b] = [one, other].map((name) => {
    const [red, green, blue] = linear(name, theme);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  });
  return Math.max(a ?? 0, b ?? 0) / Math.min(a ?? 1, b ?? 1);
}

type Vision = keyof typeof visions;

/** What an eye without one kind of cone sees (Machado, Oliveira and Fernandes 2009, severity 1), in linear sRGB. */
const visions = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;

/** As OKLab has it, where a distance of 0.02 is just seen. */
function seen(name: string, theme: Theme, vision: Vision): Rgb {
  const rgb = linear(name, theme);
  const [red = 0, green = 0, blue = 0] = visions[vision].map((row) =>
    Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])),
  );
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(one: string, other: string, theme: Theme, vision: Vision): number {
  const [a, b] = [seen(one, theme, vision), seen(other, theme, vision)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const chart = [1, 2, 3, 4, 5].map((step) => `chart-${step}`);
const heat = [1, 2, 3, 4, 5].map((step) => `heat-${step}`);
const pairs = (names: string[]) =>
  names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));

const grounds = ['canvas', 'surface', 'subtle', 'hover'];
const onGrounds = ['ink', 'ink-muted', 'ink-faint', 'accent', 'good', 'warn', 'danger'];
const text: [string, string][] = [
  ...onGrounds.flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ...['accent', 'good', 'warn', 'danger'].flatMap((tone): [string, string][] => [
    [tone, `${tone}-soft`],
    ['ink', `${tone}-soft`],
    ['ink-muted', `${tone}-soft`],
  ]),
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['danger-ink', 'danger'],
  ['danger-ink', 'danger-hover'],
];

describe.each(['light', 'dark'] as const)('%s tokens', (theme) => {
  it('are all read', () => {
    for (const name of new Set(text.flat())) expect(tokens.has(name), name).toBe(true);
  });

  it('give text a contrast of 4.5 on everything it stands on (WCAG 1.4.3)', () => {
    const low = text
      .map(([ink, ground]) => ({ ink, ground, ratio: contrast(ink, ground, theme) }))
      .filter(({ ratio }) => !(ratio >= 4.5));
    expect(low).toEqual([]);
  });

  it('give the edge of a control and a bar a contrast of 3 (WCAG 1.4.11)', () => {
    for (const ground of ['canvas', 'surface'])
      for (const edge of ['line-strong', 'accent', 'warn', 'danger'])
        expect(contrast(edge, ground, theme), `${edge} on ${ground}`).toBeGreaterThanOrEqual(3);
  });

  it('give what a chart draws a contrast of 3 on what it stands on (WCAG 1.4.11)', () => {
    for (const ground of ['canvas', 'surface', 'subtle'])
      for (const tone of chart)
        expect(contrast(tone, ground, theme), `${tone} on ${ground}`).toBeGreaterThanOrEqual(3);
    expect(contrast('heat-5', 'canvas', theme)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(visions) as Vision[])('tell a chart’s colours apart: %s', (vision) => {
    for (const [one, other] of pairs(chart))
      expect(distance(one, other, theme, vision), `${one} and ${other}`).toBeGreaterThan(0.1);
    for (const [one, other] of [['canvas', heat[0] ?? ''] as const, ...pairs(heat)])
      expect(distance(one, other, theme, vision), `${one} and ${other}`).toBeGreaterThan(0.05);
  });

  it('make more of a thing stand out more', () => {
    const contrasts = ['canvas', ...heat].map((step) => contrast(step, 'canvas', theme));
    expect(contrasts).toEqual(contrasts.toSorted((a, b) => a - b));
  });
});
