//! Layouts that plans come in, each with the tree that a reader sees.
//!
//! A line of a tree is `level kind title`: s a section, i an initiative, m a measure, n a background chapter;
//! after `=` the item of the details that it announces.
#![allow(clippy::unwrap_used, clippy::tests_outside_test_module)]

use kurabe_extract::extract::extract;
use kurabe_model::plan::Facts;
use kurabe_model::{Indicator, Node, NodeKind, Plan};
use kurabe_read::{Line, Text};

fn read(source: &str) -> Plan {
    let lines = source
        .lines()
        .zip(1..)
        .map(|(text, number)| Line { number, page: None, place: None, text: text.to_owned() })
        .collect();
    extract(&Text { lines, notices: vec![] }, &Facts::default())
}

/// The figures of a text, each as `line role name value+unit year`.
pub(crate) fn figures(source: &str) -> String {
    let of = |figure: Indicator| {
        let value = figure.value.map_or("-".to_owned(), |value| value.to_string());
        let year = figure.period.map_or("-".to_owned(), |year| year.to_string());
        format!("{} {} {} {value}{} {year}\n", figure.line, figure.role.name(), figure.name, figure.unit)
    };
    read(source).indicators.into_iter().map(of).collect()
}

pub(crate) fn tree(source: &str) -> String {
    let plan = read(source);
    let mut depths: Vec<usize> = Vec::new();
    let mut out = String::new();
    for node in &plan.nodes {
        let depth = node.parent.map_or(0, |parent| depths[parent.0 as usize - 1] + 1);
        depths.push(depth);
        let detail = node.repeats.map_or(String::new(), |id| format!(" = {}", plan.nodes[id.0 as usize - 1].title));
        out += &format!("{depth} {} {}{detail}\n", letter(node), node.title);
    }
    out
}

fn letter(node: &Node) -> char {
    match node.kind {
        NodeKind::Section if node.narrative => 'n',
        NodeKind::Section => 's',
        NodeKind::Initiative => 'i',
        NodeKind::Measure => 'm',
    }
}

#[test]
fn chapters_and_sections() {
    let source = r###"第２次中期ビジョン
令和４年度～令和８年度
みなと商工会議所

目　次
第１章　ビジョン策定にあたって　　　　　　　　　　　1
第２章　地域経済の現状と課題　　　　　　　　　　　3
第３章　基本戦略　　　　　　　　　　　7
第４章　推進体制　　　　　　　　　　　15

第１章　ビジョン策定にあたって
１　策定の趣旨
　当所は、地域総合経済団体として、地域の発展に取り組んできた。しかし、人口減少など環境は大きく変化しており、新たなビジョンを策定する。
２　計画期間
　令和４年度から令和８年度までの５年間とする。

第２章　地域経済の現状と課題
１　人口の推移
　本市の人口は減少が続いている。
２　産業構造
　製造業の比率が高い。

第３章　基本戦略
第１節　経営支援の強化
１　創業支援
（１）創業塾の開催
　創業希望者を対象に、年１回、５日間の創業塾を開催する。
　【目標】受講者　30人
（２）創業後のフォローアップ
　創業後３年以内の事業者を対象に巡回指導を行う。
２　事業承継支援
（１）事業承継診断の実施
　年間100件を目標に実施する。
（２）後継者塾の開催
第２節　まちづくりの推進
１　中心市街地の活性化
　①空き店舗対策
　②イベントの開催
２　観光の振興
　①広域観光の推進
　②インバウンド対応

第４章　推進体制
　本ビジョンの推進にあたっては、毎年度、進捗を確認する。
"###;
    let expected = "\
0 n ビジョン策定にあたって
0 n 地域経済の現状と課題
0 s 基本戦略
1 s 経営支援の強化
2 s 創業支援
3 i 創業塾の開催
3 i 創業後のフォローアップ
2 s 事業承継支援
3 i 事業承継診断の実施
3 i 後継者塾の開催
1 s まちづくりの推進
2 s 中心市街地の活性化
3 i 空き店舗対策
3 i イベントの開催
2 s 観光の振興
3 i 広域観光の推進
3 i インバウンド対応
0 n 推進体制
";
    assert_eq!(tree(source), expected);
}

#[test]
fn letter_spaced_with_iroha() {
    let source = r###"平成１８年度　事　業　計　画　書

Ⅰ　基　本　方　針

　我が国経済は緩やかな回復を続けているが、地方の中小企業を取り巻く環境は依然として厳しい。こうした中、本会議所は次の事業を重点的に実施する。

Ⅱ　事　業　計　画

１．総　務　関　係
　イ）通常議員総会の開催（年２回）
　ロ）常議員会の開催（年６回）
　ハ）会員大会の開催
２．経　営　改　善　普　及　事　業
　イ）巡回指導　　　　１，２００件
　ロ）窓口指導　　　　８００件
　ハ）講習会の開催　　１０回
３．商　業　振　興　事　業
　イ）歳末大売出しの実施
　ロ）商店街近代化の推進
　ハ）その他
"###;
    let expected = "\
0 n 基本方針
0 s 事業計画
1 s 総務関係
2 i 通常議員総会の開催
2 i 常議員会の開催
2 i 会員大会の開催
1 s 経営改善普及事業
2 i 巡回指導
2 i 窓口指導
2 i 講習会の開催
1 s 商業振興事業
2 i 歳末大売出しの実施
2 i 商店街近代化の推進
2 i その他
";
    assert_eq!(tree(source), expected);
}

#[test]
fn management_support_plan() {
    let source = r###"経営発達支援計画
Ⅱ 経営発達支援事業の内容

３．地域の経済動向調査に関すること
（１）現状と課題
［現状］これまで景気動向調査を四半期ごとに実施してきた。
［課題］分析が不十分であった。
（２）目標
項目	現行	令和6年度	令和7年度
公表回数	2回	4回	4回
（３）事業内容
①国が提供するビッグデータの活用
RESASを活用し、年1回分析を行う。
②景気動向調査
管内小規模事業者の動向を把握するため、年4回調査を行う。
（４）調査結果の活用
調査結果はホームページで公表する。

４．需要動向調査に関すること
（１）現状と課題
［現状］実施していない。
（２）事業内容
①新商品の調査
展示会において来場者50人にアンケートを行う。
"###;
    let expected = "\
0 s 経営発達支援事業の内容
1 s 地域の経済動向調査に関すること
2 s 現状と課題
2 s 目標
2 s 事業内容
3 i 国が提供するビッグデータの活用
3 i 景気動向調査
2 i 調査結果の活用
1 s 需要動向調査に関すること
2 s 現状と課題
2 s 事業内容
3 i 新商品の調査
";
    assert_eq!(tree(source), expected);
}

#[test]
fn squares_and_plain_headings() {
    let source = r###"令和6年度事業計画（案）
〇〇商工会

◆基本方針
会員の皆様に寄り添う商工会として、次の事業に取り組みます。

◆重点事業
１．伴走型支援の強化
２．【新規】DX推進窓口の設置
３．会員増強運動（目標　純増20件）

◆事業計画
経営支援事業
・巡回訪問の実施
・経営計画策定セミナーの開催（年3回）
・専門家派遣の活用
地域振興事業
・夏祭りの開催
・プレミアム商品券の発行（発行総額1億円）
組織運営
・理事会の開催（隔月）
・青年部・女性部活動への支援
"###;
    let expected = "\
0 s 基本方針
0 s 重点事業
1 i 伴走型支援の強化
1 i DX推進窓口の設置
1 i 会員増強運動
0 s 事業計画
1 s 経営支援事業
2 i 巡回訪問の実施
2 i 経営計画策定セミナーの開催
2 i 専門家派遣の活用
1 s 地域振興事業
2 i 夏祭りの開催
2 i プレミアム商品券の発行
1 s 組織運営
2 i 理事会の開催
2 i 青年部・女性部活動への支援
";
    assert_eq!(tree(source), expected);
}

#[test]
fn pipes_with_sections_held() {
    let source = r###"令和5年度 主要事業

| 区分 | 事業項目 | 事業内容 | 実施時期 |
|---|---|---|---|
| 経営支援 | 巡回指導 | 会員事業所を巡回し相談に応じる。 | 通年 |
| | 講習会 | 税務・労務等の講習会を開催する。<br>・税務講習会の開催<br>・労務講習会の開催 | 年4回 |
| 地域振興 | ◎観光イベント（新） | 春まつりを開催する。 | 4月 |

年間行事予定
4月	通常総会
5月	役員視察
"###;
    let expected = "\
0 s 経営支援
1 i 巡回指導
1 i 講習会
2 m 税務講習会の開催
2 m 労務講習会の開催
0 s 地域振興
1 i 観光イベント
0 s 年間行事予定
";
    assert_eq!(tree(source), expected);
}

#[test]
fn report_of_the_year() {
    let source = r###"事業報告書
１　会員の状況
（１）会員数　1,234名（前年比12名増）
２　会議の開催
（１）通常総会
日時　令和5年5月25日
場所　商工会館
議案　第1号　令和4年度事業報告
（２）理事会
第１回　4月20日　15名出席
第２回　7月20日　14名出席
３　事業の実施
（１）経営改善普及事業
ア　巡回指導　延1,520件
イ　窓口指導　延890件
（２）講習会
開催日	テーマ	講師	参加者
6月1日	インボイス	山田税理士	23名
"###;
    let expected = "\
0 n 会員の状況
0 s 会議の開催
1 i 通常総会
1 i 理事会
0 s 事業の実施
1 s 経営改善普及事業
2 i 巡回指導
2 i 窓口指導
1 i 講習会
";
    assert_eq!(tree(source), expected);
}

#[test]
fn numbered_words() {
    let source = r###"中期行動計画2024

柱1：企業の成長を支える
重点施策1-1 DXの推進
▶ デジタル相談窓口の設置
▶ ITツール導入補助
KPI：相談件数 50件/年
重点施策1-2 人材確保
▶ 合同企業説明会の開催
KPI：参加企業 30社
柱2：まちの魅力を高める
重点施策2-1 観光
▶ 周遊ルートの開発
"###;
    let expected = "\
0 s 企業の成長を支える
1 i DXの推進
2 m デジタル相談窓口の設置
2 m ITツール導入補助
1 i 人材確保
2 m 合同企業説明会の開催
0 s まちの魅力を高める
1 i 観光
2 m 周遊ルートの開発
";
    assert_eq!(tree(source), expected);
}

#[test]
fn names_followed_by_prose() {
    let source = r###"令和7年度 事業計画
北浜商工会議所

スローガン「挑戦と共創」

1 経営支援
巡回相談
経営指導員が会員事業所を訪問し、経営全般の相談に応じます。
専門家派遣
高度な課題に対して専門家を派遣します。
2 地域振興
港まつり
8月に港まつりを開催します。
"###;
    let expected = "\
0 s 経営支援
1 i 巡回相談
1 i 専門家派遣
0 s 地域振興
1 i 港まつり
";
    assert_eq!(tree(source), expected);
}

#[test]
fn html_with_spanning_cells() {
    let source = r###"<table>
<tr><th>重点項目</th><th>取組内容</th><th>目標</th></tr>
<tr><td rowspan="2">経営力強化</td><td>(1)経営計画策定支援<br>(2)補助金申請支援</td><td>50件</td></tr>
<tr><td>(3)DX診断</td><td>20件</td></tr>
</table>
"###;
    let expected = "\
0 i 経営力強化
1 m 経営計画策定支援
1 m 補助金申請支援
1 m DX診断
";
    assert_eq!(tree(source), expected);
}

#[test]
fn tabs_after_numbers() {
    let source = r###"事 業 計 画

1.	会員増強
(1)	会員訪問の実施
(2)	入会キャンペーンの実施
2.	金融支援
(1)	マル経融資の推薦（目標30件）
(2)	金融相談会の開催
①	毎月第2水曜日に開催
3.	その他
"###;
    let expected = "\
0 s 会員増強
1 i 会員訪問の実施
1 i 入会キャンペーンの実施
0 s 金融支援
1 i マル経融資の推薦
1 i 金融相談会の開催
2 m 毎月第2水曜日に開催
0 i その他
";
    assert_eq!(tree(source), expected);
}

#[test]
fn circles_and_brackets() {
    let source = r###"Ⅰ．基本方針
地域経済の再生に向け、会員一丸となって取り組む。
Ⅱ．重点事業
○ 創業支援の強化
○ 事業承継の推進
● 新規 デジタル化推進事業
Ⅲ．部会・委員会活動
【商業部会】
・視察研修会の開催
・商店街振興
【工業部会】
・技術講習会の開催
Ⅳ．会議
総会　年2回
常議員会　年6回
"###;
    let expected = "\
0 s 基本方針
0 s 重点事業
1 i 創業支援の強化
1 i 事業承継の推進
1 i デジタル化推進事業
0 s 部会・委員会活動
1 s 商業部会
2 i 視察研修会の開催
2 i 商店街振興
1 s 工業部会
2 i 技術講習会の開催
0 s 会議
";
    assert_eq!(tree(source), expected);
}

#[test]
fn markdown() {
    let source = r###"1. 経営支援事業
   - 窓口相談の充実
     - 夜間相談の実施
     - 休日相談の実施
   - 巡回相談の強化
2. 創業支援事業
   * 創業塾
   * 創業交流会
## まちづくり
1. 空き店舗対策
"###;
    let expected = "\
0 i 経営支援事業
1 m 窓口相談の充実
2 m 夜間相談の実施
2 m 休日相談の実施
1 m 巡回相談の強化
0 i 創業支援事業
1 m 創業塾
1 m 創業交流会
0 s まちづくり
1 i 空き店舗対策
";
    assert_eq!(tree(source), expected);
}

#[test]
fn ordinals_and_figures_at_line_ends() {
    let source = r###"令和6年度事業計画書
東山商工会

第1　基本方針
小規模事業者の持続的発展を支援する。
第2　事業計画
1．経営改善普及事業
(1)　巡回・窓口相談指導
　経営指導員等による巡回指導を強化し、相談機能の充実を図る。
　①巡回指導　目標　1,200回
　②窓口指導　目標　600回
(2)　講習会等の開催
　①集団講習会　6回　120名
　②個別講習会　20回　40名
2．地域総合振興事業
(1)　総合振興
　ア．商工まつりの開催（10月）
　イ．プレミアム商品券発行事業
(2)　青年部・女性部活動
　・視察研修
　・親睦交流
第3　会議
通常総会　　5月
理事会　　　随時
"###;
    let expected = "\
0 s 基本方針
0 s 事業計画
1 s 経営改善普及事業
2 s 巡回・窓口相談指導
3 i 巡回指導
3 i 窓口指導
2 s 講習会等の開催
3 i 集団講習会
3 i 個別講習会
1 s 地域総合振興事業
2 i 総合振興
3 m 商工まつりの開催（10月）
3 m プレミアム商品券発行事業
2 i 青年部・女性部活動
3 m 視察研修
3 m 親睦交流
0 s 会議
";
    assert_eq!(tree(source), expected);
}

#[test]
fn tabs_with_targets() {
    let source = r###"事業名	実施内容	実施時期	目標
1 創業スクール	創業希望者向けに全5回の講座を開催	9月～10月	受講者20名
2 販路開拓支援	展示会出展補助	通年	15社
3 事業承継セミナー	専門家によるセミナーを開催	11月	参加者30名
"###;
    let expected = "\
0 i 創業スクール
0 i 販路開拓支援
0 i 事業承継セミナー
";
    assert_eq!(tree(source), expected);
}

#[test]
fn squares_over_words() {
    let source = r###"中期計画（2025～2029）の骨子

●ビジョン
「選ばれる商工会議所」

●重点戦略1：経営支援
  – 伴走型支援の実施
  – 事業承継の推進（2029年度までに累計100件）
●重点戦略2：会員サービス
  – 会員数 3,000件（2029年度末）
  – アプリの導入

"###;
    let expected = "\
0 i ビジョン
0 i 経営支援
1 m 伴走型支援の実施
1 m 事業承継の推進
0 i 会員サービス
1 m 会員数 3,000件（2029年度末）
1 m アプリの導入
";
    assert_eq!(tree(source), expected);
}

#[test]
fn background_folds_around_pillars() {
    let source = r###"みなと町商工会議所

第３期行動計画
令和６年度～令和８年度

目　次
はじめに………………………… 1
計画の位置づけ………………… 1
Ⅰ．経営の支援………………… 2
　１．相談体制………………… 2
Ⅱ．まちの活性化……………… 3
　１．にぎわい………………… 3
計画の進め方…………………… 4

はじめに
　本計画は、会員の声をもとに策定した。

計画の位置づけ
　令和６年度から３年間の取組を２つの柱に整理した。

Ⅰ．経営の支援
１．相談体制
（１）専門相談窓口の設置（目標 200件）
（２）夜間相談の実施
Ⅱ．まちの活性化
１．にぎわい
（１）夏祭りの開催

計画の進め方
　毎年２月に進み具合を点検する。
"###;
    let expected = "\
0 n はじめに
0 n 計画の位置づけ
0 s 経営の支援
1 s 相談体制
2 i 専門相談窓口の設置
2 i 夜間相談の実施
0 s まちの活性化
1 s にぎわい
2 i 夏祭りの開催
0 n 計画の進め方
";
    assert_eq!(tree(source), expected);
}
