import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Template, templateBytesMax } from './cloudformation';
import { commentFor } from './comments';
import { specOfMetadata } from './metadata';
import { parseTemplateYaml } from './parse-template';
import { type Stack, stackFor } from './stack';
import { specInputs } from './testing/arbitraries';
import { creationOrder, referencesOf } from './testing/references';
import { hasAttribute, schemaFaults } from './testing/resource-schemas';
import { specOf } from './testing/specs';
import { renderJson, renderYaml } from './yaml';

function forEverySpec(check: (stack: Stack, again: () => Stack) => void, numRuns = 250) {
  fc.assert(
    fc.property(specInputs(), (input) => {
      check(stackFor(specOf(input)), () => stackFor(specOf(input)));
    }),
    { numRuns },
  );
}

const typeOf = (template: Template, logicalId: string) => template.Resources[logicalId]?.Type ?? '';

describe('every valid spec', () => {
  it('becomes a template whose references all resolve, without circles', () => {
    forEverySpec(({ template }) => {
      expect(creationOrder(template)).toHaveLength(Object.keys(template.Resources).length);
      for (const { attribute, logicalId } of referencesOf(template)) {
        expect(template.Resources).toHaveProperty(logicalId);
        if (attribute !== null) {
          expect([
            logicalId,
            attribute,
            hasAttribute(typeOf(template, logicalId), attribute),
          ]).toEqual([logicalId, attribute, true]);
        }
      }
    });
  });

  it("becomes resources that AWS's own schemas accept", () => {
    forEverySpec(({ template }) => {
      const faults = Object.values(template.Resources).flatMap(({ Properties = {}, Type }) =>
        schemaFaults(Type, Properties),
      );
      expect(faults).toEqual([]);
    });
  });

  it('becomes YAML that reads back as what the JSON says', () => {
    forEverySpec(({ template }) => {
      const json = JSON.parse(renderJson(template));
      expect(json).toEqual(template);
      expect(parseTemplateYaml(renderYaml(template))).toEqual(json);
    }, 60);
  });

  it(`becomes ASCII text of at most ${templateBytesMax} bytes, the same each time`, () => {
    forEverySpec(({ template }, again) => {
      const yaml = renderYaml(template);
      expect(yaml).toMatch(/^\p{ASCII}*$/u);
      expect(yaml.length).toBeLessThanOrEqual(templateBytesMax);
      expect(renderYaml(again().template)).toBe(yaml);
    }, 60);
  });

  it('is kept in the metadata, and read from there becomes the same template', () => {
    forEverySpec(({ template }) => {
      const kept = specOfMetadata(JSON.parse(renderJson(template)).Metadata);
      expect(kept && stackFor(kept).template).toEqual(template);
    });
  });

  it('renders the same whatever order its fields are written in', () => {
    fc.assert(
      fc.property(specInputs(), (input) => {
        const { template } = stackFor(specOf(input));
        expect(renderJson(stackFor(specOf(reversed(input))).template)).toBe(renderJson(template));
      }),
      { numRuns: 60 },
    );
  });

  it('says about every resource what it is for', () => {
    forEverySpec(({ template }) => {
      for (const logicalId of Object.keys(template.Resources)) {
        expect([logicalId, typeof commentFor(logicalId)]).toEqual([logicalId, 'string']);
      }
    });
  });

  it('takes no parameters and names no secret', () => {
    forEverySpec(({ template }) => {
      expect(template).not.toHaveProperty('Parameters');
      const keys = Object.values(template.Resources).filter(({ Type }) => /ApiKey$/.test(Type));
      for (const key of keys) expect(key.Properties).not.toHaveProperty('Value');
      expect(Object.keys(template.Outputs)).not.toContainEqual(
        expect.stringMatching(/value|secret/i),
      );
      const { Metadata, ...launched } = template;
      expect(JSON.stringify(launched)).not.toMatch(secretLooking);
    });
  });

  it('gives tags that every service takes, and no more than fifty', () => {
    forEverySpec(({ tags }) => {
      expect(Object.keys(tags).length).toBeLessThanOrEqual(50);
      for (const [key, value] of Object.entries(tags)) {
        expect(key).toMatch(/^[A-Za-z0-9+=._:/-]{1,128}$/);
        expect(value).toMatch(/^[A-Za-z0-9+=._:/-]{1,256}$/);
      }
    });
  });
});

/** AWS access keys, provider keys, private keys, and `$context` variables that would log a key. */
const secretLooking =
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bsk-[A-Za-z0-9-]{16,}|-----BEGIN|identity\.apiKey(?!Id)|\{\{resolve:/;

function reversed(value: unknown): never {
  if (Array.isArray(value) || value === null || typeof value !== 'object') return value as never;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  ) as never;
}
