'use client';

import { unstable_rethrow } from 'next/navigation';
import {
  type FormEvent,
  type KeyboardEvent,
  useActionState,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useTransition,
} from 'react';
import { type ActionState, idle } from '@/lib/action-state';
import type { PreviewFaults } from '@/lib/proxies/preview';
import type { ProxyFormValues } from '@/lib/proxies/schema';
import { focusField } from './error-summary';
import { refusedBy, valuesBack } from './launch-answer';
import { typedEarly } from './typed-early';
import { useDraft } from './use-draft';

export type LaunchAction = (
  state: ActionState<never>,
  form: FormData,
) => Promise<ActionState<never>>;

/**
 * A create form's life: its draft, its submit, and which faults are in sight. Faults of a field show once it was left
 * after typing or once the server refused it; the server's own word stays until the field changes.
 */
export function useLaunchForm({
  action,
  storageKey,
  initial,
  isPrefilled,
  focus,
  order,
}: {
  action: LaunchAction;
  storageKey: string;
  initial: ProxyFormValues;
  isPrefilled: boolean;
  /** The field that a link leads to. */
  focus: string | null;
  /** The fields in the order of the page: the first faulty one gets the focus. */
  order: readonly string[];
}) {
  // React's own way serves a submit before hydration; its answer is where this page begins.
  const [posted, post] = useActionState(action, idle);
  const [state, setState] = useState<ActionState<never>>(posted);
  const [isUnreached, setIsUnreached] = useState(false);
  const [isPending, startTransition] = useTransition();
  const [first] = useState(() => valuesBack(state, initial));
  const draft = useDraft(storageKey, first, isPrefilled || first !== initial);
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState(() => refusedBy(state));
  const [answered, setAnswered] = useState(state);
  const element = useRef<HTMLFormElement>(null);
  const takeOver = useRef(() => {
    const early = element.current ? typedEarly(element.current, first) : {};
    if (Object.keys(early).length > 0) draft.change(early);
  });

  const keep = useRef(draft.keep);
  keep.current = draft.keep;

  useLayoutEffect(() => takeOver.current(), []);

  useEffect(() => {
    if (focus && order.includes(focus)) focusField(focus);
  }, [focus, order]);

  if (answered !== state) {
    setAnswered(state);
    const errors = refusedBy(state);
    setRefused(errors);
    setShown(new Set([...shown, ...Object.keys(errors)]));
  }

  useEffect(() => {
    if (state.kind !== 'idle') keep.current();
    const errors = refusedBy(state);
    const faulty = order.find((field) => errors[field]);
    if (faulty) focusField(faulty);
  }, [state, order]);

  function change(patch: Partial<ProxyFormValues>) {
    const names = Object.keys(patch);
    setTouched(new Set([...touched, ...names]));
    setRefused(
      Object.fromEntries(Object.entries(refused).filter(([name]) => !names.includes(name))),
    );
    draft.change(patch);
  }

  const faultsOf = (live: PreviewFaults | null) => (field: string) => {
    if (refused[field]) return refused[field];
    if (!shown.has(field)) return [];
    return (live ?? []).filter((fault) => fault.field === field).map(({ message }) => message);
  };

  /** A reply that never came is told here; thrown on, it would take the page and what was typed with it. */
  async function send(form: FormData) {
    setIsUnreached(false);
    try {
      setState(await action(idle, form));
    } catch (error) {
      unstable_rethrow(error);
      draft.keep();
      setIsUnreached(true);
    }
  }

  const formProps = {
    ref: element,
    // For a submit before hydration; afterwards onSubmit takes over, since React would reset the fields.
    action: post,
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      if (isPending) return;
      draft.submitted();
      const form = new FormData(event.currentTarget);
      startTransition(() => send(form));
    },
    // The Enter that ends an input method's composition must not launch anything (229 is Safari's).
    onKeyDown: (event: KeyboardEvent<HTMLFormElement>) => {
      const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
      if (event.key === 'Enter' && isComposing) event.preventDefault();
    },
    onBlur: (event: { target: EventTarget }) => {
      const name = (event.target as HTMLInputElement).name;
      if (name && touched.has(name)) setShown(new Set([...shown, name]));
    },
  };

  // What the fields say already is not said again as a problem of the whole.
  const isSaid = Object.keys(refusedBy(state)).length > 0;
  return {
    problem: isSaid ? idle : state,
    isUnreached,
    isPending,
    draft,
    change,
    faultsOf,
    refused,
    formProps,
  };
}
