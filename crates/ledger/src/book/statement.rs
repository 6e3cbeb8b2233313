//! A statement put together from conditions.

use crate::store::Value;

/// A parameter that the statement keeps itself.
#[derive(Debug)]
enum Kept {
    Integer(i64),
    Real(f64),
    Text(String),
    Integers(Vec<i64>),
}

impl Kept {
    fn value(&self) -> Value<'_> {
        match self {
            &Kept::Integer(integer) => Value::Integer(integer),
            &Kept::Real(real) => Value::Real(real),
            Kept::Text(text) => Value::Text(text),
            Kept::Integers(integers) => Value::Integers(integers),
        }
    }
}

/// Tables, conditions and parameters of a query in the making.
#[derive(Debug, Default)]
pub(super) struct Statement {
    tables: Vec<String>,
    conditions: Vec<String>,
    parameters: Vec<Kept>,
}

impl Statement {
    /// Reads this table next. Tables are read in the order they are named.
    pub(super) fn table(&mut self, table: impl Into<String>) {
        self.tables.push(table.into());
    }

    /// A row has to meet this.
    pub(super) fn condition(&mut self, condition: impl Into<String>) {
        self.conditions.push(condition.into());
    }

    /// The name of a new parameter.
    pub(super) fn integer(&mut self, value: i64) -> String {
        self.parameter(Kept::Integer(value))
    }

    /// The name of a new parameter.
    pub(super) fn real(&mut self, value: f64) -> String {
        self.parameter(Kept::Real(value))
    }

    /// The name of a new parameter.
    pub(super) fn text(&mut self, value: impl Into<String>) -> String {
        self.parameter(Kept::Text(value.into()))
    }

    /// The name of a new parameter.
    pub(super) fn integers(&mut self, values: Vec<i64>) -> String {
        self.parameter(Kept::Integers(values))
    }

    fn parameter(&mut self, value: Kept) -> String {
        self.parameters.push(value);
        format!("?{}", self.parameters.len())
    }

    /// `SELECT columns FROM … WHERE … rest`.
    pub(super) fn select(&self, columns: &str, rest: &str) -> String {
        let conditions =
            if self.conditions.is_empty() { "1 = 1".to_owned() } else { self.conditions.join(" AND ") };
        format!("SELECT {columns} FROM {} WHERE {conditions} {rest}", self.tables.join(" CROSS JOIN "))
    }

    pub(super) fn values(&self) -> Vec<Value<'_>> {
        self.parameters.iter().map(Kept::value).collect()
    }
}
