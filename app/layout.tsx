import './globals.css';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import Link from 'next/link';
import { type ReactNode, Suspense } from 'react';
import { AccountLabel, AccountLabelSkeleton } from '@/components/shell/account-label';
import { Brand, Navigation } from '@/components/shell/navigation';
import { PersonMenu } from '@/components/shell/person-menu';
import { LanguageSwitch, ThemeSwitch } from '@/components/shell/preferences';
import { buttonVariants } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { I18nProvider } from '@/lib/i18n/provider';
import { getI18n, getTheme } from '@/lib/i18n/server';
import { currentActor } from '@/lib/identity/gate';
import { oidcName } from '@/lib/identity/oidc-client';
import { endsAtProvider } from '@/lib/identity/oidc-end';
import { can } from '@/lib/identity/permissions';
import type { Actor } from '@/lib/identity/types';
import { countWaitingFor } from '@/lib/requests/data';
import { routes } from '@/lib/routes';
import { getAccount } from '@/lib/targets/data';
import { setLocaleAction, setThemeAction } from './actions';
import { signOutAction } from './sign-in/actions';

// A nonce is made for each request, so no page can be rendered ahead of one.
export const dynamic = 'force-dynamic';

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const words = (await getI18n()).t('shell');
  return {
    title: { default: words('product'), template: `%s · ${words('product')}` },
    description: words('description'),
    robots: { index: false, follow: false },
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [{ locale, t }, theme, actor] = await Promise.all([getI18n(), getTheme(), currentActor()]);
  const words = t('shell');
  return (
    <html
      lang={locale}
      data-theme={theme === 'system' ? undefined : theme}
      className={cn(GeistSans.variable, GeistMono.variable)}
    >
      <body>
        <a
          href="#main"
          className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:translate-y-0"
        >
          {words('skip')}
        </a>
        <I18nProvider>
          {actor ? (
            <SignedIn actor={actor}>{children}</SignedIn>
          ) : (
            <SignedOut>{children}</SignedOut>
          )}
        </I18nProvider>
      </body>
    </html>
  );
}

/** How many requests wait for this person's word; nothing where none does. */
async function Waiting({ actor }: { actor: Actor }) {
  if (!can(actor, 'request.decide')) return null;
  const [count, { t }] = await Promise.all([countWaitingFor(actor), getI18n()]);
  if (count === 0) return null;
  return (
    <span className="rounded-full bg-accent px-1.5 font-medium text-accent-ink text-xs tabular-nums">
      {count}
      <span className="sr-only"> {t('shell')('waiting')}</span>
    </span>
  );
}

async function SignedIn({ actor, children }: { actor: Actor; children: ReactNode }) {
  const { t } = await getI18n();
  const words = t('shell');
  return (
    <div className="flex min-h-dvh">
      <Navigation
        words={{
          product: words('product'),
          navigation: words('navigation'),
          home: words('home'),
          proxies: words('proxies'),
          networks: words('networks'),
          usage: words('usage'),
          runs: words('runs'),
          requests: words('requests'),
          upstreams: words('upstreams'),
          guardrails: words('guardrails'),
          audit: words('audit'),
        }}
        marks={{
          requests: (
            <Suspense fallback={null}>
              <Waiting actor={actor} />
            </Suspense>
          ),
        }}
      />
      <div className="flex min-w-0 flex-1 flex-col pb-(--bar-bottom)">
        <header className="sticky top-0 z-20 flex h-(--bar-top) shrink-0 items-center justify-between gap-3 border-line border-b bg-canvas px-4 md:px-8">
          <Suspense fallback={<AccountLabelSkeleton />}>
            <Account />
          </Suspense>
          <div className="-mr-2 flex shrink-0 items-center gap-1">
            <Language />
            <Person actor={actor} />
          </div>
        </header>
        <main id="main" tabIndex={-1} className="flex-1 outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}

async function SignedOut({ children }: { children: ReactNode }) {
  const { t } = await getI18n();
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-(--bar-top) shrink-0 items-center justify-between gap-3 px-4 md:px-8">
        <Brand product={t('shell')('product')} />
        <div className="flex items-center gap-2">
          <Language />
          <ThemeChoice />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <footer className="px-4 py-4 text-ink-muted text-sm md:px-8">
        <Link prefetch={false} href={routes.errors} className="py-1 hover:text-ink hover:underline">
          {t('explain')('link')}
        </Link>
      </footer>
    </div>
  );
}

async function Account() {
  const [{ t }, account] = await Promise.all([getI18n(), getAccount()]);
  const words = t('shell');
  return (
    <AccountLabel
      account={account.value}
      words={{
        region: words('region'),
        account: words('account'),
        accountUnknown: words('accountUnknown'),
      }}
    />
  );
}

async function Language() {
  const { locale, t } = await getI18n();
  const words = t('shell');
  return (
    <LanguageSwitch
      locale={locale}
      action={setLocaleAction}
      words={{
        switchLanguage: words('switchLanguage'),
        switchLanguageHint: words('switchLanguageHint'),
      }}
    />
  );
}

async function ThemeChoice() {
  const [{ t }, theme] = await Promise.all([getI18n(), getTheme()]);
  const words = t('shell');
  return (
    <ThemeSwitch
      theme={theme}
      action={setThemeAction}
      words={{
        theme: words('theme'),
        themes: {
          system: words('themes.system'),
          light: words('themes.light'),
          dark: words('themes.dark'),
        },
      }}
    />
  );
}

async function Person({ actor }: { actor: Actor }) {
  const { t } = await getI18n();
  const words = t('shell');
  return (
    <PersonMenu
      person={{ ...actor, role: t('common')(`role.${actor.role}`) }}
      theme={<ThemeChoice />}
      places={[
        { href: routes.myUsage, word: words('myUsage') },
        { href: routes.alerts, word: words('alerts') },
        { href: routes.tokens, word: words('tokens') },
        { href: routes.people, word: t('people')('title') },
        { href: routes.errors, word: t('explain')('title') },
        { href: routes.lint, word: t('lint')('title') },
        { href: routes.upstreams, word: words('upstreams'), className: 'md:hidden' },
        { href: routes.guardrails, word: words('guardrails'), className: 'md:hidden' },
        { href: routes.audit, word: words('audit'), className: 'md:hidden' },
      ].map(({ href, word, className }) => (
        // A whole page load: it takes the open menu with it.
        <a
          key={href}
          href={href}
          className={cn(
            buttonVariants({ variant: 'ghost', size: 'sm' }),
            '-mx-2 w-[calc(100%+16px)] justify-start',
            className,
          )}
        >
          {word}
        </a>
      ))}
      signOut={signOutAction}
      words={{
        person: words('person', { name: actor.name }),
        role: words('role'),
        teams: words('teams'),
        noTeams: words('noTeams'),
        theme: words('theme'),
        signOut: (
          <Suspense fallback={words('signOut')}>
            <SignOutWords actor={actor} />
          </Suspense>
        ),
      }}
    />
  );
}

async function SignOutWords({ actor }: { actor: Actor }) {
  const [{ t }, isBoth] = await Promise.all([getI18n(), endsAtProvider(actor.personId)]);
  const words = t('shell');
  return isBoth ? words('signOutBoth', { name: oidcName() ?? '' }) : words('signOut');
}
