import { operations } from '@/lib/api/operations';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  GET: defineRoute(operations.getToken, async ({ actor }) => {
    const { email, role, token } = actor;
    const { prefix, scopes, teams } = token ?? { prefix: '', scopes: [], teams: null };
    return { status: 200, body: { owner: email, role, prefix, scopes, teams } };
  }),
});
