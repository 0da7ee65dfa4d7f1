import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { type Locale, type Theme, themes } from '@/lib/i18n/locales';

type FormAction = (form: FormData) => Promise<void>;

/** One press shows the page in the other language, in place. The word is in the language it leads to. */
export function LanguageSwitch({
  locale,
  action,
  words,
}: {
  locale: Locale;
  action: FormAction;
  words: { switchLanguage: string; switchLanguageHint: string };
}) {
  const other: Locale = locale === 'en' ? 'ja' : 'en';
  return (
    <form action={action}>
      <input type="hidden" name="locale" value={other} />
      <Button type="submit" variant="ghost" size="sm" lang={other} title={words.switchLanguageHint}>
        {words.switchLanguage}
      </Button>
    </form>
  );
}

/** Light, dark, or as the system says. Kept in a cookie, so that the server draws the right one at once. */
export function ThemeSwitch({
  theme,
  action,
  words,
}: {
  theme: Theme;
  action: FormAction;
  words: { theme: string; themes: Record<Theme, string> };
}) {
  return (
    <form action={action}>
      <fieldset className="flex rounded-md border border-line bg-subtle p-0.5">
        <legend className="sr-only">{words.theme}</legend>
        {themes.map((each) => (
          <button
            key={each}
            type="submit"
            name="theme"
            value={each}
            aria-pressed={each === theme}
            className={cn(
              'h-6 flex-1 rounded-sm px-2 text-xs transition-colors max-md:h-10',
              each === theme
                ? 'bg-surface font-medium text-ink inset-ring inset-ring-line'
                : 'text-ink-muted hover:text-ink',
            )}
          >
            {words.themes[each]}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
