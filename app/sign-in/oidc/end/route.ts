import { getI18n } from '@/lib/i18n/server';
import { oidcName } from '@/lib/identity/oidc-client';
import { endSessionUrl } from '@/lib/identity/oidc-end';
import { routes } from '@/lib/routes';

/**
 * Goes on to the provider to end the session there. A page that refreshes, and no redirect: a form without a script was
 * sent here, and the policy lets a form lead to no other site, over redirects neither.
 */
export async function GET(): Promise<Response> {
  const url = await endSessionUrl();
  const headers = new Headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  if (!url) {
    headers.set('location', routes.signedOut);
    return new Response(null, { status: 303, headers });
  }
  const { locale, t } = await getI18n();
  const words = asHtml(t('identity')('oidc.end', { name: oidcName() ?? '' }));
  headers.set('refresh', `0;url=${url.href}`);
  headers.set('content-type', 'text/html; charset=utf-8');
  const link = `<a href="${asHtml(url.href)}">${words}</a>`;
  return new Response(
    `<!doctype html><html lang="${locale}"><title>${words}</title>${link}</html>`,
    { headers },
  );
}

function asHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
