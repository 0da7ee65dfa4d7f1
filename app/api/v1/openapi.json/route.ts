import { openApiDocument } from '@/lib/api/openapi';
import { defineResource } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

/** Open to all: it says what there is to ask, and nothing of what stands. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: async () => Response.json(openApiDocument(), { headers: { 'cache-control': 'no-cache' } }),
});
