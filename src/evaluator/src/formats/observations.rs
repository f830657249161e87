//! Every number of a cell, one by one, and whether it is released, does not exist, or is withheld.

use chorus_evidence::{Cell, Measure, MeasureKind, Results, Status};

/// How it stands with a number, in the words of SDMX (code lists CL_OBS_STATUS 2.2 and CL_CONF_STATUS 1.3).
///
/// | status | `OBS_STATUS` | `CONF_STATUS` | value |
/// |---|---|---|---|
/// | released | `A` normal | `F` free | the number |
/// | it does not exist (a mean of no scores) | `M` missing | `F` free | none |
/// | withheld: nobody, or too few | `Q` suppressed | `C` confidential | none |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Released,
    Absent,
    Withheld,
}

impl Standing {
    pub(super) fn obs_status(self) -> &'static str {
        match self {
            Standing::Released => "A",
            Standing::Absent => "M",
            Standing::Withheld => "Q",
        }
    }

    pub(super) fn conf_status(self) -> &'static str {
        if self == Standing::Withheld { "C" } else { "F" }
    }
}

/// One number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Observation<'a> {
    /// The option, cut-off or term; empty for the whole measure.
    pub option: &'a str,
    pub statistic: &'static str,
    pub value: Option<f64>,
    pub standing: Standing,
}

/// Every cell with its numbers: for cells of one measure always the same ones in the same order.
pub(super) fn all(results: &Results) -> impl Iterator<Item = (&Cell, Vec<Observation<'_>>)> {
    results.cells.iter().map(|cell| {
        let measure = results.measures.iter().find(|measure| measure.code == cell.measure);
        (cell, measure.map(|measure| of(cell, measure)).unwrap_or_default())
    })
}

fn of<'a>(cell: &'a Cell, measure: &Measure) -> Vec<Observation<'a>> {
    let number = |count: Option<u64>| count.map(|count| count as f64);
    let observe = |option: &'a str, statistic, value: Option<f64>, without| {
        let standing = match (cell.status, value) {
            (Status::Withheld, _) => Standing::Withheld,
            (Status::Released, Some(_)) => Standing::Released,
            (Status::Released, None) => without,
        };
        Observation { option, statistic, value: value.filter(|_| standing == Standing::Released), standing }
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
    }
    all
}
