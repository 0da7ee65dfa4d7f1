import { ec2QueryService } from '../wire/ec2-query';

export const service = ec2QueryService({});
