//! What is hard to answer: sentences, and what many passages hold.

/// Questions in plain words, of up to 200 letters: few passages or none hold all of them.
pub(crate) const QUESTIONS: [&str; 8] = [
    "中小企業の生産性向上を図るための設備投資と販路開拓の伴走型支援",
    "後継者のいない小規模事業者の事業承継を支援する取組を知りたい",
    "観光客を増やすために商店街の空き店舗を活用した事例",
    "人手不足に悩む中小企業の採用と定着を助ける方法",
    "原材料価格の高騰やエネルギー価格の上昇により厳しい経営環境に置かれている会員企業に対して、巡回訪問や窓口相談を通じてきめ細かな経営支援を行う",
    "新型コロナウイルス感染症の影響を受けた飲食店や宿泊業の資金繰り支援と補助金の申請支援、感染防止対策の普及、テイクアウトやデリバリーの導入支援",
    "デジタル化や生成AIの活用により業務の効率化と生産性の向上を目指す小規模事業者に対し、専門家派遣、セミナーの開催、IT導入補助金の申請支援、販路開拓のためのホームページ作成支援やSNS活用講座を実施し、インボイス制度や電子帳簿保存法への対応、キャッシュレス決済の導入、サイバーセキュリティ対策、人材育成と事業計画策定までを経営指導員が伴走して支援する体制を金融機関や行政機関と連携しながら構築する",
    "商工会議所 会員 事業 支援 地域 経営 推進 活動 実施 連携 開催 企業 相談 中小企業 産業 振興 観光 創業 講習会 委員会",
];

/// What is dear to look for: letters, beginnings, what is left out, many words of which any will do.
pub(crate) const DEAR: [&str; 12] = [
    "業",
    "の",
    "1",
    "業*",
    "経*",
    "2*",
    "NOT 観光",
    "事業 NOT 支援",
    "支援 NOT (観光 OR 創業)",
    "観光 OR 創業 OR 融資 OR 雇用 OR 承継 OR 港 OR 祭 OR 健康 OR 防災 OR 環境",
    "事業 OR 支援 OR 会員 OR 地域 OR 経営 OR 推進 OR 活動 OR 実施 OR 連携 OR 開催",
    "事業承継 OR 販路開拓 OR 生産性向上 OR 健康経営 OR 働き方改革 OR デジタル化 OR 人手不足 OR 商店街 OR インバウンド OR 後継者",
];
