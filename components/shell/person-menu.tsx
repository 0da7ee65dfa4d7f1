import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

type FormAction = (form: FormData) => Promise<void>;

/** Who is signed in and as what, the theme, and the way out. The browser's own popover: it needs no script. */
export function PersonMenu({
  person,
  theme,
  places,
  signOut,
  words,
}: {
  person: { name: string; email: string; role: string; teams: readonly string[] };
  theme: ReactNode;
  /** The ways to what is the person's own: usage, alerts, tokens. */
  places: ReactNode;
  signOut: FormAction;
  words: {
    person: string;
    role: string;
    teams: string;
    noTeams: string;
    theme: string;
    signOut: ReactNode;
  };
}) {
  const rows = [
    [words.role, person.role],
    [words.teams, person.teams.length > 0 ? person.teams.join(', ') : words.noTeams],
  ];
  return (
    <>
      <Button variant="ghost" size="sm" popoverTarget="person-menu" aria-label={words.person}>
        <span
          aria-hidden="true"
          className="grid size-5 place-items-center rounded-full bg-accent-soft text-[10px] text-accent"
        >
          {initials(person.name)}
        </span>
        <span className="max-w-32 truncate text-ink max-md:sr-only">{person.name}</span>
        <ChevronDown aria-hidden />
      </Button>
      <div id="person-menu" popover="auto" className="anchored-end w-64 p-3">
        <p className="truncate font-medium">{person.name}</p>
        <p className="truncate text-ink-muted text-xs">{person.email}</p>
        <dl className="mt-3 border-line border-t pt-3 text-xs">
          {rows.map(([name, text]) => (
            <div key={name} className="flex gap-2 py-0.5">
              <dt className="w-16 shrink-0 text-ink-muted">{name}</dt>
              <dd className="min-w-0">{text}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-3 border-line border-t pt-3">
          <p className="mb-1.5 text-ink-muted text-xs">{words.theme}</p>
          {theme}
        </div>
        <div className="mt-3 border-line border-t pt-2">{places}</div>
        <form action={signOut} className="mt-2 border-line border-t pt-2">
          <Button
            type="submit"
            variant="ghost"
            size="sm"
            className="-mx-2 w-[calc(100%+16px)] justify-start"
          >
            {words.signOut}
          </Button>
        </form>
      </div>
    </>
  );
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .join('')
    .slice(0, 2);
}
