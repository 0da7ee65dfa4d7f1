import { operations } from '@/lib/api/operations';
import { withdrawRequestOver } from '@/lib/api/requests';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  POST: defineRoute(operations.withdrawRequest, withdrawRequestOver),
});
