import type { Same } from '../../same';
import type { cause as en } from '../en/cause';

export const cause: Same<typeof en> = {
  known: {
    private_dns_taken: {
      title: 'この VPC には、プライベート DNS 付きの API Gateway エンドポイントがすでにあります',
      text: 'このエンドポイントは VPC に 1 つしか置けません。途中で誰かが作成しました。今あるエンドポイントごと VPC を取り込むか、AWS でそのエンドポイントを削除してください。',
    },
    dns_attributes_off: {
      title: 'VPC の DNS が無効になっています',
      text: 'プライベート DNS には {id, select, none {VPC} other {{id}}} の「DNS 解決」と「DNS ホスト名」の両方が必要です。AWS で有効にしてから、やり直してください。',
    },
    zone_without_service: {
      title: '{id} のゾーンでは API Gateway のエンドポイントが提供されていません',
      text: 'すべてのアベイラビリティーゾーンにあるわけではありません。別のゾーンのサブネットを選んでください。',
    },
    zone_unknown: {
      title: 'このアカウントにはアベイラビリティーゾーン {name} がありません',
      text: 'サブネットを作成できるのは {zones} です。この中から選んでください。',
    },
    subnets_share_zone: {
      title: '選んだサブネットのうち 2 つが同じゾーンにあります',
      text: 'エンドポイントは各アベイラビリティーゾーンに 1 つのサブネットを使います。{id} か、もう一方を外してください。',
    },
    cidr_invalid: {
      title: 'この CIDR は VPC またはサブネットに使えません',
      text: 'VPC もサブネットも /16 から /28 の間です。別の範囲を選んでください。',
    },
    cidr_conflict: {
      title: 'VPC 内の別のサブネットが {cidr} を使っています',
      text: '作成の途中で、誰かがそこにサブネットを作りました。それを削除してやり直すか、別の範囲を選んでください。',
    },
    other_vpc: {
      title: '選んだサブネットは別の VPC のものです',
      text: 'サブネットはすべて、取り込む VPC の中になければなりません。選び直してください。',
    },
    not_there: {
      title: '{id} が見つかりません',
      text: '途中で削除されたか、別のアカウントまたはリージョンのものです。今あるものから選んでください。',
    },
    subnet_full: {
      title: 'サブネットに空きアドレスがありません',
      text: 'エンドポイントもプローブも、サブネットごとに 1 つずつアドレスを使います。別のサブネットか、より大きな範囲を選んでください。',
    },
    service_not_offered: {
      title: 'このリージョンでは {service} が提供されていません',
      text: 'API Gateway のエンドポイントがなければ、ここから非公開で届く方法はありません。別のリージョンを使ってください。',
    },
    still_in_use: {
      title: '{id, select, none {削除しようとしたもの} other {{id}}} はまだ使われています',
      text: 'Sluice が作成していないものが付いています。多くはネットワークインターフェイスです。AWS で取り除いてから、やり直してください。関数自身のインターフェイスは、最長 40 分ほどで自然に消えます。',
    },
    quota_vpcs: {
      title: 'このリージョンでは、これ以上 VPC を作成できません',
      text: 'AWS にクォータの引き上げを依頼するか、使われていない VPC を削除するか、すでにあるネットワークを使ってください。',
    },
    quota_endpoints: {
      title: 'この VPC には、これ以上インターフェイスエンドポイントを作成できません',
      text: 'AWS にクォータの引き上げを依頼するか、使われていないエンドポイントを削除してください。',
    },
    quota_private_apis: {
      title: 'このリージョンでは、これ以上プライベート API を作成できません',
      text: 'このクォータ（600）は引き上げられません。使われていないプロキシを削除するか、別のアカウントまたはリージョンを使ってください。',
    },
    quota_usage_plans: {
      title: 'このリージョンでは、これ以上使用量プランを作成できません',
      text: 'プロキシごとに 1 つ使います。AWS にクォータの引き上げを依頼するか、使われていないプランを削除してください。',
    },
    quota_api_keys: {
      title: 'このリージョンでは、これ以上 API キーを作成できません',
      text: 'このクォータ（10,000）は引き上げられません。使われていないキーを削除するか、別のアカウントまたはリージョンを使ってください。',
    },
    quota_resources: {
      title: 'この API には、これ以上パスを作成できません',
      text: 'API あたりのリソース数のクォータの引き上げを AWS に依頼してください。',
    },
    quota_stacks: {
      title: 'このリージョンでは、これ以上スタックを作成できません',
      text: 'AWS にクォータの引き上げを依頼するか、使われていないスタックを削除してください。',
    },
    quota_concurrency: {
      title: 'Lambda の同時実行数が足りず、予約できません',
      text: 'AWS は {limit} 件を予約なしで残します。同時実行数のクォータの引き上げを依頼してください。',
    },
    quota_interfaces: {
      title: 'このリージョンでは、これ以上ネットワークインターフェイスを作成できません',
      text: 'プローブはサブネットごとに 1 つ使います。AWS にクォータの引き上げを依頼するか、使われていないインターフェイスを削除してください。',
    },
    quota_other: {
      title: 'アカウントのクォータを使い切りました',
      text: 'どのクォータかは、下の AWS からのメッセージにあります。引き上げを依頼するか、使われていないものを削除してください。',
    },
    gateway_throttled: {
      title: 'API Gateway への操作が一度に集中しました',
      text: '受け付けるのはアカウント全体で毎秒 10 回まで、操作によっては数十秒に 1 回です。依頼の内容に問題はありません。少し待ってから、やり直してください。',
    },
    no_resource_policy: {
      title: '作成の途中で、API のリソースポリシーが取り除かれました',
      text: 'リソースポリシーのないプライベート API はデプロイできません。ほかの誰かが取り除いたものです。やり直してください。',
    },
    policy_too_long: {
      title: 'ポリシーが AWS の上限より長くなりました',
      text: '上限は {limit} 文字です。リソースポリシーのサイズのクォータの引き上げを AWS に依頼してください。',
    },
    logs_role_missing: {
      title: 'このアカウントには、API Gateway がログを書き込むためのロールがありません',
      text: 'プラットフォームの担当者が、準備用のスタックで一度だけ用意するか、API Gateway の設定でロールを指定します。その後、やり直してください。',
    },
    stage_missing: {
      title: '使用量プランが指すステージがありません',
      text: '途中で誰かが削除しました。やり直すと、新しく作成されます。',
    },
    deployment_in_use: {
      title: 'Sluice が作成していないステージが、API のデプロイをまだ使っています',
      text: 'AWS でそのステージを削除してから、やり直してください。',
    },
    key_value_taken: {
      title: 'この値の API キーはすでにあります',
      text: '値はアカウントとリージョンの中で重複できません。やり直すと、AWS が別の値を作成します。',
    },
    concurrent_change: {
      title: 'API Gateway で、ほかの誰かが同じものを変更していました',
      text: '依頼の内容に問題はありません。少し待ってから、やり直してください。',
    },
    part_missing: {
      title: 'スタックの一部がなくなっています：{logicalId}',
      text: 'CloudFormation の外で削除されたため、変更できません。',
    },
    role_not_assumable: {
      title: 'CloudFormation が自分のロールを使えません',
      text: 'ロール {resource} がないか、CloudFormation による引き受けを許していません。このロールは準備用のスタックが作成します。',
    },
    assume_denied: {
      title: 'Sluice が自分のロールを引き受けられません',
      text: '{principal} は {resource, select, none {ロール} other {{resource}}} を引き受けられません。ロールがないか、信頼ポリシーに Sluice が含まれていません。',
    },
    pass_role_denied: {
      title: 'Sluice がロールを渡せません',
      text: '{principal} には {resource, select, none {ロール} other {{resource}}} に対する iam:PassRole がありません。',
    },
    denied_explicitly: {
      title: 'ポリシーが {action} を禁止しています',
      text: '{principal} は {policy} の中の文で拒否されています。権限を足しても変わりません。その文を変える必要があります。',
    },
    denied_by_boundary: {
      title: '{policy} が {action} を通していません',
      text: '{principal} の権限は、ほかで何を許可されていても、この範囲に限られます。',
    },
    access_denied: {
      title: '{action} の権限がありません',
      text: '{principal} が拒否されました{resource, select, none {。} other {（対象：{resource}）。}}',
    },
    access_denied_unnamed: {
      title: '権限が足りませんが、どれかは AWS が示していません',
      text: '拒否された操作と、それを行った主体は CloudTrail に記録されています。',
    },
    function_role: {
      title: 'Lambda がプローブのロールをまだ使えません',
      text: '作成直後のロールはすぐには行き渡らないことがあります。または、誰かが信頼先か権限を変更しました。少し待ってから、やり直してください。',
    },
    credentials_expired: {
      title: 'CloudFormation の作業中に認証情報の期限が切れました',
      text: '専用のロールがない場合、CloudFormation は Sluice の認証情報で動き、それには期限があります。サインインし直すか、CloudFormation にロールを与えてから、やり直してください。',
    },
    capability_missing: {
      title: 'CloudFormation に IAM ロールの作成が許可されていませんでした',
      text: 'テンプレートはロールを作成するため {name} が必要です。別のバージョンの Sluice が送信したものです。フォームを開き直してください。',
    },
    template_too_large: {
      title: 'テンプレートが大きすぎて送信できません',
      text: '上限は {limit} バイトです。タグはすべてのリソースに付きます。数を減らすか、短くしてください。',
    },
    template_invalid: {
      title: 'CloudFormation がテンプレートを解釈できません',
      text: 'Sluice の不具合です。AWS からのメッセージを添えてお知らせください。',
    },
    properties_invalid: {
      title: 'CloudFormation がテンプレートのプロパティを受け付けません',
      text: 'Sluice、またはその古いバージョンの不具合です。AWS からのメッセージを添えてお知らせください。',
    },
    stack_exists: {
      title: 'スタック {name} はすでにあります',
      text: '途中で、ほかの誰かが作成しました。別の名前を選んでください。',
    },
    stack_not_ours: {
      title: 'スタック {name} は Sluice のものではありません',
      text: '名前は同じですがタグがないため、Sluice は手を触れません。',
    },
    stack_busy: {
      title: 'CloudFormation がまだこのスタックの作業をしています',
      text: 'ほかの誰かが始めた操作で {status} の状態です。終わるまで待ってから、やり直してください。',
    },
    stack_stuck: {
      title: 'スタックは変更できない状態です',
      text: '{status} の状態です。先にこれを直す必要があります。',
    },
    termination_protected: {
      title: 'スタックは削除から保護されています',
      text: '削除保護が有効になっています。無効にしてから、もう一度削除してください。',
    },
    plan_void: {
      title: '計画が現在の内容に合わなくなりました',
      text: '計画の後に、スタックまたは変更セットが外で変更されました。現在の内容から計画を作り直してください。',
    },
    deleted_outside: {
      title: '途中で誰かがスタックを削除しました',
      text: '変更できるものは残っていません。新しく作成できます。',
    },
    cancelled: {
      title: '誰かが取り消しました',
      text: 'CloudFormation は、指示どおり変更前の状態に戻しました。',
    },
    timed_out: {
      title: 'CloudFormation が待つ時間を超えました',
      text: '二度目にうまくいくことがよくあります。',
    },
    name_taken: {
      title: 'この名前のものはすでにあります',
      text: '{logicalId} を作成できません{name, select, none {。} other {（{name}）。}}AWS でもう一方を削除するか、別の名前を選んでください。',
    },
    throttled: {
      title: 'AWS への操作が一度に集中しました',
      text: '依頼の内容に問題はありません。少し待ってから、やり直してください。',
    },
    not_stabilized: {
      title: '{logicalId} は作成されましたが、時間内に使える状態になりませんでした',
      text: '二度目にうまくいくことがよくあります。',
    },
    aws_failed: {
      title: '依頼ではなく、AWS 側で失敗しました',
      text: 'サービスが自身のエラーを返しました。数分待ってから、やり直してください。大きな障害は AWS のステータスページで分かります。',
    },
    unknown: {
      title: '最初に {logicalId} が失敗しました',
      text: '分かっているのは、AWS からのメッセージだけです。',
    },
  },
  fix: {
    vpcId: 'VPC を選び直す',
    subnetIds: '別のサブネットを選ぶ',
    azs: '別のゾーンを選ぶ',
    cidr: '別の CIDR を選ぶ',
    networkName: '別のネットワーク名にする',
    name: '別の名前にする',
    networkChoice: '別のネットワークを選ぶ',
  },
  step: {
    again: '同じ内容でフォームを開く',
    againEdit: '編集し直す',
    retry: 'やり直す',
    wait: '{minutes, plural, other {# 分}}ほど待ってから、やり直してください。',
    raiseQuota: 'クォータの引き上げを AWS に依頼',
    grant: '足りない IAM の文をコピー',
  },
  console: {
    endpoints: 'VPC のエンドポイントを AWS で見る',
    interfaces: '使っているものを AWS で見る',
    vpc: 'VPC を AWS で開く',
    gateway_settings: 'API Gateway の設定を AWS で開く',
    role: 'ロールを AWS で開く',
    stack: 'スタックを AWS で開く',
    health: 'AWS のステータスページ',
  },
  newTab: '新しいタブで開きます',
};
