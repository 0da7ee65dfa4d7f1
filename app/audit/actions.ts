'use server';

import { z } from 'zod';
import { verifyAudit } from '@/lib/audit/verify';
import { defineAction } from '@/lib/define-action';

/** Without fields; changes nothing. */
export const verifyAuditAction = defineAction(
  { name: 'audit.verify', permission: 'audit.read', schema: z.object({}) },
  async (_, actor) => verifyAudit(actor),
);
