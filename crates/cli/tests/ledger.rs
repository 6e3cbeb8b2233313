//! The verbs over a ledger, end to end, on invented reports.

#![allow(clippy::unwrap_used)] // helpers of tests, not only tests, may unwrap

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;

use common::{Run, argument, claimant, folder};
use serde_json::Value;

const RECORDS: &str = r#"{"id": "hills-1", "source": "The Hill Herald", "published": "2026-03-04", "title": "Attack on a post", "text": "Gunmen killed 12 soldiers at an army post near Gao in Mali on Tuesday, the army said."}
{"id": "river-1", "source": "River Radio", "published": "2026-03-05", "title": "Toll of attack rises", "text": "The army of Mali said on Thursday that 14 soldiers were killed on Tuesday when gunmen attacked their post near Gao."}
{"id": "lake-1", "source": "Lake News", "published": "2026-03-12", "title": "Market shelled", "text": "Shells killed at least five civilians at the market of Maiduguri in Nigeria on Wednesday, a hospital doctor said."}
"#;

/// The program at a ledger.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new(files: &[(&str, &[u8])]) -> Bench {
        Bench { folder: folder(files) }
    }

    /// With the three reports.
    fn filled() -> Bench {
        let bench = Bench::new(&[("records.jsonl", RECORDS.as_bytes())]);
        let run = bench.run(&["add", &bench.path("records.jsonl")]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        bench
    }

    fn path(&self, name: &str) -> String {
        argument(&self.folder.path().join(name)).to_owned()
    }

    fn run(&self, arguments: &[&str]) -> Run {
        claimant(&[arguments, &["--ledger", &self.path("book.ledger")]].concat(), "")
    }

    /// Every event with everything behind it.
    fn events(&self, arguments: &[&str]) -> Vec<Value> {
        self.run(&[&["events", "--format", "jsonl"], arguments].concat()).json_lines()
    }

    /// The event that this report is of.
    fn event_of(&self, report: &str) -> Value {
        let reports =
            |event: &Value| event["reports"].as_array().unwrap().iter().any(|one| one["id"] == report);
        self.events(&["--outcome", "killed"]).into_iter().find(reports).unwrap()
    }

    fn head(&self) -> u64 {
        let said = self.run(&["verify"]).stdout;
        said.split(' ').next().unwrap().parse().unwrap()
    }
}

fn id(event: &Value) -> &str {
    event["id"].as_str().unwrap()
}

fn best(event: &Value) -> &Value {
    let estimates = event["estimates"].as_array().unwrap();
    let of_all =
        |one: &&Value| one["preset"] == "ucdp" && one["side"].is_null() && one["outcome"] == "killed";
    &estimates.iter().find(of_all).unwrap()["best"]
}

#[test]
fn reports_become_events_that_say_why() {
    let bench = Bench::filled();
    insta::assert_snapshot!("events", bench.run(&["events"]).stdout);
    let event = bench.event_of("hills-1");
    assert_eq!((event["counts"]["urls"].as_u64(), best(&event).as_u64()), (Some(2), Some(14)));
    insta::assert_snapshot!("show", bench.run(&["show", id(&event)]).stdout);
    // The beginning of an id is enough.
    insta::assert_snapshot!("why", bench.run(&["why", &id(&event)[..8], "--preset", "ucdp"]).stdout);
    let json: Value =
        serde_json::from_str(&bench.run(&["why", id(&event), "--format", "json"]).stdout).unwrap();
    assert!(json[0]["steps"][0]["claim"]["evidence"][0]["text"].is_string(), "{json}");
    assert_eq!(bench.events(&["--report", "lake"]).len(), bench.events(&["--report", "lake-1"]).len());
    for wrong in [&["show", "ev"][..], &["show", "nothing"], &["why", id(&event), "--preset", "none"]] {
        let run = bench.run(wrong);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{wrong:?}");
    }
}

#[test]
fn adding_again_adds_nothing() {
    let bench = Bench::filled();
    let before = bench.head();
    let run = bench.run(&["add", &bench.path("records.jsonl")]);
    assert_eq!(run.status, 0);
    assert!(
        run.stderr.contains("0 reports added") && run.stderr.contains("3 were there already"),
        "{}",
        run.stderr
    );
    assert_eq!(bench.head(), before);
}

#[test]
fn decisions_hold_and_the_past_can_be_asked_for() {
    let bench = Bench::filled();
    let before = bench.head().to_string();
    let event = bench.event_of("hills-1");
    let by = ["--by", "Ama"];
    let account =
        event["accounts"].as_array().unwrap().iter().find(|one| one.as_str().unwrap().starts_with("river"));
    let account = account.unwrap().as_str().unwrap();
    let decide = |verdict| bench.run(&[&["review", verdict, account, id(&event)], &by[..]].concat());
    assert_eq!(decide("different").status, 0);
    assert_ne!(id(&bench.event_of("river-1")), id(&bench.event_of("hills-1")));
    assert_eq!(decide("same").status, 0);
    assert_eq!(id(&bench.event_of("river-1")), id(&bench.event_of("hills-1")));
    let retract =
        |report| bench.run(&[&["review", "retract", report, "--reason", "an invention"], &by[..]].concat());
    assert_eq!(retract("river").status, 0);
    assert_eq!(best(&bench.event_of("hills-1")), 12);
    let then = bench.run(&["show", id(&event), "--as-of", &before, "--format", "json"]);
    assert_eq!(best(&serde_json::from_str(&then.stdout).unwrap()), 14, "{}", then.stderr);
    let unknown = retract("nowhere");
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("there is no report nowhere"), "{}", unknown.stderr);
    assert_eq!(bench.run(&["verify"]).status, 0);
}

#[test]
fn every_format_is_written_with_the_claims_beside_it() {
    let bench = Bench::filled();
    for format in [
        "ged",
        "acled",
        "plover",
        "claims",
        "geojson",
        "claimreview",
        "stix",
        "dossiers",
        "claims-parquet",
        "geoparquet",
    ] {
        fs::create_dir(bench.path(format)).unwrap();
        let path = bench.path(&format!("{format}/events.out"));
        let run = bench.run(&["export", format, "--output", &path]);
        // Nobody in these reports says of a claim that it is so or not.
        assert_eq!(run.status, i32::from(format == "claimreview"), "{format}: {}", run.stderr);
        assert!(format == "claimreview" || fs::metadata(&path).unwrap().len() > 0, "{format}");
        let flat = matches!(format, "ged" | "acled" | "plover" | "geojson" | "geoparquet");
        let beside = Path::new(&path).with_file_name("claims.csv");
        assert!(!flat || fs::read_to_string(&beside).unwrap().lines().count() > 3, "{format}");
    }
    assert_eq!(bench.run(&["export", "html", "-o", &bench.path("pages")]).status, 0);
    let event = bench.event_of("lake-1");
    let page = fs::read_to_string(bench.path(&format!("pages/{}.html", id(&event)))).unwrap();
    assert!(page.contains("at least five") && !page.contains("<script"), "{page}");
    assert_eq!(bench.run(&["export", "ged", "--preset", "none"]).status, 2);
}

#[test]
fn a_ledger_agrees_with_its_own_export() {
    let bench = Bench::filled();
    bench.run(&["export", "ged", "-o", &bench.path("ged.csv")]);
    let run =
        claimant(&["compare", "--format", "json", &bench.path("book.ledger"), &bench.path("ged.csv")], "");
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    for field in found["fields"].as_array().unwrap() {
        assert_eq!(field["exact"], field["pairs"], "{field}");
    }
    assert!(found["matched"].as_u64() >= Some(2), "{found}");
}

#[test]
fn a_bundle_makes_the_same_ledger() {
    let bench = Bench::filled();
    let other = Bench::new(&[]);
    assert_eq!(bench.run(&["export", "bundle", "-o", &bench.path("first.tar")]).status, 0);
    let run = other.run(&["import", &bench.path("first.tar")]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(other.run(&["export", "bundle", "-o", &other.path("second.tar")]).status, 0);
    assert!(fs::read(bench.path("first.tar")).unwrap() == fs::read(other.path("second.tar")).unwrap());
    assert_eq!(other.run(&["verify"]).status, 0);
    assert_eq!(other.run(&["events"]).stdout, bench.run(&["events"]).stdout);
    let again = other.run(&["import", &bench.path("first.tar")]);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("hint: "), "{}", again.stderr);
}

#[test]
fn bad_files_cost_the_others_nothing() {
    let files: [(&str, &[u8]); 4] = [
        ("good.txt", b"Rebels killed three soldiers near Gao on Monday, the army said."),
        ("broken.pdf", b"%PDF-1.7\nnothing that follows"),
        ("broken.jsonl", b"{\"id\": \"x\", \"text\": \n"),
        ("broken.warc", b"WARC/1.0\r\nContent-Length: many\r\n\r\n"),
    ];
    let bench = Bench::new(&[]);
    fs::create_dir(bench.path("in")).unwrap();
    for (name, bytes) in files {
        fs::write(bench.path(&format!("in/{name}")), bytes).unwrap();
    }
    let run = bench.run(&["add", "--published", "2026-03-04", &bench.path("in")]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("1 reports added"), "{}", run.stderr);
    for (name, _) in &files[1..] {
        assert!(run.stderr.contains(name), "{name}: {}", run.stderr);
    }
    assert_eq!(bench.run(&["verify"]).status, 0);
}

#[test]
fn a_watch_adds_what_is_new_and_goes_on_where_it_was() {
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Hill Herald</title><item><title>Clash</title>\
        <guid>clash-1</guid><link>https://news.example/clash</link><pubDate>Wed, 04 Mar 2026 08:00:00 GMT</pubDate>\
        <description>Rebels killed three soldiers near Gao on Tuesday, the army said.</description></item></channel></rss>";
    let address = serve(feed);
    let bench = Bench::new(&[]);
    let watch =
        |arguments: &[&str]| bench.run(&[&["watch", "--once", "--allow-private"], arguments].concat());
    let first = watch(&[&format!("{address}/feed.xml")]);
    assert_eq!(first.status, 0, "{}", first.stderr);
    assert!(first.stderr.contains("1 reports added"), "{}", first.stderr);
    let state = bench.path("book.ledger.watch.json");
    // As if the next poll were due.
    let mut seen: Value = serde_json::from_str(&fs::read_to_string(&state).unwrap()).unwrap();
    make_due(&mut seen);
    fs::write(&state, seen.to_string()).unwrap();
    let second = watch(&[]);
    assert_eq!(second.status, 0, "{}", second.stderr);
    assert!(second.stderr.contains("nothing new"), "{}", second.stderr);
    assert_eq!(watch(&[]).status, 0);
}

/// Sets every time of a next poll to the beginning of time.
fn make_due(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if name == "due" || name.starts_with("next") {
                    *value = 0.into();
                } else {
                    make_due(value);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(make_due),
        _ => {}
    }
}

/// A server that gives the feed, and 304 to whoever has it already. It answers until the tests end.
fn serve(feed: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || listener.incoming().flatten().for_each(|stream| answer(stream, feed)));
    address
}

fn answer(mut stream: TcpStream, feed: &str) {
    let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let head: Vec<String> =
        lines.take_while(|line| !line.is_empty()).map(|line| line.to_lowercase()).collect();
    let first = head.first().map_or("", String::as_str);
    let (status, body) = match first {
        robots if robots.contains("robots.txt") => ("404 Not Found", ""),
        _ if head.iter().any(|line| line.starts_with("if-none-match")) => ("304 Not Modified", ""),
        _ => ("200 OK", feed),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nETag: \"1\"\r\nContent-Type: application/rss+xml\r\n"
    );
    let _ = write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len());
}
