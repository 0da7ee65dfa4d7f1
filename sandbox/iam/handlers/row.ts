export type Verb = 'create' | 'update' | 'delete';

/**
 * A right that a resource type's handler uses: the action; the resource, in which `{Name}` stands for a property
 * and `{id}` for the physical id; and when. `Name` means where that property is given, `~Name` where it changes,
 * `+tags` where there are tags to set, `-tags` where an update takes some away; without it, always.
 */
export type Row = readonly [action: string, on: string, when?: string];

/**
 * From the `handlers.*.permissions` of AWS's provider schemas (aws-facts S-LSP; pulumi-aws-native's copies of
 * 2026-08-07 for Lambda). A schema lists what a handler may need: which calls are bound to which property is
 * INFERENCE from the service's API.
 */
export type HandlerTable = Record<string, Partial<Record<Verb, readonly Row[]>>>;
