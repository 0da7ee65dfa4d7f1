import { AwsFault } from '../../context';

/**
 * What a handler says of something that was made and did not become ready (docwho2/java-connect-lex-chatgpt#36, of a
 * function's version; that a function is told of so too is INFERENCE).
 */
export class NotStabilized extends AwsFault {
  constructor(type: string, identifier: string, reason: string) {
    super(
      'NotStabilized',
      `Resource of type '${type}' with identifier '${identifier}' did not stabilize. Status Reason is ${reason}`,
    );
  }
}
