//! The exchange of sensitive answers seen from the evaluator's side, by simulation: through the real seal and the real
//! statistics, estimates of groups are right on average, their intervals hold the truth as often as they say, and totals of the
//! wave are exact. It knows neither people nor tokens, and opens no database.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "in a test, a panic is the message, and figures are the result"
)]

use chorus_evidence::{Cell, Query, Results, SealedTable};
use chorus_questionnaire::{Choices, Exchange, WaveDocument};
use chorus_seal::{Occasion, Row, Rule, SensitiveAnswers, seal};
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};

/// Twice the default, so that leaving the correction out would show.
const PER_MILLE: u16 = 100;
const WAVES: usize = 3_000;

const DOCUMENT: &str = r#"{"title":"W","k":5,"exchange_per_mille":100,
    "attributes":[{"code":"ward","label":"Ward","values":[{"code":"a"},{"code":"b"},{"code":"c"},{"code":"d"}]}],
    "questionnaire":{
        "items":[
            {"code":"sought","text":"?","options":[{"code":"no","label":"No"},{"code":"yes","label":"Yes","sensitive":true}]},
            {"code":"distress","text":"?","options":[{"code":"d0","label":"0","score":0},{"code":"d1","label":"1","score":1},
                {"code":"d2","label":"2","score":2},{"code":"d3","label":"3","score":3,"sensitive":true}]},
            {"code":"sleep","text":"?","options":[{"code":"s0","label":"0","score":0},{"code":"s1","label":"1","score":1,
                "sensitive":true}]}],
        "scales":[{"code":"load","label":"Load","score":"sum","items":[{"item":"distress"},{"item":"sleep"}]}]}}"#;

/// A ward's name, its size, the share of its people that looked for help, and the probabilities of distress from 0 to 3.
type Ward = (&'static str, usize, f64, [f64; 4]);

/// Wards of an organisation, sealed in two halves.
const LARGE: [Ward; 4] = [
    ("a", 40, 0.15, [0.1, 0.2, 0.3, 0.4]),
    ("b", 60, 0.30, [0.4, 0.3, 0.2, 0.1]),
    ("c", 100, 0.45, [0.25, 0.25, 0.25, 0.25]),
    ("d", 200, 0.70, [0.7, 0.1, 0.1, 0.1]),
];

/// Wards of one so small that k is more than a tenth: a fifth is exchanged.
const SMALL: [Ward; 3] = [
    ("a", 12, 0.35, [0.1, 0.2, 0.3, 0.4]),
    ("b", 16, 0.5, [0.4, 0.3, 0.2, 0.1]),
    ("c", 22, 0.65, [0.7, 0.1, 0.1, 0.1]),
];

/// An organisation and how its answers are sealed.
struct Survey {
    wards: &'static [Ward],
    k: u16,
    /// How many are sealed first; the rest when the wave closes.
    first: usize,
    document: WaveDocument,
}

impl Survey {
    fn new(wards: &'static [Ward], k: u16, first: usize) -> Self {
        Self { wards, k, first, document: serde_json::from_str(DOCUMENT).unwrap() }
    }

    fn people(&self) -> usize {
        self.wards.iter().map(|ward| ward.1).sum()
    }

    fn share(&self) -> f64 {
        Exchange::new(PER_MILLE, self.k).share(self.people())
    }

    /// What somebody of a ward answers; whoever is distressed sleeps badly more often.
    fn answers(&self, ward: usize, rng: &mut StdRng) -> Answers {
        let (_, _, sought, distress) = self.wards[ward];
        let mut left: f64 = rng.random();
        let level = distress.iter().position(|share| {
            left -= share;
            left < 0.0
        });
        let level = level.unwrap_or(3);
        Answers([usize::from(rng.random_bool(sought)), level, usize::from(rng.random_bool(asleep(level)))])
    }

    /// A wave: people answer in random order, the first are sealed while it is open and the rest when it closes.
    fn wave(&self, seed: u64) -> (Vec<Answers>, SealedTable) {
        let mut rng = StdRng::seed_from_u64(seed);
        let wards = self.wards.iter().enumerate().flat_map(|(ward, of)| std::iter::repeat_n(ward, of.1));
        let row = |ward, rng: &mut StdRng| Row { values: vec![Some(ward as u16)], answers: self.answers(ward, rng) };
        let mut rows: Vec<Row<Answers>> = wards.map(|ward| row(ward, &mut rng)).collect();
        let given = rows.iter().map(|row| row.answers).collect();
        rows.shuffle(&mut rng);
        let last = rows.split_off(self.first);
        let Survey { document, k, .. } = self;
        let table = SealedTable::new(*k, &document.attributes, &document.questionnaire);
        let mut table = table.with_exchange(self.share());
        for (mut batch, occasion) in [(rows, Occasion::Batch), (last, Occasion::Closing)] {
            if !batch.is_empty() {
                self.add(&mut table, sealed(*k, self.share(), &mut batch, occasion, &mut rng));
            }
        }
        (given, table)
    }

    fn add(&self, table: &mut SealedTable, rows: Vec<Row<Answers>>) {
        for row in rows {
            let ward = row.values[0].map(|ward| ("ward".to_owned(), self.wards[usize::from(ward)].0.to_owned()));
            let items = self.document.questionnaire.items.iter().zip(row.answers.0);
            let answers: Choices = items.map(|(item, at)| (item.code.clone(), item.options[at].code.clone())).collect();
            table.push(&ward.into_iter().collect(), &answers).unwrap();
        }
    }

    /// The true mean and variance of the scale in a ward.
    fn moments(&self, ward: usize) -> (f64, f64) {
        let levels =
            || self.wards[ward].3.iter().enumerate().map(|(level, share)| (level as f64, *share, asleep(level)));
        let mean: f64 = levels().map(|(level, share, asleep)| share * (level + asleep)).sum();
        let squares: f64 = levels()
            .map(|(level, share, asleep)| share * ((level + 1.0).powi(2) * asleep + level * level * (1.0 - asleep)))
            .sum();
        (mean, squares - mean * mean)
    }
}

fn asleep(level: usize) -> f64 {
    0.2 + 0.2 * level as f64
}

fn sealed(
    k: u16,
    share: f64,
    batch: &mut Vec<Row<Answers>>,
    occasion: Occasion,
    rng: &mut StdRng,
) -> Vec<Row<Answers>> {
    let rule = Rule::unweighted(usize::from(k), 1).unwrap();
    let sensitive = vec![vec![false, true], vec![false, false, false, true], vec![false, true]];
    let exchange = chorus_seal::Exchange::new(share, sensitive).unwrap();
    seal(&rule, occasion, batch, rng).unwrap().exchange(&exchange, rng).into_rows()
}

/// The options chosen for the three items, by position.
#[derive(Clone, Copy)]
struct Answers([usize; 3]);

impl SensitiveAnswers for Answers {
    fn option(&self, item: usize) -> Option<usize> {
        self.0.get(item).copied()
    }

    fn exchange(&mut self, other: &mut Self) {
        std::mem::swap(self, other);
    }
}

fn results(table: &SealedTable, by: &[&str]) -> Results {
    let by = by.iter().map(|code| (*code).to_owned()).collect();
    table.results(&Query { by, ..Query::default() }).unwrap()
}

/// One number that is estimated again and again: the truth, the estimates, and how often the interval held the truth.
#[derive(Default)]
struct Estimates {
    truth: f64,
    sum: f64,
    squares: f64,
    held: usize,
    uncorrected: f64,
}

impl Estimates {
    fn add(&mut self, truth: f64, value: f64, (low, high): (f64, f64), uncorrected: f64) {
        self.truth = truth;
        self.sum += value;
        self.squares += value * value;
        self.held += usize::from(low <= truth && truth <= high);
        self.uncorrected += uncorrected;
    }

    /// How far the mean of the estimates is from the truth, in standard errors of the simulation.
    fn bias(&self) -> f64 {
        (self.sum / WAVES as f64 - self.truth) / self.standard_error()
    }

    fn uncorrected_bias(&self) -> f64 {
        (self.uncorrected / WAVES as f64 - self.truth) / self.standard_error()
    }

    fn standard_error(&self) -> f64 {
        let (n, mean) = (WAVES as f64, self.sum / WAVES as f64);
        ((self.squares / n - mean * mean) / n).sqrt()
    }

    fn coverage(&self) -> f64 {
        self.held as f64 / WAVES as f64
    }
}

fn share_of(cell: &Cell, option: usize) -> (f64, (f64, f64), f64) {
    let chosen = &cell.options[option];
    let uncorrected = 100.0 * chosen.count.unwrap() as f64 / cell.n.unwrap() as f64;
    (chosen.percent.unwrap(), (chosen.low.unwrap(), chosen.high.unwrap()), uncorrected)
}

/// Estimates of every ward over many waves; how far they are off without the correction, in standard errors.
fn repeat(survey: &Survey) -> Vec<f64> {
    let wards = survey.wards;
    let mut shares: Vec<Estimates> = wards.iter().map(|_| Estimates::default()).collect();
    let mut means: Vec<Estimates> = wards.iter().map(|_| Estimates::default()).collect();
    let mut deviations: Vec<f64> = vec![0.0; wards.len()];
    for seed in 0..WAVES as u64 {
        let (_, table) = survey.wave(seed);
        let results = results(&table, &["ward"]);
        let cell = |measure: &str, ward: usize| {
            let of = |cell: &&Cell| cell.measure == measure && cell.group["ward"] == wards[ward].0;
            results.cells.iter().find(of).unwrap()
        };
        for (ward, (_, _, sought, _)) in wards.iter().enumerate() {
            let (value, interval, uncorrected) = share_of(cell("sought", ward), 1);
            shares[ward].add(100.0 * sought, value, interval, uncorrected);
            let load = cell("load", ward);
            let interval = (load.mean_low.unwrap(), load.mean_high.unwrap());
            means[ward].add(survey.moments(ward).0, load.mean.unwrap(), interval, load.mean.unwrap());
            deviations[ward] += load.sd.unwrap().powi(2) / WAVES as f64;
        }
    }
    println!("{} people, k = {}: {:.1} % exchanged", survey.people(), survey.k, 100.0 * survey.share());
    for (ward, (name, ..)) in wards.iter().enumerate() {
        let (share, mean) = (&shares[ward], &means[ward]);
        let variance = survey.moments(ward).1;
        println!(
            "ward {name}: share {:.1} %, bias {:.2} se (uncorrected {:.2}), coverage {:.3}; mean {:.2}, bias {:.2} se, coverage {:.3}; \
             variance {variance:.3}, estimated {:.3}",
            share.truth,
            share.bias(),
            share.uncorrected_bias(),
            share.coverage(),
            mean.truth,
            mean.bias(),
            mean.coverage(),
            deviations[ward],
        );
        // Three standard errors of the simulation; the seeds are fixed.
        assert!(share.bias().abs() < 3.0 && mean.bias().abs() < 3.0, "ward {name}");
        let two_points = 0.93..=0.97;
        assert!(two_points.contains(&share.coverage()) && two_points.contains(&mean.coverage()), "ward {name}");
        assert!((deviations[ward] / variance - 1.0).abs() < 0.03, "ward {name}");
    }
    shares.iter().map(Estimates::uncorrected_bias).collect()
}

#[test]
fn estimates_are_right_on_average_and_intervals_as_often_as_they_say() {
    let uncorrected = repeat(&Survey::new(&LARGE, 5, 200));
    // This test can fail: without the correction the extreme wards are far off.
    assert!(uncorrected[0] > 5.0 && uncorrected[3] < -5.0);
}

#[test]
fn the_same_where_so_few_answered_that_more_is_exchanged() {
    let survey = Survey::new(&SMALL, 10, 0);
    assert!((survey.share() - 0.2).abs() < 1e-12);
    let uncorrected = repeat(&survey);
    assert!(uncorrected[0] > 5.0 && uncorrected[2] < -5.0);
}

#[test]
fn totals_of_the_wave_stay_exact() {
    let survey = Survey::new(&LARGE, 5, 200);
    let document = &survey.document;
    for seed in 0..20 {
        let (given, table) = survey.wave(seed);
        let results = results(&table, &[]);
        for (at, item) in document.questionnaire.items.iter().enumerate() {
            let cell = results.cells.iter().find(|cell| cell.measure == item.code).unwrap();
            for (option, shown) in cell.options.iter().enumerate() {
                let chosen = given.iter().filter(|answers| answers.0[at] == option).count();
                assert_eq!(shown.count, Some(chosen as u64), "{} {}", item.code, shown.code);
                assert_eq!(shown.percent, Some(100.0 * chosen as f64 / given.len() as f64));
            }
        }
        let load = results.cells.iter().find(|cell| cell.measure == "load").unwrap();
        let sum: usize = given.iter().map(|answers| answers.0[1] + answers.0[2]).sum();
        assert!((load.mean.unwrap() - sum as f64 / given.len() as f64).abs() < 1e-12);
    }
}

/// Nobody drawn by lot is known: an attacker who sees every class still has doubts about each of them, at least λ.
#[test]
fn a_row_gets_the_answers_of_a_row_of_the_whole_batch_as_often_as_it_says() {
    let mut rng = StdRng::seed_from_u64(7);
    let (mut moved, mut rows) = (0_usize, 0_usize);
    for _ in 0..400 {
        // Ten classes of twenty, half of each with every option, so that the guard has nothing to do.
        let mut batch: Vec<Row<Answers>> = (0..200_usize)
            .map(|row| Row { values: vec![Some((row % 10) as u16)], answers: Answers([row / 10 % 2, row, 0]) })
            .collect();
        let rule = Rule::unweighted(5, 1).unwrap();
        let exchange = chorus_seal::Exchange::new(0.1, vec![vec![false, true]]).unwrap();
        let sealed = seal(&rule, Occasion::Batch, &mut batch, &mut rng).unwrap().exchange(&exchange, &mut rng);
        // A row's own number travels with its answers: it gives away whose they were.
        moved += sealed.rows().iter().filter(|row| row.values[0] != Some((row.answers.0[1] % 10) as u16)).count();
        rows += sealed.rows().len();
    }
    // From another class: nine tenths of those drawn.
    let share = moved as f64 / rows as f64;
    let error = (0.09 * 0.91 / rows as f64).sqrt();
    assert!((share - 0.09).abs() < 4.0 * error, "{share}");
}
