//! The report as one HTML file that loads nothing: to read, to print, to keep.

use crate::document::{Block, Chart, Report};

const STYLE: &str = "
:root { color-scheme: light dark; --ink: #1c2a2e; --soft: #4a5a5f; --line: #d9dcd8; --accent: #0b5c63; --ground: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7edee; --soft: #aebcc0; --line: #2f3d42; --accent: #7fd0d4; --ground: #11191c; } }
@media print { :root { --ink: #000; --soft: #333; --line: #bbb; --accent: #0b5c63; --ground: #fff; } }
body { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; font: 100%/1.55 system-ui, sans-serif; color: var(--ink); background: var(--ground); overflow-wrap: break-word; }
h1 { line-height: 1.2; margin: 0 0 1.5rem; } h2 { margin: 2.5rem 0 .75rem; break-after: avoid; } .kind, .note { color: var(--soft); } .kind { margin: 0; } .note { font-size: .9375rem; }
.table { overflow-x: auto; margin: 0 0 1.25rem; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-weight: 600; padding: .25rem 0; } th, td { text-align: start; vertical-align: top; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); font-weight: 400; } thead th { font-weight: 600; border-bottom: 2px solid var(--ink); }
tr { break-inside: avoid; } figure { margin: 0 0 1.25rem; } figcaption { font-weight: 600; } svg { width: 100%; height: auto; } svg text { fill: var(--ink); font: 13px system-ui, sans-serif; } .axis { stroke: var(--soft); } .whisker { stroke: var(--accent); stroke-width: 2; } .dot { fill: var(--accent); }
";

/// What HTML would read as markup, spelled out.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// Writes the report as a whole HTML document.
pub fn html(report: &Report) -> String {
    let (language, direction) = (escaped(&report.language), if report.right_to_left { "rtl" } else { "ltr" });
    let (kind, title) = (escaped(&report.kind), escaped(&report.title));
    let mut body = format!("<p class=\"kind\">{kind}</p>\n<h1>{title}</h1>\n");
    for section in &report.sections {
        body.push_str(&format!("<section>\n<h2>{}</h2>\n", escaped(&section.heading)));
        section.blocks.iter().for_each(|block| body.push_str(&of_block(block)));
        body.push_str("</section>\n");
    }
    format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{kind} – {title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn of_block(block: &Block) -> String {
    match block {
        Block::Text { text } => format!("<p>{}</p>\n", escaped(text)),
        Block::Note { text } => format!("<p class=\"note\">{}</p>\n", escaped(text)),
        Block::Table { caption, head, rows } => {
            let head: String = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escaped(cell))).collect();
            let row = |cells: &Vec<String>| {
                let mut cells = cells.iter().map(|cell| escaped(cell));
                let first = cells.next().map(|cell| format!("<th scope=\"row\">{cell}</th>")).unwrap_or_default();
                let others: String = cells.map(|cell| format!("<td>{cell}</td>")).collect();
                format!("<tr>{first}{others}</tr>\n")
            };
            let rows: String = rows.iter().map(row).collect();
            format!(
                "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table>\n<caption>{0}</caption>\n\
                 <thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n",
                escaped(caption)
            )
        }
        Block::Chart(chart) => of_chart(chart),
    }
}

/// Dots and whiskers, always from left to right. The table after it says the same, so readers of the screen get its title only.
fn of_chart(chart: &Chart) -> String {
    const WIDTH: f64 = 640.0;
    const ROW: f64 = 44.0;
    let x = |value: f64| WIDTH * (value - chart.from) / (chart.to - chart.from);
    let (mut drawn, zero) = (String::new(), x(0.0));
    for (at, row) in chart.rows.iter().enumerate() {
        let (top, line) = (ROW * at as f64 + 16.0, ROW * at as f64 + 30.0);
        drawn.push_str(&format!(
            "<text x=\"0\" y=\"{top}\" direction=\"ltr\">{}</text>\
             <line class=\"axis\" x1=\"{zero:.1}\" x2=\"{zero:.1}\" y1=\"{from}\" y2=\"{to}\"/>\
             <line class=\"whisker\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{line}\" y2=\"{line}\"/>\
             <circle class=\"dot\" cx=\"{:.1}\" cy=\"{line}\" r=\"5\"/>\n",
            escaped(&row.label),
            x(row.low),
            x(row.high),
            x(row.value),
            from = line - 8.0,
            to = line + 8.0,
        ));
    }
    let height = ROW * chart.rows.len() as f64;
    format!(
        "<figure>\n<figcaption>{0}</figcaption>\n<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{0}\">\n\
         {drawn}</svg>\n</figure>\n",
        escaped(&chart.title)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Interval, Section};

    fn report(words: &str) -> Report {
        let own = || words.to_owned();
        let rows = vec![Interval { label: own(), value: 1.0, low: 0.5, high: 1.5 }];
        let blocks = vec![
            Block::Text { text: own() },
            Block::Note { text: own() },
            Block::Table { caption: own(), head: vec![own(), own()], rows: vec![vec![own(), own()]] },
            Block::Chart(Chart { title: own(), from: -1.0, to: 2.0, rows }),
        ];
        Report {
            language: "en".to_owned(),
            right_to_left: false,
            kind: own(),
            title: own(),
            sections: vec![Section { heading: own(), blocks }],
        }
    }

    #[test]
    fn words_are_never_markup() {
        for words in ["<script>alert(1)</script>", "\" onload=\"x", "'><b>", "&lt;"] {
            let page = html(&report(words));
            assert!(!page.contains(words), "{words}");
            assert!(page.contains(&escaped(words)));
        }
        for words in
            ["#panic()", "#read(\"/etc/passwd\")", "$x", "*bold _it", "= Title \\", "@cite <label>", "\"]}", "#{"]
        {
            assert!(crate::pdf(&report(words)).is_ok_and(|pdf| pdf.starts_with(b"%PDF-")), "{words}");
        }
    }

    #[test]
    fn a_letter_that_no_font_has_is_refused_with_a_remedy() {
        let refused = crate::pdf(&report("\u{10FFFD}"));
        assert!(matches!(refused, Err(crate::TypesettingError::NoFont { letter: '\u{10FFFD}', .. })));
    }
}
