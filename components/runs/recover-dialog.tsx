'use client';

import { type ComponentProps, type ReactNode, useEffect, useState } from 'react';
import { ActionProblem } from '@/components/shell/action-problem';
import { useAskedAction } from '@/components/shell/use-asked-action';
import { useBegun } from '@/components/shell/use-begun';
import { Button, type ButtonProps } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ActionState } from '@/lib/action-state';
import { useTranslations } from '@/lib/i18n/client';

type Started = { runId: string };

/** What begins, or is asked of, a run. */
export type RecoverAction = (
  previous: ActionState<Started>,
  form: FormData,
) => Promise<ActionState<Started>>;

type Props = {
  /** On the button that opens it. */
  label: ReactNode;
  /** Its variant there. */
  variant?: ButtonProps['variant'];
  title: string;
  /** What is sent beside what `children` hold. */
  fields: Record<string, string>;
  action: RecoverAction;
  words: { submit: string; keep?: string };
  /** Of the button that begins it. */
  submitVariant?: ButtonProps['variant'];
  onSubmit?: ComponentProps<'form'>['onSubmit'];
  /** What will happen, and what there is to choose. */
  children: ReactNode;
};

/** A button, and the dialog that says what it will do before it does it. Once begun, the page shows the run. */
export function RecoverDialog({ label, variant, title, ...form }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const isHydrated = useHydrated();
  return (
    <>
      <Button
        variant={variant}
        className="disabled:opacity-100"
        disabled={!isHydrated}
        onClick={() => setIsOpen(true)}
      >
        {label}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setIsOpen(false)} title={title}>
        <RecoverForm {...form} onDone={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function RecoverForm({
  fields,
  action,
  words,
  submitVariant = 'danger',
  onSubmit,
  onDone,
  children,
}: Omit<Props, 'label' | 'variant' | 'title'> & { onDone: () => void }) {
  const t = useTranslations('recovery');
  const begun = useBegun();
  const [state, submit, isPending] = useAskedAction(action);
  useEffect(() => {
    if (state.kind !== 'ok') return;
    onDone();
    begun(state.data.runId);
  }, [state, onDone, begun]);
  return (
    <form action={submit} onSubmit={onSubmit} className="flex flex-col gap-4 text-sm">
      <ActionProblem state={state} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <DialogActions>
        <Button onClick={onDone}>{words.keep ?? t('keep')}</Button>
        <Button type="submit" variant={submitVariant} isPending={isPending}>
          {words.submit}
        </Button>
      </DialogActions>
    </form>
  );
}
