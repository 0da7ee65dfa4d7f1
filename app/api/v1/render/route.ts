import { operations } from '@/lib/api/operations';
import { renderedStack, specsOf } from '@/lib/api/specs';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  POST: defineRoute(operations.renderSpec, async ({ body }) => ({
    status: 200,
    body: { stacks: specsOf(body).map(renderedStack) },
  })),
});
