//! The study of a programme: what it may say, and that it stands in the terms of its waves.

use chorus_questionnaire::{Manifest, ProgrammeDocument, WaveKeys};
use serde_json::{Value, json};
use uuid::Uuid;

fn wave(date: &str) -> Value {
    json!({"title": "W", "k": 5, "date": date,
        "attributes": [{"code": "team", "label": "Team",
            "values": [{"code": "a", "within": "x"}, {"code": "b", "within": "x"}, {"code": "c", "within": "y"}],
            "levels": [{"code": "unit", "label": "Unit", "values": [{"code": "x"}, {"code": "y"}]}]}],
        "questionnaire": {"items": [{"code": "talk", "text": "?", "options": [{"code": "no", "label": "No"}, {"code": "yes", "label": "Yes"}]}]}})
}

fn document(study: &Value) -> Value {
    json!({"title": "P", "study": study, "waves": [wave("2026-02-01"), wave("2026-06-01")]})
}

fn checked(document: Value) -> Result<ProgrammeDocument, String> {
    let document: ProgrammeDocument = serde_json::from_value(document).map_err(|error| error.to_string())?;
    document.checked().map_err(|error| error.to_string())
}

fn good() -> Value {
    json!({"design": "comparison", "by": "team", "outcomes": ["talk"],
        "rollout": [{"group": "a", "date": "2026-03-01"}, {"group": "b", "date": "2026-03-15", "arm": "long"}, {"group": "c"}]})
}

#[test]
fn a_study_stands_in_the_terms_of_every_wave_and_changes_their_hash() {
    let programme = checked(document(&good())).unwrap();
    let study = programme.study.clone().unwrap();
    let arms: Vec<&str> = study.rollout.iter().map(|rollout| rollout.arm()).collect();
    assert_eq!(arms, ["trained", "long", "comparison"]);
    assert!(study.declares("talk") && !study.declares("walk"));
    let (id, keys) = (Uuid::nil(), WaveKeys::default());
    let manifest = |programme: &ProgrammeDocument| {
        Manifest::new(id, &programme.waves[0], id, programme, "example.org", 20, keys.clone())
    };
    let (with, without) = (manifest(&programme), manifest(&ProgrammeDocument { study: None, ..programme.clone() }));
    assert_eq!(
        (with.programme.study.as_ref(), with.date.unwrap().to_string()),
        (Some(&study), "2026-02-01".to_owned())
    );
    assert_ne!(with.hash(), without.hash());
    // What has no study is written as it always was.
    assert!(!serde_json::to_string(&without.programme).unwrap().contains("study"));
}

#[test]
fn a_wave_that_is_added_later_fits_the_study() {
    let programme = checked(document(&good())).unwrap();
    let added = |change: fn(&mut Value)| {
        let mut wave = wave("2027-01-01");
        change(&mut wave);
        let wave: chorus_questionnaire::WaveDocument = serde_json::from_value(wave).unwrap();
        wave.checked(&programme.languages, programme.study.as_ref()).map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(added(|_| {}), Ok(()));
    let undated = added(|wave| drop(wave.as_object_mut().unwrap().remove("date"))).unwrap_err();
    assert!(undated.starts_with("date: a wave of a study has a day"), "{undated}");
    let other = added(|wave| wave["attributes"] = json!([])).unwrap_err();
    assert!(other.contains("attributes: the study goes by 'team'"), "{other}");
}

/// What an author may get wrong.
type Change = fn(&mut Value);

#[test]
fn faults_of_a_study_name_the_place_and_the_remedy() {
    let wrong = |change: fn(&mut Value)| {
        let mut study = good();
        change(&mut study);
        checked(document(&study)).unwrap_err()
    };
    let cases: [(Change, &str); 11] = [
        (|study| study["by"] = json!("unit"), "waves"),
        (|study| drop(study.as_object_mut().unwrap().remove("by")), "study.by: name the attribute"),
        (|study| study["rollout"][1]["group"] = json!("a"), "study.rollout[1].group: a group is trained once"),
        (|study| study["rollout"][2]["arm"] = json!("long"), "study.rollout[2].arm: a group with an arm has a date"),
        (
            |study| study["rollout"][0]["arm"] = json!("comparison"),
            "study.rollout[0].arm: a group with a date is trained",
        ),
        (|study| study["rollout"][0]["arm"] = json!("a b"), "study.rollout[0].arm: a code is"),
        (|study| study["rollout"] = json!([{"group": "a"}]), "study.rollout: a comparison needs"),
        (|study| study["outcomes"] = json!(["walk"]), "study.outcomes[0]: no wave has an item or scale 'walk'"),
        (|study| study["outcomes"] = json!(["talk", "talk"]), "study.outcomes[1]: named twice"),
        (|study| study["rollout"][0]["date"] = json!("2026-02-30"), "a day is written like 2026-03-31"),
        (
            |study| {
                *study =
                    json!({"design": "stepped_wedge", "by": "team", "rollout": [{"group": "a", "date": "2026-03-01"}]});
            },
            "study.rollout: a stepped wedge needs",
        ),
    ];
    for (change, words) in cases {
        let error = wrong(change);
        assert!(error.contains(words), "{words}: {error}");
    }
}
