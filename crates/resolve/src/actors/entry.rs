//! What the register says of one party.

use std::fmt;

use claimant_model::ActorKind;

use super::period::Period;

/// A country: ISO 3166-1 alpha-3, with XKX for Kosovo and the codes that dissolved states had.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iso3([u8; 3]);

impl Iso3 {
    /// Reads three capital letters; anything else is none. Whether such a country exists is not asked.
    pub fn parse(text: &str) -> Option<Iso3> {
        let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Iso3(letters))
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Iso3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Iso3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! named_variants {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $($(#[$variant_doc])* $variant,)* }

        impl $type {
            /// All of them.
            pub const ALL: &'static [$type] = &[$($type::$variant,)*];

            /// As the data files write it.
            pub fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)* }
            }

            /// Reads what the data files write.
            pub fn parse(name: &str) -> Option<$type> {
                $type::ALL.iter().copied().find(|value| value.name() == name)
            }
        }
    };
}

named_variants! {
    /// A part of a state.
    Organ {
        /// The state as a whole, or its government.
        Government = "government",
        /// The head of state and those who speak for him or her.
        Presidency = "presidency",
        /// The head of government and the office.
        Premiership = "premiership",
        /// Foreign affairs.
        ForeignMinistry = "foreign_ministry",
        /// Defence.
        DefenceMinistry = "defence_ministry",
        /// Interior or home affairs.
        InteriorMinistry = "interior_ministry",
        /// Health: who counts the dead in many wars.
        HealthMinistry = "health_ministry",
        /// Justice.
        JusticeMinistry = "justice_ministry",
        /// Legislature.
        Parliament = "parliament",
        /// Courts and prosecutors.
        Judiciary = "judiciary",
        /// The military as a whole, and its land forces where nothing else is said.
        ArmedForces = "armed_forces",
        /// Land forces or a formation of them.
        Army = "army",
        /// Navy or coast guard.
        Navy = "navy",
        /// Air force.
        AirForce = "air_force",
        /// Special forces, presidential guards.
        SpecialForces = "special_forces",
        /// Police.
        Police = "police",
        /// Gendarmerie, national guard, paramilitary forces of a ministry.
        Gendarmerie = "gendarmerie",
        /// Border guard.
        BorderGuard = "border_guard",
        /// Intelligence and security services.
        Intelligence = "intelligence",
        /// The intelligence service of the military.
        MilitaryIntelligence = "military_intelligence",
        /// Civil defence, rescue, emergency services.
        CivilDefence = "civil_defence",
        /// Development agency.
        Aid = "aid",
        /// A party in government.
        Party = "party",
    }
}

impl Organ {
    /// The actor kind that an organ is.
    pub fn kind(self) -> ActorKind {
        use Organ::{
            AirForce, ArmedForces, Army, BorderGuard, Gendarmerie, Intelligence, MilitaryIntelligence, Navy,
            Police, SpecialForces,
        };
        match self {
            ArmedForces | Army | Navy | AirForce | SpecialForces | Police | Gendarmerie | BorderGuard
            | Intelligence | MilitaryIntelligence => ActorKind::StateForces,
            Organ::Aid | Organ::Party => ActorKind::Other,
            _ => ActorKind::Government,
        }
    }
}

named_variants! {
    /// What an international body or an organisation is.
    BodyClass {
        /// An organisation of states.
        Organisation = "organisation",
        /// A peacekeeping or peace enforcement mission.
        Mission = "mission",
        /// An agency of the United Nations or another organisation.
        Agency = "agency",
        /// A coalition of states at war.
        Coalition = "coalition",
        /// An international court.
        Court = "court",
        /// Aid and relief.
        Aid = "aid",
        /// Those who watch, count and verify: rights groups, monitors, research institutes.
        Monitor = "monitor",
        /// A news agency, whose stories others carry.
        Wire = "wire",
        /// A newspaper, broadcaster or site.
        Outlet = "outlet",
    }
}

/// What sort of entry it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A state, standing for its government.
    State,
    /// A part of a state.
    Organ(Organ),
    /// An armed group, a militia, a movement.
    Group,
    /// Anything between or beside the states.
    Body(BodyClass),
}

/// A name somebody goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// As it is written.
    pub text: String,
    /// When the name was in use, as far as that differs from the life of the party.
    pub used: Period,
    /// The name alone says little (`?` in the data): others go by it too, or it is a plain word. It counts when the
    /// country fits.
    pub weak: bool,
    /// The name is also that of a place or building (`#` in the data): the Kremlin, Bamako.
    pub place: bool,
    /// Only with these capitals (`!` in the data), because in other letters it is a plain word: FACT, MODEL, US.
    pub exact: bool,
}

/// A relation to another entry, by its id, for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The other's id.
    pub id: String,
    /// When it held.
    pub period: Period,
}

/// One party of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Stable key: `jnim`, `MLI`, `MLI.armed_forces`.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// All names, the canonical one first.
    pub aliases: Vec<Alias>,
    /// What kind of actor.
    pub kind: ActorKind,
    /// What sort of entry.
    pub class: Class,
    /// Where it acts; for a state and its organs the state itself.
    pub countries: Vec<Iso3>,
    /// What it is a part of: what it does is done by the whole.
    pub part_of: Vec<Link>,
    /// Whom it is sworn to, allied with or backed by; ids of entries or states. Its acts are its own.
    pub allied: Vec<Link>,
    /// When it existed.
    pub active: Period,
    /// What it became, by renaming or merger, when it ended.
    pub became: Option<String>,
    /// What it came from.
    pub split_from: Option<String>,
    /// Its name in the actor list of the Uppsala Conflict Data Program, where known for sure.
    pub ucdp: Option<String>,
    /// Whether those who wrote the row were sure of it.
    pub sure: bool,
    /// Where the row stands when it is of a user's own file (`actors.tsv:12`); none for those the program carries.
    pub row: Option<String>,
}

impl Entry {
    /// The first country, for fields that hold one.
    pub fn country(&self) -> Option<Iso3> {
        self.countries.first().copied()
    }

    /// Which part of a state it is, if any. A state is its own government.
    pub fn organ(&self) -> Option<Organ> {
        match self.class {
            Class::State => Some(Organ::Government),
            Class::Organ(organ) => Some(organ),
            _ => None,
        }
    }

    /// Whether it is a news agency or outlet.
    pub fn is_media(&self) -> bool {
        matches!(self.class, Class::Body(BodyClass::Wire | BodyClass::Outlet))
    }
}
