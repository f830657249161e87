//! Change between two waves as a dataset.

use super::dataset::{Dataset, Observation, ObservedCell, Standing};
use super::{Terms, common_lines, told};
use chorus_evidence::Status;
use chorus_evidence::change::{Change, ChangeCell, ChangedMeasure, Tested};
use chorus_evidence::claim::Claim;
use serde_json::json;

pub(super) fn dataset<'a>(change: &'a Change, [from, to]: [Terms<'a>; 2]) -> Dataset<'a> {
    let (earlier, later) = (from.manifest, to.manifest);
    Dataset {
        name: "change",
        id: format!("{}-{}", earlier.wave, later.wave),
        title: format!("{} → {}", from.title(), to.wave_title()),
        terms: to,
        k: change.k,
        by: &change.by,
        measures: change.measures.iter().map(|measure| measure.code.as_str()).collect(),
        cells: cells(change),
        extension: json!({
            "waves": [earlier.wave, later.wave],
            "k": change.k,
            "status": change.status,
            "from": change.from,
            "to": change.to,
            "where": change.filters,
            "measures": change.measures,
            "design": Claim::CHANGE.design,
            "pre_declared": to.pre_declared(),
        }),
        about: about(change, [from, to]),
    }
}

fn cells(change: &Change) -> Vec<ObservedCell<'_>> {
    let cells = change.cells.iter().filter_map(|cell| {
        let measure = change.measures.iter().find(|measure| measure.code == cell.measure)?;
        Some(ObservedCell { measure: &cell.measure, group: &cell.group, observations: of(cell, measure) })
    });
    cells.collect()
}

/// What is shown of both waves is released or absent; a group that one of them withholds has no change to tell.
fn of<'a>(cell: &'a ChangeCell, measure: &ChangedMeasure) -> Vec<Observation<'a>> {
    let without = if cell.status == Status::Withheld { Standing::Withheld } else { Standing::Absent };
    let number = |count: Option<u64>| count.map(|count| count as f64);
    let mut all = Vec::new();
    for (side, names) in [(&cell.from, ["n_from", "mean_from", "sd_from"]), (&cell.to, ["n_to", "mean_to", "sd_to"])] {
        let [n, mean, sd] = names;
        all.push(Observation::new("", n, number(side.n), Standing::Withheld));
        if measure.scored {
            let without = if side.n.is_none() { Standing::Withheld } else { Standing::Absent };
            all.push(Observation::new("", mean, side.mean, without));
            all.push(Observation::new("", sd, side.sd, without));
        }
    }
    let tested = |test: Option<&Tested>, names: [&'static str; 3], option, without| {
        let values = [test.map(|test| test.p), test.map(|test| test.p_holm), test.map(|test| test.p_bh)];
        names.into_iter().zip(values).map(move |(name, value)| Observation::new(option, name, value, without))
    };
    if measure.scored {
        let mean = cell.mean.as_ref();
        for (name, value) in [
            ("difference", mean.map(|mean| mean.difference)),
            ("difference_low", mean.map(|mean| mean.low)),
            ("difference_high", mean.map(|mean| mean.high)),
            ("g", mean.and_then(|mean| mean.g)),
            ("g_low", mean.and_then(|mean| mean.g_low)),
            ("g_high", mean.and_then(|mean| mean.g_high)),
        ] {
            all.push(Observation::new("", name, value, without));
        }
        all.extend(tested(mean.map(|mean| &mean.test), ["p", "p_holm", "p_bh"], "", without));
        let shift = cell.shift.as_ref();
        for (name, value) in [
            ("u", shift.map(|shift| shift.u)),
            ("rank_biserial", shift.map(|shift| shift.rank_biserial)),
            ("rank_biserial_low", shift.and_then(|shift| shift.low)),
            ("rank_biserial_high", shift.and_then(|shift| shift.high)),
        ] {
            all.push(Observation::new("", name, value, without));
        }
        all.extend(tested(shift.map(|shift| &shift.test), ["shift_p", "shift_p_holm", "shift_p_bh"], "", without));
        // Nobody linked and too few look alike.
        let (paired, none) = (cell.paired.as_ref(), Standing::Withheld);
        for (name, value) in [
            ("pairs", paired.map(|paired| paired.pairs as f64)),
            ("paired_difference", paired.map(|paired| paired.difference)),
            ("paired_low", paired.map(|paired| paired.low)),
            ("paired_high", paired.map(|paired| paired.high)),
            ("d_z", paired.and_then(|paired| paired.d_z)),
            ("d_z_low", paired.and_then(|paired| paired.d_z_low)),
            ("d_z_high", paired.and_then(|paired| paired.d_z_high)),
        ] {
            all.push(Observation::new("", name, value, none));
        }
        all.extend(tested(paired.map(|paired| &paired.test), ["paired_p", "paired_p_holm", "paired_p_bh"], "", none));
    }
    for option in &cell.options {
        for (name, value) in [
            ("percent_from", option.from),
            ("percent_to", option.to),
            ("difference", option.difference),
            ("difference_low", option.low),
            ("difference_high", option.high),
        ] {
            // Of a scale's cut-offs nothing is told where fewer than k have a score.
            all.push(Observation::new(&option.code, name, value, Standing::Withheld));
        }
        all.extend(tested(option.test.as_ref(), ["p", "p_holm", "p_bh"], &option.code, Standing::Withheld));
    }
    all
}

fn about(change: &Change, [from, to]: [Terms<'_>; 2]) -> Vec<(&'static str, String)> {
    let responses = |responses: Option<u64>| told(responses.map(|responses| responses.to_string()));
    let share = |share: Option<f64>| told(share.map(|share| format!("{share:.3}")));
    let mut lines = vec![
        ("From", from.title()),
        ("To", to.title()),
        ("Responses", format!("{} and {}", responses(change.from.responses), responses(change.to.responses))),
        (
            "Share in no group shown",
            format!("{} and {}", share(change.from.withheld_share), share(change.to.withheld_share)),
        ),
        ("Design", Claim::CHANGE.meaning.to_owned()),
        ("Named beforehand", to.pre_declared().join(", ")),
    ];
    lines.extend(common_lines(change.k, &change.filters));
    let intervals =
        "Of 95 %: means by Welch, percentages by Newcombe, pairs by Student, rank-biserial by Brunner and Munzel.";
    lines.push(("Intervals", intervals.to_owned()));
    lines.push(("p-values", "p_holm and p_bh are adjusted for all tests of the same kind in this answer.".to_owned()));
    lines
}
