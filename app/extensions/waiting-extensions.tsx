import { ExtensionList } from '@/components/extensions/extension-list';
import { Section } from '@/components/ui/section';
import { listRequests } from '@/lib/extensions/data';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { decideExtensionAction } from './actions';

/** Extensions of quotas that wait for this person's decision, where they may decide and any does. */
export async function WaitingExtensions({ actor }: { actor: Actor }) {
  if (!can(actor, 'extension.approve')) return null;
  const [extensions, { t }] = await Promise.all([listRequests(actor), getI18n()]);
  if (extensions.length === 0) return null;
  const words = t('extension');
  return (
    <I18nProvider namespaces={['extension', 'errors']}>
      <div className="max-w-5xl px-4 pb-6 md:px-8">
        <Section title={words('pending')} meta={words('pendingLead')}>
          <ExtensionList
            extensions={extensions}
            viewer={actor.email}
            decide={decideExtensionAction}
            isOfMany
          />
        </Section>
      </div>
    </I18nProvider>
  );
}
