import type { KeySlot, KeySlots, SlotName } from '@/templates/proxy/key-slots';
import { AppError } from '../errors';

/** What a person says about a key: the program that calls with it, and whom to tell. Empty where nobody is named. */
export type KeyLabels = { consumer: string; owner: string };

export type KeyChange =
  | ({ kind: 'make' | 'label'; slot: SlotName } & KeyLabels)
  | { kind: 'enable' | 'disable' | 'remove'; slot: SlotName };

/**
 * The slots after a change. Throws `conflict` where the slot is not as the change takes it for: filled already, empty,
 * the only key, or one that is still on, which is to be switched off before it goes for good.
 */
export function changedSlots(slots: KeySlots, change: KeyChange): KeySlots {
  const { slot } = change;
  const key = slots[slot];
  const filled = (to: Partial<KeySlot> | null) => ({ ...slots, [slot]: to && { ...key, ...to } });
  if (change.kind === 'make') {
    if (key) refuse(`slot ${slot} holds a key`, 'taken');
    return { ...slots, [slot]: { ...labelsOf(change), enabled: true } };
  }
  if (!key) refuse(`slot ${slot} holds no key`, 'empty');
  switch (change.kind) {
    case 'label':
      return filled(labelsOf(change));
    case 'enable':
      return filled({ enabled: true });
    case 'disable':
      return filled({ enabled: false });
    case 'remove': {
      if (!slots[otherSlot(slot)]) refuse(`slot ${slot} holds the only key`, 'only');
      if (key?.enabled) refuse(`the key in slot ${slot} is on`, 'on');
      return filled(null);
    }
  }
}

export function otherSlot(slot: SlotName): SlotName {
  return slot === 'a' ? 'b' : 'a';
}

function labelsOf({ consumer, owner }: KeyLabels): KeyLabels {
  return { consumer, owner };
}

function refuse(message: string, detail: string): never {
  throw new AppError('conflict', message, { detail });
}
