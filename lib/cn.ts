import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['xs', 'sm', 'md', 'lg', 'xl', '2xl'] }] } },
});

/** Class names joined; of two that say the same thing differently the last one stands. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
