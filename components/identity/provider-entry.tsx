import { Alert } from '@/components/ui/alert';
import { buttonVariants } from '@/components/ui/button';
import { getI18n } from '@/lib/i18n/server';

const refusals = [
  'groups',
  'email',
  'taken',
  'other',
  'restart',
  'cancelled',
  'provider',
  'unreached',
] as const;

/** Nothing went wrong with these: one only begins again. */
const mild: ReadonlySet<string> = new Set(['restart', 'cancelled']);

/** Why a visit to the provider led nowhere, as the URL that it came back by says; nothing where it says nothing known. */
export async function ProviderRefusal({ why }: { why: string | null }) {
  const words = (await getI18n()).t('identity');
  const refused = refusals.find((each) => each === why);
  if (!refused) return null;
  return (
    <Alert
      tone={mild.has(refused) ? 'warn' : 'danger'}
      isLive
      title={words(`oidc.refused.${refused}.title`)}
    >
      {words(`oidc.refused.${refused}.next`)}
    </Alert>
  );
}

/** The way in by the provider. A whole page load: the answer is a redirect to another site. */
export async function ProviderEntry({ name, href }: { name: string; href: string }) {
  const words = (await getI18n()).t('identity');
  return (
    <div className="flex flex-col gap-2">
      <a href={href} className={buttonVariants({ variant: 'primary', className: 'h-10' })}>
        {words('oidc.button', { name })}
      </a>
      <p className="text-ink-muted text-xs">{words('oidc.lead')}</p>
    </div>
  );
}

/** Between the ways in: a line with a word on it. */
export function OrElse({ children }: { children: string }) {
  return (
    <div className="flex items-center gap-3 text-ink-muted text-xs">
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      {children}
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
    </div>
  );
}
