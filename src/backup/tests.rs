//! The list of what a backup holds, against the databases: every table and every column is in it or left out by name.

use super::tables::{ALL, Kept};
use super::{Database, open, writing};
use crate::settings::Settings;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use std::collections::BTreeSet;

async fn columns(database: &Database, table: &str) -> Vec<String> {
    let query = format!("SELECT name FROM pragma_table_info('{table}')");
    let rows = database.connection().query_all_raw(Statement::from_string(DbBackend::Sqlite, query)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

#[actix_web::test]
async fn no_table_and_no_column_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::of("127.0.0.1:0".to_owned(), folder.path().to_owned()).unwrap();
    for Kept { room, tables, left_out, begun } in &ALL {
        let database = open(&settings, *room, true).await.unwrap();
        let mut there = BTreeSet::new();
        for table in writing::names(database.connection()).await.unwrap() {
            if left_out.contains(&table.as_str()) {
                assert!(tables.iter().all(|kept| kept.name != table), "{table} is both");
                there.insert(table);
                continue;
            }
            there.extend(columns(&database, &table).await.into_iter().map(|column| format!("{table}.{column}")));
        }
        let kept = tables.iter().flat_map(|table| table.columns.iter().map(|of| format!("{}.{}", table.name, of.name)));
        let named: BTreeSet<String> = kept.chain(left_out.iter().map(|&name| name.to_owned())).collect();
        assert_eq!(named, there, "{room:?}: see src/backup/tables.rs and decision 0021");
        assert!(begun.iter().all(|table| left_out.contains(table)));
        for (table, also) in tables.iter().filter_map(|table| Some((table, table.also?))) {
            let of = async |name| columns(&database, name).await.into_iter().collect::<BTreeSet<_>>();
            assert_eq!(of(also).await, of(table.name).await);
        }
        assert!(tables.iter().all(|table| table.key.iter().all(|name| table.position(name).is_some())));
    }
}
