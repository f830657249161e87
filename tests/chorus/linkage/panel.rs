//! Links between two waves: an attacker looks in them, and in the rows that they join, for the order of either wave; and for
//! pseudonyms when the panel has ended.

use super::attacker::{by_columns, by_place};
use super::statistics::{Truth, judge, when};
use super::{ALARM, PEOPLE, Survey};
use sea_orm::QueryResult;

#[test]
fn linked_waves_leave_no_order_and_an_ended_panel_no_pseudonym() {
    let mut survey = Survey::answered("3600", |_| ());
    survey.organiser.close(survey.wave);
    let (first, order_of_first) = (survey.attack("the first wave is sealed", &[]), survey.order.clone());
    assert!(first.pseudonyms.len() >= 5);

    survey.answer_next_wave();
    survey.wait_until_cleared();
    let waiting = survey.attack("while the second wave waits", &[]);
    waiting.assert_everybody_seen();
    survey.organiser.close(survey.wave);
    let linked = survey.organiser.get(&format!("waves/{}/panel", survey.wave)).ok(200);
    assert_eq!(linked["linked"], PEOPLE, "{linked}");
    survey.assert_no_dead_rows();
    survey.attack("the second wave is sealed", &waiting.invitations).assert_everybody_seen();

    // Each link by its two rows, recognised by the answers of the later one.
    let on_postgres = survey.service.database.is_some();
    let person = |row: &QueryResult| survey.person(&row.try_get_by_index::<String>(0).unwrap());
    let mut columns = vec!["link.row_id", "link.earlier_row_id"];
    if on_postgres {
        columns.extend(["link.ctid", "link.xmin::text::bigint", "link.cmin::text::bigint"]);
    }
    let table = "link JOIN sealed_row ON sealed_row.id = link.row_id";
    let links = by_columns(&survey.looker("sealed"), false, table, "sealed_row.answers", &columns, person);
    assert!(links.iter().filter(|finding| finding.people.len() == PEOPLE).count() >= 5);
    let truths = [
        Truth { what: "invited".into(), when: (0..PEOPLE).collect() },
        Truth { what: "answered in the first wave".into(), when: when(&order_of_first) },
        Truth { what: "answered in the second wave".into(), when: when(&survey.order) },
    ];
    let verdict = judge(&links, &truths, 1);
    println!("links: {verdict}");
    assert!(verdict.bound() >= ALARM, "{verdict}");

    let end = format!("programmes/{}/panel/end", survey.programme);
    assert_eq!(survey.organiser.post(&end, "application/json", "").status, 204);
    let left = survey.looker("collection").values::<i64>("SELECT count(*) FROM slip");
    assert_eq!(left, [0]);
    // The files of a server that others use as well are cleared in their own time; a restart is looked at in `waves/panel.rs`.
    if !on_postgres {
        let files = survey.files();
        let texts: Vec<_> = (0..PEOPLE).map(|person| survey.pseudonym(person).into_bytes()).collect();
        for marks in [survey.pseudonym_marks(), texts] {
            let found = by_place("pseudonyms", &files, &marks);
            assert!(found.is_empty(), "{} places hold pseudonyms", found.len());
        }
    }
}
