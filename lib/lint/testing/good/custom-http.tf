# A custom integration done well: statuses chosen by pattern, headers mapped, the body mapped from the upstream's.
resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.orders.http_method
  type                    = "HTTP"
  integration_http_method = "GET"
  uri                     = "https://shop.example.com/orders"
  request_parameters = {
    "integration.request.header.Authorization" = "method.request.header.Authorization"
  }
}

resource "aws_api_gateway_integration_response" "orders" {
  for_each          = toset(["200", "4\\d{2}", "5\\d{2}"])
  rest_api_id       = aws_api_gateway_rest_api.shop.id
  resource_id       = aws_api_gateway_resource.orders.id
  http_method       = aws_api_gateway_method.orders.http_method
  status_code       = each.key
  selection_pattern = each.value
  response_templates = {
    "application/json" = "{\"orders\": $input.json('$.items')}"
  }
}
