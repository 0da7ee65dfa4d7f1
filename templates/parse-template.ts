import { parse, type ScalarTag, type YAMLSeq } from 'yaml';
import type { AnyTemplate } from './resolve';

const names = ['Ref', 'Sub', 'GetAtt', 'Join', 'Select', 'Split'];

const tags = names.flatMap(
  (
    name,
  ): (ScalarTag | { tag: string; collection: 'seq'; resolve: (seq: unknown) => unknown })[] => {
    const key = name === 'Ref' ? 'Ref' : `Fn::${name}`;
    return [
      {
        tag: `!${name}`,
        resolve: (text: string) => ({ [key]: name === 'GetAtt' ? attribute(text) : text }),
      },
      {
        tag: `!${name}`,
        collection: 'seq',
        resolve: (seq) => ({ [key]: (seq as YAMLSeq).toJSON() }),
      },
    ];
  },
);

/** Reads a template in CloudFormation's YAML 1.1 with short forms, written out as their long forms. */
export function parseTemplateYaml(text: string): unknown {
  return parse(text, { version: '1.1', customTags: tags as never, strict: true, uniqueKeys: true });
}

/** A template's text, YAML or JSON, as far as one can ask it for resources. Null where it is none. Never throws. */
export function templateOf(text: string): AnyTemplate | null {
  try {
    const template = parseTemplateYaml(text) as AnyTemplate;
    const resources = Object.values(template.Resources);
    const isSound = resources.length > 0 && resources.every(({ Type }) => typeof Type === 'string');
    return isSound ? template : null;
  } catch {
    return null;
  }
}

function attribute(text: string): string[] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}
