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
});
