// `npm run divergences`: writes docs/divergences.md from the lists that the tests read.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { divergencesPage } from './conformance/divergences-page';

writeFileSync(join(import.meta.dirname, '../docs/divergences.md'), divergencesPage());
