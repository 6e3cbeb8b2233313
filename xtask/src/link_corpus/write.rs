//! The reports on one event: who writes what, when, and from whom they have it.

use std::collections::HashSet;

use jiff::civil::{Date, Weekday};

use super::Report;
use super::plan::Event;
use super::random::Random;
use super::world::World;

/// The first day of all.
const FIRST: Date = Date::constant(2024, 2, 5);

/// What one report says of the event, true or not.
struct Telling {
    event: Event,
    /// The day it says it happened.
    day: Date,
    published: Date,
    killed: u64,
    outlet: String,
    official: String,
}

/// Adds all reports on an event. Each origin gets a number of its own.
pub(super) fn reports(
    world: &World,
    number: usize,
    event: &Event,
    random: &mut Random,
    out: &mut Vec<Report>,
) {
    let mut desk = Desk { world, number, event, random, out, origins: 0, used: HashSet::new() };
    if desk.random.chance(60) {
        desk.wire_story();
    } else {
        desk.own_story(0);
    }
    for _ in 0..=desk.random.below(2) {
        desk.own_story(12);
    }
    if desk.random.chance(40) {
        desk.brief();
    }
    if desk.random.chance(35) {
        desk.communique();
    }
    if desk.random.chance(40) {
        desk.follow_up();
    }
}

struct Desk<'d> {
    world: &'d World,
    number: usize,
    event: &'d Event,
    random: &'d mut Random,
    out: &'d mut Vec<Report>,
    origins: usize,
    /// Templates already used on this event: who writes for himself writes otherwise.
    used: HashSet<String>,
}

impl Desk<'_> {
    fn day(&self) -> Date {
        FIRST.saturating_add(jiff::Span::new().days(self.event.day))
    }

    fn telling(&mut self, after: i32, killed: u64) -> Telling {
        Telling {
            event: self.event.clone(),
            day: self.day(),
            published: self.day().saturating_add(jiff::Span::new().days(after)),
            killed,
            outlet: self.random.pick(&self.world.outlets).clone(),
            official: self.event.official.clone(),
        }
    }

    fn origin(&mut self) -> usize {
        self.origins += 1;
        self.number * 100 + self.origins
    }

    fn add(&mut self, telling: &Telling, text: String, origin: usize) {
        let list = if self.taken() { "titles_taken" } else { "titles" };
        let title = self.line(list, telling);
        self.out.push(Report {
            id: String::new(),
            text,
            title: title.trim_end_matches('.').to_owned(),
            published: telling.published.to_string(),
            source: telling.outlet.clone(),
            event: self.number,
            origin,
        });
    }

    /// Whether people were taken and not killed.
    fn taken(&self) -> bool {
        matches!(self.world.kinds[self.event.kind].name.as_str(), "abduction" | "hostages")
    }

    /// An agency's story, the papers that carry it as it is, and those that rewrite it a little.
    fn wire_story(&mut self) {
        let after = self.random.below(2) as i32;
        let mut telling = self.telling(after, self.event.killed);
        let wire = self.random.pick(&self.world.wires).clone();
        let origin = self.origin();
        let body = self.story(&telling);
        let town = self.world.towns[self.event.town].name.to_uppercase();
        let dateline = format!("{town}, {} ({wire}) - ", month_day(telling.published));
        for _ in 0..=self.random.below(3) {
            telling.outlet = self.random.pick(&self.world.outlets).clone();
            let kept = if self.random.chance(30) { body.len() - 1 } else { body.len() };
            let text = format!("{dateline}{}", body[..kept.max(1)].join("\n\n"));
            self.add(&telling, text, origin);
        }
        if self.random.chance(40) {
            telling.outlet = self.random.pick(&self.world.outlets).clone();
            let credit = if self.random.chance(50) { format!("\n\n({wire})") } else { String::new() };
            let text = self.rewritten(&body) + &credit;
            self.add(&telling, text, origin);
        }
    }

    /// A few words changed, the later paragraphs in another order.
    fn rewritten(&mut self, body: &[String]) -> String {
        let mut rest: Vec<String> = body[1..].to_vec();
        self.random.shuffle(&mut rest);
        rest.truncate(rest.len().max(2) - usize::from(rest.len() > 3));
        let text = std::iter::once(body[0].clone()).chain(rest).collect::<Vec<_>>().join("\n\n");
        let swaps = [
            (" said.", " stated."),
            ("Another", "A further"),
            ("fled", "left"),
            (" were wounded", " were injured"),
        ];
        swaps.into_iter().fold(text, |text, (from, to)| text.replace(from, to))
    }

    /// A report of a paper's own; in so many of a hundred the date is wrong.
    fn own_story(&mut self, wrong_date: usize) {
        let after = self.random.below(3) as i32;
        let mut killed = self.event.killed;
        if self.random.chance(30) {
            killed += 1 + self.random.below(2) as u64;
        }
        let mut telling = self.telling(after, killed);
        if self.random.chance(wrong_date) {
            let days = if self.random.chance(50) { -1 } else { -2 };
            telling.day = telling.day.saturating_add(jiff::Span::new().days(days));
        }
        if self.random.chance(50) {
            telling.official = self.random.pick(&self.world.officials).clone();
        }
        let origin = self.origin();
        let text = self.story(&telling).join("\n\n");
        self.add(&telling, text, origin);
    }

    fn brief(&mut self) {
        let after = self.random.below(2) as i32;
        let telling = self.telling(after, self.event.killed);
        let list = if self.taken() { "brief_taken" } else { "brief" };
        let text = self.line(list, &telling);
        let origin = self.origin();
        self.add(&telling, text, origin);
    }

    fn communique(&mut self) {
        let telling = self.telling(1, self.event.killed);
        let list = if self.taken() { "communique_taken" } else { "communique" };
        let lead = self.line(list, &telling);
        let mut text = vec![lead];
        if self.random.chance(60) {
            text.extend(self.extra(self.world.list("context"), &telling));
        }
        let origin = self.origin();
        self.add(&telling, text.join("\n\n"), origin);
    }

    /// A later report with a higher toll.
    fn follow_up(&mut self) {
        let more = 1 + self.random.below(1 + self.event.killed as usize / 3) as u64;
        let after = 1 + self.random.below(3) as i32;
        let telling = self.telling(after, self.event.killed + more);
        let list = if self.taken() { "follow_taken" } else { "follow" };
        let mut text = vec![self.line(list, &telling)];
        let world = self.world;
        text.extend(self.extra(world.list("witness"), &telling));
        if self.random.chance(50) {
            text.extend(self.extra(world.list("context"), &telling));
        }
        let origin = self.origin();
        self.add(&telling, text.join("\n\n"), origin);
    }

    /// A whole report in paragraphs.
    fn story(&mut self, telling: &Telling) -> Vec<String> {
        let taken = self.taken();
        let mut text = vec![self.line(if taken { "lead_taken" } else { "lead" }, telling)];
        if !taken && self.random.chance(70) {
            text.push(self.line("wounded", telling));
        }
        let world = self.world;
        text.extend(self.extra(&world.kinds[telling.event.kind].detail, telling));
        if self.random.chance(60) {
            text.extend(self.extra(world.list("witness"), telling));
        }
        let claimed = if taken || self.random.chance(40) { "denied" } else { "claim" };
        text.extend(self.extra(world.list(claimed), telling));
        if self.random.chance(60) {
            text.extend(self.extra(world.list("context"), telling));
        }
        if self.random.chance(35) {
            text.push(self.line("history", telling));
        }
        text
    }

    fn line(&mut self, list: &str, telling: &Telling) -> String {
        let template = self.fresh(self.world.list(list));
        self.fill(&template, telling)
    }

    /// The same for a sentence that may be left out, as it is when all have been used.
    fn extra(&mut self, list: &[String], telling: &Telling) -> Option<String> {
        let left = list.iter().any(|template| !self.used.contains(template));
        let quotes = self.world.list("quotes").iter().any(|quote| !self.used.contains(quote));
        let quoting = list.iter().any(|template| template.contains("{quote}"));
        if quoting && !quotes || !quoting && !left {
            return None;
        }
        let template = self.fresh(list);
        Some(self.fill(&template, telling))
    }

    /// A template that no report on the event has used, where there is one.
    fn fresh(&mut self, list: &[String]) -> String {
        let unused: Vec<&String> = list.iter().filter(|template| !self.used.contains(*template)).collect();
        let picked = if unused.is_empty() {
            self.random.pick(list).clone()
        } else {
            (*self.random.pick(&unused)).clone()
        };
        self.used.insert(picked.clone());
        picked
    }

    /// Fills the slots of a template, those in what fills them too.
    fn fill(&mut self, template: &str, telling: &Telling) -> String {
        let mut text = template.to_owned();
        for _ in 0..60 {
            let Some(end) = text.find('}') else { break };
            let Some(start) = text[..end].rfind('{') else { break };
            let slot = text[start + 1..end].to_owned();
            let value = if slot.contains('|') {
                let choices: Vec<&str> = slot.split('|').collect();
                (*self.random.pick(&choices)).to_owned()
            } else {
                self.slot(&slot, telling)
            };
            text.replace_range(start..=end, &value);
        }
        // A sentence begins with a capital whatever filled its first slot.
        sentence_capitals(&text)
    }

    fn slot(&mut self, name: &str, telling: &Telling) -> String {
        let lower = name.to_lowercase();
        let value = self.value(&lower, telling);
        if name.starts_with(char::is_uppercase) { capital(&value) } else { value }
    }

    fn value(&mut self, name: &str, telling: &Telling) -> String {
        let (event, world) = (&telling.event, self.world);
        let town = &world.towns[event.town];
        let kind = &world.kinds[event.kind];
        match name {
            "town" => town.name.clone(),
            "nation" => town.nation.clone(),
            "country" => town.country.clone(),
            "group" => town.groups[event.group % town.groups.len()].clone(),
            "rival" => town.groups[(event.group + 1) % town.groups.len()].clone(),
            "spot" => event.spot.clone(),
            "noun" => event.noun.clone(),
            "a_noun" => with_article(&event.noun),
            "victims" => event.victims.clone(),
            "k" => self.number(telling.killed),
            "w" => self.number(event.wounded),
            "claimed" => self.number(telling.killed + 4 + self.event.killed / 2),
            "atleast" => (*self.random.pick(&["At least", "At least", "Some"])).to_owned(),
            "active" => self.fresh(&kind.active),
            "passive" => self.fresh(&kind.passive),
            "official" => telling.official.clone(),
            "witness" => self.random.pick(&world.witnesses).clone(),
            "quote" => self.fresh(world.list("quotes")),
            "outlet" => telling.outlet.clone(),
            "weekday" => weekday(telling.day).to_owned(),
            "nextday" => weekday(telling.published.max(telling.day)).to_owned(),
            "date" => month_day(telling.day),
            "hour" => (*self.random.pick(&["early", "late", "before dawn", "in the morning"])).to_owned(),
            "pastmonth" => format!("{} 2023", month(1 + self.random.below(12))),
            "pastk" => {
                let dead = 5 + self.random.below(40) as u64;
                self.number(dead)
            }
            "othertown" => world.towns[(event.town + 1) % world.towns.len()].name.clone(),
            "aircraft" => (*self.random.pick(&["aircraft", "fighter jets"])).to_owned(),
            other => other.to_owned(),
        }
    }

    fn number(&self, number: u64) -> String {
        const WORDS: [&str; 13] = [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve",
        ];
        match WORDS.get(number as usize) {
            Some(word) if !self.world.figures() => (*word).to_owned(),
            _ => number.to_string(),
        }
    }
}

fn with_article(noun: &str) -> String {
    let plural = noun.ends_with('s')
        || noun.ends_with("shelling")
        || noun.ends_with("fire")
        || noun.ends_with("fighting");
    match noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        _ if plural => noun.to_owned(),
        true => format!("an {noun}"),
        false => format!("a {noun}"),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn sentence_capitals(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut start = true;
    for c in text.chars() {
        if start && c.is_alphanumeric() {
            result.extend(c.to_uppercase());
            start = false;
        } else {
            result.push(c);
        }
        if c == '.' && result.len() > 1 {
            start = true;
        }
    }
    result
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn month(number: usize) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS[(number - 1) % 12]
}

fn month_day(day: Date) -> String {
    format!("{} {}", month(day.month() as usize), day.day())
}
