//! Questionnaires and answers drawn at random from a seed: every kind of item, every field, texts that are hard to carry.
//! Also used by the example that writes files for readers in other languages.

use chorus_interchange::Form;
use chorus_questionnaire::{
    ChoiceOption, Condition, CutOff, Item, ItemKind, MatrixRow, NumberRange, Questionnaire, Scale, ScaleItem,
    ScaleScore, Text, Threshold,
};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::BTreeMap;

const LANGUAGES: [&str; 6] = ["en", "de", "pt-BR", "ar", "zh-Hant", "gsw"];
const WORDS: [&str; 14] = [
    "calm",
    "I talk. ",
    " spaced ",
    "a < b & \"c\"",
    "ärgerlich",
    "雨が降る",
    "${talk}",
    "two\nlines",
    "_x0041_",
    "50 %",
    "'so'",
    "{brace}",
    "*bold* <b>tag</b>",
    "tab\there",
];

/// Draws a valid form.
pub fn form(seed: u64) -> Form {
    let mut draw = Draw { rng: StdRng::seed_from_u64(seed), languages: 1, codes: 0 };
    draw.languages = draw.rng.random_range(1..=LANGUAGES.len());
    let count = draw.rng.random_range(1..=9);
    let mut items: Vec<Item> = Vec::new();
    for _ in 0..count {
        let item = draw.item(&items);
        items.push(item);
    }
    if items.iter().all(|item| item.kind == ItemKind::Information) {
        let item = draw.item_of(ItemKind::Choice, &[]);
        items.push(item);
    }
    draw.blocks(&mut items);
    let questionnaire = Questionnaire { introduction: draw.sometimes(Draw::text), items, scales: Vec::new() };
    let scales = draw.scales(&questionnaire);
    let languages = LANGUAGES.iter().take(draw.languages).map(|tag| (*tag).to_owned()).collect();
    let form = Form { title: draw.text(), languages, questionnaire: Questionnaire { scales, ..questionnaire } };
    let (programme, faults) = form.into_programme();
    assert!(faults.is_empty(), "seed {seed}: {faults:?}");
    Form::of(&programme, None).unwrap()
}

struct Draw {
    rng: StdRng,
    languages: usize,
    codes: usize,
}

impl Draw {
    fn sometimes<T>(&mut self, of: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.rng.random_bool(0.3).then(|| of(self))
    }

    fn text(&mut self) -> Text {
        let mut words = || {
            let count = self.rng.random_range(1..4);
            let words: String = (0..count).map(|_| WORDS[self.rng.random_range(0..WORDS.len())]).collect();
            if words.trim().is_empty() { "word".to_owned() } else { words }
        };
        let all: Vec<String> = (0..self.languages).map(|_| words()).collect();
        let texts = all.into_iter().enumerate();
        // Only the first language must have every text.
        let kept: Vec<(usize, String)> = texts.filter(|(at, _)| *at == 0 || self.rng.random_bool(0.8)).collect();
        Text::ByLanguage(
            kept.into_iter().map(|(at, text)| (LANGUAGES[at].to_owned(), text)).collect::<BTreeMap<_, _>>(),
        )
    }

    /// A code that nobody has, some of them no names elsewhere, or different by their capitals only.
    fn code(&mut self) -> String {
        self.codes += 1;
        let number = self.codes / 2;
        match (self.rng.random_range(0..5), self.codes % 2) {
            (0, 0) => format!("{number}a"),
            (1, 0) => format!("Q{number}"),
            (2, 0) => format!("-{number}.x"),
            (_, 0) => format!("_{number}a"),
            (0, _) => format!("q{number}_"),
            (1, _) => format!("item.{number}-b"),
            _ => format!("q{number}"),
        }
    }

    fn options(&mut self, kind: ItemKind) -> Vec<ChoiceOption> {
        let count = self.rng.random_range(2..6);
        let scored = kind != ItemKind::Multiple && self.rng.random_bool(0.6);
        let sensitive = self.rng.random_bool(0.2);
        let style = self.rng.random_range(0..3);
        let mut option = |at: i32| ChoiceOption {
            code: match style {
                0 => at.to_string(),
                1 if at == 1 => "Yes".to_owned(),
                1 if at == 2 => "yes".to_owned(),
                1 => format!("0{at}"),
                _ => format!("o{at}"),
            },
            label: self.text(),
            score: scored.then_some(at * 2 - 3),
            from: (kind == ItemKind::Bands && at > 0).then_some(at * 10 - 15),
            exclusive: kind == ItemKind::Multiple && self.rng.random_bool(0.2),
            sensitive: sensitive && self.rng.random_bool(0.5),
            favourable: kind != ItemKind::Multiple && self.rng.random_bool(0.3),
        };
        (0..count).map(&mut option).collect()
    }

    fn item(&mut self, before: &[Item]) -> Item {
        use ItemKind as K;
        let kinds = [K::Choice, K::Choice, K::Multiple, K::Matrix, K::Number, K::Bands, K::Comment, K::Information];
        let kind = kinds[self.rng.random_range(0..kinds.len())];
        self.item_of(kind, before)
    }

    fn item_of(&mut self, kind: ItemKind, before: &[Item]) -> Item {
        use ItemKind as K;
        let same =
            before.iter().find(|item| item.kind == kind && !item.options.is_empty() && self.rng.random_bool(0.3));
        let options = match (kind, same) {
            (K::Number | K::Comment | K::Information, _) => Vec::new(),
            (_, Some(same)) => same.options.clone(),
            (kind, None) => self.options(kind),
        };
        let rows = if kind == K::Matrix { self.rng.random_range(1..4) } else { 0 };
        let shuffled = matches!(kind, K::Choice | K::Multiple | K::Matrix) && self.rng.random_bool(0.3);
        Item {
            code: self.code(),
            kind,
            text: self.text(),
            hint: self.sometimes(Self::text),
            required: kind != K::Information && self.rng.random_bool(0.3),
            options,
            rows: (0..rows).map(|_| MatrixRow { code: self.code(), text: self.text() }).collect(),
            range: (kind == K::Number).then(|| self.range()),
            unit: if matches!(kind, K::Number | K::Bands) { self.sometimes(Self::text) } else { None },
            random_order: shuffled,
            random_block: None,
            show_if: self.conditions(before),
        }
    }

    fn range(&mut self) -> NumberRange {
        let from = self.rng.random_range(-60..3);
        let to = from + self.rng.random_range(1..101);
        let (from_label, to_label) = (self.sometimes(Self::text), self.sometimes(Self::text));
        NumberRange { from, to, from_label, to_label, sensitive: self.rng.random_bool(0.2) }
    }

    fn conditions(&mut self, before: &[Item]) -> Vec<Condition> {
        let answered: Vec<&Item> =
            before.iter().filter(|item| !matches!(item.kind, ItemKind::Comment | ItemKind::Information)).collect();
        let count = if answered.is_empty() || self.rng.random_bool(0.5) { 0 } else { self.rng.random_range(1..3) };
        let mut condition = || {
            let item = answered[self.rng.random_range(0..answered.len())];
            let codes: Vec<&str> = item.answer_codes().collect();
            let code = codes[self.rng.random_range(0..codes.len())].to_owned();
            let some = self.rng.random_range(1..3);
            let mut value = || match &item.range {
                Some(range) => self.rng.random_range(range.from..=range.to).to_string(),
                None => item.options[self.rng.random_range(0..item.options.len())].code.clone(),
            };
            Condition { item: code, any_of: (0..some).map(|_| value()).collect() }
        };
        (0..count).map(|_| condition()).collect()
    }

    /// Puts a run of items that do not depend on each other into a random block.
    fn blocks(&mut self, items: &mut [Item]) {
        let free = |item: &Item| item.show_if.is_empty() && item.kind != ItemKind::Information;
        if let Some(at) = items.windows(2).position(|pair| pair.iter().all(free))
            && self.rng.random_bool(0.5)
        {
            items[at].random_block = Some("block a".to_owned());
            items[at + 1].random_block = Some("block a".to_owned());
        }
    }

    fn scales(&mut self, of: &Questionnaire) -> Vec<Scale> {
        let sensitive = self.rng.random_bool(0.3);
        let scored = of.variables().filter(|v| v.score_range().is_some() && v.sensitive() == sensitive);
        let codes: Vec<String> = scored.map(|variable| variable.code).collect();
        if codes.is_empty() || self.rng.random_bool(0.4) {
            return Vec::new();
        }
        let needed = u16::try_from(codes.len()).unwrap();
        let entry = |item| ScaleItem { item, reverse: self.rng.random_bool(0.4) };
        let items: Vec<ScaleItem> = codes.into_iter().map(entry).collect();
        let least = Threshold(self.rng.random_range(-500..500));
        let cut_off = CutOff {
            code: "high".to_owned(),
            label: self.text(),
            at_least: Some(least),
            at_most: self.sometimes(|_| Threshold(least.0 + 25)),
        };
        let minimum_answered = self.sometimes(|draw| draw.rng.random_range(1..=needed));
        let score = if self.rng.random_bool(0.5) { ScaleScore::Sum } else { ScaleScore::Mean };
        vec![Scale {
            code: self.code(),
            label: self.text(),
            score,
            minimum_answered,
            items,
            cut_offs: self.sometimes(|_| vec![cut_off]).unwrap_or_default(),
        }]
    }
}
