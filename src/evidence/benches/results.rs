//! How long `SealedTable::results` takes, beside DuckDB counting the same table in the same run, and what memory it needs.
//!
//!     READERS_PYTHON=python3 cargo bench -p chorus-evidence -- 10000000
//!
//! Thirty five-option items by two attributes of eight and six values; one in twenty answers is missing, and one in twenty values
//! withheld. A million rows, and as many more as the argument says. `READERS_PYTHON` is an interpreter that has `duckdb` from
//! PyPI. Both may use two threads.
#![expect(clippy::print_stdout, reason = "the figures are the result")]

use chorus_evidence::{Query, Results, SealedTable};
use chorus_questionnaire::{Attribute, AttributeValue, ChoiceOption, Choices, Item, ItemKind, Questionnaire};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const ITEMS: usize = 30;
const OPTIONS: usize = 5;
const VALUES: [usize; 2] = [8, 6];
const NAMES: [&str; 2] = ["a", "b"];
const MILLION: usize = 1_000_000;
const REPETITIONS: usize = 15;
const THREADS: usize = 2;

type Codes = Vec<Option<usize>>;

fn attributes() -> Vec<Attribute> {
    let value = |code: usize| AttributeValue { code: code.to_string(), label: None, within: None };
    let attribute = |(name, values): (&str, usize)| Attribute {
        code: name.to_owned(),
        label: name.into(),
        why: None,
        weight: 1,
        values: (0..values).map(value).collect(),
        levels: Vec::new(),
    };
    NAMES.into_iter().zip(VALUES).map(attribute).collect()
}

fn questionnaire() -> Questionnaire {
    let option = |code: usize| ChoiceOption {
        code: code.to_string(),
        label: code.to_string().as_str().into(),
        score: Some(code as i32 + 1),
        from: None,
        exclusive: false,
        sensitive: false,
        favourable: false,
    };
    let item = |at: usize| Item {
        code: format!("q{at}"),
        kind: ItemKind::Choice,
        text: "How often?".into(),
        hint: None,
        required: false,
        options: (0..OPTIONS).map(option).collect(),
        rows: Vec::new(),
        range: None,
        unit: None,
        random_order: false,
        random_block: None,
        show_if: Vec::new(),
    };
    Questionnaire { introduction: None, items: (1..=ITEMS).map(item).collect(), scales: Vec::new() }
}

/// Codes up to `most`, the lower ones more often; none once in twenty.
fn code(rng: &mut StdRng, most: usize) -> Option<usize> {
    let skewed = (rng.random::<f64>().powf(1.3) * most as f64) as usize;
    (!rng.random_bool(0.05)).then_some(skewed.min(most - 1))
}

fn choices<'a>(names: impl Iterator<Item = &'a String>, codes: &Codes) -> Choices {
    names.zip(codes).filter_map(|(name, code)| Some((name.clone(), (*code)?.to_string()))).collect()
}

/// A table of so many rows, written to a file too if one is named; with the number of answers in it.
fn table(rows: usize, file: Option<&Path>) -> Result<(SealedTable, usize), Box<dyn Error>> {
    let mut rng = StdRng::seed_from_u64(1);
    let items: Vec<String> = (1..=ITEMS).map(|at| format!("q{at}")).collect();
    let names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    // A response is one of 4,096, whatever the attributes: to choose is faster than to make up.
    let responses: Vec<(Codes, Choices)> = (0..4096)
        .map(|_| {
            let codes: Codes = items.iter().map(|_| code(&mut rng, OPTIONS)).collect();
            let choices = choices(items.iter(), &codes);
            (codes, choices)
        })
        .collect();
    let mut file = file.map(std::fs::File::create).transpose()?.map(BufWriter::new);
    if let Some(file) = &mut file {
        writeln!(file, "{},{}", names.join(","), items.join(","))?;
    }
    let mut table = SealedTable::new(5, &attributes(), &questionnaire());
    table.reserve(rows);
    let mut answers = 0;
    for _ in 0..rows {
        let values: Codes = VALUES.iter().map(|values| code(&mut rng, *values)).collect();
        let (codes, response) = &responses[rng.random_range(0..responses.len())];
        table.push(&choices(names.iter(), &values), response)?;
        answers += response.len();
        if let Some(file) = &mut file {
            let all = values.iter().chain(codes);
            let all: Vec<String> = all.map(|code| code.map(|code| code.to_string()).unwrap_or_default()).collect();
            writeln!(file, "{}", all.join(","))?;
        }
    }
    if let Some(file) = &mut file {
        file.flush()?;
    }
    Ok((table, answers))
}

/// Milliseconds of each of the repetitions, and the results.
fn timed(table: &SealedTable, query: &Query) -> Result<(Vec<f64>, Results), Box<dyn Error>> {
    let mut results = table.results(query)?;
    let mut times = Vec::new();
    for _ in 0..REPETITIONS {
        let start = Instant::now();
        results = std::hint::black_box(table.results(query)?);
        times.push(1000.0 * start.elapsed().as_secs_f64());
    }
    Ok((times, results))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Item, a, b, answer, rows.
type Counted = (usize, Option<usize>, Option<usize>, Option<usize>, u64);

/// What DuckDB prints.
#[derive(serde::Deserialize)]
struct Duckdb {
    version: String,
    medians: BTreeMap<String, f64>,
    counts: Vec<Counted>,
}

fn duckdb(file: &Path) -> Result<Duckdb, Box<dyn Error>> {
    let python = std::env::var_os("READERS_PYTHON").ok_or(
        "READERS_PYTHON is not set: make an environment (python3 -m venv DIRECTORY), install duckdb in it \
         (DIRECTORY/bin/pip install duckdb) and set READERS_PYTHON to DIRECTORY/bin/python",
    )?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/beside_duckdb.py");
    let numbers = [ITEMS, REPETITIONS, THREADS].map(|number| number.to_string());
    let ran = Command::new(python).arg(script).arg(file).args(numbers).output()?;
    if !ran.status.success() {
        return Err(format!("DuckDB did not run: {}", String::from_utf8_lossy(&ran.stderr)).into());
    }
    Ok(serde_json::from_slice(&ran.stdout)?)
}

/// How many counts of released cells there are, if all are those of DuckDB.
fn agree(results: &Results, duckdb: &Duckdb) -> Result<usize, Box<dyn Error>> {
    let theirs: BTreeMap<(String, String, String, String), u64> = duckdb
        .counts
        .iter()
        .filter_map(|(item, a, b, answer, rows)| {
            Some(((format!("q{item}"), (*a)?.to_string(), (*b)?.to_string(), (*answer)?.to_string()), *rows))
        })
        .collect();
    let mut compared = 0;
    for cell in &results.cells {
        for option in &cell.options {
            let [a, b] = NAMES.map(|name| cell.group.get(name).cloned().unwrap_or_default());
            let expected = theirs.get(&(cell.measure.clone(), a, b, option.code.clone())).copied().unwrap_or(0);
            if option.count != Some(expected) {
                return Err(format!("{} counts {:?}, DuckDB {expected}", cell.measure, option.count).into());
            }
            compared += 1;
        }
    }
    Ok(compared)
}

/// The most memory that this process ever had, in bytes; of Linux alone.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(1024.0 * line.trim().trim_end_matches("kB").trim().parse::<f64>().ok()?)
}

fn print_memory(rows: usize, answers: usize) {
    if let Some(peak) = peak() {
        let bound = 1.5 * answers as f64 + 1e8;
        println!(
            "{rows} rows, {answers} answers: peak memory {:.0} MB, {:.2} of the bound {:.0} MB",
            peak / 1e6,
            peak / bound,
            bound / 1e6
        );
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let most: usize = std::env::args().filter_map(|argument| argument.parse().ok()).max().unwrap_or(MILLION);
    let query =
        Query { measures: Vec::new(), by: NAMES.iter().map(|name| (*name).to_owned()).collect(), filters: Vec::new() };
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load before: {}", load.trim());
    let file = std::env::temp_dir().join(format!("chorus-results-{}.csv", std::process::id()));
    let (million, answers) = table(MILLION, Some(&file))?;
    let (mut times, results) = timed(&million, &query)?;
    let theirs = duckdb(&file);
    std::fs::remove_file(&file)?;
    // Before and after, so that other work on the machine weighs on both.
    times.extend(timed(&million, &query)?.0);
    let ours = median(&mut times);
    println!("{MILLION} rows: {ours:.1} ms (fastest {:.1})", times.first().unwrap_or(&ours));
    print_memory(MILLION, answers);
    match theirs {
        Ok(theirs) => {
            println!("{} counts are those of DuckDB {}", agree(&results, &theirs)?, theirs.version);
            theirs.medians.iter().for_each(|(form, time)| println!("DuckDB {time:>8.1} ms  {form}"));
            let best = theirs.medians.values().copied().fold(f64::INFINITY, f64::min);
            println!("{:.3} of DuckDB's best", ours / best);
        }
        Err(error) => println!("NOT COMPARED with DuckDB. {error}"),
    }
    if most > MILLION {
        drop(results);
        let (large, answers) = table(most, None)?;
        // In turn, so that other work on the machine weighs on both.
        let (mut small, mut great) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            small.extend(timed(&million, &query)?.0);
            great.extend(timed(&large, &query)?.0);
        }
        let (small, great) = (median(&mut small), median(&mut great));
        println!("{most} rows: {great:.1} ms, {:.2} times the {small:.1} ms of {MILLION}", great / small);
        println!("(in memory beside the {MILLION})");
        print_memory(most, answers);
    }
    Ok(())
}
