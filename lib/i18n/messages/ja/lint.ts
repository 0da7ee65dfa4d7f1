import type { Same } from '../../same';
import type { lint as en } from '../en/lint';

export const lint: Same<typeof en> = {
  title: '落とし穴の検査',
  lead: 'プライベート API の Terraform か CloudFormation を貼り付けると、問題になる箇所を行ごとに示します。',
  private: '内容はブラウザー内で読み取り、どこにも送信しません。',
  label: 'テンプレート',
  placeholder: 'resource "aws_api_gateway_rest_api" …',
  example: '例を試す',
  clear: '消去',
  emptyTitle: 'まだ何も貼り付けられていません',
  emptyText:
    'Terraform、または YAML か JSON の CloudFormation に対応します。テンプレートでない部分は読み飛ばし、その旨を示します。例は公開された構成で、一度は動きますが、ほぼすべての落とし穴があります。',
  result: '検査結果',
  clean: '{count, plural, other {# 個のリソース}}に落とし穴は見つかりません',
  cleanText: 'この検査が知る範囲のことで、動作の証明ではありません。',
  count: '{resources, plural, other {# 個のリソース}}に {count, plural, other {# 件}}',
  line: '{line} 行目',
  go: 'テンプレートの {line} 行目を表示',
  fix: '対処',
  source: '出典',
  copy: 'Markdown でコピー',
  tooLong: '長すぎます',
  tooLongText: '読み取れるのは 512,000 文字までです。',
  unread: '読み飛ばした部分 (テンプレートでないか、理解できないもの)',
  adopt: {
    title: 'Sluice のプロキシにする',
    text: 'このテンプレートから読み取れた値を入れてフォームを開きます。Sluice が作るテンプレートが横に表示されます。',
    missing: '読み取れず、フォームの既定値のままにするもの: {fields}',
    open: 'フォームを開く',
    field: {
      upstreamUrl: 'アップストリーム URL',
      timeoutSeconds: 'タイムアウト',
      quotaLimit: 'クォータ',
      rate: 'レート',
      burst: 'バースト',
    },
  },
  severity: { error: '不具合', warning: 'リスク', note: '注意' },
  rule: {
    'constant-uri': {
      title: 'どのパスも同じアドレスに届く',
      why: 'リソースは任意のパスを受けますが、アップストリームの URL にそれを入れる場所がありません。すべての呼び出しが同じアドレスに送られます。',
      fix: "URL にプレースホルダーを書き (https://host/'{'proxy'}')、integration.request.path.proxy を method.request.path.proxy に対応付けます。",
    },
    'fixed-method': {
      title: 'すべての呼び出しが一つの HTTP メソッドで送られる',
      why: 'メソッドは ANY を受けますが、統合は常にここに書かれたものを送ります。POST は別のメソッドとして届きます。',
      fix: '統合の HTTP メソッドを ANY にします。呼び出し元のメソッドがそのまま使われます。',
    },
    'flattened-status': {
      title: 'アップストリームのエラーが 200 で返る',
      why: '選択パターンのないカスタム HTTP 統合は、すべてに既定の応答を返します。呼び出し元は 429 や 500 に気づけません。',
      fix: 'HTTP_PROXY を使うか、ステータスごとに選択パターン付きの統合レスポンスを作ります。',
    },
    'lost-headers': {
      title: '呼び出し元のヘッダーがアップストリームに届かない',
      why: 'カスタム HTTP 統合は対応付けたヘッダーだけを渡します。Authorization は含まれていません。',
      fix: 'HTTP_PROXY を使うか、必要なヘッダーをそれぞれ対応付けます。',
    },
    'constant-body': {
      title: '応答の代わりにこの文が返る',
      why: '$input を使わないテンプレートは、アップストリームの本文をテンプレートそのもので置き換えます (テンプレートの仕組みからの推論)。',
      fix: 'テンプレートを削除するか、テンプレートのない HTTP_PROXY を使います。',
    },
    'cache-key': {
      title: 'キャッシュを有効にすると応答が混ざる',
      why: 'キャッシュキーはパスだけです。キャッシュを有効にすると、クエリやヘッダーが違っても同じ応答になります (推論)。',
      fix: 'キャッシュを使わない間はキーを削除するか、応答を区別するものを加えます。',
    },
    'unmapped-placeholder': {
      title: 'URL のプレースホルダーが対応付けられていない',
      why: 'URL のプレースホルダーは統合パラメーターです。対応付けがないと呼び出しは失敗します。',
      fix: "integration.request.path.'<'名前'>' をメソッドのパラメーターに対応付けます。",
    },
    'one-zone': {
      title: 'エンドポイントが一つのゾーンにしかない',
      why: 'そのゾーンに障害が起きると、VPC のすべてのプロキシが使えなくなります。',
      fix: 'execute-api を提供する二つ以上のゾーンのサブネットを指定します。',
    },
    'region-in-service': {
      title: 'サービス名にリージョンが書き込まれている',
      why: 'ほかのリージョンでは失敗するか、別の場所を指します。',
      fix: 'データソースや AWS::Region から名前を作ります。',
    },
    'open-endpoint-policy': {
      title: 'エンドポイントがどのアカウントの API も通す',
      why: 'ポリシーがないとすべて許可されます。ほかのアカウントのプライベート API からデータが出る経路になります。',
      fix: 'このアカウントの API に限って execute-api:Invoke を許可します。',
    },
    'private-dns-off': {
      title: 'API の通常の名前が解決できない',
      why: 'プライベート DNS が無効です (省略時も無効)。呼び出し元はエンドポイントの名前と Host ヘッダーが必要です。',
      fix: 'プライベート DNS を有効にするか、エンドポイントのエイリアスで呼び出します。',
    },
    'gateway-endpoint': {
      title: 'ゲートウェイ型エンドポイントになっている',
      why: 'execute-api にはインターフェイス型が必要です。型を省略するとゲートウェイ型になります。',
      fix: '型を Interface にします。',
    },
    'no-dns-hostnames': {
      title: 'VPC の DNS ホスト名が無効',
      why: 'プライベート DNS には DNS サポートと DNS ホスト名の両方が必要です。後者は明示しない限り無効です。',
      fix: 'VPC の DNS ホスト名を有効にします。',
    },
    'self-group': {
      title: '呼び出し元がエンドポイントと同じグループでなければならない',
      why: 'このグループは自身のメンバーだけを通します。呼び出し元すべてに同じグループが必要です。',
      fix: 'エンドポイントと呼び出し元のグループを分け、その間の 443 を許可します。',
    },
    'open-egress': {
      title: 'このグループはどこへでも接続できる',
      why: '出口のない VPC では今は影響ありませんが、経路ができた途端に穴になります。',
      fix: 'エンドポイントのグループへの 443 だけを許可します。',
    },
    'deployed-too-early': {
      title: '完成する前にデプロイされる',
      why: 'デプロイが統合やメソッドを待ちません。「No integration defined for method」で失敗することがあります。',
      fix: '依存させます。Terraform では depends_on か triggers、CloudFormation では DependsOn です。',
    },
    'never-redeployed': {
      title: '以後の変更が反映されない',
      why: 'デプロイはスナップショットです。triggers がないと Terraform は一度しか作らず、変更は保存されるだけです。',
      fix: 'メソッド、統合、ポリシーのハッシュを triggers に入れ、create_before_destroy を設定します。',
    },
    'stage-on-deployment': {
      title: 'デプロイにステージが書かれている',
      why: 'Terraform の AWS プロバイダーはバージョン 6 でこれを受け付けません。以前は、デプロイがステージを暗黙に作り、残していました。',
      fix: 'aws_api_gateway_stage を宣言して既存のステージをインポートし、この行を削除します。',
    },
    'anded-conditions': {
      title: '両方の条件に反するときだけ拒否される',
      why: '一つの条件に書いたキーは AND で結ばれます。どちらか一方を満たす呼び出しは、この文では拒否されません。',
      fix: 'キーごとに Deny の文を分けます。',
    },
    'key-reaches-upstream': {
      title: 'ゲートウェイのキーがアップストリームに送られる',
      why: 'HTTP_PROXY は呼び出し元のヘッダーを x-api-key も含めて渡します。アップストリームの運営者は利用者になりすませます (推論。落とされるヘッダーとして挙げた資料はありません)。',
      fix: "integration.request.header.x-api-key を 'none' などの定数か、別のヘッダーで受けたアップストリームのキーに対応付けます。",
    },
    'key-in-template': {
      title: 'テンプレートにキーの値が書かれている',
      why: 'テンプレートや履歴、スタックを読む人は誰でもキーを手に入れます。キーの値は後から変えられません。',
      fix: '値を省きます。API Gateway が作ります。書かれたキーは交換します。',
    },
    'credential-in-mapping': {
      title: 'テンプレートにアップストリームの認証情報が書かれている',
      why: '対応付けの定数は、テンプレートや API の設定を読める人すべてに見えます。',
      fix: '呼び出し元に送らせるか、オーソライザーがシークレットから読み、そのコンテキストを対応付けます。書かれたものは交換します。',
    },
    'no-root-method': {
      title: 'ルートパスが 403 になる',
      why: '貪欲なパスは空のパスに一致しません。/ への呼び出しは「Missing Authentication Token」になります。',
      fix: '同じメソッドをルートリソースにも作ります。',
    },
    'private-without-policy': {
      title: 'ポリシーのないプライベート API はデプロイできない',
      why: 'リソースポリシーのないプライベート API のデプロイは AWS が拒否します。',
      fix: '後の手順ではなく、API 自体にポリシーを書きます。',
    },
    'unmetered-method': {
      title: 'ここの呼び出しにはキーが要らない',
      why: '使用量プランがあるのに、このメソッドはキーを求めません。呼び出しはどこにも数えられません。',
      fix: 'すべてのメソッドで API キーを必須にします。',
    },
    'no-access-log': {
      title: '誰がなぜ拒否されたか分からない',
      why: 'ステージがアクセスログを書きません。メトリクスではキーの拒否とクォータ超過を区別できません。',
      fix: 'status、error.responseType、identity.apiKeyId を含む JSON のアクセスログを書きます。',
    },
    'no-tags': {
      title: '持ち主が分からない',
      why: 'タグが空です。費用も問い合わせも担当チームに結び付きません。',
      fix: '少なくともチーム、担当者、環境のタグを付けます。',
    },
    'caller-gives-up-first': {
      title: '応答の前に関数が終わる',
      why: '関数のタイムアウトが統合のタイムアウト以下です。先に関数が終わり、504 を見ることがありません。',
      fix: '統合より五秒長くします。',
    },
    'ageing-runtime': {
      title: 'ランタイムが古いか、終了が近い',
      why: 'AWS はランタイムのサポートを期日で終え、その後は変更できなくなります。',
      fix: 'nodejs24.x や python3.14 など、現行のものを選びます。',
    },
    'greedy-in-url': {
      title: 'URL にプレースホルダーが残っている',
      why: "'{'proxy+'}' はリソースのパターンで、パスではありません。この文字のまま送られます。",
      fix: 'ステージの後に実際のパスを書きます。',
    },
    'key-in-source': {
      title: 'ソースにキーが書かれている',
      why: 'コードや履歴を読む人は誰でもキーを手に入れます。',
      fix: '実行時に渡し、書かれたキーは交換します。',
    },
    'missing-package': {
      title: 'ランタイムに含まれないパッケージ',
      why: 'requests は関数と一緒にパッケージする必要があります。ないと import に失敗します。',
      fix: 'パッケージに含めるか、標準ライブラリを使います。',
    },
  },
};
