import 'server-only';
import { eq } from 'drizzle-orm';
import { type Database, db } from '../db/database';
import { upstreams } from '../db/schema';
import { hostOf } from './host';
import type { Upstream, UpstreamFacts } from './types';

/** One host of the register; null where it does not know it. */
export async function loadUpstream(host: string, on?: Database): Promise<Upstream | null> {
  const [row] = await (on ?? (await db())).select().from(upstreams).where(eq(upstreams.host, host));
  return row ?? null;
}

/** What the register says of the host of a spec's upstream URL. */
export async function loadUpstreamFacts(url: string): Promise<UpstreamFacts | null> {
  const host = hostOf(url);
  const found = host === null ? null : await loadUpstream(host);
  return found && { state: found.state, dataClass: found.dataClass };
}
