import { isDeepStrictEqual } from 'node:util';
import type { SandboxContext } from '../../context';
import type { Form } from '../../wire/form';
import { whole } from '../change-set-changes';
import { importableOf } from '../resources/imports';
import { providerOf } from '../resources/registry';
import { validationError } from '../template/document';
import { parseTemplate, type Template } from '../template/template';
import type { ResourceChange, ResourceImport, StackRecord } from '../types';

/**
 * What a change set of type IMPORT takes into its stack; throws what CloudFormation refuses it for. Texts: of a missing
 * DeletionPolicy quickstart-awx#38, of types aws-maintenance#16, of Outputs
 * aws-security-assessment-solution#6, of a resource that some stack has cloudformation-coverage-roadmap#1607. All others
 * are UNCONFIRMED, and so is the order of the checks.
 */
export function readImports(
  context: SandboxContext,
  form: Form,
  stack: StackRecord,
  template: Template,
): ResourceImport[] {
  const imports = form.list('ResourcesToImport').map((each): ResourceImport => {
    const entries = (each.structure('ResourceIdentifier') ?? each).list('entry');
    return {
      type: each.get('ResourceType') ?? '',
      logicalId: each.get('LogicalResourceId') ?? '',
      identifier: Object.fromEntries(
        entries.map((entry) => [entry.get('key') ?? '', entry.get('value') ?? '']),
      ),
    };
  });
  if (imports.length === 0) {
    throw validationError('You must specify resources to import for a change set of type IMPORT.');
  }
  refuseTypes(context, imports);
  refuse(
    imports.filter(({ logicalId, type }) => template.resources[logicalId]?.type !== type),
    (ids) => `The following resources to import [${ids}] are not in the template.`,
  );
  refuse(
    imports.filter(({ logicalId }) => !template.resources[logicalId]?.isDeletionSaid),
    (ids) =>
      `The following resources to import [${ids}] must have DeletionPolicy attribute specified in the template.`,
  );
  refuse(
    imports.filter(({ type, identifier }) => {
      const keys = [...(importableOf(type)?.keys ?? [])].sort();
      return !isDeepStrictEqual(Object.keys(identifier).sort(), keys);
    }),
    (ids) => `The resource identifiers of [${ids}] are not the primary identifiers of their types.`,
  );
  refuse(
    imports.filter(
      (each) => stack.resources[each.logicalId] !== undefined || isInAStack(context, each),
    ),
    (ids) =>
      `Resources [${ids}] passed in ResourceToImport are already in a stack and cannot be imported.`,
  );
  refuseOtherChanges(imports, stack, template);
  return imports;
}

export function importChange({ logicalId, type, identifier }: ResourceImport): ResourceChange {
  const physicalId = importableOf(type)?.physicalId(identifier) ?? null;
  return whole({ action: 'Import', logicalId, physicalId, type });
}

function refuse(found: ResourceImport[], text: (logicalIds: string) => string): void {
  if (found.length === 0) return;
  throw validationError(text(found.map(({ logicalId }) => logicalId).join(', ')));
}

function refuseTypes(context: SandboxContext, imports: ResourceImport[]): void {
  const types = imports.map(({ type }) => type).filter((type) => !importableOf(type));
  if (types.length === 0) return;
  for (const type of types.filter((it) => providerOf(it)))
    context.log(`cloudformation imports no ${type} here, though it may at AWS`);
  throw validationError(
    `The following resource types are not supported for resource import: ${types.join(',')}`,
  );
}

/** A stack that is gone holds nothing, and what left a stack with its DeletionPolicy is nobody's. */
function isInAStack(context: SandboxContext, { type, identifier }: ResourceImport): boolean {
  const physicalId = importableOf(type)?.physicalId(identifier);
  const isSame = (other: Record<string, unknown>) =>
    identifier.RestApiId === undefined || other.RestApiId === identifier.RestApiId;
  return [...context.cloudformation.stacks.values()].some(
    ({ status, resources }) =>
      status !== 'DELETE_COMPLETE' &&
      Object.values(resources).some(
        (it) =>
          it.type === type &&
          it.physicalId === physicalId &&
          (type === 'AWS::ApiGateway::RestApi' || isSame(it.properties)),
      ),
  );
}

/** "Import operations don't allow new resource creations, resource deletions, or changes to property configurations." */
function refuseOtherChanges(
  imports: ResourceImport[],
  stack: StackRecord,
  template: Template,
): void {
  const before = stack.templateBody === '' ? null : parseTemplate(stack.templateBody);
  if (JSON.stringify(template.outputs) !== JSON.stringify(before?.outputs ?? {})) {
    throw validationError('As part of the import operation, you cannot modify or add [Outputs]');
  }
  const imported = new Set(imports.map(({ logicalId }) => logicalId));
  const others = Object.keys(template.resources).filter((id) => !imported.has(id));
  const added = others.filter((id) => !stack.resources[id]);
  if (added.length > 0) {
    throw validationError(
      `Resources [${added.join(', ')}] are missing from ResourcesToImport; an import operation cannot create them.`,
    );
  }
  const changed = others.filter(
    (id) => !isDeepStrictEqual(template.resources[id], before?.resources[id]),
  );
  const removed = Object.keys(stack.resources).filter((id) => !template.resources[id]);
  if (changed.length + removed.length === 0) return;
  throw validationError(
    `As part of the import operation, you cannot modify or add [${[...changed, ...removed].join(', ')}]`,
  );
}
