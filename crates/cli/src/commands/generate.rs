//! `claimant generate`: the man pages and shell completions, from the same definitions as the help.

use std::io::{Write, stdout};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, CommandFactory, Subcommand, ValueHint};
use clap_complete::Shell;

use super::Cli;
use crate::errors::Status;

/// Writes man pages or shell completions
#[derive(Args, Debug)]
pub(super) struct GenerateArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The man page of claimant on standard output, or those of all its commands into a folder
    Man {
        /// Write claimant.1, claimant-read.1 and so on into this folder
        #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
        out: Option<PathBuf>,
    },
    /// A script that teaches a shell to complete the command line, on standard output
    Completions {
        /// The shell
        shell: Shell,
    },
}

pub(super) fn run(args: &GenerateArgs) -> anyhow::Result<Status> {
    match &args.what {
        What::Man { out: None } => clap_mangen::Man::new(Cli::command()).render(&mut stdout().lock())?,
        What::Man { out: Some(folder) } => clap_mangen::generate_to(Cli::command(), folder)
            .with_context(|| format!("cannot write man pages into {}", folder.display()))?,
        What::Completions { shell } => stdout().lock().write_all(&completions(*shell))?,
    }
    Ok(Status::Done)
}

/// The script for one shell; clap writes it and panics on a closed pipe, so it is written to memory first.
fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "claimant", &mut script);
    script
}
