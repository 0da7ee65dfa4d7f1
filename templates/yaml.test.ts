import { describe, expect, it } from 'vitest';
import { parseTemplateYaml } from './parse-template';
import { renderYaml } from './yaml';

const rendered = (text: string) =>
  renderYaml({ Description: text, Outputs: { [text]: { Value: text } } } as never);

describe('text stays text', () => {
  // https://yaml.org/type/value.html and merge.html: YAML 1.1 reads these two, unquoted, as no text at all.
  it.each(['=', '<<'])('%s is quoted, as value and as key', (text) => {
    expect(rendered(text)).toMatch(new RegExp(`^Description: "${text}"$`, 'm'));
    expect(rendered(text)).toMatch(new RegExp(`^  "${text}":$`, 'm'));
    expect(rendered(text)).toMatch(new RegExp(`^    Value: "${text}"$`, 'm'));
  });

  it.each(['決済', '🚰', '=x', '<<x'])('%s is read back as it was', (text) => {
    expect(parseTemplateYaml(rendered(text))).toEqual({
      Description: text,
      Outputs: { [text]: { Value: text } },
    });
  });
});
