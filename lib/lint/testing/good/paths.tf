# An allow-list: two paths, each with its own constant address; the statuses of the legacy one are mapped by pattern.
resource "aws_api_gateway_rest_api" "partner" {
  name   = "partner"
  policy = file("${path.module}/policy.json")
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}

resource "aws_api_gateway_resource" "path" {
  for_each    = toset(["quote", "order"])
  rest_api_id = aws_api_gateway_rest_api.partner.id
  parent_id   = aws_api_gateway_rest_api.partner.root_resource_id
  path_part   = each.key
}

resource "aws_api_gateway_method" "post" {
  for_each      = aws_api_gateway_resource.path
  rest_api_id   = aws_api_gateway_rest_api.partner.id
  resource_id   = each.value.id
  http_method   = "POST"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "post" {
  for_each                = aws_api_gateway_resource.path
  rest_api_id             = aws_api_gateway_rest_api.partner.id
  resource_id             = each.value.id
  http_method             = "POST"
  type                    = "HTTP_PROXY"
  integration_http_method = "POST"
  uri                     = "https://partner.example.com/api/${each.key}"
  timeout_milliseconds    = 10000
}

resource "aws_api_gateway_deployment" "now" {
  rest_api_id = aws_api_gateway_rest_api.partner.id
  triggers    = { api = sha1(jsonencode([aws_api_gateway_method.post, aws_api_gateway_integration.post])) }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.partner.id
  deployment_id = aws_api_gateway_deployment.now.id
  stage_name    = "live"
  tags          = merge(var.tags, { stage = "live" })
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = <<-EOT
      {"id":"$context.requestId","status":"$context.status"}
    EOT
  }
}
