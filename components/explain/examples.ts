/** Pastes to try: texts of AWS, of curl and of a library, in no language of ours. */
export const examples = {
  forbidden: `$ curl -v https://a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com/live/get
* Connected to a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com (10.0.1.23) port 443
> GET /live/get HTTP/1.1
> Host: a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com
> Accept: */*
>
< HTTP/1.1 403 Forbidden
< x-amzn-RequestId: 0f3c2b1a-9d8e-4f7a-b6c5-d4e3f2a1b0c9
< x-amzn-ErrorType: ForbiddenException
< x-amz-apigw-id: YxN9sGoaTjMF1aA=
<
{"message":"Forbidden","code":"invalid_api_key","proxy":"httpbin-dev","docs":"/errors/invalid_api_key","requestId":"0f3c2b1a-9d8e-4f7a-b6c5-d4e3f2a1b0c9"}`,
  quota: `HTTP/1.1 429 Too Many Requests
x-amzn-RequestId: 5b1d7c2e-3f4a-4d6b-9e8f-0a1b2c3d4e5f
x-amzn-ErrorType: LimitExceededException
x-amz-apigw-id: Yx1KfEzrTjMFcDg=

{"message":"Limit Exceeded"}`,
  name: 'curl: (6) Could not resolve host: a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com',
  library: `openai.APIConnectionError: Connection error.
httpx.ConnectError: [Errno -2] Name or service not known
HTTPSConnectionPool(host='api.openai.com', port=443)`,
} as const;
