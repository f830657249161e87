//! The effect of a training over real tables: it is what the designs find in the same numbers, and nothing of a group under k.

use crate::common::{attribute, choices, item, query, questionnaire};
use chorus_evidence::claim::{Declaration, Design};
use chorus_evidence::designs::{Aggregate, DesignCell, WedgeCell, difference_in_differences, stepped_wedge};
use chorus_evidence::study::{DatedWave, StudyEffects, WaveUse, effects};
use chorus_evidence::{EvidenceError, SealedTable};
use chorus_questionnaire::{Day, Study};
use serde_json::json;

const TEAMS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
const DAYS: [&str; 4] = ["2026-01-15", "2026-03-15", "2026-06-15", "2026-09-15"];

fn study(value: serde_json::Value) -> Study {
    serde_json::from_value(value).unwrap()
}

fn comparison() -> Study {
    let team = |(at, team): (usize, &&str)| {
        if at % 2 == 0 { json!({"group": team}) } else { json!({"group": team, "date": "2026-04-01"}) }
    };
    let rollout: Vec<_> = TEAMS.iter().enumerate().map(team).collect();
    study(json!({"design": "comparison", "by": "team", "outcomes": ["ease"], "rollout": rollout}))
}

fn wedge() -> Study {
    let team = |(at, team): (usize, &&str)| json!({"group": team, "date": DAYS[1 + at % 3]});
    let rollout: Vec<_> = TEAMS.iter().enumerate().map(team).collect();
    study(json!({"design": "stepped_wedge", "by": "team", "rollout": rollout}))
}

/// The answers of a team in a wave, from 1 to 5, by a rule without lots.
fn answers(team: usize, wave: usize) -> Vec<usize> {
    let n = 6 + (team * 5 + wave * 3) % 7;
    let raised = usize::from(team % 2 == 1 && wave >= 2);
    (0..n).map(|person| (person * 3 + team * 2 + wave + person * person % 3 + raised) % 5 + 1).collect()
}

fn table(wave: usize, people: impl Fn(usize) -> Vec<usize>) -> SealedTable {
    let ease = item("ease", &[("1", Some(1)), ("2", Some(2)), ("3", Some(3)), ("4", Some(4)), ("5", Some(5))]);
    let why = item("why", &[("x", None), ("y", None)]);
    let mut table = SealedTable::new(5, &[attribute("team", &TEAMS)], &questionnaire(vec![ease, why], vec![]));
    for (at, team) in TEAMS.iter().enumerate() {
        for score in people(at) {
            let row = (
                choices(&[("team", team)]),
                choices(&[("ease", &score.to_string()), ("why", if wave == 0 { "x" } else { "y" })]),
            );
            assert_eq!(table.push(&row.0, &row.1), Ok(()));
        }
    }
    table
}

fn outcome(scores: &[usize]) -> Aggregate {
    Aggregate::of_outcomes(scores.iter().map(|score| *score as f64))
}

fn run(study: &Study, tables: &[SealedTable], named: &[&str]) -> Result<StudyEffects, EvidenceError> {
    let dated = |(day, table)| DatedWave { date: Day::parse(day).unwrap(), table };
    let waves: Vec<_> = DAYS.into_iter().zip(tables).map(dated).collect();
    effects(study, &waves, &named.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
}

fn tables() -> Vec<SealedTable> {
    (0..4).map(|wave| table(wave, |team| answers(team, wave))).collect()
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9 * expected.abs() + 1e-12, "{found}, not {expected}");
}

#[test]
fn a_comparison_is_a_difference_in_differences_of_its_groups() -> Result<(), EvidenceError> {
    let answer = run(&comparison(), &tables(), &[])?;
    assert_eq!((answer.claim.design, answer.claim.causal), (Design::Comparison, true));
    let uses: Vec<WaveUse> = answer.waves.iter().map(|wave| wave.used).collect();
    assert_eq!(uses, [WaveUse::Before, WaveUse::Before, WaveUse::After, WaveUse::After]);
    let [measure] = answer.measures.as_slice() else { panic!("the outcome that was named") };
    assert_eq!((measure.code.as_str(), measure.declaration, measure.groups), ("ease", Declaration::PreDeclared, 8));
    assert!(measure.few_groups && measure.missing == 0 && measure.reason.is_none());
    let cells: Vec<DesignCell> = (0..8)
        .flat_map(|team| (0..4).map(move |wave| (team, wave)))
        .map(|(cluster, wave)| DesignCell {
            cluster,
            arm: cluster % 2,
            after: wave >= 2,
            outcome: outcome(&answers(cluster, wave)),
        })
        .collect();
    let expected = difference_in_differences(&cells).unwrap()[0];
    let effect = &measure.effects[0];
    assert_eq!((effect.arm.as_str(), measure.effects.len()), ("trained", 1));
    near(effect.effect, expected.value);
    near(effect.standard_error, expected.standard_error);
    near(effect.low, expected.low);
    near(effect.test.p, expected.p);
    // 8 teams, 4 of them trained.
    assert_eq!((effect.allocations, effect.exact), (Some(70), Some(true)));
    Ok(())
}

#[test]
fn a_stepped_wedge_takes_every_wave_as_a_period() -> Result<(), EvidenceError> {
    let answer = run(&wedge(), &tables(), &["ease"])?;
    assert_eq!((answer.claim.design, answer.waves[0].used), (Design::SteppedWedge, WaveUse::Period));
    let measure = &answer.measures[0];
    assert_eq!(measure.declaration, Declaration::Exploratory);
    let starts: Vec<usize> = (0..8).map(|team| 1 + team % 3).collect();
    let cells: Vec<WedgeCell> = (0..8)
        .flat_map(|team| (0..4).map(move |wave| (team, wave)))
        .map(|(cluster, period)| WedgeCell { cluster, period, outcome: outcome(&answers(cluster, period)) })
        .collect();
    let expected = stepped_wedge(&starts, &cells).unwrap();
    near(measure.effects[0].effect, expected.value);
    near(measure.effects[0].standard_error, expected.standard_error);
    Ok(())
}

#[test]
fn a_group_under_k_is_missing_and_one_of_nobody_looks_alike() -> Result<(), EvidenceError> {
    let cut = |left: usize| -> Vec<SealedTable> {
        let people = |wave: usize| {
            move |team: usize| {
                let all = answers(team, wave);
                if team == 0 && wave == 1 { all[..left].to_vec() } else { all }
            }
        };
        (0..4).map(|wave| table(wave, people(wave))).collect()
    };
    let (few, nobody) = (run(&comparison(), &cut(4), &[])?, run(&comparison(), &cut(0), &[])?);
    assert_eq!(few.measures[0].missing, 1);
    // But for the share of the wave's responses that stand in no group shown, which may not be told of four.
    let told = |effects: &StudyEffects| chorus_evidence::study::MeasureEffect {
        withheld_share: None,
        ..effects.measures[0].clone()
    };
    assert_eq!(told(&few), told(&nobody));
    Ok(())
}

#[test]
fn what_has_no_effect_says_why() {
    let before = study(json!({"design": "pre_post", "outcomes": ["ease"]}));
    assert_eq!(run(&before, &tables(), &[]), Err(EvidenceError::NoComparison));
    assert_eq!(run(&comparison(), &tables()[..1], &[]), Err(EvidenceError::FewWaves));
    assert_eq!(run(&comparison(), &tables(), &["why"]), Err(EvidenceError::NotScored { name: "why".to_owned() }));
    // Without outcomes named beforehand it is all that have a mean.
    let silent = Study { outcomes: Vec::new(), ..comparison() };
    let all = run(&silent, &tables(), &[]).unwrap();
    assert_eq!(
        all.measures.iter().map(|measure| (measure.code.as_str(), measure.declaration)).collect::<Vec<_>>(),
        [("ease", Declaration::Exploratory)]
    );
    // Nothing after the training yet.
    let early = run(&comparison(), &tables()[..2], &[]).unwrap();
    assert_eq!(early.measures[0].effects, []);
    assert!(early.measures[0].reason.as_ref().is_some_and(|reason| !reason.is_empty()));
}

#[test]
fn gaps_are_between_the_groups_shown_and_may_change() -> Result<(), EvidenceError> {
    let tables = tables();
    let gaps = tables[0].gaps(&query(&["ease"], &["team"], &[]))?;
    let mean = |team: usize, wave: usize| outcome(&answers(team, wave)).sum / answers(team, wave).len() as f64;
    let means: Vec<f64> = (0..8).map(|team| mean(team, 0)).collect();
    let widest = means.iter().copied().fold(f64::MIN, f64::max) - means.iter().copied().fold(f64::MAX, f64::min);
    let [of_mean, options @ ..] = gaps.gaps.as_slice() else { panic!("a mean and five options") };
    near(of_mean.gap.unwrap(), widest);
    assert!(
        of_mean.low.unwrap() <= widest
            && widest <= of_mean.high.unwrap()
            && of_mean.groups == 8
            && of_mean.withheld == 0
    );
    assert_eq!((options.len(), options[0].option.as_deref()), (5, Some("1")));
    let changes = tables[0].gap_change(&tables[2], &query(&[], &["team"], &[]), "b", "a")?;
    let [change] = changes.as_slice() else { panic!("one scored item: {changes:?}") };
    near(change.change.unwrap(), (mean(1, 2) - mean(0, 2)) - (mean(1, 0) - mean(0, 0)));
    assert!(change.p.is_some() && change.low < change.change && change.change < change.high);
    assert_eq!(tables[0].gaps(&query(&[], &[], &[])), Err(EvidenceError::NoBreakdown));
    let unknown = tables[0].gap_change(&tables[2], &query(&[], &["team"], &[]), "b", "z");
    assert!(matches!(unknown, Err(EvidenceError::UnknownValue { .. })));
    Ok(())
}
