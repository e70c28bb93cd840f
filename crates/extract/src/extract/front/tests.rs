//! Fronts of plans as chambers write them. But for the first lines of real plans at the top, every text is invented.

use proptest::prelude::*;

use super::*;
use kurabe_model::{FiscalYear, NoticeClass};
use kurabe_read::read;

fn of(text: &str) -> Front {
    front(&read(text.as_bytes(), None).unwrap().lines)
}

/// `organisation | prefecture | title | kind | years | term | published`, `-` for what is open.
fn say(front: &Front) -> String {
    let open = |fact: &Option<String>| fact.clone().unwrap_or_else(|| "-".into());
    let years = front.period.map(|period| match (period.from.0, period.to.0) {
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}-{to}"),
    });
    let facts = [open(&front.organisation), open(&front.prefecture), open(&front.title), front.kind.name().into()];
    format!("{} | {} | {} | {}", facts.join(" | "), open(&years), open(&front.term), open(&front.published))
}

/// Each case: lines of a text (`/` ends one), and what is to be read.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(say(&of(&text.replace('/', "\n"))), *expected, "{text}");
    }
}

#[test]
fn first_lines_of_real_plans() {
    check(&[
        (
            "第2期 中期行動計画//令和3年度～令和5年度//行動方針//実行計画//海とともに生きるまち・鴎浜港//みなと商工会議所//目 次//はじめに\t1//令和3年3月//みなと商工会議所 会頭 山田太郎",
            "みなと商工会議所 | - | 第2期中期行動計画 | 中期計画 | 2021-2023 | 第2期 | 2021-03",
        ),
        (
            " //日本商工会議所 2023年度事業計画 //日本再生・変革に挑む //～志を高く、新しい時代を切り拓く～ //2023年３月16日 //日本商工会議所 2023年度事業計画 //【目 次】",
            "日本商工会議所 | - | 2023年度事業計画 | 年度事業計画 | 2023 | - | 2023-03",
        ),
        (
            "資料５//令和３年度 やまて商工会主要事業　進捗状況//重点事業//１．小規模事業者への支援//令和２年度　実績の概要",
            "やまて商工会 | - | 令和３年度主要事業進捗状況 | 進捗報告 | 2021 | - | -",
        ),
        (
            "I 実施計画の意義・役割//| <p>1. 趣旨</p> <p>2. 計画期間 令和8年度 (目標はプラン最終年(令和10年度)まで設定)</p> |//II 実施計画の内容//1 地域振興//⑥全商工会のSNSフォロワー数",
            "- | - | 実施計画 | 実施計画 | 2026 | - | -",
        ),
        (
            "主要事業概要//I. 事業継続支援//1. 地域DX応援隊//IV. 県内外の商工会議所との共同事業//（国・県への意見活動、令和4年度の香川県予算編成に関する要望）",
            "- | - | - | その他 | - | - | -",
        ),
    ]);
}

#[test]
fn annual_plans() {
    check(&[
        (
            "みどり町商工会//令和5年度 事業計画書//（自 令和5年4月1日　至 令和6年3月31日）//Ⅰ 基本方針",
            "みどり町商工会 | - | 令和5年度事業計画書 | 年度事業計画 | 2023 | - | -",
        ),
        (
            "平 成 １ ８ 年 度 事 業 計 画//あ さ ひ 商 工 会 議 所//１．総論",
            "あさひ商工会議所 | - | 平成１８年度事業計画 | 年度事業計画 | 2006 | - | -",
        ),
        (
            "福井県商工会連合会//令和４年度/事業計画//１　基本方針",
            "福井県商工会連合会 | 福井県 | 令和４年度事業計画 | 年度事業計画 | 2022 | - | -",
        ),
        (
            "# 令和6年度事業計画（案）//**しらかば商工会議所（仮称）**//令和6年3月28日 通常議員総会//## 基本方針",
            "しらかば商工会議所 | - | 令和6年度事業計画 | 年度事業計画 | 2024 | - | 2024-03",
        ),
        (
            "第１号議案　令和5年度事業計画（案）について//はまなす商工会//１．重点",
            "はまなす商工会 | - | 令和5年度事業計画 | 年度事業計画 | 2023 | - | -",
        ),
        (
            "事業計画書//自 令和4年4月1日/至 令和5年3月31日//つばき商工会議所",
            "つばき商工会議所 | - | 事業計画書 | 年度事業計画 | 2022 | - | -",
        ),
        (
            "全国商工会連合会/令和3年度事業計画//１．情勢",
            "全国商工会連合会 | - | 令和3年度事業計画 | 年度事業計画 | 2021 | - | -",
        ),
        (
            "平成三十年度事業計画//一般社団法人 香川県商工会議所連合会//一、方針",
            "香川県商工会議所連合会 | 香川県 | 平成三十年度事業計画 | 年度事業計画 | 2018 | - | -",
        ),
        ("R5年度 重点事業//津商工会議所//１．観光", "津商工会議所 | - | R5年度重点事業 | 年度事業計画 | 2023 | - | -"),
        (
            "2024年度（令和6年度）活動計画/いわき商工会議所/1. 会員",
            "いわき商工会議所 | - | 2024年度（令和6年度）活動計画 | 年度事業計画 | 2024 | - | -",
        ),
        // The year stands in the running head alone.
        (
            "基本方針/会員とともに歩む。/令和5年度 かえで商工会 事業計画  1/１．経営支援/・巡回/令和5年度 かえで商工会 事業計画  2/２．観光/令和5年度 かえで商工会 事業計画  3/・祭り",
            "かえで商工会 | - | 令和5年度事業計画 | 年度事業計画 | 2023 | - | -",
        ),
        ("事業計画の概要について説明する。/１．はじめに/・巡回", "- | - | - | その他 | - | - | -"),
    ]);
}

#[test]
fn mid_term_plans() {
    check(&[
        (
            "わかば商工会議所//第３次 中期ビジョン//２０２１－２０２５//令和３年３月",
            "わかば商工会議所 | - | 第３次中期ビジョン | 中期計画 | 2021-2025 | 第3次 | 2021-03",
        ),
        (
            "さくら商工会議所 3か年ビジョン（令和4年度～令和6年度）//はじめに//前計画（令和元年度～令和3年度）では",
            "さくら商工会議所 | - | 3か年ビジョン | 中期計画 | 2022-2024 | - | -",
        ),
        // Across a change of era, with a year that never was.
        (
            "中期経営計画//平成30年度～平成34年度//もみじ商工会議所//平成30年2月策定",
            "もみじ商工会議所 | - | 中期経営計画 | 中期計画 | 2018-2022 | - | 2018-02",
        ),
        (
            "第5期アクションプラン/〈平成31年4月1日～令和4年3月31日〉/ひばり商工会議所",
            "ひばり商工会議所 | - | 第5期アクションプラン | 中期計画 | 2019-2021 | 第5期 | -",
        ),
        // Another chamber is mentioned first, and often.
        (
            "日本商工会議所は、令和3年度に新たな方針を定めた。//かもめ商工会議所 第2期中期行動計画//計画期間：令和4年度から3年間//日本商工会議所は会員を支える。/日本商工会議所は提言する。",
            "かもめ商工会議所 | - | 第2期中期行動計画 | 中期計画 | 2022-2024 | 第2期 | -",
        ),
        // The body signs the foreword; a table names other bodies.
        (
            "中期行動計画//はじめに//このたび令和3年度からの3か年の計画を策定しました。//令和3年2月//すみれ商工会議所/会頭 山田太郎//連携先\t日本商工会議所/連携先\tれんげ商工会議所",
            "すみれ商工会議所 | - | 中期行動計画 | 中期計画 | - | - | 2021-02",
        ),
        // 2030 is the aim, not the period.
        (
            "ポプラ商工会議所ビジョン2030//１．現状//計画期間/令和5年度～令和12年度",
            "ポプラ商工会議所 | - | ビジョン2030 | 中期計画 | 2023-2030 | - | -",
        ),
        (
            "地域商工業振興プラン//けやき商工会//石川県けやき市本町1-1　〒950-0000//令和2年度(2020)～6年度(2024)",
            "けやき商工会 | 石川県 | 地域商工業振興プラン | その他 | 2020-2024 | - | -",
        ),
        // Two bodies on one title page have one plan together.
        (
            "中期行動計画//うめ商工会議所//もも商工会議所//令和3年度～令和5年度",
            "うめ商工会議所・もも商工会議所 | - | 中期行動計画 | 中期計画 | 2021-2023 | - | -",
        ),
        (
            "すぎ商工会議所（以下「当所」という。）は、この計画を定める。/すぎ商工会議所 中期計画/令和3年度から令和7年度までの5年間",
            "すぎ商工会議所 | - | 中期計画 | 中期計画 | 2021-2025 | - | -",
        ),
        // Letters to and members of bodies are no signatures.
        (
            "中期計画への答申//日本商工会議所 会頭 様/かしわ商工会議所 会頭 田中一郎/ひのき商工会議所 会頭 鈴木次郎/まつ商工会議所 会頭 佐藤三郎",
            "- | - | - | その他 | - | - | -",
        ),
    ]);
}

#[test]
fn support_plans_and_reports() {
    check(&[
        (
            "経営発達支援計画の概要//実施者名\tあおば商工会（法人番号 1234567890123）/実施期間\t令和4年4月1日～令和9年3月31日/目標\t１．伴走支援",
            "あおば商工会 | - | 経営発達支援計画の概要 | 経営発達支援計画 | 2022-2026 | - | -",
        ),
        (
            "経営発達支援計画//やなぎ商工会議所//１．目標//（１）計画期間/令和4年4月1日～令和9年3月31日（5年間）",
            "やなぎ商工会議所 | - | 経営発達支援計画 | 経営発達支援計画 | 2022-2026 | - | -",
        ),
        (
            "令和4年度/事 業 報 告 書//つつじ商工会議所//令和5年6月発行",
            "つつじ商工会議所 | - | 令和4年度事業報告書 | 事業報告 | 2022 | - | 2023-06",
        ),
        (
            "令和3年度 事業報告/（令和3年4月1日から令和4年3月31日まで）/ぼたん商工会//１ 総括",
            "ぼたん商工会 | - | 令和3年度事業報告 | 事業報告 | 2021 | - | -",
        ),
        (
            "第2期中期行動計画/令和4年度進捗状況報告/ききょう商工会議所",
            "ききょう商工会議所 | - | 第2期中期行動計画令和4年度進捗状況報告 | 進捗報告 | 2022 | 第2期 | -",
        ),
        (
            "群馬県商工会連合会　令和5年度 実施計画//群馬県の18商工会とともに歩む。",
            "群馬県商工会連合会 | 群馬県 | 令和5年度実施計画 | 実施計画 | 2023 | - | -",
        ),
        (
            "事業継続力強化支援計画//たけ商工会//1. 被害の想定",
            "たけ商工会 | - | 事業継続力強化支援計画 | その他 | - | - | -",
        ),
    ]);
}

#[test]
fn bodies_that_are_no_chamber() {
    check(&[
        (
            "一般社団法人みさき観光協会/令和5年度 事業計画（案）/（令和5年4月1日～令和6年3月31日）/１ 方針",
            "一般社団法人みさき観光協会 | - | 令和5年度事業計画 | 年度事業計画 | 2023 | - | -",
        ),
        (
            "社会福祉法人/はまなす市社会福祉協議会//令和4年度事業計画書//【基本理念】",
            "社会福祉法人はまなす市社会福祉協議会 | - | 令和4年度事業計画書 | 年度事業計画 | 2022 | - | -",
        ),
        (
            "2024年度事業計画｜公益社団法人はまなす青年会議所//HOME　理事長所信　事業計画　組織図//１．夜市",
            "公益社団法人はまなす青年会議所 | - | 2024年度事業計画 | 年度事業計画 | 2024 | - | -",
        ),
        (
            "第２次霧原市産業振興計画/【令和5年度～令和9年度】/令和5年3月/霧原市//目次/本市の産業は",
            "霧原市 | - | 第２次霧原市産業振興計画 | 中期計画 | 2023-2027 | 第2次 | 2023-03",
        ),
        (
            "音の葉村まち・ひと・しごと創生総合戦略//目次/村の振興を図り、本村の人口を保つ。/戦略の対象期間は、国と同じく2020年度から2024年度までとする。",
            "音の葉村 | - | 音の葉村まち・ひと・しごと創生総合戦略 | その他 | 2020-2024 | - | -",
        ),
        (
            "石川県信用保証協会/中期事業計画/平成30年度～平成32年度/（1）業務環境",
            "石川県信用保証協会 | 石川県 | 中期事業計画 | 中期計画 | 2018-2020 | - | -",
        ),
        // A town named beside a chamber is its partner.
        (
            "経営発達支援計画の概要/実施者名/(法人番号)/霧原商工会議所/(法人番号 9000000000001)/霧原市/(地方公共団体コード 999999)/実施期間/令和 2 年 4 月 1 日 ~ 令和 7 年 3 月 31 日",
            "霧原商工会議所 | - | 経営発達支援計画の概要 | 経営発達支援計画 | 2020-2024 | - | -",
        ),
        (
            "霧原市商工業振興計画/令和5年度～令和9年度/霧原商工会議所/１．当所の役割",
            "霧原商工会議所 | - | 霧原市商工業振興計画 | 中期計画 | 2023-2027 | - | -",
        ),
        (
            "事業継続力強化支援計画/夕凪商工会議所/潮路町商工会/夕凪市/計画期間 令和4年4月1日～令和9年3月31日",
            "夕凪商工会議所・潮路町商工会・夕凪市 | - | 事業継続力強化支援計画 | その他 | 2022-2026 | - | -",
        ),
    ]);
    assert_eq!(
        of("うめ商工会/もも商工会".replace('/', "\n").as_str()).organisation_kind,
        Some(OrganisationKind::Society)
    );
    assert_eq!(of("うめ商工会/もも商工会議所".replace('/', "\n").as_str()).organisation_kind, None);
}

#[test]
fn bodies_named_in_prose_alone() {
    check(&[
        (
            "平成26年度事業報告の概要/このような中、みさき商工会議所では、平成26年度も諸事業に取り組んだ。/1．創業塾の開催",
            "みさき商工会議所 | - | 平成26年度事業報告の概要 | 事業報告 | 2014 | - | -",
        ),
        (
            "経営発達支援計画/１．目標/当町商工会の会員は減った。/はまなす町商工会は県と連携し、全国商工会連合会の調査を用いる。",
            "はまなす町商工会 | - | 経営発達支援計画 | 経営発達支援計画 | - | - | -",
        ),
        // Two bodies of which sentences speak, and one that is only a partner.
        (
            "令和6年度事業計画/１．連携/うめ商工会は展示会を開く。/もも商工会は相談会を開く。",
            "- | - | 令和6年度事業計画 | 年度事業計画 | 2024 | - | -",
        ),
        (
            "令和6年度事業計画/１．連携/うめ商工会議所と共催の展示会/・もも商工会との交流",
            "- | - | 令和6年度事業計画 | 年度事業計画 | 2024 | - | -",
        ),
    ]);
}

#[test]
fn titles_among_other_lines() {
    check(&[
        (
            "事業計画・予算//平成29年度みさき商工会議所事業計画//1．創業塾の開催",
            "みさき商工会議所 | - | 平成29年度事業計画 | 年度事業計画 | 2017 | - | -",
        ),
        (
            "会議所の活動報告//新着情報//令和4年度事業報告・収支決算について//みさき商工会議所",
            "みさき商工会議所 | - | 令和4年度事業報告・収支決算 | 事業報告 | 2022 | - | -",
        ),
        (
            "ホーム > 経営支援 > 経営発達支援計画/経営発達支援計画（第2期）を公表します/更新日：2023年4月10日/かわせ町商工会",
            "かわせ町商工会 | - | 経営発達支援計画（第2期） | 経営発達支援計画 | - | 第2期 | 2023-04",
        ),
        (
            "令和5年度事業計画（PDF形式：345KB）/みさき商工会/１．相談",
            "みさき商工会 | - | 令和5年度事業計画 | 年度事業計画 | 2023 | - | -",
        ),
        (
            "平成28年度事業計画(2MB)/みさき商工会議所/１．相談",
            "みさき商工会議所 | - | 平成28年度事業計画 | 年度事業計画 | 2016 | - | -",
        ),
        (
            "（昭和五十六年度みさき商工会事業報告より要約）/・概況/①会員",
            "みさき商工会 | - | 昭和五十六年度事業報告 | 事業報告 | 1981 | - | -",
        ),
        (
            "潮見商工会議所　中期行動計画（令和3～5年度）/令和4年度　進捗・評価報告/Ⅰ．経営",
            "潮見商工会議所 | - | 中期行動計画令和4年度進捗・評価報告 | 進捗報告 | 2022 | - | -",
        ),
        (
            "平 成 2 5 年 度 み さ き 商 工 会 議 所 事 業 報 告/1．経営",
            "みさき商工会議所 | - | 平成25年度事業報告 | 事業報告 | 2013 | - | -",
        ),
    ]);
}

#[test]
fn lost_line_ends() {
    check(&[
        (
            "みさき商工会議所 令和6年度事業計画 Ⅰ.基本方針 会員の経営を支えます。 Ⅱ.重点事業 1.経営支援の強化 (1)巡回相談の実施 (2)創業塾の開催 2.まちの活性化 (1)夏まつりの開催 (2)空き店舗対策の推進",
            "みさき商工会議所 | - | 令和6年度事業計画 | 年度事業計画 | 2024 | - | -",
        ),
        (
            "経営発達支援計画の概要 実施者名 (法人番号) 霧原商工会議所 (法人番号 9000000000001 ) 霧原市 (地方公共団体コード 999999) 実施期間 令和 2 年 4 月 1 日 ~ 令和 7 年 3 月 31 日 目標 経営の力を高める。 事業内容 1.調査 2.分析",
            "霧原商工会議所 | - | 経営発達支援計画の概要 | 経営発達支援計画 | 2020-2024 | - | -",
        ),
    ]);
}

#[test]
fn a_text_that_tells_what_was_done_is_a_report() {
    let front = of("Ⅰ．まつり\n募金を依頼した。\n公募を行った。\n三社が応じた。\n会場を決めた。");
    assert_eq!((front.kind, front.inferred), (PlanKind::Report, vec![Field::PlanKind]));
}

#[test]
fn an_era_that_runs_on_is_no_doubt() {
    let front = of("みさき商工会 経営発達支援計画\n実施期間 平成28年4月1日～平成33年3月31日\n1．創業塾の開催");
    assert_eq!(front.period.map(|period| (period.from.0, period.to.0)), Some((2016, 2020)));
    assert!(front.notices.iter().all(|(field, _)| *field != Field::Period));
}

#[test]
fn what_is_open_has_a_notice() {
    let front = of("主要事業概要\nI. 事業継続支援\n1. 香川県商工会議所連合会との共催");
    let about: Vec<Field> = front.notices.iter().map(|(field, _)| *field).collect();
    assert_eq!(about, [Field::Title, Field::PlanKind, Field::Organisation, Field::Prefecture, Field::Period]);
    assert!(front.notices().iter().all(|notice| notice.class() == NoticeClass::NotStated));
    let doubtful = of("中期経営計画\n平成33年度～平成35年度\nもみじ商工会議所");
    let period = doubtful.notices.iter().find(|(field, _)| *field == Field::Period).map(|(_, notice)| notice);
    assert_eq!(
        period.map(|notice| (notice.class(), notice.span)),
        Some((NoticeClass::Doubtful, Some(LineSpan::line(2))))
    );
    let apart = of("令和3年度事業計画\n（令和4年4月1日～令和5年3月31日）\nもみじ商工会議所");
    assert_eq!(apart.period, Some(Period::year(2021)));
    assert!(
        apart.notices.iter().any(|(field, notice)| *field == Field::Period && notice.class() == NoticeClass::Doubtful)
    );
}

#[test]
fn what_follows_is_marked() {
    let address = of("中期計画\nけやき商工会\n〒950-0000 石川県けやき市本町1-1");
    assert_eq!((address.prefecture.as_deref(), address.inferred), (Some("石川県"), vec![Field::Prefecture]));
    let headings = of("I 実施計画の意義\nII 実施計画の内容");
    assert_eq!(headings.inferred, [Field::Title, Field::PlanKind]);
    assert_eq!(of("香川県商工会議所連合会\n令和3年度事業計画").inferred, []);
}

#[test]
fn facts_win() {
    let mut front = of("主要事業概要\nI. 事業継続支援");
    front.apply(&Facts {
        organisation: Some("香川県商工会議所連合会".into()),
        kind: Some(PlanKind::Annual),
        period: Some(Period::year(2021)),
        ..Facts::default()
    });
    assert_eq!(say(&front), "香川県商工会議所連合会 | 香川県 | 令和3年度事業計画 | 年度事業計画 | 2021 | - | -");
    assert_eq!(front.organisation_kind, Some(OrganisationKind::ChamberFederation));
    assert_eq!(front.inferred, [Field::Title]);
    assert_eq!(front.notices.iter().map(|(field, _)| *field).collect::<Vec<_>>(), [Field::Title]);

    let mut front = of("みなと商工会議所\n第2期中期行動計画\n令和3年度～令和5年度");
    front.apply(&Facts {
        organisation: Some("日本商工会議所".into()),
        prefecture: Some("東京都".into()),
        title: Some("第4期中期ビジョン".into()),
        period: Some(Period { from: FiscalYear(2022), to: FiscalYear(2024) }),
        ..Facts::default()
    });
    assert_eq!(say(&front), "日本商工会議所 | 東京都 | 第4期中期ビジョン | 中期計画 | 2022-2024 | 第4期 | -");
    assert_eq!(front.notices, []);
    let before = front.clone();
    front.apply(&Facts::default());
    assert_eq!(front, before);
}

proptest! {
    #[test]
    fn nothing_panics(text in "([令和平成年度月日0-9期第中計画事業商工会議所連合（）「」、。～<>\\[\\]|#*・ 　\t\n]|\\PC){1,200}") {
        if let Ok(text) = read(text.as_bytes(), None) {
            let mut front = front(&text.lines);
            front.apply(&Facts { organisation: Some("a".into()), ..Facts::default() });
        }
    }
}

#[test]
fn zz_debug() {
    let Ok(paths) = std::env::var("DBG") else { return };
    for path in paths.split(':') {
        let text = read(&std::fs::read(path).unwrap(), None).unwrap();
        let text = crate::blocks::restore(&text);
        let lines = line::cut(&text.lines).into_owned();
        for l in lines.iter().take(12) {
            eprintln!("cut {:?}", l.text);
        }
        let zone = title_page::zone(&lines);
        for h in &zone {
            eprintln!("zone {:?} names {:?} title {:?}", h.text, name::names(&h.text), title::title_of(&h.text));
        }
        eprintln!("{:?}", body::body(&zone, &running_heads(&lines), &lines));
    }
}
