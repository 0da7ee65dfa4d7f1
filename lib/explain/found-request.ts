/** How far back a request is looked for. */
export const daysSearched = 3;

/** What the access log says of one request; null where it has no such value. Holds no path and no address. */
export type FoundRequest =
  | {
      kind: 'found';
      at: Date;
      status: string;
      /** GatewayResponse.ResponseType, where the gateway itself answered. */
      errorType: string | null;
      errorMessage: string | null;
      integrationStatus: string | null;
      latencyMs: number | null;
      keyId: string | null;
      endpointId: string | null;
    }
  /** `isAll` is false where the search ended before the log did. */
  | { kind: 'absent'; isAll: boolean };
