'use server';

import { redirect } from 'next/navigation';
import { defineAction } from '@/lib/define-action';
import { routes } from '@/lib/routes';
import { checkUpstream, decideUpstream, proposeUpstream } from '@/lib/upstreams/mutations';
import {
  checkUpstreamSchema,
  decideUpstreamSchema,
  proposeUpstreamSchema,
} from '@/lib/upstreams/schema';

export const proposeUpstreamAction = defineAction(
  { name: 'upstream.propose', permission: 'upstream.propose', schema: proposeUpstreamSchema },
  async (input, actor): Promise<null> => {
    await proposeUpstream(actor, input);
    redirect(routes.upstream(input.host));
  },
);

export const decideUpstreamAction = defineAction(
  {
    name: 'upstream.decide',
    isConfirmed: true,
    permission: 'upstream.manage',
    schema: decideUpstreamSchema,
  },
  async (input, actor): Promise<null> => {
    await decideUpstream(actor, input);
    return null;
  },
);

export const checkUpstreamAction = defineAction(
  { name: 'upstream.check', permission: 'upstream.check', schema: checkUpstreamSchema },
  async (input, actor): Promise<null> => {
    await checkUpstream(actor, input);
    return null;
  },
);
