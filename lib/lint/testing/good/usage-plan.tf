# A plan with a key for each consumer; a value is brought by a variable, never written down.
resource "aws_api_gateway_api_key" "consumer" {
  for_each = var.consumers
  name     = each.key
  value    = each.value
}

resource "aws_api_gateway_api_key" "generated" {
  name    = "generated"
  enabled = true
}

resource "aws_api_gateway_usage_plan" "daily" {
  name = "daily"
  api_stages {
    api_id = aws_api_gateway_rest_api.api.id
    stage  = aws_api_gateway_stage.live.stage_name
  }
  quota_settings {
    limit  = 1000
    period = "DAY"
  }
  dynamic "throttle_settings" {
    for_each = var.throttle == null ? [] : [var.throttle]
    content {
      burst_limit = throttle_settings.value.burst
      rate_limit  = throttle_settings.value.rate
    }
  }
}

resource "aws_api_gateway_usage_plan_key" "consumer" {
  for_each      = aws_api_gateway_api_key.consumer
  key_id        = each.value.id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.daily.id
}

resource "aws_api_gateway_method" "get" {
  rest_api_id      = aws_api_gateway_rest_api.api.id
  resource_id      = aws_api_gateway_resource.rates.id
  http_method      = "GET"
  authorization    = "NONE"
  api_key_required = true
}

resource "aws_api_gateway_integration" "get" {
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_resource.rates.id
  http_method             = aws_api_gateway_method.get.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "https://rates.example.com/v1/rates"
  request_parameters = {
    "integration.request.header.x-api-key" = "'none'"
  }
}

resource "aws_api_gateway_resource" "rates" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "rates"
}

resource "aws_api_gateway_rest_api" "api" {
  name = "rates"
}
