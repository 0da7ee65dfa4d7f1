'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { ActionState } from '@/lib/action-state';
import type { Finding } from '@/lib/governance/types';
import { useTranslations } from '@/lib/i18n/client';
import type { ProxyPreview } from '@/lib/proxies/preview';
import type { ProxyFormValues } from '@/lib/proxies/schema';

/** Bounds of the schema, handed down by the page so that the form need not load the schema to name them. */
export type FormBounds = {
  urlMax: number;
  descriptionMax: number;
  quotaMax: number;
  rateMax: number;
  burstMax: number;
  /** Longest timeout of each preset, in seconds. */
  timeoutMax: { plain: number; llm: number };
};

/** Asks AWS anew which VPCs there are. */
export type RefreshVpcsAction = (
  previous: ActionState<void>,
  form: FormData,
) => Promise<ActionState<void>>;

export type FormScope = {
  values: ProxyFormValues;
  change: (patch: Partial<ProxyFormValues>) => void;
  /** Keys of `create.invalid`, or plain text from the server. */
  faultsOf: (field: string) => readonly string[];
  /** What the guardrails say of a field, as it is typed. */
  findingsOf: (field: string) => readonly Finding[];
  /** The typed upstream, and what the register knows of it. */
  upstream: ProxyPreview['upstream'];
  /** Registered hosts that may be called, to choose from. */
  hosts: readonly string[];
  bounds: FormBounds;
  refreshVpcs: RefreshVpcsAction;
  /** How many keys callers have: one is made with a proxy. */
  keyCount: number;
};

const Scope = createContext<FormScope | null>(null);

export function FormScopeProvider({ scope, children }: { scope: FormScope; children: ReactNode }) {
  return <Scope value={scope}>{children}</Scope>;
}

/** The create form's state, for its sections. */
export function useFormScope(): FormScope {
  const scope = useContext(Scope);
  if (!scope) throw new Error('a form section outside its form');
  return scope;
}

/** Fields that hold one text. */
export type TextFieldName = {
  [K in keyof ProxyFormValues]: ProxyFormValues[K] extends string ? K : never;
}[keyof ProxyFormValues];

/** The messages under a field, in the viewer's language. */
export function useErrorsOf(): (field: string) => string[] {
  const { faultsOf, ...scope } = useFormScope();
  const word = useFaultWords(scope);
  return (field) => faultsOf(field).map(word);
}

/** A fault's key as words; text that is no key stands as it is. */
export function useFaultWords({
  values,
  bounds,
}: Pick<FormScope, 'values' | 'bounds'>): (message: string) => string {
  const t = useTranslations('create.invalid');
  const { timeoutMax, ...rest } = bounds;
  const args = { ...rest, timeoutMax: timeoutMax[values.preset === 'llm' ? 'llm' : 'plain'] };
  return (message) => {
    const key = message as Parameters<typeof t>[0];
    return t.has(key) ? t(key, args) : message;
  };
}
