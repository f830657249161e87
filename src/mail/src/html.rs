//! A letter as HTML: paragraphs and links, nothing else. Nothing in it is fetched, so opening it tells nobody.

use crate::letter::Part;

pub(crate) fn to_html(parts: &[Part], language: &str, right_to_left: bool) -> String {
    let direction = if right_to_left { "rtl" } else { "ltr" };
    let body: String = parts.iter().map(part).collect();
    format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<meta charset=\"utf-8\">\n<body>\n{body}</body>\n</html>\n"
    )
}

fn part(part: &Part) -> String {
    match part {
        Part::Words(text) => format!("<p>{}</p>\n", escape(text)),
        Part::Heading(text) => format!("<h2>{}</h2>\n", escape(text)),
        Part::Link(link) => {
            let link = escape(link);
            format!("<p dir=\"ltr\"><a href=\"{link}\">{link}</a></p>\n")
        }
        Part::Characters(text) => format!("<p dir=\"ltr\"><code>{}</code></p>\n", escape(text)),
    }
}

fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
        out
    })
}
