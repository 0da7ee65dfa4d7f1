import Link from 'next/link';
import { RefreshWhile } from '@/components/shell/refresh-while';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { Extension, ExtensionState, WaitingExtension } from '@/lib/extensions/types';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import { DecideExtension, type DecideExtensionAction } from './decide-extension';

const tones: Record<ExtensionState, 'neutral' | 'accent' | 'good' | 'warn' | 'danger'> = {
  requested: 'warn',
  approved: 'accent',
  sending: 'accent',
  granted: 'good',
  denied: 'neutral',
  expired: 'neutral',
  failed: 'danger',
  unclear: 'warn',
};

/** Extensions of this period: what, why, by whom, and how each stands. Whoever may decide does so here. */
export async function ExtensionList({
  extensions,
  viewer,
  decide,
  isOfMany = false,
}: {
  extensions: readonly (Extension | WaitingExtension)[];
  /** The e-mail address of whoever looks: nobody decides about their own. */
  viewer: string;
  /** Null for who may not. */
  decide: DecideExtensionAction | null;
  /** Of many proxies: each is named. */
  isOfMany?: boolean;
}) {
  const { t } = await getI18n();
  const words = t('extension');
  const isBusy = extensions.some(({ state }) => state === 'approved' || state === 'sending');
  return (
    <>
      <RefreshWhile isBusy={isBusy} />
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {extensions.map((each) => (
          <li
            key={each.id}
            className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 text-sm"
          >
            <div className="min-w-0 flex-1 basis-72">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-medium">
                  <Calls extension={each} isNamed={isOfMany} />
                </span>
                <Badge tone={tones[each.state]}>{words(`state.${each.state}`)}</Badge>
              </p>
              <p className="mt-0.5 break-words">“{each.reason}”</p>
              <p className="mt-0.5 text-ink-muted text-xs">
                {words.rich('asked', {
                  by: each.requestedBy,
                  when: () => <Time value={each.requestedAt} />,
                })}
                {each.decidedBy && each.decisionReason && (
                  <>
                    {' · '}
                    {words('decided', { by: each.decidedBy, reason: each.decisionReason })}
                  </>
                )}
              </p>
              <Standing extension={each} />
            </div>
            {each.state === 'requested' && decide && (
              <div className="flex items-center gap-2">
                {each.requestedBy === viewer ? (
                  <span className="text-ink-muted text-xs">{words('decide.own')}</span>
                ) : (
                  <DecideExtension extension={each} action={decide} />
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

async function Calls({ extension, isNamed }: { extension: Extension; isNamed: boolean }) {
  const words = (await getI18n()).t('extension');
  const { amount, keyLabel: key, proxy } = extension;
  if (!isNamed) return words('calls', { amount, key });
  const link = () => (
    <Link href={routes.proxy(proxy)} className="text-accent underline underline-offset-2">
      {proxy}
    </Link>
  );
  return words.rich('callsFor', { amount, key, proxy: link });
}

/** What there is to know beside the state's one word. */
async function Standing({ extension }: { extension: Extension | WaitingExtension }) {
  const text = await standingWords(extension);
  return text && <p className="mt-1 text-xs">{text}</p>;
}

async function standingWords(extension: Extension | WaitingExtension): Promise<string | null> {
  const { t, format } = await getI18n();
  const words = t('extension');
  const { state, failure, isSeen, requestedBy } = extension;
  const place = 'place' in extension ? extension.place : null;
  switch (state) {
    case 'approved': {
      const seconds = place ? Math.max(1, (place.startsAt.getTime() - Date.now()) / 1000) : 0;
      return place ? words('waits', { duration: format.duration(seconds) }) : words('next');
    }
    case 'granted':
      return isSeen ? null : words('unseen');
    case 'sending':
    case 'unclear':
      return words(state);
    case 'failed':
      return failure?.code === 'denied' && failure.detail === requestedBy
        ? words('lost', { person: requestedBy })
        : words('failed', { reason: failure?.detail ?? failure?.code ?? '' });
    default:
      return null;
  }
}
