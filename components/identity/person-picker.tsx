import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';

export type PersonChoice = {
  id: string;
  name: string;
  role: ReactNode;
  about: string;
  label: string;
};

/** One button for each person that can be signed in as. */
export function PersonPicker({
  people,
  next,
  action,
}: {
  people: readonly PersonChoice[];
  next: string | null;
  action: (form: FormData) => Promise<void>;
}) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      {people.map(({ id, name, role, about, label }) => (
        <li key={id}>
          <form action={action}>
            <input type="hidden" name="personId" value={id} />
            {next && <input type="hidden" name="next" value={next} />}
            <button
              type="submit"
              aria-label={label}
              aria-describedby={`${id}-about`}
              className="group flex w-full items-center gap-3 px-4 py-3 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 flex-1">
                <span className="flex items-baseline gap-2">
                  <span className="font-medium">{name}</span>
                  <span className="text-ink-muted text-xs">{role}</span>
                </span>
                <span id={`${id}-about`} className="block text-ink-muted text-xs">
                  {about}
                </span>
              </span>
              <ArrowRight
                aria-hidden
                className="size-4 shrink-0 text-ink-faint transition-transform group-hover:translate-x-0.5 group-hover:text-ink"
              />
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}
