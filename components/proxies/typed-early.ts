import type { FormValues } from './use-draft';

/**
 * What somebody typed, chose or ticked in the server's HTML before React took it over: the fields whose controls say
 * something else than they were rendered with. Fields without a control are left alone.
 */
export function typedEarly<V extends FormValues>(form: HTMLFormElement, rendered: V): Partial<V> {
  const posted = new FormData(form);
  const patch: FormValues = {};
  for (const [name, before] of Object.entries(rendered)) {
    const control = form.elements.namedItem(name);
    if (!control || (control instanceof HTMLInputElement && control.type === 'hidden')) continue;
    const texts = posted.getAll(name).filter((value) => typeof value === 'string');
    const now = Array.isArray(before) ? texts : (texts.at(-1) ?? '');
    if (String(now) !== String(before)) patch[name] = now;
  }
  return patch as Partial<V>;
}
