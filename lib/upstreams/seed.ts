import 'server-only';
import { db } from '../db/database';
import { upstreams } from '../db/schema';

const dayMs = 86_400_000;

/** The demo's own upstream, for which the local AWS answers, is registered: as little stands in its way as at a real one. */
export async function seedDemoUpstream(): Promise<void> {
  const now = new Date();
  await (await db())
    .insert(upstreams)
    .values({
      host: 'httpbin.org',
      purpose: 'Trying things out: it answers with what it was sent',
      owner: 'aiko@example.com',
      dataClass: 'public',
      reviewOn: new Date(now.getTime() + 180 * dayMs).toISOString().slice(0, 10),
      state: 'approved',
      team: 'payments',
      proposedBy: 'ben@example.com',
      proposedAt: now,
      decidedBy: 'aiko@example.com',
      decidedAt: now,
      decisionReason: 'No secrets, no personal data.',
    })
    .onConflictDoNothing();
}
