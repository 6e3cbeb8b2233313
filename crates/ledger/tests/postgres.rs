//! The ledger in PostgreSQL: all that every store has to do, on a server of its own.
//!
//! `cargo xtask test postgres` installs PostgreSQL and PostGIS where they are missing and runs these.

#![cfg(feature = "postgres")]
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, unreachable_pub, dead_code)]

mod conformance;
mod crash;
mod samples;
mod server;

use claimant_ledger::Book;
use conformance::Place;
use samples::minutes;
use server::Server;

struct Database<'a> {
    server: &'a Server,
    name: String,
}

impl Place for Database<'_> {
    fn open(&self) -> Book {
        Book::open_postgres(&self.server.url(&self.name), minutes()).unwrap()
    }

    fn tamper(&self, sql: &str) {
        self.server.run(&self.name, &format!("SET session_replication_role = replica; {sql}"));
    }
}

#[test]
fn does_all_that_every_store_has_to_do() {
    let server = Server::start();
    for (name, case) in conformance::ALL {
        println!("{name}");
        case(&Database { name: server.database(name), server: &server });
    }
}

#[test]
fn opened_to_be_read_nothing_is_made_or_written() {
    let server = Server::start();
    let url = server.url(&server.database("readonly"));
    assert!(Book::open_postgres_read_only(&url).is_err());
    // It is still empty.
    assert!(Book::open_postgres_read_only(&url).is_err());
    let mut ledger = Book::open_postgres(&url, minutes()).unwrap();
    let sample = samples::Sample::new("r1");
    claimant_ledger::Ledger::append(&mut ledger, sample.drafts(), &sample.blobs()).unwrap();
    let mut reading = Book::open_postgres_read_only(&url).unwrap();
    assert_eq!(
        claimant_ledger::Ledger::head(&reading).unwrap(),
        claimant_ledger::Ledger::head(&ledger).unwrap()
    );
    let sample = samples::Sample::new("r2");
    assert!(claimant_ledger::Ledger::append(&mut reading, sample.drafts(), &sample.blobs()).is_err());
}

#[test]
fn a_changed_entry_or_file_is_found() {
    let server = Server::start();
    let place = Database { name: server.database("changed"), server: &server };
    let mut ledger = place.open();
    let sample = samples::Sample::new("r1");
    claimant_ledger::Ledger::append(&mut ledger, sample.drafts(), &sample.blobs()).unwrap();
    let changes = [
        (
            "UPDATE entries SET sequence = 9 WHERE sequence = 4",
            "UPDATE entries SET sequence = 4 WHERE sequence = 9",
            4,
        ),
        (
            "UPDATE entries SET time = replace(time, '2024', '2025') WHERE sequence = 3",
            "UPDATE entries SET time = replace(time, '2025', '2024') WHERE sequence = 3",
            3,
        ),
        (
            "UPDATE entries SET author = replace(author, 'read', 'reed') WHERE sequence = 2",
            "UPDATE entries SET author = replace(author, 'reed', 'read') WHERE sequence = 2",
            2,
        ),
        (
            "UPDATE entries SET body = replace(body, 'killed', 'kilted') WHERE sequence = 3",
            "UPDATE entries SET body = replace(body, 'kilted', 'killed') WHERE sequence = 3",
            3,
        ),
        (
            "UPDATE entries SET hash = set_byte(hash, 5, get_byte(hash, 5) # 1) WHERE sequence = 1",
            "UPDATE entries SET hash = set_byte(hash, 5, get_byte(hash, 5) # 1) WHERE sequence = 1",
            1,
        ),
        (
            "UPDATE entries SET previous = set_byte(previous, 31, get_byte(previous, 31) # 64) WHERE sequence = 2",
            "UPDATE entries SET previous = set_byte(previous, 31, get_byte(previous, 31) # 64) WHERE sequence = 2",
            2,
        ),
        (
            "UPDATE blobs SET bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 8)",
            "UPDATE blobs SET bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 8)",
            1,
        ),
        ("UPDATE blobs SET encoding = 1", "UPDATE blobs SET encoding = 0", 1),
        (
            "UPDATE blobs SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1)",
            "UPDATE blobs SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1)",
            1,
        ),
    ];
    for (change, back, entry) in changes {
        place.tamper(change);
        let found = claimant_ledger::Ledger::verify(&ledger).unwrap();
        assert_eq!(found.first_bad_entry(), Some(entry), "{change}: {found:?}");
        place.tamper(back);
        assert!(claimant_ledger::Ledger::verify(&ledger).unwrap().is_sound(), "{change}");
    }
}

#[test]
fn nothing_acknowledged_is_lost_when_writer_or_server_is_killed() {
    let mut server = Server::start();
    let name = server.database("crash");
    let url = server.url(&name);
    crash::kill_writers(&url, &mut |round| {
        // Every fifth time the server goes the same way.
        if round % 5 == 4 {
            server.kill_and_restart();
        }
    });
}

/// Run by the test above, as a process of its own that it can kill.
#[test]
#[ignore = "adds until it is killed"]
fn add_until_killed() {
    crash::add_until_killed();
}
