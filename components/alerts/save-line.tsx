import type { AskedState } from '@/components/shell/use-asked-action';
import { Button } from '@/components/ui/button';

/** The button that saves a form, and beside it that it was saved. */
export function SaveLine({
  state,
  isPending,
  words,
}: {
  state: AskedState<unknown>;
  isPending: boolean;
  words: { save: string; saved: string };
}) {
  return (
    <div className="flex items-center gap-3">
      <Button type="submit" isPending={isPending}>
        {words.save}
      </Button>
      <span role="status" className="text-ink-muted text-sm">
        {state.kind === 'ok' && !isPending && words.saved}
      </span>
    </div>
  );
}
