import { eq } from 'drizzle-orm';
import { db } from '@/lib/db/database';
import { upstreams } from '@/lib/db/schema';
import { actorFor } from '@/lib/identity/gate';
import { decideUpstream, proposeUpstream } from '@/lib/upstreams/mutations';
import { nextReview } from '@/lib/upstreams/types';

const dayMs = 86_400_000;

type Entry = {
  host: string;
  by: string;
  team: string;
  purpose: string;
  dataClass: 'public' | 'internal' | 'confidential' | 'personal';
  terms?: string;
  /** Left for somebody to decide. */
  isOpen?: true;
  /** The day of its review has passed so many days ago. */
  overdueDays?: number;
};

const register: Entry[] = [
  {
    host: 'api.cards.example.com',
    by: 'ben@example.com',
    team: 'payments',
    purpose: 'Card payments: authorisations and refunds',
    dataClass: 'confidential',
    terms: 'https://api.cards.example.com/terms',
  },
  {
    host: 'score.fraud.example.net',
    by: 'ben@example.com',
    team: 'payments',
    purpose: 'Fraud scores for payments',
    dataClass: 'personal',
    terms: 'Data processing agreement of 2025, kept by legal',
    overdueDays: 12,
  },
  {
    host: 'llm.example.com',
    by: 'dana@example.com',
    team: 'assistants',
    purpose: 'The language model behind the assistants',
    dataClass: 'confidential',
    terms: 'https://llm.example.com/terms',
  },
  {
    host: 'geo.example.org',
    by: 'chie@example.com',
    team: 'search',
    purpose: 'Places for a postcode',
    dataClass: 'public',
  },
  {
    host: 'rates.fx.example.org',
    by: 'ben@example.com',
    team: 'payments',
    purpose: 'Exchange rates of the day',
    dataClass: 'public',
    isOpen: true,
  },
];

/** A believable register: approved hosts, one to decide, one whose review is overdue; others are not in it. */
export async function seedRegister(): Promise<void> {
  const platform = await actorFor('aiko@example.com');
  for (const { host, by, team, purpose, dataClass, terms = '', isOpen, overdueDays } of register) {
    await proposeUpstream(await actorFor(by), { host, team, purpose, owner: by, dataClass, terms });
    if (isOpen) continue;
    const reviewOn = nextReview(new Date());
    const reason = 'Purpose and owner are clear.';
    await decideUpstream(platform, { verb: 'approve', host, reason, reviewOn });
    if (!overdueDays) continue;
    const passed = new Date(Date.now() - overdueDays * dayMs).toISOString().slice(0, 10);
    const database = await db();
    await database.update(upstreams).set({ reviewOn: passed }).where(eq(upstreams.host, host));
  }
}
