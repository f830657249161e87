//! Somebody with every file and every right to look, who puts rows in every order that they can find. Knows how to recognise a
//! row as a person's only because the test told them.

use super::statistics::Finding;
use crate::support::Looker;
use aho_corasick::AhoCorasick;
use sea_orm::QueryResult;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A file, whole.
pub type Files = Vec<(PathBuf, Vec<u8>)>;

/// These files, and every file under these folders. One that vanishes meanwhile is gone.
pub fn files(places: &[PathBuf]) -> Files {
    let mut files = Vec::new();
    for place in places {
        if let Ok(entries) = std::fs::read_dir(place) {
            files.extend(self::files(&entries.flatten().map(|entry| entry.path()).collect::<Vec<_>>()));
        } else if let Ok(bytes) = std::fs::read(place) {
            files.push((place.clone(), bytes));
        }
    }
    files.sort();
    files
}

/// The orders in which these marks, one of each person, lie in the bytes: of each file, and of all files of a folder one after
/// the other. Rows fill a page from its end, so each page is read backwards as well.
pub fn by_place(what: &str, files: &Files, marks: &[Vec<u8>]) -> Vec<Finding> {
    let search = AhoCorasick::new(marks).unwrap();
    let mut findings = Vec::new();
    let mut folders: BTreeMap<&Path, Vec<(usize, usize)>> = BTreeMap::new();
    let mut before = 0;
    for (path, bytes) in files {
        let places: Vec<(usize, usize)> =
            search.find_iter(bytes).map(|found| (found.start(), found.pattern().as_usize())).collect();
        orders(&format!("{what} in {}", path.display()), &places, &mut findings);
        let folder = folders.entry(path.parent().unwrap()).or_default();
        folder.extend(places.into_iter().map(|(place, person)| (before + place, person)));
        before += bytes.len().next_multiple_of(8192);
    }
    for (folder, places) in folders {
        orders(&format!("{what} in all of {}", folder.display()), &places, &mut findings);
    }
    findings
}

fn orders(how: &str, places: &[(usize, usize)], findings: &mut Vec<Finding>) {
    let mut first = BTreeMap::new();
    let mut last = BTreeMap::new();
    for (place, person) in places {
        first.entry(*person).or_insert(*place);
        last.insert(*person, *place);
    }
    if first.is_empty() {
        return;
    }
    for (which, found) in [("first", first), ("last", last)] {
        let by = |how: String, key: fn(usize) -> (usize, usize)| {
            Finding::sorted(how, found.iter().map(|(person, place)| (key(*place), *person)).collect())
        };
        findings.push(by(format!("{which} place, {how}"), |place| (place, 0)));
        findings.push(by(format!("{which} place, pages of 4 kB backwards, {how}"), |place| {
            (place / 4096, usize::MAX - place)
        }));
        findings.push(by(format!("{which} place, pages of 8 kB backwards, {how}"), |place| {
            (place / 8192, usize::MAX - place)
        }));
    }
}

/// The orders that statements give: `sql` selects first what a row is ordered by and then what recognises its person.
pub fn by_statement(how: &str, looker: &Looker, sql: &str, person: impl Fn(&QueryResult) -> Option<usize>) -> Finding {
    let people = looker.rows(sql, person).unwrap_or_else(|error| panic!("{sql}: {error}"));
    Finding { how: how.to_owned(), people: people.into_iter().flatten().collect() }
}

/// A table's rows as an attacker reads them: unsorted, by each column, by the hash of each key, and in PostgreSQL by the place
/// in the heap and the transactions that touched them.
pub fn by_columns(
    looker: &Looker,
    on_postgres: bool,
    table: &str,
    recognise: &str,
    columns: &[&str],
    person: impl Fn(&QueryResult) -> Option<usize> + Copy,
) -> Vec<Finding> {
    let system: &[&str] =
        if on_postgres { &["ctid", "xmin::text::bigint", "xmax::text::bigint", "cmin::text::bigint"] } else { &[] };
    let select = format!("SELECT {recognise} FROM {table}");
    let mut findings = vec![by_statement(&format!("{table} unsorted"), looker, &select, person)];
    for column in columns.iter().chain(system) {
        // With what is equal in this column broken at random, and by the row's key.
        let sql = format!("SELECT {recognise}, dense_rank() OVER (ORDER BY {column}) FROM {table}");
        let ranked = looker.rows(&sql, |row| person(row).map(|person| (rank(row), person)));
        let ranked = ranked.unwrap_or_else(|error| panic!("{sql}: {error}")).into_iter().flatten().collect();
        findings.push(Finding::sorted(format!("{table} by {column}"), ranked));
        let sql = format!("{select} ORDER BY {column}, {}", columns[0]);
        findings.push(by_statement(&format!("{table} by {column} and {}", columns[0]), looker, &sql, person));
    }
    let hashed = looker.rows(&format!("SELECT {recognise}, {} FROM {table}", columns[0]), |row| {
        let key: Vec<u8> = row
            .try_get_by_index::<Vec<u8>>(1)
            .or_else(|_| row.try_get_by_index::<uuid::Uuid>(1).map(|id| id.as_bytes().to_vec()))
            .or_else(|_| row.try_get_by_index::<i64>(1).map(|id| id.to_be_bytes().to_vec()))
            .unwrap();
        person(row).map(|person| (Sha256::digest(key).to_vec(), person))
    });
    findings.push(Finding::sorted(format!("{table} by hash"), hashed.unwrap().into_iter().flatten().collect()));
    findings
}

fn rank(row: &QueryResult) -> i64 {
    row.try_get_by_index(1).unwrap()
}

/// The orders that the classes of rows give, for rows as they were read unsorted: each with its attributes, as JSON, and its
/// person. Classes in the order of their names and of their first rows, rows within them, and each attribute by itself.
pub fn by_class(table: &str, rows: &[(Value, usize)]) -> Vec<Finding> {
    let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let places: Vec<_> = rows
        .iter()
        .enumerate()
        .map(|(place, (attributes, person))| {
            let name = attributes.to_string();
            let (first, count) = seen.entry(name.clone()).or_insert((place, 0));
            *count += 1;
            (name, *first, *count, place, *person)
        })
        .collect();
    let attributes: BTreeSet<&String> =
        rows.iter().filter_map(|(row, _)| row.as_object()).flat_map(Map::keys).collect();
    let mut findings = vec![
        Finding::sorted(format!("{table} by class"), places.iter().map(|(name, .., person)| (name, *person)).collect()),
        Finding::sorted(
            format!("{table} by class, in the order of first rows"),
            places.iter().map(|(_, first, _, place, person)| ((first, place), *person)).collect(),
        ),
        Finding::sorted(
            format!("{table} by position within the class"),
            places.iter().map(|(_, _, count, _, person)| (count, *person)).collect(),
        ),
    ];
    findings.extend(attributes.into_iter().map(|attribute| {
        let value = |row: &Value| row.get(attribute).map(Value::to_string);
        Finding::sorted(
            format!("{table} by attribute {attribute}"),
            rows.iter().map(|(row, person)| (value(row), *person)).collect(),
        )
    }));
    findings
}

/// How many rows lie in a PostgreSQL table's heap, dead ones included, and how many of them are alive.
pub fn heap_rows(superuser: &Looker, table: &str) -> (i64, i64) {
    let all = format!(
        "SELECT count(*) FROM generate_series(0, pg_relation_size('{table}') / 8192 - 1) AS page,
         heap_page_items(get_raw_page('{table}', page::int)) WHERE lp_len > 0"
    );
    let alive = format!("SELECT count(*) FROM {table}");
    (superuser.values(&all)[0], superuser.values(&alive)[0])
}
