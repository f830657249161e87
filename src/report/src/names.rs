//! What the codes of a wave are called in the report's language, else in the programme's first.

use chorus_questionnaire::{Choices, PublishedWave, Text};

/// Names in one language.
pub(crate) struct Names<'a> {
    wave: &'a PublishedWave,
    language: &'a str,
}

impl<'a> Names<'a> {
    pub(crate) fn new(wave: &'a PublishedWave, language: &'a str) -> Self {
        Self { wave, language }
    }

    /// A text of the organiser's.
    pub(crate) fn text(&self, text: &'a Text) -> &'a str {
        let first = self.wave.manifest.languages.first().map_or("", String::as_str);
        if text.languages().iter().any(|tag| tag == self.language) { text.get(self.language) } else { text.get(first) }
    }

    /// A measure: an item, a row of a matrix, or a scale.
    pub(crate) fn measure(&self, code: &'a str) -> &'a str {
        let questionnaire = &self.wave.questionnaire;
        let items = questionnaire.items.iter();
        let rows = items.clone().flat_map(|item| &item.rows).map(|row| (&row.code, &row.text));
        let all = items.map(|item| (&item.code, &item.text)).chain(rows);
        let mut all = all.chain(questionnaire.scales.iter().map(|scale| (&scale.code, &scale.label)));
        all.find(|(known, _)| *known == code).map_or(code, |(_, text)| self.text(text))
    }

    /// An option of a measure, or a cut-off.
    pub(crate) fn option(&self, measure: &str, code: &'a str) -> &'a str {
        let questionnaire = &self.wave.questionnaire;
        let of = |rows: &[chorus_questionnaire::MatrixRow]| rows.iter().any(|row| row.code == measure);
        let item = questionnaire.items.iter().find(|item| item.code == measure || of(&item.rows));
        let options = item.into_iter().flat_map(|item| &item.options).map(|option| (&option.code, &option.label));
        let scale = questionnaire.scales.iter().find(|scale| scale.code == measure);
        let cut_offs = scale.into_iter().flat_map(|scale| &scale.cut_offs).map(|cut| (&cut.code, &cut.label));
        options.chain(cut_offs).find(|(known, _)| *known == code).map_or(code, |(_, text)| self.text(text))
    }

    /// An attribute, or a coarser level of one.
    pub(crate) fn attribute(&self, code: &'a str) -> &'a str {
        let attributes = self.wave.manifest.attributes.iter();
        let levels =
            attributes.clone().flat_map(|attribute| &attribute.levels).map(|level| (&level.code, &level.label));
        let mut all = attributes.map(|attribute| (&attribute.code, &attribute.label)).chain(levels);
        all.find(|(known, _)| *known == code).map_or(code, |(_, text)| self.text(text))
    }

    /// A value of one.
    pub(crate) fn value(&self, attribute: &str, code: &'a str) -> &'a str {
        let lists = self.wave.manifest.attributes.iter().flat_map(|attribute| attribute.lists());
        let mut values = lists.filter(|(list, _)| *list == attribute).flat_map(|(_, values)| values);
        let found = values.find(|value| value.code == code);
        found.and_then(|value| value.label.as_ref()).map_or(code, |label| self.text(label))
    }

    /// A group, value by value.
    pub(crate) fn group(&self, group: &'a Choices) -> String {
        let values: Vec<&str> = group.iter().map(|(attribute, value)| self.value(attribute, value)).collect();
        values.join(", ")
    }
}
