// `npm run operations`: writes docs/operations.md, the list of what the product asks of AWS.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationsPage } from './operations/operations-page';
import { usedOperations } from './operations/used-operations';

const root = join(import.meta.dirname, '..');
writeFileSync(join(root, 'docs/operations.md'), operationsPage(await usedOperations(root)));
