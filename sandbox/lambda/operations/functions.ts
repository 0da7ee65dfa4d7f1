import { AwsFault } from '../../context';
import { cutPage } from '../../pages';
import type { RestOperation } from '../../wire/rest-json';
import { deleteFunction, requireFunction } from '../functions';
import { renderConfiguration } from '../render';

const functionPath = '/2015-03-31/functions/{FunctionName}';

export const functionOperations: Record<string, RestOperation> = {
  GetFunction: {
    method: 'GET',
    path: functionPath,
    run: async (context, { path }) => {
      const fn = requireFunction(context, path.FunctionName ?? '');
      return {
        json: {
          Configuration: renderConfiguration(context, fn),
          Code: {
            RepositoryType: 'S3',
            Location: `https://awslambda-${context.region}-tasks.s3.${context.region}.amazonaws.com/`,
          },
          Tags: fn.tags,
          ...(fn.reservedConcurrency === null
            ? {}
            : { Concurrency: { ReservedConcurrentExecutions: fn.reservedConcurrency } }),
        },
      };
    },
  },
  GetFunctionConfiguration: {
    method: 'GET',
    path: `${functionPath}/configuration`,
    run: async (context, { path }) => ({
      json: renderConfiguration(context, requireFunction(context, path.FunctionName ?? '')),
    }),
  },
  ListFunctions: {
    method: 'GET',
    path: '/2015-03-31/functions',
    run: async (context, { query }, request) => {
      const all = [...context.lambda.functions.values()];
      const { page, nextToken } = cutPage(all, request, {
        token: query.get('Marker'),
        size: Number(query.get('MaxItems') ?? 50),
        idOf: ({ name }) => name,
        invalid: () => new AwsFault('InvalidParameterValueException', 'Invalid Marker'),
      });
      return {
        json: {
          Functions: page.map((fn) => renderConfiguration(context, fn)),
          ...(nextToken === undefined ? {} : { NextMarker: nextToken }),
        },
      };
    },
  },
  DeleteFunction: {
    method: 'DELETE',
    path: functionPath,
    run: async (context, { path }) => {
      deleteFunction(context, path.FunctionName ?? '');
      return { status: 204 };
    },
  },
};
