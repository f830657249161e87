//! The words of reports, one file for each language. A place for a value is a number in braces.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod zh;

/// The languages that reports are written in, the first being what others fall back to.
pub const LANGUAGES: [&str; 6] = ["en", "de", "es", "fr", "ar", "zh-Hans"];

/// All words.
pub(crate) struct Words {
    pub report: &'static str,
    pub of_group: &'static str,
    pub participation: &'static str,
    pub answered: &'static str,
    pub compared: &'static str,
    pub withheld: &'static str,
    pub by: &'static str,
    pub group: &'static str,
    pub answers: &'static str,
    pub not_shown: &'static str,
    pub not_shown_note: &'static str,
    pub outcomes: &'static str,
    pub measure: &'static str,
    pub result: &'static str,
    pub interval: &'static str,
    pub mean: &'static str,
    pub favourable: &'static str,
    pub change: &'static str,
    pub before: &'static str,
    pub after: &'static str,
    pub difference: &'static str,
    pub size: &'static str,
    pub p: &'static str,
    pub named: &'static str,
    pub exploratory: &'static str,
    pub no_cause: &'static str,
    pub linked: &'static str,
    pub points: &'static str,
    pub effect: &'static str,
    pub effect_comparison: &'static str,
    pub effect_wedge: &'static str,
    pub effect_size: &'static str,
    pub p_dealt: &'static str,
    pub clusters: &'static str,
    pub not_worked_out: &'static str,
    pub few_groups: &'static str,
    pub equity: &'static str,
    pub equity_by: &'static str,
    pub lowest: &'static str,
    pub highest: &'static str,
    pub gap: &'static str,
    pub no_gap: &'static str,
    pub delivery: &'static str,
    pub sessions: &'static str,
    pub attended: &'static str,
    pub reach: &'static str,
    pub fidelity: &'static str,
    pub indicators: &'static str,
    pub series: &'static str,
    pub people: &'static str,
    pub total: &'static str,
    pub nothing: &'static str,
    pub groups: &'static str,
    pub groups_withheld: &'static str,
    pub method: &'static str,
    pub method_statistics: &'static str,
    pub reliability: &'static str,
    pub alpha: &'static str,
    pub omega: &'static str,
    pub method_exchange: &'static str,
    pub method_panel: &'static str,
    pub privacy: &'static str,
    pub privacy_promise: &'static str,
    pub privacy_erased: &'static str,
    pub privacy_terms: &'static str,
    pub limits: &'static str,
    pub limits_answering: &'static str,
    pub limits_withheld: &'static str,
    pub limits_chance: &'static str,
    /// Names of the indicators, in the order of their codes below.
    pub names: [&'static str; 8],
}

/// The codes of the indicators.
const SERIES: [&str; 8] = [
    "service_utilisation",
    "absence_duration",
    "accommodation_requests",
    "time_to_help",
    "crisis_interventions",
    "turnover",
    "productivity",
    "safety",
];

impl Words {
    /// Those of a language that reports are written in: one of [`LANGUAGES`].
    pub(crate) fn of(language: &str) -> &'static Self {
        match language {
            "de" => &de::WORDS,
            "es" => &es::WORDS,
            "fr" => &fr::WORDS,
            "ar" => &ar::WORDS,
            "zh-Hans" => &zh::WORDS,
            _ => &en::WORDS,
        }
    }

    /// What an indicator is called.
    pub(crate) fn indicator(&self, code: &'static str) -> &'static str {
        SERIES.iter().position(|known| *known == code).and_then(|at| self.names.get(at)).copied().unwrap_or(code)
    }
}

/// Puts values into their places.
pub(crate) fn fill(template: &str, values: &[&str]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        let value = place.parse().ok().and_then(|place: usize| values.get(place));
        text.push_str(value.copied().unwrap_or_default());
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_where_they_belong_and_never_read() {
        assert_eq!(fill("{1} of {0}.", &["a", "{0}"]), "{0} of a.");
        assert_eq!(fill("none", &[]), "none");
    }

    #[test]
    fn every_language_has_the_same_places() {
        let places = |words: &Words| -> Vec<Vec<char>> {
            [
                words.of_group,
                words.answered,
                words.compared,
                words.withheld,
                words.by,
                words.not_shown_note,
                words.change,
                words.linked,
                words.points,
                words.equity_by,
                words.groups_withheld,
                words.method_exchange,
                words.privacy_promise,
                words.privacy_terms,
            ]
            .map(|text| {
                let mut places: Vec<char> = text.split('{').skip(1).filter_map(|part| part.chars().next()).collect();
                places.sort_unstable();
                places
            })
            .to_vec()
        };
        for language in LANGUAGES {
            assert_eq!(places(Words::of(language)), places(&en::WORDS), "{language}");
        }
    }
}
