import { randomUUID } from 'node:crypto';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AskExtension } from '@/components/extensions/ask-extension';
import { ExtensionList } from '@/components/extensions/extension-list';
import { Section } from '@/components/ui/section';
import { QuotaFigure } from '@/components/usage/quota-figure';
import { listExtensions, loadRooms } from '@/lib/extensions/data';
import { getI18n } from '@/lib/i18n/server';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import type { Known } from '@/lib/known';
import type { ProxyDetail } from '@/lib/proxies/types';
import { findOpenRequest } from '@/lib/requests/data';
import { routes } from '@/lib/routes';
import { getOutlook } from '@/lib/usage/outlooks';
import type { KeyUsage, UsageReport } from '@/lib/usage/types';
import { askExtensionAction, decideExtensionAction } from '../../extensions/actions';

type Props = { proxy: ProxyDetail; actor: Actor };

/** What is left, and how to extend it for who may. */
export async function ExtendableQuota({
  proxy,
  usage,
  actor,
}: Props & { usage: Promise<Known<UsageReport>> }) {
  const known = await usage;
  const outlook = known.value && (await getOutlook({ facts: proxy, keys: known.value.keys }));
  const savedLimit = proxy.spec?.limits.quota?.limit ?? null;
  const extend = known.value && (await extendQuota({ proxy, usage: known.value, actor }));
  return <QuotaFigure usage={known} outlook={outlook} savedLimit={savedLimit} extend={extend} />;
}

/** The button that extends the quota of a key, those first that have used up theirs; null for who may not. */
export async function extendQuota({
  proxy,
  usage: { gauge, keys: all },
  actor,
  thenTo = null,
}: Props & { usage: UsageReport; thenTo?: Route | null }): Promise<ReactNode> {
  const quota = proxy.spec?.limits.quota;
  const mayAsk = quota && gauge && can(actor, 'extension.ask', { team: proxy.team });
  if (!mayAsk) return null;
  const isSpent = ({ gauge: own }: KeyUsage) => own?.state === 'spent';
  const keys = all
    .filter(({ role }) => role === 'consumer')
    .sort((a, b) => Number(isSpent(b)) - Number(isSpent(a)));
  const rooms = await loadRooms(
    proxy.name,
    quota,
    keys.map(({ keyId }) => keyId),
  );
  return (
    <AskExtension
      proxy={proxy.name}
      limit={quota.limit}
      period={quota.period}
      resetsAt={gauge.resetsAt}
      keys={keys.map(({ keyId, label }) => ({
        keyId,
        label,
        ...(rooms[keyId] ?? { atOnce: 0, most: 0 }),
      }))}
      idempotencyKey={randomUUID()}
      action={askExtensionAction}
      thenTo={thenTo}
    />
  );
}

/** What was asked for in this period, where anything was. */
export async function Extensions({ proxy, actor }: Props) {
  const [extensions, { t }] = await Promise.all([listExtensions(proxy.name), getI18n()]);
  const mayDecide = can(actor, 'extension.approve', { team: proxy.team });
  if (extensions.length === 0) return null;
  return (
    <div className="max-w-5xl px-4 pt-8 md:px-8">
      <Section title={t('extension')('title')} meta={t('extension')('lead')}>
        <ExtensionList
          extensions={extensions}
          viewer={actor.email}
          decide={mayDecide ? decideExtensionAction : null}
        />
      </Section>
    </div>
  );
}

/** That somebody has asked for a change of it beyond the guardrails, where that is so. */
export async function OpenRequest({ name }: { name: string }) {
  const [request, { t }] = await Promise.all([findOpenRequest(name), getI18n()]);
  if (!request) return null;
  return (
    <p className="px-4 pb-4 text-sm md:px-8">
      <Link href={routes.request(request.id)} className="underline underline-offset-2">
        {t('request')('ofProxy')}
      </Link>
    </p>
  );
}
