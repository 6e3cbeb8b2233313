//! The register's own check, and examples of what it answers.

use claimant_model::ActorKind;
use jiff::civil::Date;

use super::*;

#[test]
fn every_row_can_be_read() {
    let (_, problems) = Register::parse(&Tables::EMBEDDED);
    assert!(problems.is_empty(), "{}", lines(&problems));
}

#[test]
fn nothing_contradicts() {
    let findings = check(Register::embedded());
    assert!(findings.is_empty(), "{}", lines(&findings));
}

#[test]
fn the_check_finds_what_is_wrong() {
    let groups = "\
a\tArmy of A\tAOA\tMLI\trebel_group\tb\t\t2012\n\
b\tBand of B\tAOA\tMLI\trebel_group\ta\t\t2012\n\
c\tArmy of C\tAOA\tTCD\trebel_group\tnobody\n\
d\tArmy of D\t?AOA\tQQQ\trebel_group\n\
e\tArmy of E\tAOA\tMLI\trebel_group\t\t\t1990\t1995\n\
f\tArmy of F\t\tMLI\trebel_group\t\t\t1990\t1985\n";
    let (register, problems) = Register::parse(&Tables { groups, ..Tables::EMBEDDED });
    assert!(problems.is_empty(), "{}", lines(&problems));
    let findings = lines(&check(&register));
    for expected in [
        "f: it ends before it begins",
        "a: following part of, one comes back to `a`",
        "a: the name `aoa` is also that of `b`",
        "c: nobody has the id `nobody`",
        "d: `QQQ` is no country",
    ] {
        assert!(findings.contains(expected), "{expected} is missing from\n{findings}");
    }
    assert!(!findings.contains("`e`") && !findings.contains("e: "), "{findings}");
}

#[test]
fn odd_rows_are_reported_and_left_out() {
    let groups = "x\t\t\tMLI\trebel_group\ny\tY\tZ@20/\tMLI\trebel_group\nz z\tZ\t\tMLI\tknights\n";
    let (register, problems) = Register::parse(&Tables { groups, ..Tables::EMBEDDED });
    let mine: Vec<_> = problems.iter().filter(|problem| problem.file == "groups.tsv").collect();
    assert_eq!(mine.iter().map(|problem| problem.line).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(register.get("y").is_none());
}

/// Runs `NAME | DATE | COUNTRIES | EXPECTED`, one a line, and shows all that differ.
fn each(cases: &str, answer: impl Fn(&str, &Story<'_>) -> String) {
    let mut wrong = Vec::new();
    for case in cases.lines().map(str::trim).filter(|case| !case.is_empty()) {
        let cells: Vec<&str> = case.split('|').map(str::trim).collect();
        let countries: Vec<Iso3> = cells[2].split(' ').filter_map(Iso3::parse).collect();
        let on: Option<Date> = (!cells[1].is_empty()).then(|| cells[1].parse().unwrap());
        let found = answer(cells[0], &Story { on, countries: &countries });
        if found != cells[3] {
            wrong.push(format!("{case}\n    gave {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn best_id(name: &str, story: &Story<'_>) -> String {
    let candidates = Register::embedded().lookup(name, story);
    best(&candidates).map_or_else(|| "-".to_owned(), |candidate| candidate.entry.id.clone())
}

#[test]
fn names_are_looked_up() {
    each(include_str!("tests/names.txt"), best_id);
}

#[test]
fn phrases_are_described() {
    each(include_str!("tests/phrases.txt"), |phrase, story| {
        let said = Register::embedded().describe(phrase, story);
        let party = best(&said.parties).map_or("-", |candidate| &candidate.entry.id);
        let country = said.country.map_or("-".to_owned(), |country| country.to_string());
        let kind = format!("{:?}", said.kind);
        let mut words = vec![party.to_owned(), country, kind];
        words.extend(said.hedged.then(|| "hedged".to_owned()));
        words.extend(said.unidentified.then(|| "unidentified".to_owned()));
        words.extend(said.identity.map(str::to_owned));
        words.extend(said.role.map(|role| format!("role:{role}")));
        words.extend(said.behind.iter().map(|behind| {
            let who = behind.parties.first().map_or("-", |candidate| &candidate.entry.id);
            format!("{:?}:{who}", behind.relation)
        }));
        words.join(" ")
    });
}

#[test]
fn names_of_then_lead_to_what_they_became() {
    let now = |name: &str, story: &Story<'_>| {
        let candidates = Register::embedded().lookup(name, story);
        candidates.first().map_or("-".to_owned(), |first| format!("{} {:?}", first.now.id, first.standing))
    };
    each(
        "Nusra Front | 2014-05-01 | SYR | nusra Active
         Nusra Front | 2016-10-01 | SYR | jfs Ended
         Nusra Front | 2019-05-01 | SYR | hts Ended
         HTS | 2013-05-01 | SYR | hts NotYet
         CSP-DPA | 2024-07-31 | MLI | csp-dpa Active
         CSP-DPA | 2025-02-01 | MLI | fla Ended
         CMA | 2025-02-01 | MLI | fla Ended
         FLA | 2025-02-01 | MLI | fla Active
         NISS | 2021-01-01 | SDN | SDN.gis Ended
         MUJAO | 2019-01-01 | MLI | jnim Ended
         Soviet Union | 1990-01-01 |  | SUN Active
         Soviet Union | 2005-01-01 |  | RUS Ended",
        now,
    );
}

#[test]
fn memberships_have_dates() {
    let register = Register::embedded();
    let of = |id: &str, on: &str| {
        let entry = register.get(id).unwrap();
        let on = Some(on.parse().unwrap());
        let ids: Vec<&str> = register.wholes(entry, on).iter().map(|whole| whole.id.as_str()).collect();
        let allies: Vec<&str> = register.allies(entry, on).iter().map(|ally| ally.id.as_str()).collect();
        format!("{} ~ {}", ids.join(" < "), allies.join(" "))
    };
    assert_eq!(of("boko-haram", "2014-01-01"), " ~ ");
    assert_eq!(of("boko-haram", "2015-06-01"), " ~ islamic-state");
    assert_eq!(of("boko-haram", "2018-06-01"), " ~ ");
    assert_eq!(of("iswap", "2018-06-01"), "islamic-state ~ ");
    assert_eq!(of("adf", "2015-06-01"), " ~ ");
    assert_eq!(of("adf", "2021-06-01"), "islamic-state ~ ");
    assert_eq!(of("africa-corps", "2024-06-01"), "RUS.defence_ministry ~ ");
    assert_eq!(of("qassam", "2024-06-01"), "hamas ~ ");
    assert_eq!(of("rsf", "2022-01-01"), " ~ SDN");
    assert_eq!(of("rsf", "2024-01-01"), " ~ ");
}

#[test]
fn shared_acronyms_stay_in_doubt() {
    let register = Register::embedded();
    let ids = |name: &str| -> Vec<&str> {
        register.lookup(name, &Story::default()).iter().map(|candidate| candidate.entry.id.as_str()).collect()
    };
    assert_eq!(ids("RSF"), ["rsf", "rsf-press"]);
    assert_eq!(ids("ADF"), ["adf", "ambazonia-defence-forces"]);
    assert!(best(&register.lookup("ADF", &Story::default())).is_none());
    assert!(ids("ANP").contains(&"DZA.armed_forces") && ids("ANP").contains(&"AFG.police"));
}

#[test]
fn odd_text_is_no_trouble() {
    let register = Register::embedded();
    let long = "of the ".repeat(50_000) + "a-linked";
    for text in
        ["", " ", "'s", "-linked", "pro-", "of", "the", "(((", "é’s", "\u{0}", "-", "linked to", &long]
    {
        register.lookup(text, &Story::default());
        register.describe(text, &Story::default());
        register.state(text, &Story::default());
        acronyms(text);
    }
}

#[test]
fn every_kind_of_state_organ_is_there() {
    let register = Register::embedded();
    let mli = Iso3::parse("MLI").unwrap();
    for organ in Organ::ALL {
        assert!(register.organ(mli, *organ, None).is_some() || matches!(organ, Organ::Aid), "{organ:?}");
    }
    assert_eq!(register.get("MLI.armed_forces").unwrap().kind, ActorKind::StateForces);
}

/// Found by fuzzing: the words of the second row led past the last entry.
#[test]
fn a_state_written_twice_keeps_its_first_row() {
    let states = "MLI\tMali\t\tMalian\tBamako\nMLI\tOldland\t\tOldlandish\tOldtown\n";
    let empty = Tables { states, organs: "", groups: "", bodies: "", ..Tables::EMBEDDED };
    let (register, problems) = Register::parse(&empty);
    assert!(problems.iter().any(|problem| problem.message.contains("MLI")));
    assert!(register.state("Oldlandish", &Story::default()).is_empty());
    assert_eq!(register.state("Malian", &Story::default())[0].entry.name, "Mali");
}

fn lines(items: &[impl ToString]) -> String {
    items.iter().map(|item| item.to_string() + "\n").collect()
}

proptest::proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC{0,80}", words in "(the |al-|Mali |army |of |-linked |\\(|\\)|'s |pro-|ABC |é){0,20}") {
        let register = Register::embedded();
        for text in [text, words] {
            register.lookup(&text, &Story::default());
            register.describe(&text, &Story::default());
            register.state(&text, &Story::default());
            for definition in acronyms(&text) {
                assert!(!text[definition.long].is_empty() && !text[definition.short].is_empty());
            }
        }
    }
}
