//! Names of languages, for the headings of XLSForm's columns: `label::Deutsch (de)`.

/// Tags and their own names, for those whose heading would otherwise be a bare tag.
const NAMES: [(&str, &str, &str); 38] = [
    ("ar", "العربية", "Arabic"),
    ("bg", "Български", "Bulgarian"),
    ("bn", "বাংলা", "Bengali"),
    ("cs", "Čeština", "Czech"),
    ("da", "Dansk", "Danish"),
    ("de", "Deutsch", "German"),
    ("el", "Ελληνικά", "Greek"),
    ("en", "English", "English"),
    ("es", "Español", "Spanish"),
    ("et", "Eesti", "Estonian"),
    ("fa", "فارسی", "Persian"),
    ("fi", "Suomi", "Finnish"),
    ("fr", "Français", "French"),
    ("he", "עברית", "Hebrew"),
    ("hi", "हिन्दी", "Hindi"),
    ("hr", "Hrvatski", "Croatian"),
    ("hu", "Magyar", "Hungarian"),
    ("id", "Bahasa Indonesia", "Indonesian"),
    ("it", "Italiano", "Italian"),
    ("ja", "日本語", "Japanese"),
    ("ko", "한국어", "Korean"),
    ("lt", "Lietuvių", "Lithuanian"),
    ("lv", "Latviešu", "Latvian"),
    ("nl", "Nederlands", "Dutch"),
    ("no", "Norsk", "Norwegian"),
    ("pl", "Polski", "Polish"),
    ("pt", "Português", "Portuguese"),
    ("ro", "Română", "Romanian"),
    ("ru", "Русский", "Russian"),
    ("sk", "Slovenčina", "Slovak"),
    ("sl", "Slovenščina", "Slovenian"),
    ("sv", "Svenska", "Swedish"),
    ("sw", "Kiswahili", "Swahili"),
    ("th", "ไทย", "Thai"),
    ("tr", "Türkçe", "Turkish"),
    ("uk", "Українська", "Ukrainian"),
    ("vi", "Tiếng Việt", "Vietnamese"),
    ("zh", "中文", "Chinese"),
];

/// The heading of a language: its own name, and the tag by which readers know it.
pub(crate) fn heading(tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or(tag);
    match NAMES.iter().find(|(known, ..)| *known == primary) {
        Some((_, name, _)) => format!("{name} ({tag})"),
        None => format!("{tag} ({tag})"),
    }
}

/// The tag of a language as an XLSForm names it: `Deutsch (de)`, `de`, `Deutsch`, `German`.
pub(crate) fn tag(name: &str) -> Option<String> {
    let name = name.trim();
    let in_brackets = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map(|(_, tag)| tag.trim());
    if let Some(tag) = in_brackets.or(Some(name)).filter(|tag| looks_like_a_tag(tag)) {
        return Some(tag.to_owned());
    }
    let known = |(_, own, english): &&(&str, &str, &str)| {
        own.to_lowercase() == name.to_lowercase() || english.eq_ignore_ascii_case(name)
    };
    NAMES.iter().find(known).map(|(tag, ..)| (*tag).to_owned())
}

fn looks_like_a_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.chars().all(|at| at.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|at| at.is_ascii_alphanumeric()))
}
