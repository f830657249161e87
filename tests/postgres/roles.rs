//! The wall inside PostgreSQL: a role reaches its own room and no other, and what would be a door is refused at the start.

use crate::support::{Cluster, Looker, Organiser, Service, chorus};

const ROOMS: [(&str, &str); 4] =
    [("accounts", "account"), ("issuance", "invitation"), ("collection", "inbox"), ("sealed", "sealed_row")];

#[test]
fn a_role_gets_permission_denied_in_every_room_but_its_own() {
    let service = Service::start();
    let database = service.database.as_ref().unwrap();
    for (own, _) in ROOMS {
        let role = Looker::new(&Cluster::get().url(&format!("{database}_{own}"), database));
        for (other, table) in ROOMS {
            for sql in [
                format!("SELECT 1 FROM {database}_{other}.{table}"),
                format!("DELETE FROM {database}_{other}.{table}"),
                format!("CREATE TABLE {database}_{other}.door (id INT)"),
            ] {
                let result = role.run(&sql);
                if own == other {
                    result.unwrap();
                } else {
                    let error = result.unwrap_err().to_string();
                    assert!(error.contains("permission denied"), "{own}: {sql}: {error}");
                }
            }
        }
    }
}

/// Starts a service that is expected to refuse, and returns what it says.
fn refusal(variables: &[(String, String)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut command = chorus(&["serve", "--listen", "127.0.0.1:0", "--data-dir"]);
    let output = command.arg(folder.path().join("data")).envs(variables.iter().cloned()).output().unwrap();
    assert!(!output.status.success());
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!error.contains("of-no-use-elsewhere"), "it repeats a password: {error}");
    error
}

#[test]
fn a_door_between_rooms_is_refused_at_the_start() {
    let cluster = Cluster::get();
    let database = cluster.database();
    let superuser = Looker::of(&database);
    let mut variables = cluster.variables(&database);
    let all = variables.clone();

    variables.pop();
    assert!(refusal(&variables).contains("database.sealed: missing"));
    variables.push(("CHORUS__DATABASE__SEALED".to_owned(), cluster.url("postgres", &database)));
    assert!(refusal(&variables).contains("superuser"));
    variables[3].1 = cluster.url(&format!("{database}_collection"), &database);
    assert!(refusal(&variables).contains("database.sealed and database.collection"));

    superuser.run(&format!("GRANT USAGE ON SCHEMA {database}_issuance TO {database}_collection")).unwrap();
    assert!(refusal(&all).contains(&format!("may also use {database}_issuance")));
    superuser.run(&format!("REVOKE USAGE ON SCHEMA {database}_issuance FROM {database}_collection")).unwrap();
    superuser.run(&format!("GRANT {database}_issuance TO {database}_collection")).unwrap();
    assert!(refusal(&all).contains(&format!("may also use {database}_issuance")));
}

#[test]
fn a_server_that_would_log_answers_is_refused() {
    let cluster = Cluster::get();
    let database = cluster.database();
    let superuser = Looker::of(&database);
    for setting in ["log_statement = 'all'", "log_min_duration_statement = 0", "log_duration = on"] {
        superuser.run(&format!("ALTER ROLE {database}_collection SET {setting}")).unwrap();
        let error = refusal(&cluster.variables(&database));
        assert!(error.contains(setting.split(' ').next().unwrap()), "{error}");
        let name = setting.split(' ').next().unwrap();
        superuser.run(&format!("ALTER ROLE {database}_collection RESET {name}")).unwrap();
    }
}

/// The planner's samples would keep contacts and answers after they are erased.
#[test]
fn no_samples_are_kept_of_any_room() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    organiser.invite(organiser.open_wave(), 50);
    let database = service.database.as_ref().unwrap();
    let superuser = Looker::of(database);
    superuser.run("ANALYZE").unwrap();
    let schema = format!("WHERE schemaname LIKE '{database}%'");
    assert_eq!(superuser.values::<i64>(&format!("SELECT count(*) FROM pg_stats {schema}")), [0]);
    let counted = format!("SELECT coalesce(sum(n_tup_ins), 0)::bigint FROM pg_stat_user_tables {schema}");
    assert_eq!(superuser.values::<i64>(&counted), [0], "other roles could watch these numbers");
}
