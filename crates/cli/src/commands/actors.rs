//! `claimant actors`: the register of parties.

mod import;

use std::io::{Write, stdout};

use anyhow::Context;
use claimant_resolve::actors::{Candidate, Description, Entry, Iso3, Match, Register, Standing, Story, best};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::parse_date;
use super::register::RegisterArgs;
use crate::errors::{Hinted, Status};

/// Shows what the register of parties knows of a name, and makes files of your own parties
#[derive(Args, Debug)]
#[command(after_help = OWN_PARTIES)]
pub(super) struct ActorsArgs {
    #[command(subcommand)]
    command: ActorsCommand,
}

const OWN_PARTIES: &str = "\
Parties of your own:
  claimant actors import ucdp-actor.csv names.txt -o actors.tsv   lists that others keep into one file
  claimant actors show --actors actors.tsv \"River Front\"         what became of a name
  claimant read --actors actors.tsv reports/                      read with them; add and link know the option too

  The file has a row a party and is made to be corrected by hand: id, name, names, countries, kind, part_of, allied, from,
  to, became, split_from, ucdp, sure, separated by tabs. A row with the id of one that claimant knows stands in its place,
  unless that is a state; a row with a name of another goes before it in the time for which it is dated. `actors show` says
  which file and line a party is from.";

#[derive(Debug, Subcommand)]
enum ActorsCommand {
    Show(ShowArgs),
    Import(import::ImportArgs),
}

/// Shows who a name or phrase may mean, best first, and why
///
/// NAME is a name or acronym ("JNIM", "Moscow") or a phrase as reports have it ("a spokesman for Ukraine's military
/// intelligence"). The score compares the candidates of one name; it is no probability.
#[derive(Args, Debug)]
struct ShowArgs {
    /// The name or phrase
    #[arg(value_name = "NAME", required = true, num_args = 1..)]
    name: Vec<String>,
    /// The day as of which it is read; without it, names of all times count alike
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<String>,
    /// A country the report is about, as ISO 3166-1 alpha-3; may be given several times
    #[arg(long = "country", value_name = "ISO3", value_parser = parse_country)]
    countries: Vec<Iso3>,
    #[command(flatten)]
    register: RegisterArgs,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

pub(super) fn run(args: &ActorsArgs) -> anyhow::Result<Status> {
    match &args.command {
        ActorsCommand::Show(args) => show(args),
        ActorsCommand::Import(args) => import::run(args),
    }
}

fn show(args: &ShowArgs) -> anyhow::Result<Status> {
    let name = args.name.join(" ");
    let on = match args.on.as_deref() {
        None => None,
        Some(text) => Some(read_date(text)?),
    };
    let story = Story { on, countries: &args.countries };
    let own = args.register.open()?;
    let register = own.as_ref().unwrap_or_else(|| Register::embedded());
    let mut candidates = register.lookup(&name, &story);
    let description = candidates.is_empty().then(|| register.describe(&name, &story));
    if let Some(description) = &description {
        candidates.clone_from(&description.parties);
    }
    let out = match args.format {
        Format::Text => text(register, &candidates, description.as_ref(), &story),
        Format::Json => format!("{}\n", to_json(&name, &candidates, description.as_ref())),
    };
    stdout().write_all(out.as_bytes())?;
    Ok(if candidates.is_empty() { Status::Incomplete } else { Status::Done })
}

fn read_date(text: &str) -> anyhow::Result<jiff::civil::Date> {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    day.parse()
        .with_context(|| Hinted::new(format!("`{text}` is no day"), "such a day is not in the calendar"))
}

fn parse_country(text: &str) -> Result<Iso3, String> {
    let known = |code: &Iso3| Register::embedded().get(code.as_str()).is_some();
    Iso3::parse(&text.to_uppercase())
        .filter(known)
        .ok_or_else(|| "a country is its ISO 3166-1 alpha-3 code, such as MLI or SDN".to_owned())
}

fn text(
    register: &Register,
    candidates: &[Candidate<'_>],
    description: Option<&Description<'_>>,
    story: &Story<'_>,
) -> String {
    let mut out = String::new();
    if let Some(description) = description {
        out += &said(description);
    }
    if candidates.is_empty() {
        return out + "Nobody in the register.\n";
    }
    if best(candidates).is_none() {
        out += match candidates.len() {
            1 => "In doubt: it does not fit well.\n",
            _ => "In doubt: no candidate is clearly better than the others.\n",
        };
    }
    for candidate in candidates {
        out += &one(register, candidate, story);
    }
    out
}

/// What the phrase says beside whom it means.
fn said(description: &Description<'_>) -> String {
    let mut words = vec![format!("Described: kind {}", word(description.kind))];
    words.extend(description.country.map(|country| format!("country {country}")));
    words.extend(description.identity.map(|identity| format!("identity {identity}")));
    words.extend(description.role.as_ref().map(|role| format!("role {role}")));
    words.extend(description.hedged.then(|| "suspected only".to_owned()));
    words.extend(description.unidentified.then(|| "unidentified".to_owned()));
    let behind = |backing: &claimant_resolve::actors::Backing<'_>| {
        format!("{} {}", format!("{:?}", backing.relation).to_lowercase(), backing.words)
    };
    words.extend(description.behind.iter().map(behind));
    words.join(", ") + "\n"
}

fn one(register: &Register, candidate: &Candidate<'_>, story: &Story<'_>) -> String {
    let entry = candidate.entry;
    let mut lines =
        vec![format!("{:.2}  {}  ({}, {})", candidate.score, entry.name, entry.id, word(entry.kind))];
    let mut line = |label: &str, text: String| {
        if !text.is_empty() {
            lines.push(format!("      {label}: {text}"));
        }
    };
    line("fits as", fits(candidate).to_owned());
    line("countries", entry.countries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
    line("existed", period(entry));
    line("on that day", standing(candidate));
    line("part of", names(&register.wholes(entry, story.on)));
    line("allied to or backed by", names(&register.allies(entry, story.on)));
    line("came from", entry.split_from.clone().unwrap_or_default());
    line("became", entry.became.clone().unwrap_or_default());
    line("also", also(entry));
    line("in UCDP", entry.ucdp.clone().unwrap_or_default());
    line("from", entry.row.clone().unwrap_or_default());
    if !entry.sure {
        line("unsure", "whoever wrote the row was not sure of it".to_owned());
    }
    lines.join("\n") + "\n"
}

fn fits(candidate: &Candidate<'_>) -> &'static str {
    match (candidate.by, candidate.may_be_place) {
        (Match::Capital, _) => "its capital; may be the place itself",
        (_, true) => "its name; may be the place itself",
        (Match::Name, _) => "its name",
        (Match::Alias, _) => "another name",
        (Match::Weak, _) => "a name that others have too",
        (Match::Spelling, _) => "another spelling",
        (Match::Described, _) => "a description",
    }
}

fn standing(candidate: &Candidate<'_>) -> String {
    match candidate.standing {
        Standing::Undated | Standing::Active => String::new(),
        Standing::NotYet => "did not exist yet".to_owned(),
        Standing::Ended if candidate.now.id == candidate.entry.id => "existed no more".to_owned(),
        Standing::Ended => format!("existed no more; had become {}", candidate.now.name),
    }
}

fn period(entry: &Entry) -> String {
    // Most rows know the year only.
    let day = |date: Option<jiff::civil::Date>| {
        date.map_or_else(|| "..".to_owned(), |date| date.year().to_string())
    };
    match (entry.active.from, entry.active.to) {
        (None, None) => String::new(),
        (from, to) => format!("{} to {}", day(from), day(to)),
    }
}

fn also(entry: &Entry) -> String {
    entry.aliases.iter().skip(1).map(|alias| alias.text.as_str()).collect::<Vec<_>>().join("; ")
}

fn names(entries: &[&Entry]) -> String {
    entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// As the contract writes it: `rebel_group`.
fn word(kind: impl serde::Serialize) -> String {
    serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn to_json(name: &str, candidates: &[Candidate<'_>], description: Option<&Description<'_>>) -> Value {
    let candidate = |candidate: &Candidate<'_>| {
        json!({
            "id": candidate.entry.id,
            "name": candidate.entry.name,
            "kind": candidate.entry.kind,
            "countries": candidate.entry.countries.iter().map(Iso3::as_str).collect::<Vec<_>>(),
            "score": (f64::from(candidate.score) * 1000.0).round() / 1000.0,
            "match": format!("{:?}", candidate.by).to_lowercase(),
            "may_be_place": candidate.may_be_place,
            "now": candidate.now.id,
            "sure": candidate.entry.sure,
            "row": candidate.entry.row,
        })
    };
    let described = description.map(|description| {
        json!({
            "kind": description.kind,
            "country": description.country.map(|country| country.to_string()),
            "identity": description.identity,
            "role": description.role,
            "generic": description.generic,
            "hedged": description.hedged,
            "unidentified": description.unidentified,
        })
    });
    json!({
        "name": name,
        "best": best(candidates).map(|candidate| &candidate.entry.id),
        "candidates": candidates.iter().map(candidate).collect::<Vec<_>>(),
        "description": described,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_acronym_is_shown_in_doubt() {
        let register = Register::embedded();
        let story = Story::default();
        let shown = text(register, &register.lookup("ADF", &story), None, &story);
        assert!(shown.starts_with("In doubt"), "{shown}");
        assert!(shown.contains("Allied Democratic Forces") && shown.contains("Ambazonia"), "{shown}");
    }

    #[test]
    fn countries_are_known_codes() {
        assert!(parse_country("mli").is_ok());
        assert!(parse_country("Mali").is_err() && parse_country("QQQ").is_err());
    }
}
