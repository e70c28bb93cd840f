//! Saved pages of the web to lines: the content as a careful person would type it, without the site's menus.
//!
//! What comes in are a file's bytes, what goes out is its text. This room must not know what a plan is.

mod charset;
mod content;
mod render;
mod table;
mod tree;

use super::lines::Lines;
use super::{Content, ReadError, Text, text};
use kurabe_model::{Notice, NoticeKind};
use kurabe_text::spacing::squeeze;

/// Lines at the beginning in which a page that has a title says it.
const OPENING: usize = 30;

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Result<Text, ReadError> {
    if let Some(content) = Content::of(bytes) {
        return Err(ReadError::NotText { content });
    }
    let decoded = charset::decode(bytes)?;
    let tree = tree::parse(&decoded.text)?;
    let content = content::find(&tree);
    let rendered = render::render(&tree, &content);
    let mut lines = Lines::default();
    for part in content.title.iter().flat_map(|title| missing(title, &rendered)) {
        lines.write(part)?;
    }
    for line in &rendered {
        lines.write(line)?;
    }
    let (stretches, letters) = content.aside;
    if stretches > 0 {
        lines.notices.push(Notice::new(NoticeKind::SiteParts { stretches, letters }, None));
    }
    let mut page = lines.finish()?;
    page.notices.extend(text::inspect(&page.lines, decoded.encoding)?);
    Ok(page)
}

/// What the page calls itself and does not say at its beginning: `令和5年度事業計画｜みなと商工会議所`.
fn missing<'a>(title: &'a str, rendered: &[String]) -> Vec<&'a str> {
    let opening: Vec<String> =
        rendered.iter().filter(|line| !line.trim().is_empty()).take(OPENING).map(|line| squeeze(line)).collect();
    let parts = title.split(['|', '｜', '│', '«', '»', '：']).flat_map(|part| part.split(" - ")).map(str::trim);
    let japanese = |part: &&str| part.chars().filter(|letter| !letter.is_ascii()).count() >= 4;
    let unsaid = |part: &&str| !opening.iter().any(|line| line.contains(&squeeze(part)));
    parts.filter(japanese).filter(unsaid).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::NoticeClass;

    fn lines(page: &str) -> Vec<String> {
        let text = read(page.as_bytes()).unwrap();
        text.lines.into_iter().map(|line| line.text).filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn paragraphs_headings_and_lists() {
        let page = "<html><head><title>計画</title></head><body><h1>令和5年度事業計画</h1><p>本年度は<b>会員</b>の
            伴走支援に<br>取り組みます。</p><h2>１．経営支援</h2><ul><li>窓口相談<ul><li>夜間</ul><li>・巡回</ul>
            <ol start=3><li>創業塾<ol><li>基礎<li>実践</ol><li>４．交流会</ol><dl><dt>時期<dd>4月</dl>
            <ruby>商工<rt>しょうこう</rt></ruby>会 &amp; 連携</body></html>";
        assert_eq!(
            lines(page),
            [
                "# 令和5年度事業計画",
                "本年度は会員の伴走支援に",
                "取り組みます。",
                "## １．経営支援",
                "- 窓口相談",
                "  - 夜間",
                "- ・巡回",
                "(3) 創業塾",
                "  ①基礎",
                "  ②実践",
                "４．交流会",
                "時期",
                "\u{3000}4月",
                "商工会 & 連携"
            ]
        );
    }

    #[test]
    fn tables_of_data_and_of_layout() {
        let page = "<table><tr><td width=150><a href=a>会議所</a><br><a href=b>入会</a><br><a href=c>地図</a></td><td>
            <h2>事業計画</h2><table border=1><caption>一覧</caption><tr><th>区分<th>事業名<th>内容
            <tr><td rowspan=2>経営<td>創業塾<td>年2回<br>会場<tr><td>相談|窓口<td>毎月
            <tr><td colspan=2>合計<td>3件</table><p>以上のとおり実施し、会員の役に立つ。</p></td></tr></table>";
        assert_eq!(
            lines(page),
            [
                "## 事業計画",
                "一覧",
                "| 区分 | 事業名 | 内容 |",
                "| 経営 | 創業塾 | 年2回<br>会場 |",
                "|  | 相談&#124;窓口 | 毎月 |",
                "| 合計 |  | 3件 |",
                "以上のとおり実施し、会員の役に立つ。"
            ]
        );
    }

    #[test]
    fn menus_are_left_out() {
        let page =
            "<title>事業計画 | みなと商工会議所</title><div id=header>みなと</div><ul class='global-nav'><li>入会</ul>
            <p><a href=/>ホーム</a> ＞ <a href=/plan>計画</a> ＞ 令和5年度</p>
            <div id=main><h2>令和5年度事業計画</h2><p>会員の経営を支える。</p><p style='display: none'>隠し</p></div>
            <p><a href='#top'>このページの先頭へ</a></p><div id=footer>住所</div><p>Copyright (C) 2008 みなと</p>";
        assert_eq!(lines(page), ["みなと商工会議所", "## 令和5年度事業計画", "会員の経営を支える。"]);
        let text = read(page.as_bytes()).unwrap();
        assert_eq!(text.notices[0].class(), NoticeClass::LeftOut);
    }

    #[test]
    fn words_between_tags_are_all_kept() {
        for page in [
            "<table>文<tr>字<td>を</td>読<td>む</table>",
            "<ul>文<p>字<li>を<table><td>読</ul>む",
            "<pre>文\n  字\nを読む",
        ] {
            let kept = lines(page).concat();
            assert!("文字を読む".chars().all(|letter| kept.matches(letter).count() == 1), "{page}: {kept}");
        }
    }
}
