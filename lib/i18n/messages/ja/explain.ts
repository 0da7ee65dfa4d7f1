import type { Same } from '../../same';
import type { explain as en } from '../en/explain';

export const explain: Same<typeof en> = {
  title: 'このエラーの意味は?',
  lead: 'プライベート API の応答、ヘッダー、curl の記録、ライブラリのエラー、リクエスト ID を貼り付けてください。',
  private: '内容はブラウザー内で読み取り、どこにも送信しません。表示からは秘密の値を取り除きます。',
  label: 'エラー',
  placeholder: 'HTTP/1.1 403 Forbidden…',
  clear: '消去',
  examples: '例:',
  example: {
    forbidden: '403',
    quota: '429',
    name: 'ホスト名エラー',
    library: 'ライブラリのエラー',
  },
  result: '意味',
  cannotTell: '判断できません',
  cannotTellText:
    'API Gateway やクライアントのものと分かる内容がありません。ステータスとヘッダーを含む応答全体を貼り付けてください。',
  askHeaders:
    '本文だけでは、接続先が返したものかもしれません。ヘッダーがあれば確定できます。curl -i でもう一度呼び出し、出力全体を貼り付けてください。',
  askTranscript:
    'これらの場合、AWS の応答はどれも同じです。送信内容が分かれば候補を絞れます。curl -v でもう一度呼び出し、出力全体を貼り付けてください。',
  askClient:
    'クライアントの報告だけではここまでです。名前、アドレス、終わった段階が分かれば候補を絞れます。curl -v でもう一度呼び出し、出力全体を貼り付けてください。',
  answeredBy: '応答したもの',
  by: {
    gateway: 'API Gateway 自身',
    upstream: '接続先 (API Gateway はそのまま返しています)',
    nobody: 'なし (応答の前に呼び出しが終わりました)',
    unclear: 'API Gateway か接続先 (この内容では区別できません)',
  },
  causes: '{count, plural, =0 {探すべき原因はありません} other {当てはまる原因 {count} 件}}',
  hopLabel: '区間',
  certainty: { sure: '確実', likely: '有力', possible: '可能性あり' },
  confirm: '確かめるコマンド',
  evidence: '貼り付けた内容から読み取ったもの',
  evidenceOf: {
    status: 'ステータス',
    errorType: 'x-amzn-ErrorType',
    message: 'メッセージ',
    code: 'コード',
    client: 'クライアントの報告',
    host: 'ホスト',
    address: 'アドレス',
    requestId: 'リクエスト ID',
    extendedRequestId: 'x-amz-apigw-id',
  },
  masked: '秘密の値を除いた内容 (問い合わせ用)',
  page: '{code} の詳しい説明',
  check: '{name} の経路を調べる',
  log: {
    title: 'アクセスログでリクエストを探す',
    text: 'CloudWatch Logs Insights で、次のロググループを選んで実行してください。数分たっても行がなければ、リクエストは API に届いていません。手前の区間を調べてください。',
    group: 'ロググループ',
    query: 'クエリ',
    proxy: 'プロキシ',
    find: '調べる',
    findHint:
      'プロキシのアクセスログの直近 3 日分を Sluice が検索します。送信するのは ID だけです。',
    absent: '{name} のログにこのリクエストはありません',
    absentText:
      'この API に届いていないか、3 日より前のものか、直前のものでまだ書き込まれていません。',
    absentPart: 'ログが大きく、全体を検索できませんでした。下のクエリを使ってください。',
    at: '時刻',
    errorType: '応答の種類',
    integration: '接続先のステータス',
    latency: '所要時間',
    key: 'キー ID',
    endpoint: 'エンドポイント',
    none: 'なし',
  },
  types: {
    title: 'API Gateway のすべての応答',
    lead: 'API Gateway が自分で返す応答の全種類と、Sluice のプロキシの場合の説明ページです。',
    type: '種類',
    status: 'ステータス',
    page: '説明',
    varies: '不定',
    never: {
      no_authorizer: 'プロキシは返しません。オーソライザーがないためです。',
      no_body_validator: 'プロキシは返しません。本文を検証しないためです。',
      passes_any_type: 'プロキシは返しません。どの種類の本文も通すためです。',
      takes_any_path: 'プロキシは返しません。ステージのすべてのパスを受けるためです。',
    },
  },
  link: 'エラーを貼り付けて調べる',
  pasteMore: '応答全体を貼り付けると、どの原因か分かります',
  hop: {
    caller: '呼び出し元',
    route: 'サブネットと経路',
    dns: 'DNS',
    security_group: 'セキュリティグループ',
    tls: 'TLS',
    host: 'ホスト',
    endpoint_policy: 'エンドポイントポリシー',
    resource_policy: 'リソースポリシー',
    stage: 'ステージ',
    method: 'メソッド',
    authorizer: 'オーソライザー',
    waf: 'WAF',
    key: 'キー',
    plan: '使用量プラン',
    throttle: 'スロットル',
    quota: 'クォータ',
    request: 'リクエストの大きさ',
    validator: 'バリデーター',
    mapping: 'マッピング',
    gateway: 'API Gateway',
    upstream: '接続先',
  },
  meaning: {
    key_refused: 'ゲートウェイが理由を示さずに拒否しました',
    policy_denied: 'ポリシーがこの呼び出しを許可していません',
    unknown_path: 'ゲートウェイにこのパスまたはメソッドがありません',
    quota_spent: 'キーのクォータを使い切りました',
    throttled: '一度に呼び出しすぎです',
    missing_parameter: '必須のヘッダーかパラメーターがありません',
    bad_body: 'リクエストの本文が検証を通りません',
    bad_request: 'リクエストが検証を通りません',
    media_type: '本文の種類 (Content-Type) が受け付けられません',
    too_large: 'リクエストが大きすぎます',
    uri_too_long: 'パスが長すぎます',
    signature: 'Authorization ヘッダーが AWS の署名として読まれ、無効と判定されました',
    authorizer_refused: 'オーソライザーが呼び出しを拒否しました',
    authorizer_failed: 'オーソライザー自体が失敗しました',
    waf: 'ゲートウェイが拒否しましたが、キーのためではありません',
    upstream_timeout: '接続先の応答がプロキシの待ち時間を超えました',
    upstream_unreachable: 'ゲートウェイが接続先に接続できませんでした',
    gateway_timeout: '接続先の応答が時間内に来ませんでした',
    gateway_failed: '接続先が応答する前にゲートウェイで失敗しました',
    upstream_refused: '接続先が拒否しました。そこまでの経路は正常です',
    upstream_auth: '接続先が別の認証情報を求めています。そこまでの経路は正常です',
    upstream_limited: '接続先自身の制限に達しました。そこまでの経路は正常です',
    upstream_failed: '接続先で失敗しました。そこまでの経路は正常です',
    upstream_redirect: '接続先がリダイレクトを返しました。そこまでの経路は正常です',
    served: 'エラーではありません。呼び出しに応答がありました',
    status_403: '403 で拒否されましたが、どこが拒否したかは分かりません',
    status_429: '429 で制限されましたが、どこの制限かは分かりません',
    status_4xx: '拒否されましたが、どこが拒否したかは分かりません',
    status_5xx: '失敗しましたが、どこで失敗したかは分かりません',
    request_id: 'リクエスト ID です。続きはアクセスログで分かります',
    forward_proxy: 'クライアントが API ではなく HTTP プロキシに接続しました',
    tls_revocation: 'Windows が証明書の失効を確認できませんでした',
    tls_name: '証明書の名前が一致しません',
    tls_expired: '証明書がこの時刻では有効ではありません',
    tls_untrusted: 'クライアントが証明書を信頼していません',
    tls_failed: 'TLS ハンドシェイクに失敗しました',
    dns_failed: '名前を解決できません',
    connect_timeout: '接続に応答がありません',
    connect_refused: '接続が拒否されました',
    no_route: 'このアドレスへの経路がありません',
    read_timeout: '応答が来る前にクライアントが打ち切りました',
    reset: '接続が途中で切れました',
  },
  cause: {
    key_missing: {
      what: 'リクエストに x-api-key ヘッダーがありません。',
      fix: 'このプロキシのキーを x-api-key で送ってください。ライブラリやリダイレクトがヘッダーを落とすことがあります。実際に送られる内容を確かめてください。',
    },
    key_placeholder: {
      what: 'x-api-key の値が、仮の文字列か、展開されていない変数です。',
      fix: '一重引用符の中ではシェルが $NAME を展開しません。二重引用符を使い、変数が設定されているか確かめてください。',
    },
    key_malformed: {
      what: 'x-api-key の値がキーの形をしていません。短すぎる、長すぎる、または引用符や空白が混じっています。',
      fix: '引用符、空白、改行を入れずに、キー全体をコピーし直してください。',
    },
    key_wrong: {
      what: 'キーが存在しないか、無効化されているか、別のプロキシのものです。',
      fix: 'プロキシのページにあるキーと末尾を比べ、そのキーが有効か確かめてください。',
    },
    key_not_in_plan: {
      what: 'キーが、この API とステージの使用量プランに入っていません。',
      fix: 'キーをプロキシの使用量プランに、プランをステージに関連付けてください。ステージを作り直すデプロイで外れることがあります。',
    },
    key_fresh: {
      what: 'キーが数分前に作成または有効化されたばかりで、まだ行き渡っていません。',
      fix: '3 分ほど繰り返し試してから、ほかを調べてください。',
    },
    api_unknown: {
      what: 'エンドポイントがこのプライベート API を知りません。ホストの ID が違うか、パブリック API です。',
      fix: 'プロキシのページの URL とホストを比べてください。プライベート DNS のある VPC からは、同じリージョンのパブリック API を標準の名前で呼び出せません。',
    },
    host_without_id: {
      what: 'エンドポイント自身の名前を、API を指定せずに呼び出しています。',
      fix: 'ヘッダー x-apigw-api-id に API の ID を入れて送るか、プロキシの別の形式の URL を使ってください。',
    },
    stage_wrong: {
      what: 'パスの先頭が、この API のステージではありません。',
      fix: 'ステージはベース URL の一部です。…amazonaws.com/live のように、接続先のパスの前に置いてください。',
    },
    waf_rule: {
      what: 'ステージに関連付けられた AWS WAF の Web ACL がブロックしています。',
      fix: 'Web ACL のサンプルリクエストを確かめてください。Sluice は関連付けないため、別の人が付けたものです。',
    },
    resource_policy_deny: {
      what: 'API のリソースポリシーがこの呼び出し元を拒否しています。許可された VPC またはエンドポイントからの呼び出しではありません。',
      fix: 'プロキシの VPC 内から、そのエンドポイントを通して呼び出してください。',
    },
    resource_policy_silent: {
      what: 'API のリソースポリシーに、この呼び出しを許可する文がありません。許可がなければ拒否されます。',
      fix: 'このステージ、メソッド、パスへの execute-api:Invoke を許可し、デプロイしてください。',
    },
    method_not_allowed: {
      what: 'このメソッドは、プロキシで許可されているメソッドではありません。',
      fix: '別のメソッドで呼び出すか、このメソッドを許可してもらってください。許可されているものは、プロキシのページとフォームにあります。',
    },
    endpoint_policy_deny: {
      what: 'エンドポイントのポリシーが呼び出しを拒否しています。',
      fix: 'エンドポイントのポリシーを、呼び出す API、アカウント、プリンシパルと比べてください。',
    },
    endpoint_policy_silent: {
      what: 'エンドポイントのポリシーに、この呼び出しを許可する文がありません。特定の API やアカウントだけを通す設定かもしれません。',
      fix: 'エンドポイントのポリシーでこの API を許可してください。AWS の署名がない呼び出しは匿名として扱われます。',
    },
    policy_not_deployed: {
      what: 'リソースポリシーは直されましたが、その後デプロイされていません。',
      fix: 'ステージをもう一度デプロイしてください。ポリシーは次のデプロイから有効になります。',
    },
    path_unknown: {
      what: 'API にこのリソースがないか、このメソッドがありません。',
      fix: "メソッドとパスを API と比べてください。'{proxy+}' はルートそのものには一致しません。",
    },
    path_template: {
      what: 'URL にテンプレートの波括弧が残っています。',
      fix: "'{proxy+}' の部分を実際のパスに置き換えてください。",
    },
    iam_unsigned: {
      what: 'メソッドが AWS の署名を求めていますが、呼び出しに署名がありません。',
      fix: 'SigV4 で署名するか、メソッドの認可を NONE にしてください。Sluice のメソッドが求めるのはキーだけです。',
    },
    quota_spent: {
      what: '期間内の呼び出しをすべて使いました。日次クォータは 00:00 UTC に戻ります。',
      fix: '再試行を止め、ループがないか調べ、いつ戻るかをプロキシのページで確かめてください。延長すればこの期間の呼び出しを増やせます。',
    },
    throttle_key: {
      what: 'キーのレートとバーストを超える速さで呼び出しています。',
      fix: '1 秒待ち、間隔を広げながらばらつきを付けて再試行してください。同時の呼び出しも減らしてください。',
    },
    throttle_stage: {
      what: 'すべてのキーを合わせた速さが、ステージの上限を超えています。',
      fix: 'ほかに誰が呼び出しているかを、プロキシの使用量のページで確かめてください。必要ならステージの上限を上げてください。',
    },
    throttle_account: {
      what: 'アカウントのこのリージョンの全 API が共有する上限に達しています。',
      fix: 'どの API が使い切っているかをプラットフォームチームに確かめるか、Service Quotas で引き上げてください。',
    },
    parameter_missing: {
      what: 'メソッドが必須とするヘッダーかパラメーターが送られていません。名前はメッセージにあります。',
      fix: 'それを送ってください。多くの場合、接続先自身のキーを運ぶヘッダーです。',
    },
    body_invalid: {
      what: '本文がメソッドのモデルと合っていません。',
      fix: '本文をモデルと比べてください。Sluice のプロキシは本文を検証しないため、別の API か、変更された API です。',
    },
    media_type: {
      what: 'メソッドには別の種類の本文のテンプレートしかなく、それ以外を拒否します。',
      fix: '本文が JSON なら、Content-Type: application/json を送ってください。',
    },
    request_too_large: {
      what: 'リクエストの本文は 10 MB までです。ヘッダーの上限はずっと小さくなります。',
      fix: '一度に送る量を減らすか、分割して送ってください。',
    },
    uri_too_long: {
      what: 'パスが長すぎてポリシーと照合できません。ARN を含めて 1,600 バイトまでです。',
      fix: '長い部分をクエリか本文に移してください。',
    },
    authorization_signed: {
      what: 'API Gateway は、Authorization にある SigV4 らしい署名を検証します。接続先に向けた署名でも同じです。',
      fix: 'プロキシには AWS の署名を Authorization で送らないでください。API が署名を求める場合は、期限切れの認証情報を更新してください。',
    },
    authorizer_says_no: {
      what: 'Lambda または Cognito のオーソライザーがトークンを拒否したか、トークンがありません。',
      fix: 'トークンとオーソライザーを確かめてください。Sluice のプロキシにはないため、別の API か、変更された API です。',
    },
    authorizer_broken: {
      what: 'オーソライザーの関数が失敗したか、API Gateway に呼び出す権限がありません。',
      fix: '関数のログと、API Gateway への許可を確かめてください。',
    },
    upstream_slow: {
      what: '接続先がプロキシのタイムアウトまでに応答を終えませんでした。',
      fix: '長い応答にはストリームモードのプロキシを使ってください。二重に処理されてもよい呼び出しだけ再試行してください。',
    },
    upstream_refuses: {
      what: '接続先が接続を受け付けないか、途中で切っています。',
      fix: '接続先で障害が起きていないか、API Gateway のアドレスを許可しているか確かめてください。',
    },
    upstream_tls: {
      what: '接続先の証明書が API Gateway にとって無効です。期限切れ、別名義、中間証明書の欠落などです。',
      fix: '接続先で証明書チェーンを直してください。',
    },
    upstream_name: {
      what: 'API Gateway が接続先の名前を解決できません。',
      fix: 'プロキシの接続先 URL のホストを確かめてください。公開された名前でなければなりません。',
    },
    mapping_invalid: {
      what: '統合の URI かヘッダーのマッピングが、正しいリクエストになりません。',
      fix: 'パスの空白やエンコードされた文字と、API Gateway が自分で使うヘッダーへのマッピングがないか調べてください。',
    },
    gateway_itself: {
      what: 'API Gateway 自身に障害があります。',
      fix: '間をおいて再試行し、AWS Health Dashboard を確かめてください。',
    },
    upstream_rejects: {
      what: '接続先がこのリクエストを受け付けません。',
      fix: '本文を読んでください。接続先の言葉です。パスと本文を接続先のドキュメントと比べてください。',
    },
    upstream_credential: {
      what: '接続先が、呼び出し元の認証情報を受け付けません。',
      fix: '接続先自身のキーと、それをプロキシが指定するヘッダーで送っているかを確かめてください。x-api-key はゲートウェイのもので、転送されません。',
    },
    upstream_limit: {
      what: '接続先のアカウントが、接続先自身の上限に達しました。',
      fix: 'Retry-After が示すだけ待つか、接続先に上限の引き上げを依頼してください。プロキシのクォータを増やしても変わりません。',
    },
    upstream_fault: {
      what: '接続先が自身の障害を返しました。',
      fix: '接続先の稼働状況を確かめ、間をおいて再試行してください。',
    },
    upstream_redirects: {
      what: '応答が別のアドレスを示しています。出口のない VPC からは届きません。',
      fix: '最終的なアドレスをプロキシ経由で呼び出すか、そのホストをプロキシの接続先にしてください。',
    },
    forward_proxy_set: {
      what: 'HTTPS_PROXY かクライアントの設定により、HTTP プロキシに接続しています。プライベート API はその種のプロキシではありません。',
      fix: '設定を外すか、NO_PROXY に .amazonaws.com を加えてください。Sluice のプロキシを使うには、代わりにベース URL を変えます。',
    },
    direct_call: {
      what: 'クライアントが、手前のプロキシではなく、このホストを直接呼び出しています。',
      fix: 'ライブラリのベース URL (base_url、baseURL、endpoint) に、ステージを含むプロキシの URL を設定してください。',
    },
    outside_vpc: {
      what: '呼び出し元が VPC の外にあり、プライベート API の名前では到達できません。',
      fix: 'プロキシの VPC 内から呼び出してください。ピアリング先やオンプレミスからは、エンドポイント自身の名前を使います。',
    },
    private_dns_off: {
      what: 'エンドポイントのプライベート DNS か、VPC の DNS 属性が無効です。',
      fix: 'エンドポイントのプライベート DNS と、VPC の enableDnsSupport、enableDnsHostnames を有効にするか、エンドポイント ID を含む URL を使ってください。',
    },
    resolver_own: {
      what: '呼び出し元が VPC のものではない DNS サーバーを使っています。社内、コンテナ、VPN のものなどです。',
      fix: 'VPC のリゾルバー (.2 のアドレスか 169.254.169.253) を使うか、amazonaws.com を Resolver インバウンドエンドポイントに転送してください。',
    },
    name_mistyped: {
      what: '名前の ID かリージョンが違うか、API がまだそのエンドポイントに関連付けられていません。',
      fix: 'プロキシのページから URL をコピーしてください。新しい関連付けは DNS に反映されるまで数分かかります。',
    },
    public_address: {
      what: '名前がパブリックアドレスに解決されました。出口のない VPC からは届きません。',
      fix: 'エンドポイントのプライベート DNS を有効にし、その VPC 内から呼び出してください。',
    },
    security_group: {
      what: '呼び出し元とエンドポイントの間で、セキュリティグループかネットワーク ACL が 443 番ポートを止めています。',
      fix: '呼び出し元にネットワークの呼び出し元用セキュリティグループを付けてください。エンドポイント側はそこからの 443 を、ネットワーク ACL は戻りの通信を許可する必要があります。',
    },
    subnet_route: {
      what: '呼び出し元のネットワークから、エンドポイントのサブネットへの経路がありません。',
      fix: 'VPC のサブネットから呼び出すか、ピアリングや Transit Gateway に双方向の経路を追加してください。',
    },
    port_wrong: {
      what: '相手はいますが、このポートでは待ち受けていません。http、誤ったポート、ローカルアドレスなどです。',
      fix: '443 番ポートの https を呼び出し、名前が 127.0.0.1 に割り当てられていないか確かめてください。',
    },
    ca_missing: {
      what: '呼び出し元のイメージに認証局の一覧がないか、古くなっています。',
      fix: 'イメージに ca-certificates を入れるか、クライアントにシステムの一覧を指定してください。',
    },
    tls_inspected: {
      what: '途中の機器が自分の証明書を示しています。社内の TLS 検査か、そのアドレスにある別のホストです。',
      fix: '証明書の発行者を確かめてください。プライベート API なら Amazon です。この呼び出しを検査の対象から外してください。',
    },
    host_form_tls: {
      what: '呼び出した名前がエンドポイントの証明書にありません。名前を書き換えたか、手動で割り当てています。',
      fix: 'プロキシのページのとおりの名前を呼び出し、API は Host ではなく x-apigw-api-id で指定してください。',
    },
    clock_wrong: {
      what: '呼び出し元の時計がずれています。',
      fix: 'UTC の現在時刻と比べ、時刻同期を有効にしてください。',
    },
    revocation_offline: {
      what: 'Windows は証明書の失効をインターネットの認証局に問い合わせますが、この VPC には出口がありません。',
      fix: 'この呼び出しで失効の確認を切るか、確認しないクライアントを使ってください。',
    },
    tls_version: {
      what: 'クライアントとエンドポイントに共通の TLS バージョンか暗号がありません。独自のセキュリティポリシーがなければ、プライベート API は TLS 1.2 です。',
      fix: 'クライアントで TLS 1.2 を有効にし、443 番ポートの https を呼び出してください。',
    },
    client_impatient: {
      what: 'クライアント自身のタイムアウトが、応答にかかる時間より短くなっています。',
      fix: 'クライアントのタイムアウトを、プロキシ (29 秒、ストリームモードでは最長 15 分) より長くしてください。',
    },
    idle_connection: {
      what: '再利用のために保っていた接続が、使われない間に相手側で閉じられていました。',
      fix: '新しい接続で再試行し、接続を保つ時間をエンドポイントより短くしてください。',
    },
    stream_cut: {
      what: '応答が途中で切れました。ストリームの無通信が長すぎたか、接続先が終わらせました。',
      fix: 'ストリームの無通信は 5 分までです。切れるまでにかかった時間を確かめてください。',
    },
  },
};
