//! `cargo xtask test`: every suite there is, on a machine that has nothing but Rust.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use crate::{command, paths, python_venv, readme};

/// Runs every suite there is
#[derive(clap::Args, Debug)]
pub(crate) struct TestArgs {
    /// Only these suites: format, lint, tests, postgres, exports, doctests, docs, licences, readme
    suites: Vec<String>,
    /// Write the session of the README anew instead of checking it
    #[arg(long)]
    update: bool,
}

/// A suite and what runs it.
struct Suite {
    name: &'static str,
    run: fn() -> anyhow::Result<Outcome>,
}

/// What came of a suite that did not fail.
enum Outcome {
    Passed,
    /// It needs something that is missing here.
    NotRun(&'static str),
}

const SUITES: [Suite; 9] = [
    Suite { name: "format", run: format },
    Suite { name: "lint", run: lint },
    Suite { name: "tests", run: tests },
    Suite { name: "postgres", run: postgres },
    Suite { name: "exports", run: exports },
    Suite { name: "doctests", run: doctests },
    Suite { name: "docs", run: docs },
    Suite { name: "licences", run: licences },
    Suite { name: "readme", run: readme },
];

/// Run only by name: it fetches some hundred megabytes of Python packages.
const ON_REQUEST: &str = "exports";

/// Runs the suites one after the other, all of them whatever fails, and closes with how many passed and failed.
pub(crate) fn run(args: &TestArgs) -> anyhow::Result<()> {
    if args.update {
        readme::check(true)?;
    }
    let known = |name: &String| SUITES.iter().any(|suite| suite.name == name);
    if let Some(unknown) = args.suites.iter().find(|name| !known(name)) {
        bail!("there is no suite {unknown}; see `cargo xtask test --help`");
    }
    let chosen = SUITES.iter().filter(|suite| {
        if args.suites.is_empty() {
            suite.name != ON_REQUEST
        } else {
            args.suites.iter().any(|name| name == suite.name)
        }
    });
    let results: Vec<_> = chosen.map(run_suite).collect();
    println!();
    for (name, time, result) in &results {
        println!("{name:<10} {:>7.1} s  {}", time.as_secs_f64(), describe(result));
    }
    let failed = results.iter().filter(|(_, _, result)| result.is_err()).count();
    let passed = results.iter().filter(|(_, _, result)| matches!(result, Ok(Outcome::Passed))).count();
    println!("{passed} passed, {failed} failed");
    if failed > 0 {
        // The line above says it all, and is the last one.
        std::process::exit(1);
    }
    Ok(())
}

type SuiteResult = (&'static str, Duration, anyhow::Result<Outcome>);

fn run_suite(suite: &Suite) -> SuiteResult {
    println!("\n== {}", suite.name);
    let start = Instant::now();
    let result = (suite.run)();
    (suite.name, start.elapsed(), result)
}

fn describe(result: &anyhow::Result<Outcome>) -> String {
    match result {
        Ok(Outcome::Passed) => "passed".to_owned(),
        Ok(Outcome::NotRun(why)) => format!("not run: {why}"),
        Err(error) => format!("FAILED: {error:#}"),
    }
}

fn format() -> anyhow::Result<Outcome> {
    need_component("fmt", "rustfmt")?;
    cargo(&["fmt", "--all", "--check"])
}

fn lint() -> anyhow::Result<Outcome> {
    need_component("clippy", "clippy")?;
    cargo(&["clippy", "--workspace", "--all-targets", "--release", "--", "-D", "warnings"])
}

/// Unit and integration tests. Building cargo-nextest takes longer than all tests do, so it is used only where it is.
fn tests() -> anyhow::Result<Outcome> {
    if has_subcommand("nextest") {
        return cargo(&["nextest", "run", "--workspace", "--release", "--no-fail-fast"]);
    }
    cargo(&["test", "--workspace", "--release", "--lib", "--bins", "--tests", "--no-fail-fast"])
}

/// The ledger over the second store, on a server that the tests start.
fn postgres() -> anyhow::Result<Outcome> {
    if let Err(error) = need_postgres() {
        println!("{error:#}");
        return Ok(Outcome::NotRun("PostgreSQL with PostGIS is missing and could not be installed"));
    }
    cargo(&["test", "--release", "-p", "claimant-ledger", "--features", "postgres", "--test", "postgres"])
}

/// Sees to it that the server and its extension are there, from Debian's packages.
fn need_postgres() -> anyhow::Result<()> {
    if has_postgis() {
        return Ok(());
    }
    println!("installing PostgreSQL and PostGIS");
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        command::run(&mut command)
    };
    apt(&["update", "-q"]).context("PostgreSQL is missing, and apt-get cannot look for it")?;
    // The tests start servers of their own: none is to be started here.
    apt(&[
        "install",
        "-y",
        "-q",
        "--no-install-recommends",
        "postgresql",
        "postgresql-contrib",
        "postgis",
        "postgresql-postgis",
    ])
    .context("install PostgreSQL 15 or later with PostGIS")
}

/// Whether a version of the server has the extension, where Debian puts both.
fn has_postgis() -> bool {
    let versions = std::fs::read_dir("/usr/share/postgresql").into_iter().flatten().flatten();
    versions.map(|version| version.path()).any(|version| {
        let server = Path::new("/usr/lib/postgresql").join(version.file_name().unwrap_or_default());
        version.join("extension/postgis.control").exists() && server.join("bin/initdb").exists()
    })
}

/// Every export format, read by programs that are not ours.
fn exports() -> anyhow::Result<Outcome> {
    let checks = paths::root().join("crates/publish/checks");
    let python = python_venv::ready("exports-venv", &checks.join("requirements.txt"))?;
    let folder = paths::work("exports")?;
    // The whole workspace, as the suite `tests` builds it: a part of it has other features and is built anew.
    let mut write = cargo_command(&["test", "--workspace", "--release", "--lib", "files_for_other_readers"]);
    succeed(write.env("CLAIMANT_EXPORTS", &folder))?;
    succeed(
        Command::new(python).arg(checks.join("exports.py")).arg(folder).env("PYTHONDONTWRITEBYTECODE", "1"),
    )
}

fn doctests() -> anyhow::Result<Outcome> {
    cargo(&["test", "--workspace", "--release", "--doc"])
}

fn docs() -> anyhow::Result<Outcome> {
    let mut command = cargo_command(&["doc", "--workspace", "--no-deps", "--release"]);
    succeed(command.env("RUSTDOCFLAGS", "-D warnings"))
}

fn licences() -> anyhow::Result<Outcome> {
    if !has_subcommand("deny") {
        return Ok(Outcome::NotRun("cargo-deny is not installed (`cargo install --locked cargo-deny`)"));
    }
    cargo(&["deny", "check", "licenses", "bans", "sources"])
}

fn readme() -> anyhow::Result<Outcome> {
    readme::check(false)?;
    Ok(Outcome::Passed)
}

/// Sees to it that a component of the toolchain is there: minimal installations of Rust lack it.
fn need_component(subcommand: &str, component: &str) -> anyhow::Result<()> {
    if has_subcommand(subcommand) {
        return Ok(());
    }
    println!("installing {component}");
    let installed = Command::new("rustup").args(["component", "add", component]).status();
    let installed =
        installed.with_context(|| format!("{component} is missing, and so is rustup to install it"))?;
    ensure!(installed.success(), "rustup could not install {component}");
    Ok(())
}

/// Whether `cargo NAME` works.
fn has_subcommand(name: &str) -> bool {
    let output = cargo_command(&[name, "--version"]).output();
    output.is_ok_and(|output| output.status.success())
}

fn cargo(arguments: &[&str]) -> anyhow::Result<Outcome> {
    succeed(&mut cargo_command(arguments))
}

/// The cargo that runs us, so that the toolchain is the same.
fn cargo_command(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(paths::root());
    command
}

fn succeed(command: &mut Command) -> anyhow::Result<Outcome> {
    command::run(command).with_context(|| {
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
    })?;
    Ok(Outcome::Passed)
}
