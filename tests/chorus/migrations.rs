//! Stores that earlier versions made go forward to now and lose nothing: for each step that a schema ever had, one is built by the
//! migrations up to there, gets rows as that version kept them, and is opened by the service.

use crate::support::{Looker, Organiser, Service, Stopped, respondent, response};
use chorus_migrations::{Accounts, Collection, Issuance, Sealed};
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::{ConnectOptions, Database};
use std::path::Path;

const ROOMS: [&str; 4] = ["accounts", "issuance", "collection", "sealed"];

/// How many steps the schemas of each room have.
fn steps() -> [usize; 4] {
    [
        Accounts::migrations().len(),
        Issuance::migrations().len(),
        Collection::migrations().len(),
        Sealed::migrations().len(),
    ]
}

/// Makes a room's schema as it was after so many steps.
fn migrate(url: &str, room: &str, steps: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let connection = Database::connect(options).await.unwrap();
        let steps = Some(u32::try_from(steps).unwrap());
        match room {
            "accounts" => Accounts::up(&connection, steps).await,
            "issuance" => Issuance::up(&connection, steps).await,
            "collection" => Collection::up(&connection, steps).await,
            _ => Sealed::up(&connection, steps).await,
        }
        .unwrap();
        connection.close().await.unwrap();
    });
}

/// The tables of a schema, those that others refer to first, and their columns.
fn tables(looker: &Looker, schema: &str) -> Vec<(String, Vec<String>)> {
    let on_postgres = crate::ON_POSTGRES;
    let query = if on_postgres {
        format!(
            "SELECT relname::text FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relkind = 'r' ORDER BY oid"
        )
    } else {
        format!("SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' ORDER BY rootpage")
    };
    let names = looker
        .values::<String>(&query)
        .into_iter()
        .filter(|name| name != "seaql_migrations" && !name.starts_with("sqlite"));
    let columns = |name: &String| {
        looker.values::<String>(&if on_postgres {
            format!(
                "SELECT attname::text FROM pg_attribute WHERE attrelid = '{schema}.{name}'::regclass AND attnum > 0"
            )
        } else {
            format!("SELECT name FROM pragma_table_info('{name}', '{schema}')")
        })
    };
    names.map(|name| (name.clone(), columns(&name))).collect()
}

/// Puts each room back to how it was after so many steps: an older schema, and what it had room for.
fn set_back(stopped: &Stopped, to: [usize; 4]) {
    for (room, steps) in ROOMS.into_iter().zip(to) {
        let (looker, old, now) = match stopped.database() {
            Some(database) => {
                let (cluster, role) = (crate::support::Cluster::get(), format!("{database}_{room}"));
                let looker = Looker::of(database);
                looker
                    .run(&format!(
                        "ALTER SCHEMA {role} RENAME TO now_{room}; CREATE SCHEMA {role} AUTHORIZATION {role}"
                    ))
                    .unwrap();
                migrate(&cluster.url(&role, database), room, steps);
                (looker, role, format!("now_{room}"))
            }
            None => {
                let file = stopped.data().join(format!("{room}.db"));
                let aside = stopped.data().join(format!("{room}.now"));
                std::fs::rename(&file, &aside).unwrap();
                migrate(&format!("sqlite://{}?mode=rwc", file.display()), room, steps);
                let looker = Looker::sqlite(&file);
                looker.run(&format!("ATTACH '{}' AS now", aside.display())).unwrap();
                (looker, "main".to_owned(), "now".to_owned())
            }
        };
        for (table, columns) in tables(&looker, &old) {
            let columns = columns.join(", ");
            let copied = format!("INSERT INTO {old}.{table} ({columns}) SELECT {columns} FROM {now}.{table}");
            looker.run(&copied).unwrap();
        }
        match stopped.database() {
            Some(_) => looker.run(&format!("DROP SCHEMA {now} CASCADE")).unwrap(),
            None => remove(&stopped.data().join(format!("{room}.now"))),
        }
    }
}

fn remove(file: &Path) {
    std::fs::remove_file(file).unwrap();
}

/// A store as it was after so many steps of each room, or as many as it had by then, is the same to everybody.
#[test]
fn what_every_earlier_version_kept_goes_forward() {
    let most = *steps().iter().max().unwrap();
    for step in 1..most {
        let service = Service::start();
        let organiser = Organiser::of(&service);
        let (closed, open) = (organiser.open_wave(), organiser.open_wave());
        // Before what codes are hashed with was kept, it followed from the secret. So it does where people are invited and nothing is kept.
        organiser.invite(open, 1);
        let stopped = service.stop();
        stopped.looker("issuance").run("DELETE FROM code_key").unwrap();
        let service = stopped.restart();
        let organiser = Organiser { url: service.url.clone(), key: organiser.key };
        let codes = organiser.invite(closed, 24);
        for (person, code) in codes.iter().enumerate() {
            let shift = if person % 2 == 0 { "day" } else { "night" };
            respondent(&service.url, closed, code, &response(&[("shift", shift)], &[("talk", "maybe")]));
        }
        organiser.close(closed);
        let codes = organiser.invite(open, 8);
        let answer = |service: &Service, codes: &[String]| {
            let response = response(&[("shift", "day"), ("site", "Ward 7")], &[("talk", "yes")]);
            codes.iter().for_each(|code| drop(respondent(&service.url, open, code, &response)));
        };
        answer(&service, &codes[..4]);
        let seen = |organiser: &Organiser| {
            let results = format!("waves/{closed}/results?measure=openness&measure=talk&by=shift&format=csv");
            ["me".to_owned(), "programmes".to_owned(), results].map(|path| organiser.get(&path).text())
        };
        let before = seen(&organiser);

        let stopped = service.stop();
        set_back(&stopped, steps().map(|of| step.min(of)));
        let service = stopped.restart();
        let organiser = Organiser { url: service.url.clone(), key: organiser.key };
        assert_eq!(seen(&organiser), before, "step {step}");
        answer(&service, &codes[4..]);
        organiser.close(open);
        assert_eq!(organiser.responses(open), Some(8), "step {step}");
    }
}
