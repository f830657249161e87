//! Numbers as a language writes them. Digits are 0 to 9 in all of them; the minus sign is U+2212.

/// Decimal sign and sign between thousands of a language.
fn signs(language: &str) -> (char, char) {
    match language {
        "de" | "es" => (',', '.'),
        "fr" => (',', '\u{202F}'),
        _ => ('.', ','),
    }
}

/// A count.
pub(crate) fn count(language: &str, number: u64) -> String {
    let (_, thousands) = signs(language);
    let digits = number.to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(thousands);
        }
        written.push(digit);
    }
    written
}

/// A number with so many decimal places.
pub(crate) fn decimal(language: &str, number: f64, places: usize) -> String {
    let (point, _) = signs(language);
    let written = format!("{:.places$}", number.abs()).replace('.', &point.to_string());
    // What rounds to nothing has no sign.
    let nothing = !written.chars().any(|digit| ('1'..='9').contains(&digit));
    if number < 0.0 && !nothing { format!("\u{2212}{written}") } else { written }
}

/// A difference, which has a sign unless it rounds to nothing.
pub(crate) fn signed(language: &str, number: f64, places: usize) -> String {
    let written = decimal(language, number, places);
    let nothing = !written.chars().any(|digit| ('1'..='9').contains(&digit));
    if number > 0.0 && !nothing { format!("+{written}") } else { written }
}

/// A percentage with one decimal place.
pub(crate) fn percent(language: &str, number: f64) -> String {
    let sign = match language {
        "de" | "fr" | "es" => "\u{A0}%",
        _ => "%",
    };
    format!("{}{sign}", decimal(language, number, 1))
}

/// A p-value.
pub(crate) fn p(language: &str, number: f64) -> String {
    if number < 0.001 { format!("< {}", decimal(language, 0.001, 3)) } else { decimal(language, number, 3) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_its_own_signs() {
        assert_eq!(count("en", 1_234_567), "1,234,567");
        assert_eq!(count("de", 1_000), "1.000");
        assert_eq!(count("en", 999), "999");
        assert_eq!(decimal("de", -1.25, 2), "\u{2212}1,25");
        assert_eq!(decimal("en", -0.001, 2), "0.00");
        assert_eq!(signed("en", 0.456, 2), "+0.46");
        assert_eq!(signed("en", 0.0, 2), "0.00");
        assert_eq!(percent("fr", 12.34), "12,3\u{A0}%");
        assert_eq!(p("de", 0.00001), "< 0,001");
    }
}
