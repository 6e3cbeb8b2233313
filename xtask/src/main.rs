//! Chores of the project: one verb, one file.
//!
//! `cargo xtask --help` lists them. What they download or compute lies below `target/`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

mod bench;
mod bench_gazetteer;
mod bench_ledger;
mod bench_link;
mod bench_read;
mod command;
mod compare;
mod fixture;
mod gazetteer;
mod import_model;
mod link_corpus;
mod outlines;
mod parse;
mod paths;
mod python_venv;
mod readme;
mod records;
mod spacy_tables;
mod spacy_venv;
mod test;
mod texts;
mod train_attribution;
mod train_happenings;

use clap::{Parser, Subcommand};

/// That of the system slows down where much is made in one thread and let go in another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Chores of the project
#[derive(Parser)]
#[command(name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    ImportModel(import_model::ImportArgs),
    Test(test::TestArgs),
    CompareSpacy(compare::CompareArgs),
    Fixture(fixture::FixtureArgs),
    #[command(subcommand)]
    Bench(bench::BenchCommand),
    /// Writes data/gazetteer/places.bin from packages of npm and the tables beside it
    Gazetteer,
    /// Writes crates/parse/data/spacy: the tables that lie in spaCy's code and not in its models
    SpacyTables,
    TrainAttribution(train_attribution::TrainArgs),
    TrainHappenings(train_happenings::TrainArgs),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().chore {
        Chore::ImportModel(args) => import_model::run(&args),
        Chore::Test(args) => test::run(&args),
        Chore::CompareSpacy(args) => compare::run(&args),
        Chore::Fixture(args) => fixture::run(&args),
        Chore::Bench(command) => bench::run(&command),
        Chore::Gazetteer => gazetteer::run(),
        Chore::SpacyTables => spacy_tables::run(),
        Chore::TrainAttribution(args) => train_attribution::run(&args),
        Chore::TrainHappenings(args) => train_happenings::run(&args),
    }
}
