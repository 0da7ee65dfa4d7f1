import {
  Activity,
  ChartColumn,
  Globe,
  House,
  Inbox,
  Network,
  ScrollText,
  ShieldCheck,
  Waypoints,
} from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { routes } from '@/lib/routes';
import { Mark } from './mark';
import { NavLink } from './nav-link';

type Words = {
  product: string;
  navigation: string;
  home: string;
  proxies: string;
  networks: string;
  usage: string;
  runs: string;
  requests: string;
  upstreams: string;
  guardrails: string;
  audit: string;
};

const places = [
  { href: routes.home, word: 'home', Icon: House },
  { href: routes.proxies, word: 'proxies', Icon: Waypoints },
  { href: routes.networks, word: 'networks', Icon: Network },
  { href: routes.usage, word: 'usage', Icon: ChartColumn },
  { href: routes.runs, word: 'runs', Icon: Activity },
  { href: routes.requests, word: 'requests', Icon: Inbox },
  { href: routes.upstreams, word: 'upstreams', Icon: Globe, isWideOnly: true },
  { href: routes.guardrails, word: 'guardrails', Icon: ShieldCheck, isWideOnly: true },
  { href: routes.audit, word: 'audit', Icon: ScrollText, isWideOnly: true },
] as const;

/** A phone's foot has room for six; its menu has the others. */
const narrow = places.filter((place) => !('isWideOnly' in place));

/** The left rail; on a phone the places most asked for stand at the foot of the screen. */
export function Navigation({
  words,
  marks,
}: {
  words: Words;
  /** What stands behind a place's name, such as how much waits there. */
  marks: Partial<Record<keyof Words, ReactNode>>;
}) {
  return (
    <>
      <div className="hidden w-52 shrink-0 border-line border-r md:block">
        <nav aria-label={words.navigation} className="sticky top-0 flex h-dvh flex-col">
          <Brand product={words.product} className="h-(--bar-top) px-4" />
          <div className="flex flex-col gap-0.5 px-2 pt-2">
            {places.map(({ href, word, Icon }) => (
              <NavLink
                key={word}
                href={href}
                className="flex h-8 items-center gap-2.5 rounded-md px-2 text-ink-muted text-sm transition-colors hover:bg-subtle hover:text-ink aria-[current=page]:bg-subtle aria-[current=page]:font-medium aria-[current=page]:text-ink"
              >
                <Icon aria-hidden className="size-4" />
                {words[word]}
                <span className="ml-auto">{marks[word]}</span>
              </NavLink>
            ))}
          </div>
        </nav>
      </div>
      <nav
        aria-label={words.navigation}
        className="fixed inset-x-0 bottom-0 z-20 flex h-(--bar-bottom) border-line border-t bg-surface md:hidden"
      >
        {narrow.map(({ href, word, Icon }) => (
          <NavLink
            key={word}
            href={href}
            className="flex flex-1 flex-col items-center justify-center gap-1 text-ink-muted text-xs focus-visible:-outline-offset-2 aria-[current=page]:font-medium aria-[current=page]:text-accent"
          >
            <Icon aria-hidden className="size-5" />
            {words[word]}
          </NavLink>
        ))}
      </nav>
    </>
  );
}

export function Brand({ product, className = '' }: { product: string; className?: string }) {
  return (
    <div className={`flex items-center ${className}`}>
      <Link
        prefetch={false}
        href={routes.home}
        className="flex items-center gap-2 rounded-sm font-semibold"
      >
        <Mark className="size-5 text-accent" />
        {product}
      </Link>
    </div>
  );
}
