//! The attack on the parts whose randomness can be given: there p > 0.01 holds at every run. And the attack on what a plain
//! database does, or ours before it forgets: there the order must be found, or the attack would be worth nothing.

use super::attacker::{by_columns, by_place, files};
use super::statistics::{Finding, Truth, Verdict, judge, shuffled, when};
use crate::support::{Cluster, Looker};
use chorus_database::{Database, Place};
use chorus_seal::{Occasion, Row, Rule, seal};
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use sea_orm::{ConnectionTrait as _, QueryResult};
use std::path::PathBuf;

const PEOPLE: usize = 400;

fn mark(person: usize) -> String {
    format!("person-{person:03}-is-here")
}

fn person(row: &QueryResult) -> Option<usize> {
    row.try_get_by_index::<String>(0).unwrap()[7..10].parse().ok()
}

fn judged(findings: &[Finding], order: &[usize]) -> Verdict {
    let invited = Truth { what: "number".into(), when: (0..PEOPLE).collect() };
    let verdict = judge(findings, &[invited, Truth { what: "coming".into(), when: when(order) }], 3);
    println!("{verdict}");
    verdict
}

fn must_be_found(verdict: &Verdict) {
    assert!(verdict.bound() < 1e-6 && verdict.p < 0.01, "the order is there, and was not found: {verdict}");
}

#[test]
fn plain_databases_tell_the_order() {
    let order = shuffled(PEOPLE, 11);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plain.db");
    std::fs::write(&file, "").unwrap();
    let looker = Looker::sqlite(&file);
    looker.run("CREATE TABLE serial (id INTEGER PRIMARY KEY, mark TEXT)").unwrap();
    looker.run("CREATE TABLE v7 (id BLOB PRIMARY KEY, mark TEXT) WITHOUT ROWID").unwrap();
    let mut rng = StdRng::seed_from_u64(12);
    for (i, person) in order.iter().enumerate() {
        let mark = mark(*person);
        looker.run(&format!("INSERT INTO serial (mark) VALUES ('{mark}')")).unwrap();
        // UUIDv7: milliseconds first, then random bits.
        let (time, random) = (1_795_000_000_000_u64 + i as u64 * 700, rng.random::<u64>());
        looker.run(&format!("INSERT INTO v7 VALUES (x'{time:012x}7000{random:016x}', '{mark}')")).unwrap();
    }
    for table in ["serial", "v7"] {
        must_be_found(&judged(&by_columns(&looker, false, table, "mark", &["id"], person), &order));
    }
}

/// The inbox with keys drawn from a seed, filled in a known order.
async fn filled(place: &Place, order: &[usize]) -> Database {
    let database = Database::open_at::<chorus_migrations::Collection>(place).await.unwrap();
    // Opening counts as written: cleared, so that what follows is what was written since.
    database.forget_order().await.unwrap();
    let mut rng = StdRng::seed_from_u64(13);
    let quote = |bytes: &[u8], on_file: bool| {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        if on_file { format!("x'{hex}'") } else { format!("'{hex}'") }
    };
    let on_file = matches!(place, Place::File(_));
    let wave = quote(&[1; 16], on_file);
    let connection = database.connection();
    let run = async |sql: String| {
        let statement = sea_orm::Statement::from_string(connection.get_database_backend(), sql);
        connection.execute_raw(statement).await.unwrap();
    };
    run(format!("INSERT INTO wave VALUES ({wave}, 'open', '')")).await;
    for person in order {
        let mut id = [0; 16];
        rng.fill_bytes(&mut id);
        let (id, mark) = (quote(&id, on_file), mark(*person));
        run(format!("INSERT INTO inbox VALUES ({id}, {wave}, NULL, '{mark}')")).await;
    }
    database
}

fn findings(looker: &Looker, on_postgres: bool, folders: &[PathBuf]) -> Vec<Finding> {
    let marks: Vec<Vec<u8>> = (0..PEOPLE).map(|person| mark(person).into_bytes()).collect();
    let mut findings = by_columns(looker, on_postgres, "inbox", "response", &["id", "batch"], person);
    findings.extend(by_place("inbox", &files(folders), &marks));
    findings
}

#[test]
fn the_inbox_tells_the_order_until_it_forgets_it() {
    let order = shuffled(PEOPLE, 14);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if !crate::ON_POSTGRES {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("collection.db");
        let database = runtime.block_on(filled(&Place::File(file.clone()), &order));
        let look = || findings(&Looker::sqlite(&file), false, &[folder.path().to_owned()]);
        must_be_found(&judged(&look(), &order));
        runtime.block_on(database.forget_order()).unwrap();
        let verdict = judged(&look(), &order);
        assert!(verdict.p > 0.01, "{verdict}");
        return;
    }
    let cluster = Cluster::get();
    let name = cluster.database();
    let role = format!("{name}_collection");
    let superuser = Looker::of(&name);
    superuser.run(&format!("SET search_path = {role}")).unwrap();
    let oid = superuser.values::<i64>("SELECT oid::bigint FROM pg_database WHERE datname = current_database()")[0];
    let base = cluster.folder().join("data/base").join(oid.to_string());
    let folders = [base, cluster.folder().join("data/pg_wal")];
    let database = runtime.block_on(filled(&Place::Server { url: cluster.url(&role, &name), alone: true }, &order));
    superuser.run("CHECKPOINT").unwrap();
    let before = findings(&superuser, true, &folders);
    must_be_found(&judged(&before, &order));
    let by =
        |how: &str| -> Vec<Finding> { before.iter().filter(|finding| finding.how.contains(how)).cloned().collect() };
    for how in ["inbox by ctid", "inbox by xmin", "inbox unsorted", "/base/", "/pg_wal"] {
        let some = by(how);
        assert!(!some.is_empty(), "{how}");
        must_be_found(&judged(&some, &order));
    }
    runtime.block_on(database.forget_order()).unwrap();
    let (of_rows, of_files): (Vec<_>, Vec<_>) =
        findings(&superuser, true, &folders).into_iter().partition(|finding| !finding.how.contains(" in "));
    let verdict = judged(&of_rows, &order);
    assert!(verdict.p > 0.01, "{verdict}");
    // How the log is cut into files depends on who else uses the server, so this is not the same at every run.
    let verdict = judged(&of_files, &order);
    assert!(verdict.bound() >= super::ALARM, "{verdict}");
}

#[test]
fn the_seal_keeps_no_order() {
    let order = shuffled(PEOPLE, 15);
    let mut rng = StdRng::seed_from_u64(16);
    let mut groups: Vec<u16> = (0..PEOPLE as u16).collect();
    groups.shuffle(&mut rng);
    let values = |person: usize| vec![Some(groups[person] % 7), Some(groups[person] / 7 % 5), Some(groups[person] % 2)];
    let mut batch = order.iter().map(|person| Row { values: values(*person), answers: *person }).collect();
    let sealed = seal(&Rule::unweighted(5, 3).unwrap(), Occasion::Batch, &mut batch, &mut rng).unwrap();
    let rows: Vec<_> = sealed.rows().iter().map(|row| (row.values.clone(), row.answers)).collect();
    let mut findings = vec![Finding { how: "rows".into(), people: rows.iter().map(|(_, person)| *person).collect() }];
    let by_class: Vec<_> =
        rows.iter().enumerate().map(|(at, (values, person))| ((values.clone(), at), *person)).collect();
    findings.push(Finding::sorted("class and place in it", by_class));
    findings.push(Finding::sorted("class", rows.clone()));
    for attribute in 0..3 {
        let one = rows.iter().map(|(values, person)| (values[attribute], *person)).collect();
        findings.push(Finding::sorted(format!("attribute {attribute}"), one));
    }
    let verdict = judged(&findings, &order);
    assert!(verdict.p > 0.01, "{verdict}");
}
