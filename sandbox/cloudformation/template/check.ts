import type { SchemaIndex } from '../schema';
import { checkConditionCycles, checkCycles } from './dependencies';
import { validationError } from './document';
import { checkFunctions } from './functions';
import { type Reference, referencesIn } from './references';
import type { Template } from './template';

/** Pseudo parameters; `AWS::NoValue` is one only in name. */
export const pseudoParameters = [
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
];

/** Sections' sizes (UserGuide, cloudformation-limits); of the texts only that of resources is known from reports. */
const membersMax = { resources: 500, parameters: 200, mappings: 200, outputs: 200 } as const;

/** What CloudFormation refuses before it starts: limits, unknown types, dangling references, cycles. */
export function checkTemplate(template: Template, schemas: SchemaIndex): void {
  checkSizes(template);
  const unknown = Object.values(template.resources)
    .map((resource) => resource.type)
    .filter((type) => !schemas.knownTypes.has(type));
  if (unknown.length > 0) {
    throw validationError(
      `Template format error: Unrecognized resource types: [${[...new Set(unknown)].join(', ')}]`,
    );
  }
  for (const { properties } of Object.values(template.resources)) checkFunctions(properties);
  for (const { value, exportName } of Object.values(template.outputs)) {
    checkFunctions([value, exportName ?? '']);
  }
  checkFunctions(template.conditions);
  checkReferences(template, schemas);
  checkConditionCycles(template);
  checkCycles(template);
}

function checkSizes(template: Template): void {
  for (const [name, max] of Object.entries(membersMax)) {
    const { length } = Object.keys(template[name as keyof typeof membersMax]);
    if (length > max) {
      throw validationError(
        `Template format error: Number of ${name}, ${length}, is greater than maximum allowed, ${max}`,
      );
    }
  }
}

function checkReferences(template: Template, schemas: SchemaIndex): void {
  const resources = Object.values(template.resources);
  checkBlock(
    'Resources',
    resources.flatMap((resource) => [
      ...referencesIn(resource.properties),
      ...resource.dependsOn.map((name): Reference => ({ kind: 'resource', name })),
      ...(resource.condition ? [ofCondition(resource.condition)] : []),
    ]),
    template,
    schemas,
  );
  const outputs = Object.values(template.outputs);
  checkBlock(
    'Outputs',
    outputs.flatMap((output) => [
      ...referencesIn(output.value),
      ...referencesIn(output.exportName ?? ''),
      ...(output.condition ? [ofCondition(output.condition)] : []),
    ]),
    template,
    schemas,
  );
  const inConditions = referencesIn(template.conditions)
    .filter((reference) => reference.kind !== 'condition')
    .map((reference) => reference.name)
    .filter((name) => !isParameter(template, name));
  if (inConditions.length > 0) {
    throw validationError(
      `Template format error: Unresolved dependencies [${[...new Set(inConditions)].join(', ')}]. Cannot reference resources in the Conditions block of the template`,
    );
  }
}

function ofCondition(name: string): Reference {
  return { kind: 'condition', name, isIf: false };
}

function checkBlock(
  block: string,
  references: Reference[],
  template: Template,
  schemas: SchemaIndex,
): void {
  const dangling = new Set<string>();
  for (const reference of references) {
    const { name } = reference;
    const resource = Object.hasOwn(template.resources, name) ? template.resources[name] : undefined;
    if (reference.kind === 'condition') {
      if (!Object.hasOwn(template.conditions, name)) {
        throw validationError(
          reference.isIf
            ? `Template error: unresolved condition dependency ${name} in Fn::If`
            : `Template format error: Unresolved condition dependency ${name} in the ${block} block of the template`,
        );
      }
    } else if (reference.kind === 'name' || reference.kind === 'resource') {
      const isKnown = resource || (reference.kind === 'name' && isParameter(template, name));
      if (!isKnown) dangling.add(name);
    } else if (!resource) {
      throw validationError(
        `Template error: instance of Fn::GetAtt references undefined resource ${name}`,
      );
    } else {
      checkAttribute(reference.name, resource.type, reference.attribute, schemas);
    }
  }
  if (dangling.size > 0) {
    throw validationError(
      `Template format error: Unresolved resource dependencies [${[...dangling].join(', ')}] in the ${block} block of the template`,
    );
  }
}

function checkAttribute(
  logicalId: string,
  type: string,
  attribute: string | null,
  schemas: SchemaIndex,
): void {
  const schema = schemas.resources.get(type);
  if (!schema || attribute === null || schema.attributes.includes(attribute)) return;
  throw validationError(
    `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
  );
}

function isParameter(template: Template, name: string): boolean {
  return pseudoParameters.includes(name) || Object.hasOwn(template.parameters, name);
}
