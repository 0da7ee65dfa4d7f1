export type KeySummary = {
  keyId: string;
  slot: 'A' | 'B' | 'probe';
  name: string;
  isEnabled: boolean;
  createdAt: Date;
  /** Fixed length, whatever the value's. */
  mask: string;
};
