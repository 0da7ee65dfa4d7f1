import { badRequest, conflict, requireApi } from '../../apigateway/faults';
import { newId } from '../../apigateway/ids';
import type { ResourceProvider } from '../../context';
import { generatedName, noAttribute, text } from './property-values';

const type = 'AWS::ApiGateway::Model';

export const modelProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const { properties } = request;
    const api = requireApi(context, String(properties.RestApiId));
    // Model names are alphanumeric, so the generated one loses its dashes.
    const name = text(properties.Name) ?? generatedName(request).replace(/[^A-Za-z0-9]/g, '');
    if (api.models[name]) throw conflict('Model name already exists for this REST API');
    const description = text(properties.Description);
    api.models[name] = {
      id: newId(6),
      name,
      contentType: text(properties.ContentType) ?? 'application/json',
      schema: schemaOf(properties.Schema),
      ...(description === undefined ? {} : { description }),
    };
    return { physicalId: name };
  },
  async update(context, { properties, physicalId }) {
    const model = requireApi(context, String(properties.RestApiId)).models[physicalId];
    if (model) model.schema = schemaOf(properties.Schema);
  },
  async delete(context, { properties, physicalId }) {
    const api = context.apigateway.apis.get(String(properties.RestApiId));
    if (!api) return;
    for (const resource of Object.values(api.resources)) {
      for (const method of Object.values(resource.methods)) {
        if (!Object.values(method.requestModels).includes(physicalId)) continue;
        // Measured: LocalStack's snapshots.
        throw badRequest(
          `Cannot delete model '${physicalId}', is referenced in method request: /${resource.path}/${method.httpMethod}`,
        );
      }
    }
    delete api.models[physicalId];
  },
  attribute(_context, _physicalId, name) {
    return noAttribute(type, name);
  },
};

function schemaOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? {});
}
