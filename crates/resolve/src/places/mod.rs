//! Where: the gazetteer and the choice among places of one name.
