import { parse } from './parse';
import type { Declared } from './types';

/** What a template is divided into so that two of them can stand side by side, in the order they are shown. */
export const parts = [
  'api',
  'paths',
  'methods',
  'deployment',
  'stage',
  'plan',
  'keys',
  'answers',
  'network',
  'function',
  'other',
] as const;
export type Part = (typeof parts)[number];

/** Patterns of a type's name with the two languages' spellings taken off: `apigatewayrestapi`. */
const kinds: [Part, RegExp][] = [
  ['api', /^apigatewayrestapi(?:policy)?$/],
  ['paths', /^apigatewayresource$/],
  ['answers', /^apigatewaygatewayresponse$/],
  ['plan', /^apigatewayusageplan$/],
  ['keys', /^apigateway(?:apikey|usageplankey)$/],
  ['deployment', /^apigatewaydeployment$/],
  ['stage', /^apigateway(?:stage|methodsettings|account)$|^(?:logs|cloudwatch)loggroup$/],
  ['methods', /^apigateway(?:method|integration|requestvalidator|model|authorizer)/],
  ['function', /^(?:lambda|iam)/],
  ['network', /^(?:ec2|vpc|subnet|securitygroup|route|networkacl|defaultsecurity)/],
];

function partOf(type: string): Part {
  const name = type
    .toLowerCase()
    .replace(/^aws/, '')
    .replace(/[^a-z0-9]/g, '');
  return kinds.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}

/** A line of a template, by its number there; without one it sets resources apart. */
export type Line = { number: number; text: string } | null;

/** The lines of every resource, by part, in the order they are written. */
export function linesByPart(texts: readonly string[]): Map<Part, Line[]> {
  const found = new Map<Part, Line[]>();
  for (const text of texts) {
    const plain = text.replaceAll('\r\n', '\n');
    const lines = plain.split('\n');
    for (const each of parse(plain).resources) {
      const own = linesOf(each, lines);
      const before = found.get(partOf(each.type));
      if (before) before.push(null, ...own);
      else found.set(partOf(each.type), own);
    }
  }
  return found;
}

function linesOf({ line, endLine }: Declared, lines: string[]): Line[] {
  return lines
    .slice(line - 1, endLine)
    .map((text, index) => ({ number: line + index, text }))
    .filter(({ text }) => text.trim() !== '');
}
