//! Results as a dataset: every number of a cell, and whether it is released, does not exist, or is withheld.

use super::dataset::{Dataset, Observation, ObservedCell, Standing};
use super::{Terms, common_lines, told};
use chorus_evidence::claim::Claim;
use chorus_evidence::{Cell, Measure, MeasureKind, Results, Status};
use serde_json::json;

pub(super) fn dataset<'a>(results: &'a Results, terms: Terms<'a>) -> Dataset<'a> {
    Dataset {
        name: "results",
        id: terms.manifest.wave.to_string(),
        title: terms.title(),
        terms,
        k: results.k,
        by: &results.by,
        measures: results.measures.iter().map(|measure| measure.code.as_str()).collect(),
        cells: cells(results),
        extension: json!({
            "wave": terms.manifest.wave,
            "k": results.k,
            "status": results.status,
            "responses": results.responses,
            "withheld_share": results.withheld_share,
            "where": results.filters,
            "measures": results.measures,
            "design": Claim::DESCRIPTION.design,
            "pre_declared": terms.pre_declared(),
        }),
        about: about(results, terms),
    }
}

fn cells(results: &Results) -> Vec<ObservedCell<'_>> {
    let cells = results.cells.iter().filter_map(|cell| {
        let measure = results.measures.iter().find(|measure| measure.code == cell.measure)?;
        Some(ObservedCell { measure: &cell.measure, group: &cell.group, observations: of(cell, measure) })
    });
    cells.collect()
}

fn of<'a>(cell: &'a Cell, measure: &Measure) -> Vec<Observation<'a>> {
    let number = |count: Option<u64>| count.map(|count| count as f64);
    let observe = |option: &'a str, statistic, value: Option<f64>, without| {
        let withheld = cell.status == Status::Withheld;
        Observation::new(option, statistic, value, if withheld { Standing::Withheld } else { without })
    };
    let mut all = Vec::with_capacity(7 + 4 * cell.options.len());
    let of_all = [("responses", cell.responses), ("n", cell.n)];
    all.extend(of_all.map(|(statistic, count)| observe("", statistic, number(count), Standing::Withheld)));
    for option in &cell.options {
        let code = option.code.as_str();
        // A released cell tells nothing of a term that fewer than k used, nor of cut-offs where fewer than k have a score.
        let none = if option.count.is_none() { Standing::Withheld } else { Standing::Absent };
        all.push(observe(code, "count", number(option.count), none));
        for (statistic, value) in
            [("percent", option.percent), ("percent_low", option.low), ("percent_high", option.high)]
        {
            all.push(observe(code, statistic, value, none));
        }
    }
    if measure.scored {
        let few = cell.scored_n.is_none() && measure.kind == MeasureKind::Scale;
        let none = if few { Standing::Withheld } else { Standing::Absent };
        all.push(observe("", "scored_n", number(cell.scored_n), none));
        let scores = [("mean", cell.mean), ("mean_low", cell.mean_low), ("mean_high", cell.mean_high), ("sd", cell.sd)];
        all.extend(scores.map(|(statistic, value)| observe("", statistic, value, none)));
        let quartiles = [("q1", cell.q1), ("median", cell.median), ("q3", cell.q3)];
        all.extend(quartiles.map(|(statistic, value)| observe("", statistic, value, none)));
    }
    if let Some(favourable) = &cell.favourable {
        all.push(observe("", "favourable", number(favourable.count), Standing::Withheld));
        for (statistic, value) in [
            ("favourable_percent", favourable.percent),
            ("favourable_low", favourable.low),
            ("favourable_high", favourable.high),
        ] {
            all.push(observe("", statistic, value, Standing::Absent));
        }
    }
    all
}

fn about(results: &Results, terms: Terms<'_>) -> Vec<(&'static str, String)> {
    let exchanged = results.measures.iter().filter_map(|measure| Some((measure, measure.exchange?)));
    let exchanged = exchanged.map(|(measure, share)| format!("{} ({share:.3})", measure.code));
    let mut lines = vec![
        ("Wave", terms.title()),
        ("Id", terms.manifest.wave.to_string()),
        ("Responses", told(results.responses.map(|responses| responses.to_string()))),
        ("Share in no group shown", told(results.withheld_share.map(|share| format!("{share:.3}")))),
        ("Share exchanged by lot", exchanged.collect::<Vec<_>>().join("; ")),
        ("Design", Claim::DESCRIPTION.meaning.to_owned()),
        ("Named beforehand", terms.pre_declared().join(", ")),
    ];
    lines.extend(common_lines(results.k, &results.filters));
    lines.push(("Intervals", "Of 95 %: percentages by Wilson, means by Student.".to_owned()));
    if results.status == Status::Withheld {
        lines.push(("Status", "Withheld: fewer than k responses match.".to_owned()));
    }
    lines
}
