import { operations } from '@/lib/api/operations';
import { decideRollOver } from '@/lib/api/rolls';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  POST: defineRoute(operations.startRoll, (input) => decideRollOver('start', input)),
});
