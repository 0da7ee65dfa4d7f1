import { AwsFault } from '../context';

/** How a service's front door answers: each protocol has its own codes for the same refusal. */
type Door = 'query' | 'ec2' | 'rest' | 'json';

const doors: Record<string, Door> = {
  cloudformation: 'query',
  sts: 'query',
  iam: 'query',
  ec2: 'ec2',
  apigateway: 'rest',
  lambda: 'rest',
};

function doorOf(service: string): Door {
  return doors[service] ?? 'json';
}

/** Codes by door; JSON services answer 400 where the others answer 403 (S-SDK, common errors of each service). */
const codes = {
  unknownKey: {
    query: ['InvalidClientTokenId', 403],
    ec2: ['AuthFailure', 401],
    rest: ['UnrecognizedClientException', 403],
    json: ['UnrecognizedClientException', 400],
  },
  badSignature: {
    query: ['SignatureDoesNotMatch', 403],
    // INFERENCE: users report AuthFailure for a wrong secret; EC2's error list also has SignatureDoesNotMatch.
    ec2: ['AuthFailure', 401],
    rest: ['InvalidSignatureException', 403],
    json: ['InvalidSignatureException', 400],
  },
  badDate: {
    query: ['SignatureDoesNotMatch', 403],
    ec2: ['RequestExpired', 400],
    rest: ['InvalidSignatureException', 403],
    json: ['InvalidSignatureException', 400],
  },
  incomplete: {
    query: ['IncompleteSignature', 400],
    ec2: ['IncompleteSignature', 400],
    rest: ['IncompleteSignatureException', 403],
    json: ['IncompleteSignatureException', 400],
  },
  expired: {
    query: ['ExpiredToken', 403],
    ec2: ['RequestExpired', 400],
    rest: ['ExpiredTokenException', 403],
    json: ['ExpiredTokenException', 400],
  },
  denied: {
    query: ['AccessDenied', 403],
    ec2: ['UnauthorizedOperation', 403],
    rest: ['AccessDeniedException', 403],
    json: ['AccessDeniedException', 400],
  },
} as const satisfies Record<string, Record<Door, readonly [string, number]>>;

const ec2Texts: Partial<Record<keyof typeof codes, string>> = {
  unknownKey: 'AWS was not able to validate the provided access credentials',
  badSignature: 'AWS was not able to validate the provided access credentials',
  badDate: 'Request has expired.',
  expired: 'Request has expired.',
};

/** The error with which a service refuses a caller. `text` is what the services other than EC2 say. */
export function refusal(kind: keyof typeof codes, service: string, text: string): AwsFault {
  const door = doorOf(service);
  const [code, status] = codes[kind][door];
  if (door !== 'ec2') return new AwsFault(code, text, status);
  const own =
    kind === 'denied'
      ? `You are not authorized to perform this operation. ${text}`
      : ec2Texts[kind];
  return new AwsFault(code, own ?? text, status);
}

/** Minutes that a signature is good for: query services say 15, JSON services 5, in the message itself. */
export function skewMinutes(service: string): number {
  return ['query', 'ec2'].includes(doorOf(service)) ? 15 : 5;
}
