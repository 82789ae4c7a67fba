//! The indexing of one course: its values, what is missing, its matricule.

use std::collections::BTreeMap;

use db::{Db, FromRow, Row, Tx};
use web::Message;

use super::field::{Field, hours, minutes};

/// What a catalogue says of a course. Every value is kept as the form shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet(BTreeMap<Field, String>);

/// A course with its sheet; the lengths in minutes, the answers as `yes` or nothing.
const SHEET: &str = "select c.title, coalesce(i.short_title, '') as short_title, c.summary as description, \
     coalesce(i.objectives, '') as objectives, coalesce(i.keywords, '') as keywords, coalesce(i.video, '') as video, \
     coalesce(i.domain, '') as domain, coalesce(i.collection, '') as collection, coalesce(i.nature, '') as nature, \
     case when i.career_entry then 'yes' else '' end as career_entry, case when i.certifying then 'yes' else '' end as certifying, \
     coalesce(i.contact, '') as contact, coalesce(i.origin, '') as origin, coalesce(i.authors, '') as authors, \
     coalesce(i.validated_by, '') as validated_by, cast(c.minutes_on_site as text) as hours_on_site, \
     cast(c.minutes_at_distance as text) as hours_at_distance, coalesce(i.audiences, '') as audiences, \
     coalesce(i.accompaniment, '') as accompaniment, coalesce(i.rhythm, '') as rhythm, coalesce(c.starts_on, '') as starts_on, \
     coalesce(c.ends_on, '') as ends_on, coalesce(i.place, '') as place, coalesce(i.year, '') as year, coalesce(i.code, '') as code, \
     coalesce(i.version, '') as version, coalesce(i.version_notes, '') as version_notes";

impl FromRow for Sheet {
    fn columns() -> impl Iterator<Item = &'static str> {
        Field::ALL.iter().map(|field| field.as_str())
    }

    fn from_row(row: &Row<'_>, places: &[usize]) -> db::Result<Sheet> {
        let mut values = BTreeMap::new();
        let mut places = places.iter().copied();
        for field in Field::ALL {
            let stored: String = row.named(places.next(), field.as_str())?;
            let shown = match field {
                Field::HoursOnSite | Field::HoursAtDistance => hours(stored.parse().unwrap_or(0)),
                _ => stored,
            };
            values.insert(*field, shown);
        }
        Ok(Sheet(values))
    }
}

impl Sheet {
    /// The sheet of a course, for a page.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(db: &Db, academy_id: i64, course_id: i64) -> db::Result<Sheet> {
        let sql = format!("{SHEET} from course c left join indexing i on i.course_id = c.id where c.academy_id = $1 and c.id = $2");
        db.one(&sql, &db::args![academy_id, course_id]).await
    }

    /// The same inside a transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(tx: &Tx, academy_id: i64, course_id: i64) -> db::Result<Sheet> {
        let sql = format!("{SHEET} from course c left join indexing i on i.course_id = c.id where c.academy_id = $1 and c.id = $2");
        tx.one(&sql, &db::args![academy_id, course_id]).await
    }

    /// What a field holds.
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    /// Sets what a field holds: a value that [`Field::read`] gave.
    pub fn set(&mut self, field: Field, value: String) {
        self.0.insert(field, value);
    }

    /// Whether a box is ticked.
    pub fn is(&self, field: Field) -> bool {
        !self.get(field).is_empty()
    }

    /// What must still be filled in before the course can be offered.
    pub fn missing(&self) -> Vec<Field> {
        let has = |field: Field| match field {
            // Either length will do.
            Field::HoursAtDistance => self.is(Field::HoursOnSite) || self.is(Field::HoursAtDistance),
            field => self.is(field),
        };
        Field::ALL.iter().copied().filter(|field| field.is_needed() && !has(*field)).collect()
    }

    /// How far it is filled in, of what an offer needs: 0 to 100.
    pub fn percent(&self) -> usize {
        let needed = Field::ALL.iter().filter(|field| field.is_needed()).count().max(1);
        (needed - self.missing().len()) * 100 / needed
    }

    /// What keeps it from being stored, though each field can be read.
    pub fn faults(&self) -> Vec<(Field, Message)> {
        let (start, end) = (self.get(Field::StartsOn), self.get(Field::EndsOn));
        let mut faults = Vec::new();
        if !self.is(Field::Title) {
            faults.push((Field::Title, Message::new("indexing-fault-title")));
        }
        if !start.is_empty() && !end.is_empty() && end < start {
            faults.push((Field::EndsOn, Message::new("indexing-fault-order")));
        }
        faults
    }

    /// `AA_CODE_INTITULE_VERSION`; nothing before the intitulé is known.
    pub fn matricule(&self, academy_code: &str, today: &str) -> Option<String> {
        let or = |field: Field, other: String| if self.is(field) { self.get(field).to_owned() } else { other };
        self.is(Field::ShortTitle).then(|| {
            let year = or(Field::Year, school_year(today));
            let year = year.get(year.len().saturating_sub(2)..).unwrap_or(&year).to_owned();
            let (code, version) = (or(Field::Code, academy_code.to_owned()), or(Field::Version, "1".to_owned()));
            format!("{year}_{code}_{}_{version}", self.get(Field::ShortTitle))
        })
    }

    /// A length in minutes.
    pub fn minutes(&self, field: Field) -> i64 {
        minutes(self.get(field)).unwrap_or(0)
    }

    /// A day, if there is one.
    pub fn day(&self, field: Field) -> Option<&str> {
        Some(self.get(field)).filter(|day| !day.is_empty())
    }

    /// The fields in which it differs from another sheet.
    pub fn changed_from<'a>(&'a self, before: &'a Sheet) -> impl Iterator<Item = Field> + 'a {
        Field::ALL.iter().copied().filter(|field| self.get(*field) != before.get(*field))
    }
}

/// The year in which the school year of a day began.
fn school_year(day: &str) -> String {
    let mut parts = day.split('-').map(|part| part.parse::<i64>().unwrap_or(0));
    let (year, month) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    (if month >= 8 { year } else { year - 1 }).to_string()
}

/// Stores a sheet, but for what the course itself holds (title, description, days and lengths).
///
/// # Errors
/// When the database fails.
pub async fn store(tx: &Tx, academy_id: i64, course_id: i64, sheet: &Sheet) -> db::Result<()> {
    let value = |field: Field| sheet.get(field).to_owned();
    tx.run(
        "insert into indexing (course_id, academy_id, short_title, objectives, keywords, video, domain, collection, nature, career_entry,
                               certifying, contact, origin, authors, validated_by, audiences, accompaniment, rhythm, place, year, code,
                               version, version_notes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
         on conflict (course_id) do update set short_title = excluded.short_title, objectives = excluded.objectives,
                keywords = excluded.keywords, video = excluded.video, domain = excluded.domain, collection = excluded.collection,
                nature = excluded.nature, career_entry = excluded.career_entry, certifying = excluded.certifying,
                contact = excluded.contact, origin = excluded.origin, authors = excluded.authors, validated_by = excluded.validated_by,
                audiences = excluded.audiences, accompaniment = excluded.accompaniment, rhythm = excluded.rhythm, place = excluded.place,
                year = excluded.year, code = excluded.code, version = excluded.version, version_notes = excluded.version_notes",
        &db::args![
            course_id,
            academy_id,
            value(Field::ShortTitle),
            value(Field::Objectives),
            value(Field::Keywords),
            value(Field::Video),
            value(Field::Domain),
            value(Field::Collection),
            value(Field::Nature),
            sheet.is(Field::CareerEntry),
            sheet.is(Field::Certifying),
            value(Field::Contact),
            value(Field::Origin),
            value(Field::Authors),
            value(Field::ValidatedBy),
            value(Field::Audiences),
            value(Field::Accompaniment),
            value(Field::Rhythm),
            value(Field::Place),
            value(Field::Year),
            value(Field::Code),
            value(Field::Version),
            value(Field::VersionNotes)
        ],
    )
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> Sheet {
        let mut sheet = Sheet::default();
        for field in Field::ALL.iter().filter(|field| field.is_needed()) {
            sheet.set(*field, "x".into());
        }
        sheet
    }

    #[test]
    fn what_is_missing_is_named_and_measured() {
        assert_eq!((Sheet::default().percent(), Sheet::default().missing().len()), (0, 13));
        let mut sheet = complete();
        assert_eq!((sheet.percent(), sheet.missing().len()), (100, 0));
        sheet.set(Field::HoursAtDistance, String::new());
        assert_eq!(sheet.missing(), [Field::HoursAtDistance]);
        sheet.set(Field::HoursOnSite, "3h".into());
        assert_eq!(sheet.missing(), [], "one length is enough");
    }

    #[test]
    fn the_matricule_is_made_of_what_is_known() {
        assert_eq!(Sheet::default().matricule("03", "2026-11-25"), None);
        let mut sheet = Sheet::default();
        sheet.set(Field::ShortTitle, "ORAL".into());
        assert_eq!(sheet.matricule("03", "2026-11-25").as_deref(), Some("26_03_ORAL_1"));
        assert_eq!(sheet.matricule("03", "2027-03-01").as_deref(), Some("26_03_ORAL_1"));
        sheet.set(Field::Year, "2024".into());
        sheet.set(Field::Code, "NDGS".into());
        sheet.set(Field::Version, "3".into());
        assert_eq!(sheet.matricule("03", "2026-11-25").as_deref(), Some("24_NDGS_ORAL_3"));
    }

    #[test]
    fn days_stand_in_their_order() {
        let mut sheet = complete();
        sheet.set(Field::StartsOn, "2026-11-25".into());
        assert_eq!(sheet.faults(), []);
        sheet.set(Field::EndsOn, "2026-11-24".into());
        assert_eq!(sheet.faults(), [(Field::EndsOn, Message::new("indexing-fault-order"))]);
    }
}
