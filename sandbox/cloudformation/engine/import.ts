import { AwsFault } from '../../context';
import { importableOf } from '../resources/imports';
import { decideConditions } from '../template/prune';
import { resolveObject } from '../template/resolve';
import { workThrough } from './graph';
import { newRecord } from './records';
import { checkedProperties, failed, handle, markResource, resourceTags } from './resource';
import type { StackRun } from './run';
import { stackScope } from './scope';

const tagging = 'Apply stack-level tags to imported resource if applicable.';

/**
 * Takes what exists into a stack: each resource is read, and what the template says of it is believed ("CloudFormation
 * doesn't check that the template configuration matches the actual configuration of the imported resources", UserGuide,
 * resource-import). Only the stack's tags are put on it. What cannot be read undoes the whole: what was imported leaves
 * the stack again and stays in the account. The events' reasons are from memory: UNCONFIRMED.
 */
export async function runImport(run: StackRun): Promise<void> {
  const imports = run.operation.imports ?? [];
  if (run.operation.phase === 'forward') {
    const refused = await importAll(run);
    if (refused.length === 0) {
      run.setStatus('IMPORT_COMPLETE');
      run.finish();
      return;
    }
    run.operation.phase = 'rollback';
    run.setStatus(
      'IMPORT_ROLLBACK_IN_PROGRESS',
      `The following resource(s) failed to import: [${refused.join(', ')}]. `,
    );
  }
  const { stack, operation } = run;
  for (const { logicalId } of imports) {
    const record = stack.resources[logicalId];
    if (!record) continue;
    await run.pause();
    if (record.status !== 'IMPORT_FAILED' && record.physicalId !== null) {
      markResource(run, record, 'IMPORT_ROLLBACK_IN_PROGRESS');
      markResource(run, record, 'IMPORT_ROLLBACK_COMPLETE');
    }
    delete stack.resources[logicalId];
  }
  if (operation.previous) Object.assign(stack, operation.previous.definition);
  run.setStatus('IMPORT_ROLLBACK_COMPLETE');
  run.finish();
}

/** The logical ids of what could not be imported. */
async function importAll(run: StackRun): Promise<string[]> {
  const { context, stack, operation } = run;
  const template = run.template();
  const scope = stackScope(context, stack, template, stack.parameters, stack.resources);
  const active = decideConditions(template, scope);
  const imports = new Map((operation.imports ?? []).map((each) => [each.logicalId, each]));
  for (const logicalId of imports.keys())
    stack.resources[logicalId] ??= newRecord(template, active, logicalId, context.clock.now());
  const refused = await workThrough({
    nodes: [...imports.keys()],
    needs: (logicalId) => stack.resources[logicalId]?.dependsOn ?? [],
    stopOnFailure: true,
    work: async (logicalId, cancelled) => {
      const record = stack.resources[logicalId];
      const definition = active.resources[logicalId];
      const wanted = imports.get(logicalId);
      if (!record || !definition || !wanted || record.status === 'IMPORT_COMPLETE') return true;
      try {
        if (record.status !== 'IMPORT_IN_PROGRESS') {
          record.properties = resolveObject(definition.properties, scope);
          markResource(run, record, 'IMPORT_IN_PROGRESS', 'Resource import started.');
        }
        await run.pause(cancelled);
        const properties = await checkedProperties(run, record.type, logicalId, record.properties);
        record.properties = properties;
        const importable = importableOf(record.type);
        if (!importable?.find(context, wanted.identifier)) {
          throw new AwsFault(
            'ValidationError',
            `Resource of type '${record.type}' with identifier '${JSON.stringify(wanted.identifier)}' was not found.`,
          );
        }
        record.physicalId = importable.physicalId(wanted.identifier);
        await run.pause(cancelled);
        markResource(run, record, 'IMPORT_COMPLETE', 'Resource import completed.');
        return true;
      } catch (error) {
        return failed(run, record, 'IMPORT_FAILED', 'Resource import cancelled', error);
      }
    },
  });
  run.check();
  if (refused.length > 0) return refused;
  const untagged: string[] = [];
  for (const [logicalId, { identifier }] of imports) {
    const record = stack.resources[logicalId];
    if (!record || record.status === 'UPDATE_COMPLETE') continue;
    try {
      markResource(run, record, 'UPDATE_IN_PROGRESS', tagging);
      // The rights are those of an update that changes the tags alone (INFERENCE); what is set stays as it is.
      await handle(run, record, 'update', async () => {
        const found = importableOf(record.type)?.find(context, identifier);
        if (found?.tags) Object.assign(found.tags, resourceTags(run, logicalId));
      });
      record.tags = resourceTags(run, logicalId);
      markResource(run, record, 'UPDATE_COMPLETE', tagging);
    } catch (error) {
      failed(run, record, 'IMPORT_FAILED', 'Resource import cancelled', error);
      untagged.push(logicalId);
      break;
    }
  }
  return untagged;
}
