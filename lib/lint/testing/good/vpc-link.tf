# A private integration in Terraform: load balancer, link, and a header that says who forwarded.
resource "aws_lb" "inside" {
  name               = "inside"
  internal           = true
  load_balancer_type = "network"
  subnets            = var.subnet_ids
}

resource "aws_api_gateway_vpc_link" "inside" {
  name        = "inside"
  target_arns = [aws_lb.inside.arn]
}

resource "aws_api_gateway_rest_api" "edge" {
  name = "edge"
}

resource "aws_api_gateway_resource" "health" {
  rest_api_id = aws_api_gateway_rest_api.edge.id
  parent_id   = aws_api_gateway_rest_api.edge.root_resource_id
  path_part   = "health"
}

resource "aws_api_gateway_method" "health" {
  rest_api_id   = aws_api_gateway_rest_api.edge.id
  resource_id   = aws_api_gateway_resource.health.id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "health" {
  rest_api_id             = aws_api_gateway_rest_api.edge.id
  resource_id             = aws_api_gateway_resource.health.id
  http_method             = aws_api_gateway_method.health.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "http://${aws_lb.inside.dns_name}/health"
  connection_type         = "VPC_LINK"
  connection_id           = aws_api_gateway_vpc_link.inside.id
  request_parameters = {
    "integration.request.header.X-Forwarded-By" = "'edge'"
  }
}
