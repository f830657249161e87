//! What is refused, and what the refusal says.

use crate::common::{attribute, choices, item, push, query, questionnaire, scale};
use crate::examples::table;
use chorus_evidence::{Corrupt, EvidenceError, QueryPart, SealedTable, Status};
use chorus_questionnaire::ScaleScore;

#[test]
fn a_row_that_does_not_fit_is_refused_whole() -> Result<(), EvidenceError> {
    let mut table = table();
    let before = table.results(&query(&[], &["department", "shift"], &[]))?;
    let refused = [
        (choices(&[("shift", "dawn")]), choices(&[]), Corrupt::AttributeValue("shift".to_owned())),
        (choices(&[("age", "40")]), choices(&[]), Corrupt::Attribute),
        (choices(&[("shift", "day")]), choices(&[("tired", "no")]), Corrupt::Option("tired".to_owned())),
        (choices(&[("shift", "day")]), choices(&[("sad", "no")]), Corrupt::Item),
    ];
    for (attributes, answers, why) in refused {
        assert_eq!(table.push(&attributes, &answers), Err(why));
    }
    assert_eq!(table.len(), 10);
    assert_eq!(table.results(&query(&[], &["department", "shift"], &[]))?, before);
    Ok(())
}

#[test]
fn wrong_queries_say_what_would_be_right() {
    let table = table();
    let refusal = |measures: &[&str], by: &[&str], filters: &[(&str, &str)]| {
        let refused = table.results(&query(measures, by, filters));
        refused.map_err(|error| (error.part(), error.to_string()))
    };
    let refused = |part, text: &str| Err((part, text.to_owned()));
    let (measure, by, filter) = (QueryPart::Measure, QueryPart::By, QueryPart::Where);
    let text = "there is no item or scale 'mood'; there are 'tired', 'rested', 'lunch', 'load', 'both'";
    assert_eq!(refusal(&["tired", "mood"], &[], &[]), refused(measure, text));
    let text = "there is no attribute 'tired'; there are 'department', 'shift'";
    assert_eq!(refusal(&[], &["tired"], &[]), refused(by, text));
    assert_eq!(refusal(&[], &[], &[("tired", "never")]), refused(filter, text));
    let text = "the attribute 'shift' has no value 'dawn'; it has 'day', 'night'";
    assert_eq!(refusal(&[], &[], &[("shift", "dawn")]), refused(filter, text));
    let text = "'shift' stands twice in the breakdown, or beside another level of itself; name each attribute once";
    assert_eq!(refusal(&[], &["shift", "shift"], &[]), refused(by, text));
    let text = "a breakdown is by at most 3 attributes, and this one is by 4: a, b, c, d";
    assert_eq!(refusal(&[], &["a", "b", "c", "d"], &[]), refused(by, text));
}

#[test]
fn the_answer_has_bounds() -> Result<(), EvidenceError> {
    let codes: Vec<String> = (0..200).map(|code| format!("v{code}")).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let wide = [attribute("a", &codes), attribute("b", &codes[..101]), attribute("c", &codes[..100])];
    // Seven items of two options each, and two scales with two bands: 7 x 3 + 3 = 24 counts in a group with one scale, 27 with both.
    let items: Vec<String> = (0..7).map(|code| format!("i{code}")).collect();
    let items = items.iter().map(|code| item(code, &[("yes", Some(1)), ("no", Some(0))]));
    let scales = ["s0", "s1"].map(|code| scale(code, ScaleScore::Sum, None, &[("i0", false)]));
    let mut table = SealedTable::new(3, &wide, &questionnaire(items.collect(), scales.to_vec()));
    push(&mut table, 3, &[("a", "v199"), ("b", "v100"), ("c", "v99")], &[("i0", "yes")]);
    let cells = |measures: &[&str], by: &[&str]| {
        let results = table.results(&query(measures, by, &[]));
        results.map(|results| results.cells.len()).map_err(|error| error.to_string())
    };
    let text = "a breakdown by a, b makes 20200 groups, and 20000 is the most; leave an attribute out";
    assert_eq!(cells(&["i0"], &["a", "b"]), Err(text.to_owned()));
    let text = "9 measures for 20000 groups make 540000 counts, and 500000 is the most; ask for fewer measures";
    assert_eq!(cells(&[], &["a", "c"]), Err(text.to_owned()));
    let most = ["i0", "i1", "i2", "i3", "i4", "i5", "i6", "s0"];
    assert_eq!(cells(&most, &["a", "c"]), Ok(160_000));
    let results = table.results(&query(&["i0", "i0"], &["a", "c"], &[]))?;
    assert_eq!(results.cells.len(), 20_000);
    assert_eq!(results.cells.last().and_then(|cell| cell.mean), Some(1.0));
    assert_eq!(results.cells.iter().filter(|cell| cell.status == Status::Released).count(), 1);
    let unknown = table.results(&query(&[], &[], &[("a", "x")])).map_err(|error| error.to_string());
    let ends = unknown.is_err_and(|text| text.ends_with("'v11' and 188 more"));
    assert!(ends, "a long list is cut short");
    Ok(())
}
