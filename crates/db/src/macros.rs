//! Arguments, rows and enums, without a procedural macro.

/// The values of a statement: `&db::args![id, name]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { [$($crate::Value::from($value)),*] };
}

/// Declares a struct and reads it from a row by the names of its columns.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field_vis:vis $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $vis struct $name { $($(#[$field_meta])* #[allow(missing_docs, reason = "a column says what it is")] $field_vis $field: $type),* }

        impl $crate::FromRow for $name {
            fn columns() -> impl Iterator<Item = &'static str> {
                [$(stringify!($field)),*].into_iter()
            }

            fn from_row(row: &$crate::Row<'_>, places: &[usize]) -> $crate::Result<Self> {
                let mut places = places.iter().copied();
                Ok($name { $($field: row.named(places.next(), stringify!($field))?),* })
            }
        }
    };
}

/// Declares an enum that is stored as text.
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name { $($(#[$variant_meta])* $variant),* }

        impl $name {
            /// Every value.
            #[allow(dead_code, reason = "not every enum is listed")]
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// As it is stored.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Error;
            fn from_str(text: &str) -> $crate::Result<Self> {
                match text {
                    $($text => Ok($name::$variant),)*
                    other => Err($crate::Error::Other(format!("{other} is no {}", stringify!($name)))),
                }
            }
        }

        impl $crate::Column for $name {
            fn from_sqlite(value: $crate::SqliteValue<'_>) -> $crate::Result<Self> {
                value.text()?.parse()
            }
            fn from_row(row: &$crate::Row<'_>, index: usize) -> $crate::Result<Self> {
                row.text(index)?.parse()
            }
        }

        impl From<$name> for $crate::Value<'_> {
            fn from(value: $name) -> Self {
                $crate::Value::from(value.as_str())
            }
        }
    };
}
