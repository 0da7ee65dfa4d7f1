export const locales = ['en', 'ja'] as const;
export type Locale = (typeof locales)[number];

/** The cookie that a person's choice of language is kept in. */
export const localeCookie = 'locale';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The cookie that a person's choice of theme is kept in; without it the theme follows the system. */
export const themeCookie = 'theme';

export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale);
}

export function isTheme(value: unknown): value is Theme {
  return themes.includes(value as Theme);
}

/** The person's choice, else the best of `Accept-Language` (RFC 9110 §12.5.4), else English. Never by address. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const weight = parameters.find((text) => text.trim().startsWith('q='));
      const quality = weight ? Number(weight.trim().slice(2)) : 1;
      return { language: tag.trim().toLowerCase().split('-')[0], quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const found = wanted.find(({ language }) => isLocale(language) || language === '*')?.language;
  return isLocale(found) ? found : 'en';
}
