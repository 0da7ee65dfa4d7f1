import 'server-only';
import { join } from 'node:path';

/** Where the committed migrations lie. Bundled code has no path of its own, so it is found from the working directory. */
export function migrationsFolder(): string {
  return join(/* turbopackIgnore: true */ process.cwd(), 'lib/db/migrations');
}
