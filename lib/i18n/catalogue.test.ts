import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { gatewayErrors } from '@/templates/proxy/gateway-errors';
import { catalogue } from './catalogue';
import { gatewayKey } from './gateway-key';
import { locales } from './locales';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );
}

/** Names of arguments and tags; the words inside a plural's branches are none. */
const argumentsOf = (text: string) =>
  [
    ...new Set(
      [...text.matchAll(/(?<!(?:one|other|=\d)\s)\{(\w+)(?=[,}])/g)].map(([, name]) => name ?? ''),
    ),
  ].sort();
const tagsOf = (text: string) =>
  [...new Set([...text.matchAll(/<(\w+)>/g)].map(([, name]) => name ?? ''))].sort();

const en = leaves(catalogue.en as unknown as Tree);
const ja = new Map(leaves(catalogue.ja as unknown as Tree));

describe('the catalogue', () => {
  it('has the same keys in every language', () => {
    expect([...ja.keys()].sort()).toEqual(en.map(([key]) => key).sort());
  });

  it('takes the same arguments in every language', () => {
    const shape = (text: string) => [argumentsOf(text), tagsOf(text)];
    expect(en.map(([key]) => [key, shape(ja.get(key) ?? '')])).toEqual(
      en.map(([key, text]) => [key, shape(text)]),
    );
  });

  it.each(locales)('%s can be read to the end', (locale) => {
    const faults: string[] = [];
    const translate = createTranslator<Tree>({
      locale,
      messages: catalogue[locale] as unknown as Tree,
      timeZone: 'UTC',
      onError: (error) => faults.push(error.message),
    });
    for (const [key, text] of leaves(catalogue[locale] as unknown as Tree)) {
      const values = Object.fromEntries([
        ...argumentsOf(text).map((name) => [name, 3]),
        ...tagsOf(text).map((name) => [name, (chunks: unknown) => chunks]),
      ]);
      translate.rich(key as never, values);
    }
    expect(faults).toEqual([]);
  });

  it('leaves nothing empty in one language only', () => {
    const empty = en.filter(([key, text]) => (text === '') !== (ja.get(key) === ''));
    expect(empty).toEqual([]);
  });

  it('explains every answer of the gateway', () => {
    for (const { code } of gatewayErrors) {
      const key = gatewayKey(code);
      expect(key, code).not.toBeNull();
      if (!key) continue;
      const steps = locales.map(
        (locale) => catalogue[locale].errors.gateway[key].steps.split('|').length,
      );
      expect(new Set(steps).size, code).toBe(1);
    }
  });
});
