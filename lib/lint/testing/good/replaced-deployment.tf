# A deployment that is replaced with its integration, beside a load balancer with a group of its own.
resource "aws_api_gateway_rest_api" "api" {
  name = "orders"
  tags = merge({
    // What the team's report doesn't know otherwise, "as is"
    team = "orders"
  }, var.tags)
}

resource "aws_api_gateway_integration" "root" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  resource_id = aws_api_gateway_rest_api.api.root_resource_id
  http_method = "GET"
  type        = "MOCK"
}

resource "aws_api_gateway_integration_response" "root" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  resource_id = aws_api_gateway_integration.root.resource_id
  http_method = "GET"
  status_code = "200"
}

resource "aws_api_gateway_deployment" "live" {
  depends_on  = [aws_api_gateway_integration_response.root]
  rest_api_id = aws_api_gateway_rest_api.api.id

  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [aws_api_gateway_integration.root]
  }
}

resource "aws_security_group" "balancer" {
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb" "balancer" {
  security_groups = [aws_security_group.balancer.id]
}

resource "aws_cloudformation_stack" "topic" {
  name          = "topic"
  template_body = <<-EOT
Resources:
  Topic:
    Type: AWS::SNS::Topic
EOT
}
