//! Builders that the tests share.

use chorus_evidence::{Cell, Query, SealedTable, Status};
use chorus_questionnaire::{
    Attribute, AttributeValue, ChoiceOption, Choices, Item, ItemKind, Questionnaire, Scale, ScaleItem, ScaleScore,
};

/// An attribute with these values.
pub fn attribute(code: &str, values: &[&str]) -> Attribute {
    let value = |code: &&str| AttributeValue { code: (*code).to_owned(), label: None, within: None };
    Attribute {
        code: code.to_owned(),
        label: code.into(),
        why: None,
        weight: 1,
        values: values.iter().map(value).collect(),
        levels: Vec::new(),
    }
}

/// An item with these options and their scores.
pub fn item(code: &str, options: &[(&str, Option<i32>)]) -> Item {
    let option = |(code, score): &(&str, Option<i32>)| ChoiceOption {
        code: (*code).to_owned(),
        label: (*code).into(),
        score: *score,
        from: None,
        exclusive: false,
        sensitive: false,
        favourable: false,
    };
    Item {
        code: code.to_owned(),
        kind: ItemKind::Choice,
        text: code.into(),
        hint: None,
        required: false,
        options: options.iter().map(option).collect(),
        rows: Vec::new(),
        range: None,
        unit: None,
        random_order: false,
        random_block: None,
        show_if: Vec::new(),
    }
}

/// A scale of these items, each with whether it is reversed.
pub fn scale(code: &str, score: ScaleScore, minimum_answered: Option<u16>, items: &[(&str, bool)]) -> Scale {
    let entry = |(item, reverse): &(&str, bool)| ScaleItem { item: (*item).to_owned(), reverse: *reverse };
    Scale {
        code: code.to_owned(),
        label: code.into(),
        score,
        minimum_answered,
        items: items.iter().map(entry).collect(),
        cut_offs: Vec::new(),
    }
}

/// A questionnaire of these items and scales.
pub fn questionnaire(items: Vec<Item>, scales: Vec<Scale>) -> Questionnaire {
    Questionnaire { introduction: None, items, scales }
}

/// Choices from pairs; an empty code means none.
pub fn choices(pairs: &[(&str, &str)]) -> Choices {
    let given = pairs.iter().filter(|(_, choice)| !choice.is_empty());
    given.map(|(code, choice)| ((*code).to_owned(), (*choice).to_owned())).collect()
}

/// A query.
pub fn query(measures: &[&str], by: &[&str], filters: &[(&str, &str)]) -> Query {
    let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    let pair = |(attribute, value): &(&str, &str)| ((*attribute).to_owned(), (*value).to_owned());
    Query { measures: owned(measures), by: owned(by), filters: filters.iter().map(pair).collect() }
}

/// Adds the same row `times` over.
pub fn push(table: &mut SealedTable, times: usize, attributes: &[(&str, &str)], answers: &[(&str, &str)]) {
    for _ in 0..times {
        assert_eq!(table.push(&choices(attributes), &choices(answers)), Ok(()));
    }
}

/// Whether a cell says nothing at all.
pub fn says_nothing(cell: &Cell) -> bool {
    let numbers = [cell.responses, cell.n, cell.scored_n];
    cell.status == Status::Withheld
        && numbers.iter().all(Option::is_none)
        && cell.mean.is_none()
        && cell.sd.is_none()
        && cell.mean_low.or(cell.mean_high).is_none()
        && cell.median.or(cell.q1).or(cell.q3).is_none()
        && cell.distribution.is_empty()
        && cell
            .favourable
            .as_ref()
            .is_none_or(|few| few.count.is_none() && few.percent.or(few.low).or(few.high).is_none())
        && cell
            .options
            .iter()
            .all(|option| option.count.is_none() && option.percent.is_none() && option.low.or(option.high).is_none())
}
