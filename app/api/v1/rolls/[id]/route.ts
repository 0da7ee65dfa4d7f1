import { operations } from '@/lib/api/operations';
import { rollOf } from '@/lib/api/rolls';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: defineRoute(operations.getRoll, rollOf),
});
