//! Who and where a command means.

use db::Tx;

use super::Refusal;
use crate::academies::Academy;
use crate::app::App;
use crate::people::address::Address;
use crate::people::{self, Person, username};

/// The académie of a slug.
pub async fn academy(app: &App, slug: &str) -> Result<Academy, Refusal> {
    Academy::by_slug(&app.db, slug).await?.ok_or_else(|| Refusal::Said(format!("there is no académie {slug}")))
}

/// The one person an address means; of several who share it, the one of this user name.
pub async fn holder(tx: &Tx, address: &Address, named: Option<&str>) -> Result<Option<Person>, Refusal> {
    let mut holders = people::holders(tx, address).await?;
    if let Some(named) = named {
        let named = username::fold(named);
        return Ok(holders.into_iter().find(|person| person.username == named));
    }
    if holders.len() > 1 {
        let names: Vec<&str> = holders.iter().map(|person| person.username.as_str()).collect();
        let (written, names) = (&address.written, names.join(", "));
        return Err(Refusal::Said(format!("{written} is shared by several accounts ({names}): say which with --username")));
    }
    Ok(holders.pop())
}

/// As [`holder`], when there must be one.
pub async fn the_holder(tx: &Tx, address: &Address, named: Option<&str>) -> Result<Person, Refusal> {
    holder(tx, address, named).await?.ok_or_else(|| match named {
        Some(named) => Refusal::Said(format!("nobody called {named} has the address {}", address.written)),
        None => Refusal::Said(format!("nobody has the address {}", address.written)),
    })
}

/// Whom a command is about, as its flags say.
#[derive(clap::Args, Clone, Debug)]
pub struct Whom {
    /// Her address
    #[arg(long, value_name = "ADDR", value_parser = super::address)]
    pub email: Address,
    /// Her user name, when several people share the address
    #[arg(long, value_name = "NAME")]
    pub username: Option<String>,
}

impl Whom {
    /// The person.
    pub async fn find(&self, tx: &Tx) -> Result<Person, Refusal> {
        the_holder(tx, &self.email, self.username.as_deref()).await
    }
}
