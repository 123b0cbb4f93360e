//! A certificate as one HTML page that stands alone: nothing is fetched, nothing runs, and it prints on A5 or A4.

use std::fmt::Write as _;

use super::Certificate;
use crate::terms::escape_html as escape;

/// Black on white whatever the reader's theme: it is made for paper, and the QR code needs it.
const STYLE: &str = "\
:root{color-scheme:only light}\
*{box-sizing:border-box}\
body{margin:0;padding:8mm;background:#fff;color:#111;font:12pt/1.45 Georgia,'Times New Roman',serif;overflow-wrap:anywhere}\
main{max-width:124mm;margin:0 auto;padding:7mm;border:.6mm solid #111;border-radius:3mm}\
.desk{margin:0;font-size:12pt;letter-spacing:.04em}\
h1{margin:1mm 0 0;font-size:21pt;line-height:1.2}\
.worth{margin:1mm 0 0;font-size:26pt;font-weight:bold}\
.code{display:flex;flex-wrap:wrap;gap:6mm;align-items:center;margin:6mm 0;padding:4mm;border:.3mm solid #111}\
.qr{width:34mm;height:34mm;flex:none}\
.code p{margin:0;flex:1 1 45mm}\
.code strong{display:block;font:bold 19pt/1.3 'Courier New',Courier,monospace;white-space:nowrap}\
.said{font-size:10pt}\
dl{display:grid;grid-template-columns:auto 1fr;gap:1mm 5mm;margin:0 0 5mm}\
dt{font-weight:bold}\
dd{margin:0}\
h2{margin:0 0 1mm;font-size:12pt}\
.terms p{margin:0 0 2mm;font-size:10.5pt}\
@page{margin:10mm}\
@media print{body{padding:0}main,.code{break-inside:avoid}}";

impl Certificate {
    /// As a whole HTML page. Everything that comes from somewhere is escaped, and the page forbids itself scripts and
    /// anything from elsewhere.
    pub fn to_html(&self) -> String {
        let code = self.code.to_string();
        let (title, desk) = (escape(self.title.as_str()), escape(self.desk.as_str()));
        let worth = self.value.map(|value| format!("<p class=\"worth\">{}</p>\n", escape(&value.for_people())));
        let said = escape(&self.code.spoken());
        let mut lines = String::new();
        for (label, words) in self.lines() {
            // Writing to a string cannot fail.
            let _ = writeln!(lines, "<dt>{label}</dt><dd>{}</dd>", escape(&words));
        }
        let mut terms = String::new();
        for paragraph in self.terms.as_str().split('\n').filter(|words| !words.trim().is_empty()) {
            let _ = writeln!(terms, "<p>{}</p>", escape(paragraph));
        }
        let qr = self.qr().svg("qr", &format!("QR code that holds {code}"));
        format!(
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n\
             <title>{title} · {desk}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <p class=\"desk\">{desk}</p>\n<h1>{title}</h1>\n{worth}\
             <div class=\"code\">\n{qr}\n<p>Your code: <strong>{code}</strong> <span class=\"said\">{said}</span></p>\n</div>\n\
             <dl>\n{lines}</dl>\n<section class=\"terms\">\n<h2>How to use it</h2>\n{terms}</section>\n\
             </main>\n</body>\n</html>\n",
            worth = worth.unwrap_or_default(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::paper::testing::{hostile, shipped};
    use super::*;
    use crate::terms::Text;

    /// The tags of a page, in order, without what stands in them.
    fn tags(page: &str) -> Vec<String> {
        let tag =
            |part: &str| part.split(|c: char| c == '>' || c.is_whitespace()).next().unwrap_or_default().to_owned();
        page.split('<').skip(1).map(tag).collect()
    }

    #[test]
    fn the_page_without_its_style_and_picture() {
        let page = shipped("voucher", Some("Mrs Okafor")).to_html();
        let picture = page.split_once(" d=\"M4 4").unwrap().1.split_once('"').unwrap().0;
        insta::assert_snapshot!(page.replace(STYLE, "…").replace(picture, "…"));
    }

    #[test]
    fn what_somebody_wrote_never_becomes_a_tag() {
        let mut plain = shipped("voucher", Some("Mrs Okafor"));
        plain.terms = Text::new("One.\nTwo.");
        let page = hostile().to_html();
        assert!(page.contains("&lt;script&gt;") && page.contains("&quot;Tea&quot; &amp; &#39;cake&#39;"));
        assert_eq!(tags(&page), tags(&plain.to_html()));
    }

    #[test]
    fn nothing_is_fetched_and_nothing_runs() {
        let page = shipped("early-access", None).to_html();
        for never in ["<script", "http:", "https:", "url(", "@import", "<link", "<img", "src=", "href="] {
            assert!(!page.contains(never), "{never}");
        }
        assert!(page.contains("<title id=\"qr\">QR code that holds K4XM-7RTC-7</title>"));
    }

    #[test]
    fn every_tag_that_opens_closes() {
        let mut open = Vec::new();
        for tag in tags(&hostile().to_html()) {
            let alone = tag.ends_with('/') || ["!DOCTYPE", "meta", "path"].contains(&tag.as_str());
            match tag.strip_prefix('/') {
                Some(closed) => assert_eq!(open.pop().as_deref(), Some(closed)),
                None if alone => {}
                None => open.push(tag),
            }
        }
        assert_eq!(open, Vec::<String>::new());
    }
}
