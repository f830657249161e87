//! Coarser levels of an attribute: groups and filters by them, and rows of which only the coarser value is kept.

use crate::common::{attribute, choices, item, query, questionnaire};
use chorus_evidence::{EvidenceError, SealedTable, Status};
use chorus_questionnaire::{Attribute, AttributeValue, Level};

/// Teams t1 and t2 in care, t3 at the desk.
fn teams() -> Attribute {
    let mut team = attribute("team", &["t1", "t2", "t3"]);
    for (value, within) in team.values.iter_mut().zip(["care", "care", "desk"]) {
        value.within = Some(within.to_owned());
    }
    let value = |code: &str| AttributeValue { code: code.to_owned(), label: None, within: None };
    let values = vec![value("care"), value("desk")];
    team.levels = vec![Level { code: "department".to_owned(), label: "Department".into(), keeps_percent: 60, values }];
    team
}

/// Four of t1, three of care whose team is withheld, five of t3, three of whom nothing is kept.
fn table() -> SealedTable {
    let items = vec![item("talk", &[("no", Some(0)), ("yes", Some(1))])];
    let mut table = SealedTable::new(3, &[teams()], &questionnaire(items, vec![]));
    for (rows, list, value) in [(4, "team", "t1"), (3, "department", "care"), (5, "team", "t3"), (3, "team", "")] {
        for row in 0..rows {
            let talk = if row == 0 { "yes" } else { "no" };
            assert_eq!(table.push(&choices(&[(list, value)]), &choices(&[("talk", talk)])), Ok(()));
        }
    }
    table
}

#[test]
fn a_team_lies_in_its_department() -> Result<(), EvidenceError> {
    let table = table();
    let numbers = |by: &[&str], filters: &[(&str, &str)]| {
        let results = table.results(&query(&[], by, filters))?;
        Ok(results.cells.iter().map(|cell| cell.n).collect::<Vec<_>>())
    };
    let all: Result<_, EvidenceError> = numbers(&[], &[]);
    assert_eq!(all?, [Some(15)]);
    assert_eq!(numbers(&["team"], &[])?, [Some(4), None, Some(5)]);
    assert_eq!(numbers(&["department"], &[])?, [Some(7), Some(5)]);
    assert_eq!(numbers(&[], &[("department", "care")])?, [Some(7)]);
    assert_eq!(numbers(&["team"], &[("department", "care")])?, [Some(4), None, None]);
    assert_eq!(numbers(&[], &[("team", "t1"), ("team", "t3")])?, [Some(9)]);
    Ok(())
}

#[test]
fn what_is_withheld_at_a_level_is_told_apart_from_what_is_kept_below() -> Result<(), EvidenceError> {
    let table = table();
    let withheld = |by| table.results(&query(&[], &[by], &[])).map(|results| results.withheld_share);
    assert_eq!(withheld("team")?, Some(6.0 / 15.0));
    assert_eq!(withheld("department")?, Some(3.0 / 15.0));
    // Nobody is known to be in t2, though three of care may be.
    let nobody = table.results(&query(&[], &[], &[("team", "t2")]))?;
    assert_eq!((nobody.status, nobody.responses), (Status::Withheld, None));
    Ok(())
}

#[test]
fn an_attribute_stands_at_one_level_in_a_breakdown() {
    let refused = table().results(&query(&[], &["department", "team"], &[])).map_err(|error| error.to_string());
    assert!(refused.is_err_and(|text| text.contains("another level")));
}
