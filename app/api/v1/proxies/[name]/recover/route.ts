import { operations } from '@/lib/api/operations';
import { recoverOver } from '@/lib/api/recover';
import { defineResource, defineRoute } from '@/lib/define-route';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineResource({
  POST: defineRoute(operations.recoverProxy, (input) => recoverOver('proxy', input)),
});
