import { AwsFault } from '../../context';

/** What a handler itself finds before it asks the service (aws-solutions/amazon-marketing-cloud-uploader-from-aws#167). */
export class AlreadyExists extends AwsFault {
  constructor(type: string, identifier: Record<string, string>) {
    const paths = Object.entries(identifier).map(([name, value]) => [`/properties/${name}`, value]);
    super(
      'AlreadyExists',
      `Resource of type '${type}' with identifier '${JSON.stringify(Object.fromEntries(paths))}' already exists.`,
    );
  }
}
