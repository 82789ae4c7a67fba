//! Rows and their columns, read straight from the driver.

use rusqlite::types::ValueRef;

use crate::{Error, Result};

/// A row of either engine, valid while it is being read.
pub struct Row<'a>(pub(crate) Inner<'a>);

pub(crate) enum Inner<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

/// A stored value of SQLite, opaque outside of this crate.
pub struct SqliteValue<'a>(ValueRef<'a>);

impl<'a> SqliteValue<'a> {
    /// The value as a text, where it stands.
    ///
    /// # Errors
    /// When it is none.
    pub fn text(&self) -> Result<&'a str> {
        match self.0 {
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).map_err(|_| wrong("a text in UTF-8")),
            _ => Err(wrong("a text in UTF-8")),
        }
    }
}

impl Row<'_> {
    /// The column at this place as a text, where it stands: for a type that is read from one.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn text(&self, index: usize) -> Result<&str> {
        match &self.0 {
            Inner::Sqlite(row) => SqliteValue(row.get_ref(index).map_err(|error| Error::Other(error.to_string()))?).text(),
            Inner::Postgres(row) => row.try_get(index).map_err(|error| Error::Other(error.to_string())),
        }
    }

    fn is_null(&self, index: usize) -> bool {
        match &self.0 {
            Inner::Sqlite(row) => matches!(row.get_ref(index), Ok(ValueRef::Null)),
            Inner::Postgres(row) => matches!(row.try_get::<_, Option<Anything>>(index), Ok(None)),
        }
    }

    /// The column at the place that was found for this name.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn named<T: Column>(&self, place: Option<usize>, name: &str) -> Result<T> {
        let index = place.ok_or_else(|| missing(name))?;
        T::from_row(self, index).map_err(|error| Error::Other(format!("column {name}: {error}")))
    }

    /// The column at this place, from 0.
    ///
    /// # Errors
    /// When there is none, or it holds something else.
    pub fn at<T: Column>(&self, index: usize) -> Result<T> {
        T::from_row(self, index)
    }
}

/// A type a column can be read as.
pub trait Column: Sized {
    /// Reads a stored value of SQLite.
    ///
    /// # Errors
    /// When it holds something else.
    fn from_sqlite(value: SqliteValue<'_>) -> Result<Self>;

    /// Reads the column at this place of a row.
    ///
    /// # Errors
    /// When it holds something else.
    fn from_row(row: &Row<'_>, index: usize) -> Result<Self>;
}

fn wrong(expected: &str) -> Error {
    Error::Other(format!("expected {expected}"))
}

macro_rules! column {
    ($type:ty, $expected:literal, $($pattern:pat => $value:expr),+) => {
        impl Column for $type {
            fn from_sqlite(value: SqliteValue<'_>) -> Result<Self> {
                match value.0 { $($pattern => $value,)+ _ => Err(wrong($expected)) }
            }
            fn from_row(row: &Row<'_>, index: usize) -> Result<Self> {
                match &row.0 {
                    Inner::Sqlite(row) => Self::from_sqlite(SqliteValue(row.get_ref(index).map_err(|error| Error::Other(error.to_string()))?)),
                    Inner::Postgres(row) => row.try_get(index).map_err(|error| Error::Other(error.to_string())),
                }
            }
        }
    };
}

column!(bool, "a boolean", ValueRef::Integer(number) => Ok(number != 0));
column!(f64, "a number", ValueRef::Real(number) => Ok(number), ValueRef::Integer(number) => Ok(number as f64));
column!(String, "a text", ValueRef::Text(bytes) => SqliteValue(ValueRef::Text(bytes)).text().map(str::to_owned));
column!(Vec<u8>, "bytes", ValueRef::Blob(bytes) => Ok(bytes.to_vec()));

impl Column for i64 {
    fn from_sqlite(value: SqliteValue<'_>) -> Result<Self> {
        match value.0 {
            ValueRef::Integer(number) => Ok(number),
            _ => Err(wrong("a whole number")),
        }
    }

    fn from_row(row: &Row<'_>, index: usize) -> Result<Self> {
        match &row.0 {
            Inner::Sqlite(row) => Self::from_sqlite(SqliteValue(row.get_ref(index).map_err(|error| Error::Other(error.to_string()))?)),
            // A literal such as `select 1` is a small integer there.
            Inner::Postgres(row) => row
                .try_get::<_, i64>(index)
                .or_else(|error| row.try_get::<_, i32>(index).map(i64::from).map_err(|_| error))
                .map_err(|error| Error::Other(error.to_string())),
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn from_sqlite(value: SqliteValue<'_>) -> Result<Self> {
        match value.0 {
            ValueRef::Null => Ok(None),
            _ => T::from_sqlite(value).map(Some),
        }
    }

    fn from_row(row: &Row<'_>, index: usize) -> Result<Self> {
        if row.is_null(index) { Ok(None) } else { T::from_row(row, index).map(Some) }
    }
}

/// Accepts every type, to ask whether there is a value at all.
struct Anything;

impl<'a> tokio_postgres::types::FromSql<'a> for Anything {
    fn from_sql(_: &tokio_postgres::types::Type, _: &'a [u8]) -> std::result::Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Anything)
    }

    fn accepts(_: &tokio_postgres::types::Type) -> bool {
        true
    }
}

/// A type a whole row can be read as: structs of [`crate::row!`], and tuples by position.
pub trait FromRow: Sized {
    /// The columns it is made of, by name; none when it is read by position.
    fn columns() -> impl Iterator<Item = &'static str>;

    /// Reads the row. `places` says where each of [`FromRow::columns`] stands.
    ///
    /// # Errors
    /// When a column is missing or holds something else.
    fn from_row(row: &Row<'_>, places: &[usize]) -> Result<Self>;
}

/// Where the columns that a type is made of stand among those of an answer, found once for all its rows. Queries mostly name them in the order
/// of their struct.
pub(crate) fn places<T: FromRow>(there: &[&str]) -> Result<Vec<usize>> {
    let place_of = |(near, name): (usize, &str)| match there.get(near) {
        Some(found) if *found == name => Ok(near),
        _ => there.iter().position(|found| *found == name).ok_or_else(|| missing(name)),
    };
    T::columns().enumerate().map(place_of).collect()
}

/// A row that a left join may leave out: absent when its first column, which is never null in its table, is.
impl<T: FromRow> FromRow for Option<T> {
    fn columns() -> impl Iterator<Item = &'static str> {
        T::columns()
    }

    fn from_row(row: &Row<'_>, places: &[usize]) -> Result<Self> {
        let first = *places.first().ok_or_else(|| missing("its first"))?;
        if row.is_null(first) { Ok(None) } else { T::from_row(row, places).map(Some) }
    }
}

/// Two rows that a query joins, whose columns it names one after the other.
#[derive(Clone, Debug)]
pub struct Joined<A, B>(pub A, pub B);

impl<A: FromRow, B: FromRow> FromRow for Joined<A, B> {
    fn columns() -> impl Iterator<Item = &'static str> {
        A::columns().chain(B::columns())
    }

    fn from_row(row: &Row<'_>, places: &[usize]) -> Result<Self> {
        let (first, second) = places.split_at(A::columns().count().min(places.len()));
        Ok(Joined(A::from_row(row, first)?, B::from_row(row, second)?))
    }
}

fn missing(name: &str) -> Error {
    Error::Other(format!("there is no column {name}"))
}

macro_rules! tuple {
    ($($name:ident $index:tt),+) => {
        impl<$($name: Column),+> FromRow for ($($name,)+) {
            fn columns() -> impl Iterator<Item = &'static str> {
                std::iter::empty()
            }

            fn from_row(row: &Row<'_>, _: &[usize]) -> Result<Self> {
                Ok(($(row.at::<$name>($index)?,)+))
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
