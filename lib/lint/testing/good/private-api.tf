# The documented private API: two zones, an endpoint policy, deny and allow, deployed by hash.
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.here.region}.execute-api"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [for subnet in aws_subnet.private : subnet.id]
  security_group_ids  = [aws_security_group.endpoint.id]
  private_dns_enabled = true
  policy              = data.aws_iam_policy_document.endpoint.json
}

resource "aws_security_group" "endpoint" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}

resource "aws_api_gateway_rest_api" "egress" {
  name = "egress"
  endpoint_configuration {
    types            = ["PRIVATE"]
    vpc_endpoint_ids = [aws_vpc_endpoint.api.id]
  }
  policy = <<-POLICY
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*",
       "Condition": {"StringNotEquals": {"aws:SourceVpc": "${aws_vpc.main.id}"}}},
      {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}]}
  POLICY
}

resource "aws_api_gateway_resource" "any" {
  rest_api_id = aws_api_gateway_rest_api.egress.id
  parent_id   = aws_api_gateway_rest_api.egress.root_resource_id
  path_part   = "{proxy+}"
}

resource "aws_api_gateway_method" "any" {
  for_each         = { root = aws_api_gateway_rest_api.egress.root_resource_id, any = aws_api_gateway_resource.any.id }
  rest_api_id      = aws_api_gateway_rest_api.egress.id
  resource_id      = aws_api_gateway_rest_api.egress.root_resource_id
  http_method      = "ANY"
  authorization    = "NONE"
  api_key_required = true
}

resource "aws_api_gateway_integration" "any" {
  rest_api_id             = aws_api_gateway_rest_api.egress.id
  resource_id             = aws_api_gateway_resource.any.id
  http_method             = "ANY"
  type                    = "HTTP_PROXY"
  integration_http_method = "ANY"
  uri                     = "https://api.example.com/{proxy}"
  request_parameters = {
    "integration.request.path.proxy"       = "method.request.path.proxy"
    "integration.request.header.x-api-key" = "'none'"
  }
  timeout_milliseconds    = 29000
}

resource "aws_api_gateway_deployment" "now" {
  rest_api_id = aws_api_gateway_rest_api.egress.id
  triggers = {
    hash = sha1(jsonencode([aws_api_gateway_integration.any, aws_api_gateway_rest_api.egress.policy]))
  }
  lifecycle { create_before_destroy = true }
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.egress.id
  deployment_id = aws_api_gateway_deployment.now.id
  stage_name    = "live"
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = "$context.requestId $context.status"
  }
}

resource "aws_lambda_function" "probe" {
  function_name = "probe"
  runtime       = "nodejs24.x"
  timeout       = 35
  vpc_config {
    subnet_ids         = [for subnet in aws_subnet.private : subnet.id]
    security_group_ids = [aws_security_group.endpoint.id]
  }
}
