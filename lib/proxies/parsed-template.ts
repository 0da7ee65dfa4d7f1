import { templateOf } from '@/templates/parse-template';
import type { AnyTemplate } from '@/templates/resolve';

/** Far more stacks than anybody looks at in a while; a template is some tens of kilobytes. */
const templatesMax = 300;

const parsed = new Map<string, AnyTemplate | null>();

/** A template's text as an object, read once however many look: parsing is most of what a proof takes. */
export function parsedTemplate(text: string): AnyTemplate | null {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (parsed.size >= templatesMax) parsed.clear();
  const template = templateOf(text);
  parsed.set(text, template);
  return template;
}
