import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { at } from './moment';

/** One-time links to a key's value. Neither the value nor the link's secret is here: of the secret only its hash. */
export const handovers = pgTable(
  'handovers',
  {
    id: text('id').primaryKey(),
    targetId: text('target_id').notNull(),
    proxy: text('proxy').notNull(),
    team: text('team').notNull(),
    slot: text('slot').$type<'A' | 'B'>().notNull(),
    keyId: text('key_id').notNull(),
    secretHash: text('secret_hash').notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: at('made_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    openedBy: text('opened_by'),
    openedAt: at('opened_at'),
    revokedBy: text('revoked_by'),
    revokedAt: at('revoked_at'),
  },
  (table) => [index('handovers_proxy').on(table.targetId, table.proxy, table.madeAt)],
);
