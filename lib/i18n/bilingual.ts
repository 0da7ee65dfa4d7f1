import { createTranslator } from 'use-intl/core';
import { catalogue, type Messages } from './catalogue';
import type { Locale } from './locales';

/** The words of a document that speaks both languages at once, whoever reads it. */
export type Bilingual = ReturnType<typeof bilingual>;

export function bilingual() {
  return { en: wordsOf('en'), ja: wordsOf('ja') };
}

function wordsOf(locale: Locale) {
  const of = <N extends 'passport' | 'proof' | 'probe' | 'run' | 'traffic' | 'audit' | 'upstreams'>(
    namespace: N,
  ) =>
    createTranslator<Messages, N>({
      locale,
      messages: catalogue[locale],
      namespace,
      timeZone: 'UTC',
    });
  return {
    passport: of('passport'),
    proof: of('proof'),
    probe: of('probe'),
    run: of('run'),
    traffic: of('traffic'),
    audit: of('audit'),
    upstreams: of('upstreams'),
  };
}
