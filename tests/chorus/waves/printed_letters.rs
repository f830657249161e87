//! Printed letters: `POST /waves/{wave}/invitations?print=true`. What poppler reads and what a QR reader sees is what people get.

use crate::support::{Organiser, Service, respondent, response};
use chorus::respondent::{KnownWave, agent};
use std::path::Path;
use std::process::Command;
use uuid::Uuid;

const SIX_LANGUAGES: &str = include_str!("../../../web/tests/browser/tour.yaml");

fn open_wave(organiser: &Organiser) -> Uuid {
    let programme = organiser.post("programmes", "application/yaml", SIX_LANGUAGES).ok(201);
    let wave = programme["waves"][0]["id"].as_str().unwrap().parse().unwrap();
    organiser.post(&format!("waves/{wave}/open"), "application/json", "").ok(200);
    wave
}

fn ran(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The text of each page, without the marks of direction that poppler puts in.
fn pages(pdf: &Path) -> Vec<String> {
    let text = String::from_utf8(ran(Command::new("pdftotext").args(["-layout"]).arg(pdf).arg("-"))).unwrap();
    let text = text.replace(
        |mark| matches!(mark, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'),
        "",
    );
    text.split('\u{c}').filter(|page| !page.trim().is_empty()).map(str::to_owned).collect()
}

/// What the QR code on a page holds, as a camera sees it.
fn scanned(pdf: &Path, page: usize) -> String {
    let page = page.to_string();
    let picture = ran(Command::new("pdftoppm").args(["-gray", "-r", "150", "-f", &page, "-l", &page]).arg(pdf));
    // PGM: "P5", width, height, greatest grey, each followed by one white character; then the pixels.
    let mut rest = picture.as_slice();
    let mut word = || {
        let end = rest.iter().position(u8::is_ascii_whitespace).unwrap();
        let word = std::str::from_utf8(&rest[..end]).unwrap().to_owned();
        rest = &rest[end + 1..];
        word
    };
    assert_eq!(word(), "P5");
    let (width, height): (usize, usize) = (word().parse().unwrap(), word().parse().unwrap());
    word();
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| rest[y * width + x]);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one QR code on a page");
    grids[0].decode().unwrap().1
}

fn code_in(page: &str) -> String {
    let is_code = |word: &&str| word.len() == 14 && word.split('-').all(|group| group.len() == 4);
    page.split_whitespace().find(is_code).unwrap_or_else(|| panic!("no code on {page}")).to_owned()
}

#[test]
fn each_person_gets_a_page_in_their_language_with_a_code_that_works() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = open_wave(&organiser);
    let languages = ["en", "de", "es", "fr", "ar", "zh-Hans"];
    // A name is printed as it stands, whatever it would mean in the typesetter's own language.
    let names = ["#read(\"/etc/passwd\")", "Bärbel Groß", "Íñigo", "Zoë", "ليلى", "王小明"];
    let mut roster = "contact,name,language\n".to_owned();
    for (at, (language, name)) in languages.iter().zip(names).enumerate() {
        roster += &format!("person-{at},\"{}\",{language}\n", name.replace('"', "\"\""));
    }
    let reply = organiser.post(&format!("waves/{wave}/invitations?print=true"), "text/csv", &roster);
    assert_eq!((reply.status, reply.media_type.as_str()), (201, "application/pdf"), "{}", reply.text());
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("letters.pdf");
    std::fs::write(&pdf, &reply.body).unwrap();
    // For eyes.
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("letters.pdf"), &reply.body).unwrap();

    let known = KnownWave::fetch(&agent(), &service.url, wave).unwrap();
    let hash = organiser.get(&format!("waves/{wave}")).ok(200)["manifest_hash"].as_str().unwrap().to_owned();
    let pages = pages(&pdf);
    assert_eq!(pages.len(), languages.len());
    let titles =
        ["Before the training", "Vor der Schulung", "Antes de la formación", "Avant la formation", "", "培训之前"];
    for (at, page) in pages.iter().enumerate() {
        let code = code_in(page);
        assert_eq!(scanned(&pdf, at + 1), format!("{}/answer/{wave}#{code}", service.url));
        assert!(
            page.contains(titles[at]) && page.contains(&hash) && page.contains(&format!("{}/code", service.url)),
            "{page}"
        );
        // Arabic comes out of a PDF in shapes, which poppler does not always turn back.
        assert!(languages[at] == "ar" || page.contains(names[at]), "{page}");
        assert!(known.token(&agent(), &code).is_ok(), "{code}");
    }
    let info = String::from_utf8(ran(Command::new("pdfinfo").arg(&pdf))).unwrap();
    assert!(info.contains("Tagged:          yes") && info.contains("A4"), "{info}");

    // Nothing of a name stays, nor of a code.
    let stopped = service.stop();
    let files = stopped.files();
    for secret in ["Bärbel Groß".to_owned(), code_in(&pages[1])] {
        for (name, content) in &files {
            assert!(
                !content.windows(secret.len()).any(|part| part == secret.as_bytes()),
                "{secret} is in {}",
                name.display()
            );
        }
    }
}

#[test]
fn what_cannot_be_printed_invites_nobody() {
    let service = Service::start();
    let organiser = Organiser::of(&service);
    let wave = organiser.open_wave();
    let path = format!("waves/{wave}/invitations?print=true");
    // No font has a letter of private use.
    let problem =
        organiser.post(&path, "text/csv", "contact,name\nana,Ana\nbo,B\u{10FFFD}\n").assert_problem(409, "no-font");
    assert!(problem["detail"].as_str().unwrap().contains("Nobody was invited"), "{problem}");
    organiser.post(&path, "text/csv", "contact\n").assert_problem(422, "invalid");
    let problem = organiser.post(&path, "text/csv", "contact,name\nana,\"a\u{7}\"\n").assert_problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "line 2, name");
    // So both can be invited now, and one of them answers by the printed code's link.
    let reply = organiser.post(&path, "text/csv", "contact\nana\nbo\n");
    assert_eq!(reply.status, 201, "{}", reply.text());
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("letters.pdf");
    std::fs::write(&pdf, &reply.body).unwrap();
    let code = code_in(&pages(&pdf)[0]);
    respondent(&service.url, wave, &code, &response(&[], &[("talk", "yes")]));
}
