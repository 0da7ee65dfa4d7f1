import { runCreate } from './create';
import { runDelete } from './delete';
import { runImport } from './import';
import type { StackRun } from './run';
import { runUpdate } from './update';

/** Does what the stack's record says is in progress, from wherever it was. */
export async function runOperation(run: StackRun): Promise<void> {
  run.check();
  switch (run.operation.kind) {
    case 'create':
      return runCreate(run);
    case 'update':
      return runUpdate(run);
    case 'import':
      return runImport(run);
    case 'delete':
      return runDelete(run);
  }
}
