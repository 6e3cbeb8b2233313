//! Short lists of words that single rules ask for, so that they can be edited without Rust.

use std::sync::LazyLock;

use claimant_model::Outcome;
use rustc_hash::FxHashMap;

use super::table::{Row, RowError, Table, code};

/// What a list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// Verbs of a running count that is their subject: "the toll reached 12".
    CountReaches,
    /// Verbs that move a running count: "raised the toll to 12".
    CountMoved,
    /// Verbs of a count that is more than the number given: "the toll exceeded 12".
    CountPassed,
    /// Verbs of treating people at a hospital.
    Treats,
    /// Verbs of going or being brought there.
    Brought,
    /// Who treats, and where.
    Medical,
    /// What people are treated for who met violence.
    Wound,
    /// Nouns for what somebody said, which can be denied: "the claim".
    Said,
    /// Nouns for what was told before, which can be corroborated or disputed: "this account".
    Account,
    /// Nouns for figures told before: "these figures".
    Figures,
    /// Conditions that only the hurt are in.
    Condition,
    /// Verbs of bearing wounds: "sustained injuries".
    Bears,
    /// Nouns for harm that people suffer, other than wounds and injuries by that name: "suffered a cut".
    Hurts,
    /// Nouns for violence told of before: "responsible for the incident".
    Deed,
    /// What lasts for years and is no single happening: "the war has killed thousands".
    LongHappening,
    /// Verbs of bringing forces up: "deployed 3,000 fighters".
    Fields,
    /// Verbs of reporting that tell of no words: what somebody wants, knows or favours.
    Unspoken,
    /// Verbs of counting and making known: "documented 240 deaths".
    CountsUp,
    /// Verbs of telling somebody a count: "gave a toll of 19".
    Gives,
    /// Verbs of coming upon the dead: "found 12 bodies".
    FindsBodies,
    /// Where the dead are found: "a mass grave with 12 bodies".
    Graves,
    /// Nouns whose "no" holds of what stands after "of": "no evidence of an attack".
    PassesNo,
    /// Words that say that a photo, a video or a document is not what it is said to be.
    Forged,
    /// Nouns for a part of a building or vehicle: what befalls the roof befalls the church.
    PartOfThing,
    /// Words for one more of what was told of before: "captured a fifth".
    OneMore,
    /// Those who speak for nobody but themselves, whatever they write of: "Russian military bloggers".
    OwnVoice,
    /// Words before an officer that make him a soldier: "army".
    Army,
    /// What befalls a place: "its capture".
    ChangesHands,
    /// Words for those who belong to a body: "fighters of the militia who were killed".
    Members,
    /// What a party is given that another supports: "supplied mortars to the rebels".
    Arms,
    /// What pictures come from that show no deed: "the clip is from a video game".
    Fiction,
    /// Words that tell no armed group from another: "the rebel movement", "this terrorist group".
    AnyGroup,
    /// Words of courtesy and rank before a name, without a full stop: "Dr Rivas".
    Honorific,
    /// Words before "leader" that say of what, and not of fighters: "a union leader".
    Civic,
    /// Words that say that an office or a rank is held no more: "a retired colonel".
    PastOffice,
    /// Verbs whose subject brings about their object: "caused damage".
    BringsAbout,
    /// Verbs that break glass: "shattered the windows of a hotel".
    BreaksPanes,
    /// What they break: the hotel is damaged.
    Pane,
    /// Places and columns that are those of fighters: "a checkpoint".
    Post,
    /// Vehicles that a bomb does not come in, though it may be brought on board: "a blast in a bus".
    Passengers,
    /// Verbs done to those who did what follows: "accused the army of killing".
    DoneByObject,
    /// Verbs of having hold of somebody, after which the same people do what comes next: "stopped by gunmen and shot".
    Overpowers,
    /// Verbs that make a clause without an object: "and five soldiers perished".
    Alone,
    /// Nouns in the singular that are no one person: "she" is not the police.
    Collective,
    /// Nouns for women: whom "he" is not.
    Woman,
    /// Nouns for men: whom "she" is not.
    Man,
    /// Nouns for those who attack, and are no victims of a battle: "the gunman was killed".
    Attacker,
    /// Nouns for those who did it: "the authors of the massacre".
    Doer,
    /// Nouns that say no more than that it is people, alive or dead.
    Anybody,
    /// First words of civil offices that end in "general": "inspector general".
    OfficeGeneral,
    /// Bodies of people whose size may follow: "a family of five".
    Company,
    /// Adverbs of what is done again and again: "systematically".
    Habit,
    /// What goes on for weeks and holds many happenings: "killed in the offensive".
    LongFight,
    /// Nouns in the singular for so many that nobody in particular is meant: "the population".
    Populace,
    /// Verbs of announcing a political act, which who announces it does: "announced sanctions".
    Announces,
    /// Participles of how somebody looks or moves, and of where something stands: "dressed as soldiers".
    Looks,
    /// What people die of that nobody did: "killed in a road accident".
    Accident,
    /// Verbs of what goes wrong by itself: "when the bus overturned".
    Crashes,
    /// Participles, as written, after a name and a hyphen, which only stands behind others: "Fatah-affiliated fighters".
    Behind,
    /// Verbs whose participle after a name and a hyphen says who backs others: "Turkish-backed rebels".
    Backs,
    /// Verbs by which somebody who denies one thing says another: "denied … but confirmed".
    SaysOn,
    /// Who tells of losses without a side in them: "a medic", "residents".
    Bystander,
    /// Verbs that tell when and where it was done that is their object: "carried out"; not "ordered".
    Perpetrates,
}

impl List {
    fn from_code(name: &str) -> Option<List> {
        Some(match name {
            "fields" => List::Fields,
            "unspoken" => List::Unspoken,
            "counts-up" => List::CountsUp,
            "gives" => List::Gives,
            "finds-bodies" => List::FindsBodies,
            "graves" => List::Graves,
            "passes-no" => List::PassesNo,
            "forged" => List::Forged,
            "part-of-thing" => List::PartOfThing,
            "fiction" => List::Fiction,
            "arms" => List::Arms,
            "one-more" => List::OneMore,
            "members" => List::Members,
            "army" => List::Army,
            "own-voice" => List::OwnVoice,
            "changes-hands" => List::ChangesHands,
            "any-group" => List::AnyGroup,
            "count-reaches" => List::CountReaches,
            "count-moved" => List::CountMoved,
            "count-passed" => List::CountPassed,
            "treats" => List::Treats,
            "brought" => List::Brought,
            "medical" => List::Medical,
            "wound" => List::Wound,
            "said" => List::Said,
            "account" => List::Account,
            "figures" => List::Figures,
            "condition" => List::Condition,
            "bears" => List::Bears,
            "hurts" => List::Hurts,
            "deed" => List::Deed,
            "long-happening" => List::LongHappening,
            "honorific" => List::Honorific,
            "civic" => List::Civic,
            "past-office" => List::PastOffice,
            "brings-about" => List::BringsAbout,
            "breaks-panes" => List::BreaksPanes,
            "pane" => List::Pane,
            "post" => List::Post,
            "passengers" => List::Passengers,
            "done-by-object" => List::DoneByObject,
            "overpowers" => List::Overpowers,
            "alone" => List::Alone,
            "collective" => List::Collective,
            "woman" => List::Woman,
            "man" => List::Man,
            "attacker" => List::Attacker,
            "doer" => List::Doer,
            "anybody" => List::Anybody,
            "company" => List::Company,
            "office-general" => List::OfficeGeneral,
            "habit" => List::Habit,
            "long-fight" => List::LongFight,
            "populace" => List::Populace,
            "announces" => List::Announces,
            "looks" => List::Looks,
            "accident" => List::Accident,
            "crashes" => List::Crashes,
            "says-on" => List::SaysOn,
            "bystander" => List::Bystander,
            "perpetrates" => List::Perpetrates,
            "behind" => List::Behind,
            "backs" => List::Backs,
            _ => return None,
        })
    }
}

/// All lists, by word.
#[derive(Debug, Default)]
pub struct Lists {
    words: FxHashMap<&'static str, Vec<List>>,
    counted: FxHashMap<&'static str, Outcome>,
}

impl Lists {
    pub(super) fn read(errors: &mut Vec<RowError>) -> Lists {
        let mut all = Lists::default();
        Table::LISTS.each(errors, |row| all.add(row));
        all
    }

    fn add(&mut self, row: &Row) -> Result<(), String> {
        let name = row.cell(1).ok_or("the second column must name a list")?;
        for key in row.keys() {
            let again = if name == "counted" {
                let outcome = code(row.cell(2).ok_or("`counted` needs an outcome in the third column")?)?;
                self.counted.insert(key, outcome).is_some()
            } else {
                let list = List::from_code(name).ok_or_else(|| {
                    format!("`{name}` is no list; the first lines of the file name them all")
                })?;
                let known = self.words.entry(key).or_default();
                let again = known.contains(&list);
                known.push(list);
                again
            };
            if again {
                return Err(format!("`{key}` stands in this list already: take it out of one of the rows"));
            }
        }
        Ok(())
    }

    /// Those that the program carries. They never change, so every walk over a tree may ask for them.
    pub fn embedded() -> &'static Lists {
        static EMBEDDED: LazyLock<Lists> = LazyLock::new(|| Lists::read(&mut Vec::new()));
        &EMBEDDED
    }

    /// Whether a lemma in lower case stands in a list.
    pub fn has(&self, list: List, lemma: &str) -> bool {
        self.words.get(lemma).is_some_and(|lists| lists.contains(&list))
    }

    /// What a word in a count, in lower case and as written, says of those counted: "the number of wounded".
    pub fn counted(&self, word: &str) -> Option<Outcome> {
        self.counted.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_explained_in_the_first_lines() {
        let text = Table::LISTS.text();
        let explained = |name: &str| {
            let line = |line: &str| {
                line.starts_with('#') && line.split_whitespace().take(3).any(|word| word == name)
            };
            text.lines().any(line)
        };
        let rows = text.lines().filter(|line| !line.starts_with('#'));
        let unexplained: Vec<&str> =
            rows.filter_map(|row| row.split('\t').nth(1)).filter(|name| !explained(name)).collect();
        assert!(unexplained.is_empty(), "{unexplained:?}");
    }
}
