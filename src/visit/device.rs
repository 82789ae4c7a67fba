//! Devices known before: a sealed cookie that lists who signed in there, so that the owner gets in while her account is under attack.

use serde::{Deserialize, Serialize};

use crate::chance;
use crate::people::guesses;
use crate::secrets::{Purpose, Secrets};

/// The name of the cookie.
pub const COOKIE: &str = "device";
/// How long a device is known, in seconds: a year.
pub const AGE: i64 = 365 * 24 * 3600;
/// A staff room's computer knows at most so many people; the oldest are forgotten first.
const MOST_PEOPLE: usize = 20;

/// A device, as its own cookie describes it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Device {
    id: String,
    people: Vec<i64>,
}

impl Device {
    /// Reads the cookie; an unknown device when there is none or its seal is not ours.
    pub fn read(secrets: &Secrets, cookie: Option<&str>) -> Device {
        cookie
            .and_then(|sealed| secrets.open(Purpose::KnownDevice, b"", sealed))
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .unwrap_or_default()
    }

    /// Whether this person signed in here before.
    pub fn knows(&self, person_id: i64) -> bool {
        self.people.contains(&person_id)
    }

    /// Where a guess for this target comes from.
    pub fn source(&self, target: &guesses::Target, network: passwords::IpPrefix) -> guesses::Source {
        match target {
            guesses::Target::Person(id) | guesses::Target::Code(id) if self.knows(*id) => guesses::Source::KnownDevice(self.id.clone()),
            _ => guesses::Source::Network(network),
        }
    }

    /// The value of the cookie once this person signed in.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn with(&self, secrets: &Secrets, person_id: i64) -> Result<String, chance::Unavailable> {
        let mut device = self.clone();
        if device.id.is_empty() {
            device.id = guesses::new_device()?;
        }
        device.people.retain(|known| *known != person_id);
        device.people.push(person_id);
        let surplus = device.people.len().saturating_sub(MOST_PEOPLE);
        device.people.drain(..surplus);
        secrets.seal(Purpose::KnownDevice, b"", &serde_json::to_vec(&device).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_remembers_its_people_and_cannot_be_forged() {
        let secrets = Secrets::fixed(1);
        let cookie = Device::default().with(&secrets, 7).unwrap();
        let device = Device::read(&secrets, Some(&cookie));
        assert!(device.knows(7) && !device.knows(8));
        let both = Device::read(&secrets, Some(&device.with(&secrets, 8).unwrap()));
        assert!(both.knows(7) && both.knows(8));
        assert_eq!(both.id, device.id);
        assert!(!Device::read(&Secrets::fixed(2), Some(&cookie)).knows(7));
        assert!(!Device::read(&secrets, Some("rubbish")).knows(7));
    }
}
