# The definition as a text: statuses are mapped by pattern, the header callers authorise themselves with is passed on.
resource "aws_api_gateway_rest_api" "ledger" {
  name = "ledger"
  body = <<-EOT
    openapi: 3.0.1
    info: { title: ledger, version: "1" }
    paths:
      /entries/{id}:
        get:
          parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
          x-amazon-apigateway-integration:
            type: http
            httpMethod: GET
            uri: https://ledger.example.com/entries/{id}
            requestParameters:
              integration.request.path.id: method.request.path.id
              integration.request.header.Authorization: method.request.header.Authorization
            responses:
              default: { statusCode: "200" }
              "4\\d{2}": { statusCode: "400" }
              "5\\d{2}": { statusCode: "502", responseTemplates: { application/json: '{"message":"upstream"}' } }
  EOT
}

resource "aws_api_gateway_deployment" "ledger" {
  rest_api_id = aws_api_gateway_rest_api.ledger.id
  triggers    = { body = sha1(aws_api_gateway_rest_api.ledger.body) }
}
