//! Headings: the spellings that XLSForm allows, and the languages that they name.

use super::sheet::Sheet;
use crate::language;
use crate::remark::Remarks;

/// A heading in one form: `label::English (en)` and `list_name`, whatever spaces, single colons and older names are used.
pub(super) fn tidy(sheet: &str, heading: &str) -> String {
    let (name, language) = match heading.split_once(':') {
        Some((name, rest)) => (name.trim(), Some(rest.trim_start_matches(':').trim())),
        None => (heading.trim(), None),
    };
    let name = name.to_lowercase().replace(' ', "_");
    let name = match (name.as_str(), sheet) {
        ("caption", _) => "label",
        ("relevance", _) => "relevant",
        ("value", "choices") => "name",
        ("list_name" | "list", "choices") => "list_name",
        ("title", "settings") => "form_title",
        ("id_string", "settings") => "form_id",
        // Tags have capitals: `chorus_unit_pt-BR`.
        (ours, _) if ours.starts_with("chorus_unit_") || ours.starts_with("chorus_title_") => heading.trim(),
        (other, _) => other,
    };
    match language {
        Some(language) if !language.is_empty() => format!("{name}::{language}"),
        _ => name.to_owned(),
    }
}

/// A language of the form: its tag, and how columns name it; without a name for columns that name none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Language {
    pub(super) tag: String,
    pub(super) name: Option<String>,
}

impl Language {
    /// The column of this kind of text in this language.
    pub(super) fn column(&self, kind: &str) -> String {
        match &self.name {
            Some(name) => format!("{kind}::{name}"),
            None => kind.to_owned(),
        }
    }
}

/// The languages in the order of their columns, the default one first. Unknown names are remarked upon and get a private tag.
pub(super) fn languages(sheets: &[(&str, &Sheet)], default: &str, remarks: &mut Remarks) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    let columns = sheets.iter().flat_map(|(sheet, of)| of.headings.iter().map(move |heading| (*sheet, heading)));
    for (sheet, heading) in columns {
        let (kind, name) = match heading.split_once("::") {
            Some((kind, name)) => (kind, Some(name)),
            None => (heading.as_str(), None),
        };
        let known = languages.iter().any(|language| language.name.as_deref() == name);
        if !matches!(kind, "label" | "hint") || known {
            continue;
        }
        let found = language::tag(name.unwrap_or(if default.is_empty() { "en" } else { default }));
        let mut tag = found.clone().unwrap_or_else(|| format!("qaa-x-{}", languages.len() + 1));
        let again = languages.iter().any(|language| language.tag == tag);
        if found.is_none() || (again && name.is_some()) {
            if again {
                tag = format!("qaa-x-{}", languages.len() + 1);
            }
            let what = format!("it is not plain which language this is; its texts are read as '{tag}'.");
            remarks.add(format!("{sheet}, column {heading}"), what, "Name the column like 'label::Deutsch (de)'.");
        } else if again {
            // `label` beside `label::English (en)`: the plain column is the language itself, not another one.
            let what = "texts without a language stand beside texts of the default language; they are not read.";
            remarks.add(format!("{sheet}, column {heading}"), what, "Name the column's language.");
            continue;
        }
        languages.push(Language { tag, name: name.map(str::to_owned) });
    }
    let first = |language: &Language| language.name.as_deref() == Some(default) && !default.is_empty();
    if let Some(at) = languages.iter().position(first) {
        let default = languages.remove(at);
        languages.insert(0, default);
    }
    languages
}
