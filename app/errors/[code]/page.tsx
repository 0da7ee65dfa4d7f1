import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { PasteBox } from '@/components/explain/paste-box';
import { Badge } from '@/components/ui/badge';
import { buttonVariants } from '@/components/ui/button';
import { Code } from '@/components/ui/code';
import { cn } from '@/lib/cn';
import { gatewayKey } from '@/lib/i18n/gateway-key';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import { gatewayErrors } from '@/templates/proxy/gateway-errors';
import { pasteReader } from '../reader';

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).code };
}

/**
 * What one answer of a proxy's gateway means. The bodies link here, so it is read by people who have never signed
 * in: it names no proxy, no team and no account.
 */
export default async function GatewayErrorPage({ params }: Props) {
  const [{ code }, { t }, reader] = await Promise.all([params, getI18n(), pasteReader()]);
  const error = gatewayErrors.find((each) => each.code === code);
  const words = t('errors');
  const key = error && gatewayKey(error.code);
  if (!error || !key) notFound();
  const steps = words(`gateway.${key}.steps`).split('|');
  return (
    <article className="mx-auto w-full max-w-2xl px-4 py-10 md:px-8">
      <p className="text-ink-muted text-sm">{words('gatewayPage.lead')}</p>
      <h1 className="mt-1 font-semibold text-xl tracking-tight">{words(`gateway.${key}.title`)}</h1>
      <p className="mt-3 flex flex-wrap items-center gap-2 text-sm">
        {error.status && <Badge tone="danger">{error.status}</Badge>}
        <Code>{error.code}</Code>
        <span aria-hidden="true" className="text-ink-faint">
          ·
        </span>
        <Code className="text-ink-muted">{error.responseType}</Code>
      </p>
      <h2 className="mt-8 font-semibold">{words('gatewayPage.cause')}</h2>
      <p className="mt-1 max-w-prose">{words(`gateway.${key}.cause`)}</p>
      <h2 className="mt-6 font-semibold">{words('gatewayPage.fix')}</h2>
      <ol className="mt-1 flex max-w-prose list-decimal flex-col gap-1.5 pl-5 marker:text-ink-muted">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <h2 className="mt-6 font-semibold">{words('gatewayPage.confirm')}</h2>
      <p className="mt-1 max-w-prose">{words(`gateway.${key}.confirm`)}</p>
      <Link href={routes.proxies} className={cn(buttonVariants(), 'mt-8')}>
        {words('gatewayPage.open')}
      </Link>
      <section className="mt-10 border-line border-t pt-6" aria-labelledby="paste-here">
        <h2 id="paste-here" className="mb-3 font-semibold">
          {t('explain')('pasteMore')}
        </h2>
        <I18nProvider namespaces={['explain', 'errors']}>
          <PasteBox reader={reader} page={error.code} />
        </I18nProvider>
      </section>
      <nav
        aria-label={words('gatewayPage.others')}
        className="mt-10 border-line border-t pt-4 text-sm"
      >
        <p className="text-ink-muted">{words('gatewayPage.others')}</p>
        <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          <li>
            <Link
              prefetch={false}
              href={routes.errors}
              className="inline-block py-0.5 text-accent hover:underline"
            >
              {t('explain')('types.title')}
            </Link>
          </li>
          {gatewayErrors
            .filter((other) => other.code !== code)
            .map((other) => (
              <li key={other.code}>
                <Link
                  prefetch={false}
                  href={routes.error(other.code)}
                  className="inline-block py-0.5 text-accent hover:underline"
                >
                  <Code>{other.code}</Code>
                </Link>
              </li>
            ))}
        </ul>
      </nav>
    </article>
  );
}
