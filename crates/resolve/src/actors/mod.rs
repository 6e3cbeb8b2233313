//! Who: the register of parties to organised violence and politics.
