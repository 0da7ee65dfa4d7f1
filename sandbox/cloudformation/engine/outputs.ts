import { asText, validationError } from '../template/document';
import type { ActiveTemplate } from '../template/prune';
import { resolve, type Scope } from '../template/resolve';
import type { StackOutput } from '../types';
import type { StackRun } from './run';

/** Evaluates a stack's outputs; export names are unique in the account and Region. */
export function evaluateOutputs(
  run: StackRun,
  active: ActiveTemplate,
  scope: Scope,
): StackOutput[] {
  return Object.entries(active.outputs).map(([key, output]) => {
    const value = resolve(output.value, scope);
    if (typeof value === 'object') {
      throw validationError(
        `Template format error: The Value field of every Outputs member must evaluate to a String.`,
      );
    }
    const exportName =
      output.exportName === undefined ? null : asText(resolve(output.exportName, scope));
    if (exportName !== null) refuseDuplicate(run, exportName);
    return { key, value: String(value), description: output.description ?? null, exportName };
  });
}

function refuseDuplicate(run: StackRun, exportName: string): void {
  for (const other of run.context.cloudformation.stacks.values()) {
    if (other.stackId === run.stackId || other.status === 'DELETE_COMPLETE') continue;
    if (other.outputs.some((output) => output.exportName === exportName)) {
      throw validationError(
        `Export with name ${exportName} is already exported by stack ${other.stackName}`,
      );
    }
  }
}
